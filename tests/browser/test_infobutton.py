"""The question of a record system (HL7 Infobutton): every code in every language, sloppy callers, and hostile ones.

The rules are asked in the browser with the table of the real site; the page itself is that of the small project, served from
a folder of its host.
"""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

import pytest

from botwijzer.model.page_codes import SYSTEMS
from botwijzer.publish.infobutton import render_infobutton_table
from code_site import build_code_site
from site_build import ROOT, serve_site
from site_pages import PROJECT, RELEASED
from test_accessibility import axe_violations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page

SCRIPT = ROOT / "overrides/assets/botwijzer/infobutton.js"
TABLE = json.loads(render_infobutton_table(PROJECT))
P = "2.16.840.1.113883."
OIDS = {"icpc": f"{P}2.4.4.31.1", "atc": f"{P}6.73", "snomed": f"{P}6.96", "icd10": f"{P}6.3"}
C, CS, DN = "mainSearchCriteria.v.c", "mainSearchCriteria.v.cs", "mainSearchCriteria.v.dn"
LANGUAGE = "informationRecipient.languageCode.c"
# Never read: none of these may come back in any answer.
PRIVATE = {
    "age.v.v": "67-geheim",
    "age.v.u": "a-geheim",
    "ageGroup.v.c": "geheim-1",
    "patientPerson.administrativeGenderCode.c": "geheim-2",
    "locationOfInterest.addr.ZIP": "geheim-3",
    "representedOrganization.id.root": "geheim-4",
    "holder.assignedEntity.certificateText": "geheim-5",
    "performer.languageCode.c": "tr",
}
KINDS = {"nothing", "page", "code", "data", "search", "several", "unknown"}
HOSTILE = [
    "<script>document.title='geheim'</script>",
    "<img src=x onerror=document.title=1>",
    '"><svg onload=alert(1)>',
    "javascript:alert(1)",
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "toString",
    "../../over/privacy",
    "//evil.example/",
    "%",
    "%E0%A4%A",
    "%zz%",
    "x" * 10_000,
    "ﷺ" * 2_000,
    "\u202eabc\u0000\ud83d\ude00",
    "骨質疏鬆",
    "остеопороз",
    "هشاشة العظام",
    "' OR 1=1 --",
    "${alert(1)}",
    "{{7*7}}",
    " ",
    "",
    "L95",
    " l 95 ",
    "m05bx04",
    "M80.0",
    "m800xa",
    "64859006",
]


def ask(**parameters: str) -> str:
    return "?" + urlencode({name: value for name, value in parameters.items() if value}, errors="replace")


def question(code: str, system: str = "", *, language: str = "", words: str = "") -> str:
    return ask(**{C: code, CS: system, LANGUAGE: language, DN: words})


@pytest.fixture(scope="module")
def rules(browser: Browser) -> Iterator[Page]:
    """An empty page that holds the script and the table."""
    page = browser.new_page()
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    page.evaluate("table => { window.table = table }", TABLE)
    yield page
    page.close()


def resolve(page: Page, requests: list[tuple[str, str]], **more: object) -> list[dict[str, Any]]:
    script = "([requests, more]) => requests.map(([query, fragment]) => infobutton.resolve(query, fragment, { ...table, ...more }))"
    answers: list[dict[str, Any]] = page.evaluate(script, [requests, more])
    return answers


def one(page: Page, query: str, fragment: str = "", **more: object) -> dict[str, Any]:
    return resolve(page, [(query, fragment)], **more)[0]


def test_every_code_resolves_in_every_language(rules: Page) -> None:
    cases = [(code, language) for code in PROJECT.codes for language in RELEASED]
    oids = {code.code: f"{P}6.90" if code.only == "cm" else OIDS[code.system] for code in PROJECT.codes}
    answers = resolve(
        rules, [(question(code.code, oids[code.code], language=language), "") for code, language in cases]
    )
    wrong = []
    for (code, language), answer in zip(cases, answers, strict=True):
        wrong += [(code.name, language, answer)] if answer["path"] != f"{code.path}#{language}" else []
    assert len(cases) >= 100 * len(RELEASED)
    assert wrong == []
    asked_after_sign = resolve(
        rules, [("", f"#{question(code.code, oids[code.code], language=language)[1:]}") for code, language in cases]
    )
    assert asked_after_sign == answers


def test_every_oid_names_its_system(rules: Page) -> None:
    for system in SYSTEMS.values():
        for oid, edition in system.oids.items():
            codes = [c for c in PROJECT.codes if c.system == system.id and c.only in {None, edition}]
            answer = one(rules, question(codes[0].code, oid, language="nl"))
            assert answer["kind"] in {"page", "code"}, oid
            assert one(rules, question(codes[0].code, f"urn:oid:{oid}", language="nl")) == answer


@pytest.mark.parametrize(
    ("query", "path"),
    [
        (question(" l95 ", OIDS["icpc"]), "code/icpc/L95/#nl"),
        (question("L 95", OIDS["icpc"]), "code/icpc/L95/#nl"),
        (question("L95.02", OIDS["icpc"]), "code/icpc/L95/#nl"),
        (question("L9502"), "code/icpc/L95/#nl"),
        (question("L95"), "code/icpc/L95/#nl"),
        (question("L95 botontkalking", "ICPC"), "code/icpc/L95/#nl"),
        (question("m05bx04"), "code/atc/M05BX04/#nl"),
        (question("M05BX04", "2.16.528.1.1007.99"), "code/atc/M05BX04/#nl"),
        (question("64859006 | osteoporose |", "http://snomed.info/sct"), "code/snomed/64859006/#nl"),
        (question("64859006"), "code/snomed/64859006/#nl"),
        (question("M810", OIDS["icd10"]), "code/icd10/M81.0/#nl"),
        (question("m81.0"), "code/icd10/M81.0/#nl"),
        (question("M80.08XA", f"{P}6.90"), "code/icd10/M80.08/#nl"),
        (question("M80.08", OIDS["icd10"]), "code/icd10/M80.0/#nl"),
        (question("S72.001A", f"{P}6.90"), "code/icd10/S72.0/#nl"),
        (question("M81.2", f"{P}6.90"), "code/icd10/M81/#nl"),
        (question("Z79.52"), "code/icd10/Z79.52/#nl"),
        # What a GP writes with these is ICPC, and means another thing (S72: a skin disease).
        (question("S72"), ""),
        (question("W19"), ""),
        (question("S72.01"), ""),
        # A number of another system that happens to be one of ours.
        (question("64859006", f"{P}6.88", words="osteoporose"), ""),
        ("?mainSearchCriteria.c=L95", "code/icpc/L95/#nl"),
        ("?MAINSEARCHCRITERIA.V.C=L95&taskContext.c.c=MLREV&informationRecipient=PROV", "code/icpc/L95/#nl"),
        (f"?mainSearchCriteria.v.c1=L95&mainSearchCriteria.v.cs1={OIDS['icpc']}", "code/icpc/L95/#nl"),
        ("?mainSearchCriteria%2Ev%2Ec=L95", "code/icpc/L95/#nl"),
        ("?amp;mainSearchCriteria.v.c=L95&amp;informationRecipient.language=tr", "code/icpc/L95/#tr"),
        (question("L95", language="tr-TR"), "code/icpc/L95/#tr"),
        (question("L95", language="UKR"), "code/icpc/L95/#uk"),
        (question("L95", language="xx"), "code/icpc/L95/#nl"),
        ("?mainSearchCriteria.v.c=L95&informationRecipient.language=ar", "code/icpc/L95/#ar"),
        ("?mainSearchCriteria.v.c=L95&informationRecipient.languageCode=pl", "code/icpc/L95/#pl"),
        ("?mainSearchCriteria.v.c=L95&informationRecipient.language.c=en", "code/icpc/L95/#en"),
        ("?mainSearchCriteria.v.c=L95&performer.languageCode.c=en", "code/icpc/L95/#nl"),
        ("?mainSearchCriteria.v.c=M05BX04&subTopic.v.c=Q000175", "code/atc/M05BX04/#nl"),
        ("?mainSearchCriteria.v.c=H02AB06&subTopic.v.c=Q000175&informationRecipient.languageCode.c=en", "en/onderzoek/"),
        ("?mainSearchCriteria.v.c=L95&knowledgeResponseType=text/html", "code/icpc/L95/#nl"),
        ("?mainSearchCriteria.v.c=L95&knowledgeResponseType=application/atom%2Bxml", "code/icpc/L95/feed.xml"),
        ("?mainSearchCriteria.v.c=L95&knowledgeResponseType=application/json", "code/icpc/L95/index.json"),
        # One page, but the code may mean more than our text: its page says so.
        (question("G03FB08"), "code/atc/G03FB08/#nl"),
        (question("G03FB08") + "&subTopic.v.c=Q000628", "behandeling/hormoontherapie/"),
        (question("L95", f"OID:{OIDS['icpc']}"), "code/icpc/L95/#nl"),
        (question("ICPC:L95"), "code/icpc/L95/#nl"),
        (question("ICPC-1 | L95"), "code/icpc/L95/#nl"),
        (question("L95-01"), "code/icpc/L95/#nl"),
        (question("L95.123"), "code/icpc/L95/#nl"),
        (question("L95, M05BX04"), "code/icpc/L95/#nl"),
        (question("http://snomed.info/id/64859006"), "code/snomed/64859006/#nl"),
        (question("S72.0"), "code/icd10/S72.0/#nl"),
        (question("S52.5"), "code/icd10/S52.5/#nl"),
        ("?mainSearchCriteria.v.c=L95&informationRecipient.v.languageCode.c=tr", "code/icpc/L95/#tr"),
    ],
)  # fmt: skip
def test_sloppy_callers_are_understood(query: str, path: str, rules: Page) -> None:
    assert one(rules, query)["path"] == path


def test_without_a_language_it_is_that_of_the_browser(rules: Page) -> None:
    query = question("L95")
    assert one(rules, query, preferred=["de-DE", "pl-PL", "en"])["language"] == "pl"
    assert one(rules, question("L95", language="ar"), preferred=["pl"])["language"] == "ar"
    assert one(rules, query, preferred=["de"])["language"] == "nl"


def test_two_codes_give_the_pages_of_both(rules: Page) -> None:
    answer = one(rules, "?mainSearchCriteria.v.c1=M05BX04&mainSearchCriteria.v.c2=G03FB08&mainSearchCriteria.v.c3=L99")
    assert (answer["kind"], answer["path"]) == ("several", "")
    assert answer["pages"][0] == "behandeling/denosumab"
    assert answer["pages"][-1] == "behandeling/hormoontherapie"
    same = one(rules, "?mainSearchCriteria.v.c=G03FB08&mainSearchCriteria.v.c=G03FA")
    assert (same["kind"], same["pages"]) == ("several", ["behandeling/hormoontherapie"])


def test_words_alone_are_for_the_search(rules: Page) -> None:
    answer = one(rules, ask(**{DN: "  broze   botten\u0000 ", LANGUAGE: "tr"}))
    assert (answer["kind"], answer["path"]) == ("search", "tr/#q=broze%20botten")
    answer = one(rules, question("Z99", words="broze botten"))
    assert (answer["kind"], answer["path"], answer["words"]) == ("unknown", "", "broze botten")


def test_a_system_belongs_to_the_code_at_its_place(rules: Page) -> None:
    """L72 is a broken forearm in ICPC, and another thing in ICD-10."""
    icpc, icd10 = OIDS["icpc"], OIDS["icd10"]
    assert one(rules, f"?{C}=&{CS}={icpc}&{C}=L72&{CS}={icd10}")["kind"] == "unknown"
    assert one(rules, f"?{C}=&{CS}={icd10}&{C}=L72&{CS}={icpc}")["path"] == "code/icpc/L72/#nl"
    assert one(rules, f"?{C}=")["kind"] == "nothing"


def test_a_fragment_may_be_coded_whole(rules: Page) -> None:
    assert one(rules, "", f"#{quote(question('L95')[1:])}")["path"] == "code/icpc/L95/#nl"


def test_what_is_private_makes_no_difference(rules: Page) -> None:
    for query in (question("L95", OIDS["icpc"], language="tr"), ask(**{DN: "botten"})):
        plain, full = one(rules, query), one(rules, f"{query}&{urlencode(PRIVATE)}")
        assert full == plain
        assert "geheim" not in json.dumps(full)


def random_requests(count: int, *, seed: int) -> list[tuple[str, str]]:
    chance = random.Random(seed)  # noqa: S311  (the same requests each time)
    names = [C, CS, DN, f"{C}1", f"{CS}1", f"{DN}2", "mainSearchCriteria.v.ot", LANGUAGE, "informationRecipient.language",
             "subTopic.v.c", "taskContext.c.c", "knowledgeResponseType", "__proto__", "constructor", "c", "", "%", "x" * 3_000, *PRIVATE]  # fmt: skip
    values = [
        *HOSTILE,
        *OIDS.values(),
        *RELEASED,
        *PRIVATE.values(),
        "application/json",
        "application/atom+xml",
        "Q000175",
    ]
    codes = [code.code for code in PROJECT.codes]

    def part() -> str:
        name = chance.choice([C, C, *names])
        value = chance.choice(
            [chance.choice(values), chance.choice(codes), "".join(chance.choices("%&;=#+<>é\u0661 L95.", k=12))]
        )
        coded = chance.random() < 0.7
        return f"{quote(name, errors='replace')}={quote(value, errors='replace')}" if coded else f"{name}={value}"

    def parts() -> str:
        kind = (
            [f"knowledgeResponseType=application/{chance.choice(['json', 'atom%2Bxml'])}"]
            if chance.random() < 0.1
            else []
        )
        return chance.choice("&;&").join([*kind, *(part() for _ in range(chance.randint(0, 7)))])

    marks = ["?", "", "??", "#"]
    return [
        (chance.choice(marks) + parts(), chance.choice(["", "", "#", "#?", "#/"]) + chance.choice(["", parts()]))
        for _ in range(count)
    ]


def test_no_request_throws_or_leads_out_of_the_site(rules: Page) -> None:
    requests = random_requests(1_200, seed=7)
    known = {f"code/{system}/{code}/" for system, codes in TABLE["codes"].items() for code in codes}
    pages = {path for versions in TABLE["pages"].values() for path, _ in versions.values()}
    homes = {texts["home"] for texts in TABLE["languages"].values()}
    kinds = set()
    for request, answer in zip(requests, resolve(rules, requests), strict=True):
        kinds.add(answer["kind"])
        path = re.sub(rf"(#({'|'.join(RELEASED)})|#q=[^#]+|feed\.xml|index\.json)$", "", answer["path"])
        assert answer["kind"] in KINDS, request
        assert answer["language"] in RELEASED, request
        assert path in known | pages | homes, request
        assert bool(answer["path"]) == (answer["kind"] in {"page", "code", "data", "search"}), request
        assert set(answer["pages"]) <= TABLE["pages"].keys(), request
        assert len(answer["words"]) <= 400, request
        assert not re.search(r"[\x00-\x1f\u202a-\u202e\u2066-\u2069]", answer["words"]), request
    assert kinds == KINDS
    assert rules.evaluate("() => Object.keys(Object.prototype).length") == 0


def test_what_is_no_text_at_all_is_no_question(rules: Page) -> None:
    answer = rules.evaluate("() => [undefined, null, 7, {}].map(value => infobutton.resolve(value, value, table).kind)")
    assert set(answer) == {"nothing"}


# The page itself.


@pytest.fixture(scope="module")
def code_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the small project with codes below a folder; the address of its root, with a slash."""
    folder = tmp_path_factory.mktemp("codes")
    _, site = build_code_site(folder)
    (folder / "host").mkdir()
    site.rename(folder / "host/map")
    with serve_site(folder / "host") as address:
        yield f"{address}/map/"


class Visit:
    """A window on the small site that takes down what went wrong in it, and which addresses were asked for."""

    def __init__(self, browser: Browser, server: str, **options: Any) -> None:
        self.server = server
        self.context = browser.new_context(**{"locale": "nl-NL", **options})
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._on_console)
        self.page.on("dialog", self._on_dialog)
        self.page.on("request", lambda request: self.requests.append(request.url))

    def _on_console(self, message: ConsoleMessage) -> None:
        # A file of data names no icon, and the browser asks for one.
        if message.type == "error" and not message.location["url"].endswith("/favicon.ico"):
            self.errors.append(message.text)

    def _on_dialog(self, dialog: Dialog) -> None:
        self.errors.append(dialog.message)
        dialog.dismiss()

    def ask(self, query: str) -> str:
        """Open the page with a question and return the path where the reader ends up, from the site's root."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.server}infobutton/{query}")
        self.page.wait_for_load_state("load")
        self.page.wait_for_timeout(50)
        self.page.wait_for_load_state("load")
        return self.page.url.removeprefix(self.server)


@pytest.fixture
def visit(browser: Browser, code_server: str) -> Iterator[Visit]:
    visit = Visit(browser, code_server)
    yield visit
    visit.context.close()
    assert visit.errors == []
    assert {urlsplit(url).netloc for url in visit.requests} == {urlsplit(code_server).netloc}


def test_the_question_is_not_in_the_history(visit: Visit) -> None:
    assert visit.ask(question("M05BX04", OIDS["atc"], language="en")) == "code/atc/M05BX04/#en"
    assert visit.page.evaluate("document.referrer").count("?") == 0
    visit.page.go_back()
    assert visit.page.url == "about:blank"
    assert visit.ask(f"#{question('M05BX04', language='nl')[1:]}") == "code/atc/M05BX04/#nl"


def test_words_without_a_code_are_searched_at_once(visit: Visit) -> None:
    visit.ask(ask(**{DN: "botten & zo", LANGUAGE: "en"}))
    visit.page.wait_for_url("**/en/**")
    assert visit.page.locator("form[name=search] input").input_value() == "botten & zo"


def test_several_pages_are_listed_in_the_language_asked_for(visit: Visit) -> None:
    assert visit.ask(question("L95", language="en")) == "code/icpc/L95/#en"
    section = visit.page.locator("section[lang=en]")
    assert section.locator("li a").first.get_attribute("href") == "../../../en/voorkomen/"
    assert section.locator("[data-disclaimer=short]").is_visible()


def test_two_codes_are_listed_on_the_page_and_the_question_leaves_the_address(visit: Visit) -> None:
    assert visit.ask("?mainSearchCriteria.v.c=M05BX04&mainSearchCriteria.v.c=L75&age.v.v=67") == "infobutton/"
    links = visit.page.locator("section[lang=nl] [data-found] li a")
    assert [link.get_attribute("href") for link in links.all()] == [f"{visit.server}voorkomen/", visit.server]


def test_an_unknown_code_leads_to_the_list_and_the_search(visit: Visit) -> None:
    words = "<b>botten</b> & zo"
    assert visit.ask(question("A01", language="en", words=words)) == "infobutton/"
    found = visit.page.locator("section[lang=en] [data-found]")
    assert PROJECT.strings["en"].infobutton_unknown in found.inner_text()
    assert found.locator("b").count() == 0
    link = found.locator("a")
    assert link.inner_text() == words
    assert link.get_attribute("href") == f"{visit.server}en/#q={quote(words, safe='')}"
    assert visit.page.locator("section[lang]").first.get_attribute("lang") == "en"
    assert visit.page.locator(".bw-code-list a").count() == 10
    link.click()
    assert visit.page.locator("form[name=search] input").input_value() == words


def test_data_for_callers_that_want_data(visit: Visit) -> None:
    visit.page.goto(f"{visit.server}infobutton/{question('L95')}&knowledgeResponseType=application/json")
    visit.page.wait_for_url("**/code/icpc/L95/index.json")


def test_a_question_after_the_sign_can_change_without_loading(visit: Visit) -> None:
    assert visit.ask("") == "infobutton/"
    visit.page.evaluate("hash => { location.hash = hash }", f"{C}=A01&{DN}=botten")
    visit.page.wait_for_selector("[data-found]:visible")
    assert visit.page.url == f"{visit.server}infobutton/"
    visit.page.evaluate("hash => { location.hash = hash }", f"{C}=M05BX04")
    visit.page.wait_for_url("**/code/atc/M05BX04/#nl")


def test_hostile_questions_end_in_a_useful_page(visit: Visit) -> None:
    requests = random_requests(40, seed=11)
    requests += [(ask(**{DN: value}), "") for value in HOSTILE[:20]]
    for query, fragment in requests:
        address = query if query.startswith("?") else f"?{query}"
        landed = visit.ask(address.replace("#", "%23") + fragment)
        assert visit.page.locator("h1, pre, feed, rss").count() or landed.endswith((".json", ".xml")), (query, landed)
        assert re.match(r"(infobutton/(#[^=]*)?|code/\S+|(en/)?(voorkomen/)?(#q=\S+)?)$", landed), (query, landed)
        if landed.startswith("infobutton"):
            assert visit.page.locator(".bw-code-list a").count() == 10, query
            assert visit.page.locator("main script, main img, main svg, main iframe").count() == 0, query
            assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), query
    assert len(requests) == 60


@pytest.mark.parametrize("path", ["infobutton/", "infobutton/?mainSearchCriteria.v.c=L95", "code/", "code/icpc/L95/"])
def test_without_a_script_the_pages_list_what_there_is(path: str, browser: Browser, code_server: str) -> None:
    visit = Visit(browser, code_server, java_script_enabled=False)
    visit.page.goto(code_server + path)
    links = visit.page.locator("main a[href*='/'], main a[href$='/']")
    assert links.count() >= 4
    assert visit.page.locator("[data-disclaimer=short]").count() == 2
    assert visit.page.locator("[data-found]:visible").count() == 0
    visit.context.close()


def test_another_spelling_leads_on_without_a_script(browser: Browser, code_server: str) -> None:
    visit = Visit(browser, code_server, java_script_enabled=False)
    visit.page.goto(f"{code_server}code/icd10/m800/")
    visit.page.wait_for_url("**/code/icd10/M80.0/")
    visit.context.close()


def test_an_unknown_address_of_a_code_leads_to_the_list(browser: Browser, code_server: str) -> None:
    """The page of what does not exist stands at any depth, so its links start at the address that the site was built for."""
    visit = Visit(browser, code_server)
    visit.page.goto(f"{code_server}404.html")
    links = visit.page.locator("section[lang] > p > a[href*='code/#']")
    assert [link.get_attribute("href") for link in links.all()] == ["/code/#nl", "/code/#en"]
    visit.context.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "path", ["code/", "code/icpc/L95/", "infobutton/?mainSearchCriteria.v.c=A01&mainSearchCriteria.v.dn=botten"]
)
def test_the_pages_are_accessible_and_fit(path: str, width: int, browser: Browser, code_server: str) -> None:
    visit = Visit(browser, code_server, viewport={"width": width, "height": 800})
    visit.page.goto(code_server + path)
    assert axe_violations(visit.page) == []
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    visit.context.close()
