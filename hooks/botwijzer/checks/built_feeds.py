"""The feeds of changes: one of each kind in every language, with every change that a release made, and the disclaimer.

Which changes there are, and what they ask at least of who has a print, is counted again here, more simply than by the
publisher: by words and their order, without pairing any. Sources: RFC 4287 (Atom), 4.1.1, 4.1.2 and 4.2.6 (an id is for
ever one entry); JSON Feed 1.1.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree, html

from botwijzer.model.built_text import normalize_text
from botwijzer.model.problem import Problem
from botwijzer.model.release_changes import feed_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.edition_history import OldBlock, ReleasedEdition
    from botwijzer.model.project import Project

CODES = {
    "FEED001": "A language has no feed of changes, or it cannot be read.",
    "FEED002": "A feed lacks a change that a release made.",
    "FEED003": "A feed or one of its entries lacks the disclaimer.",
    "FEED004": "Two entries of a feed have one id.",
    "FEED005": "An entry asks less of who has a print than the change does.",
    "FEED006": "An entry lacks words that it must show: what to do, what is there no more, or what came.",
}

_ATOM = "{http://www.w3.org/2005/Atom}"
_FEED_PARTS = ("id", "title", "updated", "author")
_ENTRY_PARTS = ("id", "title", "updated", "content")
_ACTION = "build the site again: make site; correct botwijzer/publish/feeds.py if it stays"
# The newest changes that are looked for: a feed may leave out old ones.
_NEWEST = 100
_SHOWN = 80


@dataclass(frozen=True)
class _Change:
    """What a release did to a page. ``address``: of the version that it led to, or that it took away.

    ``prints``: what an entry may ask; ``words``: what stood there and does no more, and what came; ``since``: every print from
    before this day is out of date, at least; empty where none is.
    """

    address: str
    prints: frozenset[str]
    words: tuple[str, ...]
    since: str


@dataclass(frozen=True)
class _Entry:
    """An entry of a feed. ``outdated``: the day that it names as ``since`` above; ``None``: its kind of feed names none."""

    id: str
    print: str
    text: str
    outdated: str | None


def check_feeds(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return what is wrong with the feeds."""
    del pages
    problems: list[Problem] = []
    for language in project.released:
        changes = _changes(project, language.code)[-_NEWEST:]
        for ending in ("xml", "json"):
            problems += _check_feed(project, site, language.code, ending, changes)
    return problems


def _check_feed(
    project: Project, site: BuiltSite, language: str, ending: str, changes: Sequence[_Change]
) -> Iterator[Problem]:
    path = feed_path(language, project.source_language, ending)
    if path not in site.files:
        yield _problem(path, "FEED001", "no feed of changes", f"one in '{language}'")
        return
    content = (site.folder / path).read_bytes()
    read = _read_atom(content) if ending == "xml" else _read_json(content)
    if read is None:
        yield _problem(
            path, "FEED001", "a feed that cannot be read", "Atom (RFC 4287)" if ending == "xml" else "JSON Feed"
        )
        return
    entries, notice = read
    if project.strings[language].disclaimer not in notice:
        yield _problem(path, "FEED003", "no approved disclaimer", f"the one in '{language}', word for word")
    for name, times in Counter(entry.id for entry in entries).items():
        if times > 1:
            yield _problem(path, "FEED004", f"{times} entries with the id '{name}'", "an id for each entry")
    short = project.strings[language].disclaimer_short
    for entry in entries:
        if normalize_text(short) not in entry.text:
            yield _problem(path, "FEED003", f"no disclaimer in {entry.id}", f"'{short}'")
    yield from _check_changes(project, site, language, path, entries, changes)


def _check_changes(
    project: Project, site: BuiltSite, language: str, path: str, entries: Sequence[_Entry], changes: Sequence[_Change]
) -> Iterator[Problem]:
    for address in dict.fromkeys(change.address for change in changes):
        # An address that comes again has the day behind it.
        here = [entry for entry in entries if entry.id.partition("#")[0] == f"{site.url}{address}"]
        wanted = [change for change in reversed(changes) if change.address == address]
        if len(here) < len(wanted):
            found = f"{len(here)} entries for /{address}"
            yield _problem(path, "FEED002", found, f"{len(wanted)}: every change that a release made")
            continue
        for entry, change in zip(here, wanted, strict=False):
            yield from _check_entry(project, path, language, entry, change)


def _check_entry(project: Project, path: str, language: str, entry: _Entry, change: _Change) -> Iterator[Problem]:
    strings = project.strings[language]
    if entry.print not in change.prints:
        expected = " or ".join(f"'{name}'" for name in sorted(change.prints))
        yield _problem(path, "FEED005", f"{entry.id} asks '{entry.print}'", f"{expected}: so much changed")
    elif entry.outdated is not None and entry.outdated < change.since:
        found = f"{entry.id} has paper out of date before {entry.outdated or 'no day'}"
        yield _problem(path, "FEED005", found, f"{change.since} or later: older paper has other words")
    says = {
        "now": (strings.feed_print_now,),
        "again": (strings.feed_print_again, strings.feed_back),
        "nothing": (strings.feed_print_nothing,),
        "new": (strings.feed_new,),
        "gone": (strings.feed_gone,),
    }.get(entry.print, ())
    lost = [] if any(entry.text.startswith(normalize_text(words)) for words in says) else [*says[:1]]
    lost += [words[:_SHOWN] for words in change.words if normalize_text(words) not in entry.text]
    if lost:
        yield _problem(path, "FEED006", f"{entry.id} without '{lost[0]}'", "what to do, and all words that differ")


def _changes(project: Project, language: str) -> list[_Change]:
    """Return every change, in the order of the releases; nothing of the first release of the language."""
    found: list[_Change] = []
    before: dict[str, ReleasedEdition] = {}
    ever: dict[str, ReleasedEdition] = {}
    since: dict[str, str] = {}
    for release in project.editions.releases:
        papers = release.pages(language)
        for page in sorted({**before, **papers}) if ever else ():
            new = papers.get(page)
            if new == before.get(page):
                continue
            prints, words = _asked(project, language, ever.get(page), new)
            if page in ever and page not in before:  # its paper was to be thrown away
                prints -= {"nothing"}
            if prints.isdisjoint({"nothing", "new"}):
                since[page] = release.day.isoformat()
            address = (new or before[page]).version_path(language)
            found.append(_Change(address, prints, words, since.get(page, "")))
        before, ever = papers, {**ever, **papers}
    return found


def _asked(
    project: Project, language: str, old: ReleasedEdition | None, new: ReleasedEdition | None
) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return what an entry may ask, and the words that differ, by the words alone and their order."""
    if old is None or new is None:
        return frozenset({"new" if new else "gone"}), ()
    texts = project.editions.texts.get(language, {})
    spelling = {wrong: right for record in project.restamps for wrong, right in record.blocks}
    now = new.blocks[0]
    after = [texts[name] for name in now if name in texts]
    # A page may have both spellings: nobody can tell then whether a block was mended or left, and either is right.
    mended = tuple(_spelled(name, spelling, now) for name in old.blocks[0])
    readings = [_compare([texts[name] for name in names if name in texts], after) for names in (mended, old.blocks[0])]
    pairs = [pair for pair in zip(old.blocks[0], mended, strict=True) if pair[0] != pair[1]]
    words = readings[0][1] - {texts[name].text for pair in pairs for name in pair if name in texts}
    return readings[0][0] | readings[1][0], tuple(sorted(words))


def _compare(old: Sequence[OldBlock], new: Sequence[OldBlock]) -> tuple[frozenset[str], set[str]]:
    left, right = [block.text for block in old], [block.text for block in new]
    words = {*(Counter(left) - Counter(right)), *(Counter(right) - Counter(left))}
    before, after = (Counter((block.text, block.safety) for block in blocks) for blocks in (old, new))
    if any(is_safety and text in words for text, is_safety in [*(before - after), *(after - before)]):
        return frozenset({"now"}), words
    return frozenset({"now", "again"} if left != right else {"now", "again", "nothing"}), words


def _spelled(name: str, spelling: dict[str, str], now: tuple[str, ...]) -> str:
    """Return the block that spelling fixes on record made of one, when it stands there now; else the block itself."""
    current = name
    for _ in spelling:
        if current in now:
            return current
        current = spelling.get(current, current)
    return current if current in now else name


def _read_atom(content: bytes) -> tuple[list[_Entry], str] | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(content, parser=parser)
    except etree.XMLSyntaxError:
        return None
    entries = root.findall(f"{_ATOM}entry")
    parts = [(root, name) for name in _FEED_PARTS] + [(entry, name) for entry in entries for name in _ENTRY_PARTS]
    if root.tag != f"{_ATOM}feed" or any(len(element.findall(_ATOM + name)) != 1 for element, name in parts):
        return None
    read = [
        _Entry(
            str(entry.findtext(f"{_ATOM}id")),
            " ".join(str(item.get("term")) for item in entry.findall(f"{_ATOM}category")),
            _words(str(entry.findtext(f"{_ATOM}content"))),
            None,
        )
        for entry in entries
    ]
    return read, str(root.findtext(f"{_ATOM}rights"))


def _read_json(content: bytes) -> tuple[list[_Entry], str] | None:
    try:
        feed = json.loads(content)
        assert feed["version"].startswith("https://jsonfeed.org/version/1")
        read = [
            _Entry(
                item["id"],
                item["_botwijzer"]["print"],
                _words(item["content_html"]),
                item["_botwijzer"]["outdatedBefore"] or "",
            )
            for item in feed["items"]
        ]
        return read, feed["_botwijzer"]["disclaimer"]
    except (ValueError, KeyError, TypeError, AttributeError, AssertionError):
        return None


def _words(content: str) -> str:
    return normalize_text(str(html.fragment_fromstring(content, create_parent=True).xpath("string()")))


def _problem(path: str, code: str, found: str, expected: str) -> Problem:
    return Problem(path=path, line=0, code=code, found=found, expected=expected, action=_ACTION)
