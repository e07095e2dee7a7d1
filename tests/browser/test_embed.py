"""A page of ours on the site of somebody else, from another origin: as the snippets of publish/link_snippets.py put it there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from test_disclaimer_is_visible import MEASURE

from botwijzer.publish.link_snippets import SANDBOX, LinkedPage, linked_pages, read_script, render_snippet
from embed_hosts import Host, serve_host
from languages_site import SITE_URL
from site_build import serve_site
from test_accessibility import axe_violations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Frame, Page

    from botwijzer.model.project import Project

KEY = "voorkomen/index"


@pytest.fixture(scope="module")
def ours(languages_site: tuple[Project, Path]) -> Iterator[str]:
    """Serve our small site (Dutch, English, Arabic); the address has no trailing slash."""
    with serve_site(languages_site[1]) as address:
        yield address


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    """Serve the site of somebody else."""
    with serve_host() as served:
        yield served


@pytest.fixture
def visit(browser: Browser, ours: str, host: Host) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of the host; in the end nothing was asked of third parties, and no cookie was set."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []

    def open_address(address: str, *, width: int = 1000, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        page.wait_for_load_state("networkidle")
        return page

    yield open_address
    cookies = [cookie for context in contexts for cookie in context.cookies()]
    for context in contexts:
        context.close()
    known = {urlsplit(ours).netloc, urlsplit(host.address).netloc}
    assert [url for url in asked if url.startswith("http") and urlsplit(url).netloc not in known] == []
    assert cookies == []
    assert host.cookies == []


def linked(project: Project, language: str) -> LinkedPage:
    return next(page for page in linked_pages(project) if (page.key, page.language) == (KEY, language))


def snippet(project: Project, form: str, ours: str, language: str = "nl") -> str:
    text = render_snippet(form, linked(project, language), site_url=SITE_URL, script=read_script(project))
    return text.replace(SITE_URL, f"{ours}/")


def policy(ours: str) -> str:
    """Return the strictest policy with which the page for practices says that it works."""
    return f"default-src 'none'; style-src 'self'; img-src data:; script-src {ours}; frame-src {ours}; base-uri 'none'"


def frame_of(page: Page) -> Frame:
    page.wait_for_function("document.querySelector('botwijzer-artikel')?.frame?.style.visibility === 'visible'")
    return next(frame for frame in page.frames if "/insluiten/" in frame.url)


def heights(page: Page, frame: Frame) -> tuple[float, float]:
    outer = page.evaluate("document.querySelector('botwijzer-artikel').frame.getBoundingClientRect().height")
    return float(outer), float(frame.evaluate("document.body.getBoundingClientRect().height"))


def assert_seen(frame: Frame, project: Project, language: str) -> None:
    """Disclaimers and source can be seen inside the frame."""
    strings = project.strings[language]
    for selector, words in (
        ("[data-disclaimer=full] p", strings.disclaimer),
        ("[data-disclaimer=short]", strings.disclaimer_short),
        (".bw-review p", strings.review_none),
        (".bw-embed-source a", strings.site_name),
    ):
        element = frame.locator(selector).first
        measured = element.evaluate(MEASURE)
        assert not measured["hidden"], (selector, measured)
        assert measured["contrast"] >= 7.0, (selector, measured)
        assert measured["size"] >= 14, (selector, measured)
        assert words in " ".join(element.inner_text().split())


@pytest.mark.parametrize(
    "way",
    [
        ("element", "nl", 1000, "light"),
        ("fixed", "nl", 1000, "dark"),
        ("element", "ar", 1000, "light"),
        ("fixed", "ar", 280, "dark"),
        ("element", "en", 280, "light"),
    ],
)
def test_element_on_another_origin_under_a_strict_policy(
    way: tuple[str, str, int, str],
    languages_site: tuple[Project, Path],
    ours: str,
    host: Host,
    visit: Callable[..., Page],
) -> None:
    form, language, width, scheme = way
    project = languages_site[0]
    direction = project.languages[language].direction
    address = host.put(
        "/element", snippet(project, form, ours, language), policy=policy(ours), lang=language, direction=direction
    )
    page = visit(address, width=width, color_scheme=scheme)
    frame = frame_of(page)
    assert_seen(frame, project, language)
    assert frame.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [language, direction]
    # Nothing comes in: the host hides paragraphs, shrinks letters and frames.
    assert frame.evaluate("getComputedStyle(document.querySelector('article p')).display") != "none"
    outer, inner = heights(page, frame)
    assert outer == pytest.approx(inner, abs=1.5)
    assert outer > 400
    # And nothing goes over the edge.
    assert frame.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert page.evaluate("document.querySelector('botwijzer-artikel a').checkVisibility()") is False
    assert page.evaluate("document.querySelector('botwijzer-artikel').frame.title") == linked(project, language).title
    assert axe_violations(page) == []


@pytest.mark.parametrize("language", ["nl", "ar"])
def test_our_data_on_another_origin_bring_disclaimer_and_source(
    language: str, languages_site: tuple[Project, Path], ours: str, host: Host, visit: Callable[..., Page]
) -> None:
    """The script of the page for practices, in a file of the host, under a policy that allows only our origin beside its own."""
    project = languages_site[0]
    host.pages["/own.js"] = snippet(project, "api", ours, language)
    body = '<article id="botwijzer"></article><script type="module" src="/own.js"></script>'
    strict = f"default-src 'none'; style-src 'self'; img-src data:; script-src 'self'; connect-src {ours}"
    page = visit(host.put("/data", body, policy=strict))
    page.wait_for_selector("#botwijzer h2")
    strings, article = project.strings[language], page.locator("#botwijzer")
    assert article.evaluate("node => [node.lang, node.dir]") == [language, project.languages[language].direction]
    words = " ".join(str(article.evaluate("node => node.textContent")).split())
    for text in (linked(project, language).title, strings.disclaimer, strings.review_none, strings.site_name):
        assert text in words
    assert article.locator("script, style, [style], [onclick]").count() == 0


def test_height_follows(
    languages_site: tuple[Project, Path], ours: str, host: Host, visit: Callable[..., Page]
) -> None:
    page = visit(host.put("/height", snippet(languages_site[0], "element", ours)))
    frame = frame_of(page)
    before = heights(page, frame)[0]
    page.set_viewport_size({"width": 300, "height": 800})
    page.wait_for_function(f"document.querySelector('botwijzer-artikel').frame.offsetHeight > {before + 50}")
    narrow = heights(page, frame)
    assert narrow[0] == pytest.approx(narrow[1], abs=1.5)
    page.set_viewport_size({"width": 1000, "height": 800})
    page.wait_for_function(f"document.querySelector('botwijzer-artikel').frame.offsetHeight < {before + 2}")


def test_only_our_frame_sets_the_height_and_only_by_a_number(
    languages_site: tuple[Project, Path], ours: str, host: Host, visit: Callable[..., Page]
) -> None:
    page = visit(host.put("/messages", snippet(languages_site[0], "element", ours)))
    frame = frame_of(page)
    before = heights(page, frame)[0]
    page.evaluate("window.postMessage({ botwijzer: 'height', value: 5000 }, '*')")
    for value in ("'5000px'", "NaN", "Infinity", "null", "{}", "[900]", "'1e3; color: red'"):
        frame.evaluate(f"parent.postMessage({{ botwijzer: 'height', value: {value} }}, '*')")
    frame.evaluate("parent.postMessage(null, '*'); parent.postMessage('height', '*')")
    page.wait_for_timeout(100)
    assert heights(page, frame)[0] == before
    for told, expected in ((1e9, 40000), (-5, 100)):
        frame.evaluate(f"parent.postMessage({{ botwijzer: 'height', value: {told} }}, '*')")
        page.wait_for_function(f"document.querySelector('botwijzer-artikel').frame.offsetHeight === {expected}")


@pytest.mark.parametrize(
    "path", ["https://evil.example/", "//evil.example", "../../v", "a/../../b", "javascript:1", "A b", "", "/voorkomen"]
)
def test_no_frame_for_what_is_no_path(path: str, ours: str, host: Host, visit: Callable[..., Page]) -> None:
    body = (
        f'<script src="{ours}/insluiten/botwijzer.js" async></script>'
        f'<botwijzer-artikel pad="{path}" taal="nl"><a href="{ours}/voorkomen/">Voorkomen</a></botwijzer-artikel>'
        f'<botwijzer-artikel pad="voorkomen" taal="../x"><a href="{ours}/voorkomen/">Voorkomen</a></botwijzer-artikel>'
    )
    page = visit(host.put("/wild", body))
    assert page.evaluate("[...document.querySelectorAll('botwijzer-artikel')].map(item => item.frame)") == [None, None]
    assert page.locator("botwijzer-artikel a").first.is_visible()


def test_another_path_shows_another_page(
    languages_site: tuple[Project, Path], ours: str, host: Host, visit: Callable[..., Page]
) -> None:
    page = visit(host.put("/change", snippet(languages_site[0], "element", ours)))
    frame_of(page)
    page.evaluate("document.querySelector('botwijzer-artikel').setAttribute('taal', 'en')")
    page.wait_for_timeout(50)
    assert frame_of(page).url == f"{ours}/insluiten/en/voorkomen/"
    page.evaluate("document.querySelector('botwijzer-artikel').setAttribute('thema', 'donker')")
    page.wait_for_timeout(50)
    dark = frame_of(page)
    dark.wait_for_load_state()
    assert dark.evaluate("document.documentElement.dataset.theme") == "dark"
    assert_seen(dark, languages_site[0], "en")


@pytest.mark.parametrize("blocked", ["script", "frame", "javascript", "integrity"])
def test_a_link_stays_when_something_is_blocked(
    blocked: str, languages_site: tuple[Project, Path], ours: str, host: Host, visit: Callable[..., Page]
) -> None:
    body = snippet(languages_site[0], "fixed" if blocked == "integrity" else "element", ours)
    if blocked == "integrity":
        body = body.replace("sha384-", "sha384-AAAA")
    strict = {
        "script": "script-src 'none'",
        "frame": f"script-src {ours}; frame-src 'none'",
    }.get(blocked, "")
    page = visit(host.put("/blocked", body, policy=strict), java_script_enabled=blocked != "javascript")
    page.wait_for_timeout(200)
    link = page.locator("botwijzer-artikel a")
    assert link.is_visible()
    assert link.get_attribute("href") == f"{ours}/voorkomen/"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Voorkomen"


def test_keyboard_goes_in_and_out(
    languages_site: tuple[Project, Path], ours: str, host: Host, visit: Callable[..., Page]
) -> None:
    body = '<a href="#a">voor</a>' + snippet(languages_site[0], "element", ours) + '<a href="#b">na</a>'
    page = visit(host.put("/keys", body))
    frame = frame_of(page)
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        where = page.evaluate("document.activeElement.tagName === 'A' ? document.activeElement.textContent : ''")
        reached.append(where or str(frame.evaluate("document.activeElement.textContent.trim().slice(0, 20)")))
        if where == "na":
            break
    assert reached[0] == "voor"
    assert reached[-1] == "na"
    assert any(text.startswith("Botwijzer") for text in reached[1:-1]), reached


def test_the_source_opens_in_a_new_tab(
    languages_site: tuple[Project, Path], ours: str, host: Host, visit: Callable[..., Page]
) -> None:
    page = visit(host.put("/source", snippet(languages_site[0], "element", ours)))
    frame = frame_of(page)
    with page.context.expect_page() as opened:
        frame.locator(".bw-embed-source a").first.click()
    new = opened.value
    new.wait_for_load_state()
    assert new.url == f"{ours}/voorkomen/"
    # Out of the sandbox: an ordinary page again, with its own storage.
    assert new.evaluate("window.origin") == ours
    assert page.url.startswith(host.address)


@pytest.mark.parametrize("sandbox", ["allow-scripts", "", SANDBOX, None])
@pytest.mark.parametrize("javascript", [True, False])
def test_plain_frame_in_any_sandbox_with_and_without_script(
    sandbox: str | None,
    javascript: bool,  # noqa: FBT001
    languages_site: tuple[Project, Path],
    ours: str,
    host: Host,
    visit: Callable[..., Page],
) -> None:
    body = snippet(languages_site[0], "frame", ours)
    asked = f' sandbox="{SANDBOX}"'
    assert asked in body
    body = body.replace(asked, "" if sandbox is None else f' sandbox="{sandbox}"').replace(
        "<iframe", '<iframe class="x"'
    )
    page = visit(host.put("/frame", body), java_script_enabled=javascript)
    frame = next(frame for frame in page.frames if "/insluiten/" in frame.url)
    assert frame.locator(".bw-embed-source a").first.count() == 1
    if javascript:
        assert_seen(frame, languages_site[0], "nl")


def test_oembed_as_wordpress_shows_it(
    languages_site: tuple[Project, Path], ours: str, host: Host, visit: Callable[..., Page]
) -> None:
    """WordPress gives a frame of an unknown provider ``sandbox="allow-scripts"`` and a secret (wp_filter_oembed_result)."""
    project, site = languages_site
    data = json.loads((site / "oembed/ar/voorkomen.json").read_text(encoding="utf-8"))
    assert (data["type"], data["version"], data["width"], data["height"]) == ("rich", "1.0", 600, 600)
    assert data["html"] == render_snippet(
        "frame", linked(project, "ar"), site_url=SITE_URL, script=read_script(project)
    )
    secret = "Ab3dE6gH9j"  # noqa: S105  (what WordPress calls the name of a frame)
    body = (
        data["html"]
        .replace(SITE_URL, f"{ours}/")
        .replace('/" title', f'/#?secret={secret}" data-secret="{secret}" title')
        .replace(f'sandbox="{SANDBOX}"', 'sandbox="allow-scripts" security="restricted"')
    )
    page = visit(host.put("/wp", f'<script src="{ours}/nothing.js"></script>{body}'))
    page.evaluate("window.said = []; addEventListener('message', event => said.push(event.data))")
    frame = next(frame for frame in page.frames if "/insluiten/" in frame.url)
    assert frame.evaluate("window.origin") == "null"
    page.set_viewport_size({"width": 500, "height": 700})
    page.evaluate("document.querySelector('iframe').width = 300")
    page.evaluate("document.querySelector('iframe').style.setProperty('width', '300px', 'important')")
    page.wait_for_function("said.some(item => item.message === 'height')")
    told = page.evaluate("said.find(item => item.message === 'height')")
    assert told["secret"] == secret
    assert isinstance(told["value"], int)
    frame.evaluate("document.querySelector('.bw-embed-source a').click()")
    page.wait_for_function("said.some(item => item.message === 'link')")
    assert page.evaluate("said.find(item => item.message === 'link').value") == f"{ours}/ar/voorkomen/"
    assert_seen(frame, project, "ar")


def test_each_page_names_its_oembed_file_and_embed_page(languages_site: tuple[Project, Path]) -> None:
    project, site = languages_site
    for page in linked_pages(project):
        html = (site / page.path / "index.html").read_text(encoding="utf-8")
        name = page.key.removesuffix("/index")
        assert f'type="application/json+oembed" href="{SITE_URL}oembed/{page.language}/{name}.json"' in html
        assert (site / f"insluiten/{page.language}/{name.removeprefix('index')}/index.html").is_file()
    assert not (site / "insluiten/uk").exists()


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_embed_page_by_itself(language: str, scheme: str, ours: str, visit: Callable[..., Page]) -> None:
    page = visit(f"{ours}/insluiten/{language}/voorkomen/", width=360, color_scheme=scheme)
    assert axe_violations(page) == []
