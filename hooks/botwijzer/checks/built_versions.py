"""Every paper that was ever released gets an answer, and none is called current whose words have changed.

The comparison is made again here, more simply than by the publisher: by the words alone, in any order.
Source: DESIGN.md, promises about addresses (``/v/<id>/``, ``/versie/…``) and about safety.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.model.built_text import normalize_text
from botwijzer.model.edition_changes import edition_today
from botwijzer.model.edition_history import EDITIONS_FILE, SHORT_FOLDER, VERSION_FOLDER, ReleasedEdition
from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.project import Project
    from botwijzer.model.strings import Strings

CODES = {
    "VERS001": "The code on a released paper does not lead to the answer about it.",
    "VERS002": "A paper is called current, although its words have changed.",
    "VERS003": "A page answers for a paper that no release had.",
    "VERS004": "A page about a paper shows words that stand in no release and on no page.",
    "VERS005": "A page about a paper gives no answer, or more than one.",
}

_ACTION = "build the site again: make site; correct botwijzer/publish/versions.py if it stays"
_SHOWN = 80


def check_versions(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return each paper without a true answer, and each answer without a paper."""
    answers: dict[str, ReleasedEdition] = {}
    problems: list[Problem] = []
    for edition in project.editions.editions:
        languages = [code for code in edition.languages if code in project.strings] or [project.source_language]
        wanted = {f"{edition.version_path(code)}index.html": edition for code in languages}
        answers |= wanted
        stub = f"{SHORT_FOLDER}/{edition.id}/index.html"
        answers[stub] = edition
        page = site.by_path.get(stub)
        target = site.find_file(site.resolve(page, page.refresh).path) if page and page.refresh else None
        if target is None or target not in wanted or target not in site.by_path:
            problems.append(_unanswered(edition))
    for page in pages:
        if not page.path.startswith((f"{VERSION_FOLDER}/", f"{SHORT_FOLDER}/")) or page.kind == "listing":
            continue
        if page.path not in answers:
            found, expected = "a page about a paper that is not in the history", f"papers of {EDITIONS_FILE} only"
            problems.append(site.problem(page, None, "VERS003", found=found, expected=expected, action=_ACTION))
        elif page.kind == "article":
            problems += _check_answer(project, page, site, answers[page.path])
    return problems


def _unanswered(edition: ReleasedEdition) -> Problem:
    return Problem(
        path=f"{SHORT_FOLDER}/{edition.id}/index.html",
        line=0,
        code="VERS001",
        found=f"no way from here to the answer about the paper '{edition.id}' ({edition.page})",
        expected=f"a redirect to /{edition.version_path(edition.languages[-1])}",
        action=_ACTION,
    )


def _check_answer(project: Project, page: BuiltPage, site: BuiltSite, edition: ReleasedEdition) -> Iterator[Problem]:
    strings = project.strings.get(site.language_of(page.path))
    if strings is None:
        return
    text = normalize_text(page.visible_text)
    kind = {name: normalize_text(words) in text for name, words in _answers(strings).items()}
    given = [name for name, is_given in kind.items() if is_given]
    if len(given) != 1:
        found, expected = f"{len(given)} answers", "exactly one: current, only spelling, changed, or gone"
        yield site.problem(page, None, "VERS005", found=found, expected=expected, action=_ACTION)
    elif given[0] not in {"changed", "gone"} and (lost := _first_difference(project, edition)) is not None:
        found = f"a paper that is called current, though '{lost[:_SHOWN]}' is not the same on the paper and on the page"
        expected = f"'{strings.version_changed}'"
        yield site.problem(page, None, "VERS002", found=found, expected=expected, action=_ACTION)
    known = _known_words(project, edition)
    for element in page.root.xpath("//*[@data-words]"):
        words = normalize_text(page.text_of(element))
        if words not in known:
            found, expected = f"the words '{words[:_SHOWN]}'", "words of a release, or of the page as it is"
            yield site.problem(page, element, "VERS004", found=found, expected=expected, action=_ACTION)


def _answers(strings: Strings) -> dict[str, str]:
    return {
        "current": strings.version_current,
        "spelling": strings.version_spelling,
        "links": strings.version_links,
        "changed": strings.version_changed,
        "gone": strings.version_gone,
    }


def _first_difference(project: Project, edition: ReleasedEdition) -> str | None:
    """Return words of the paper that its page no longer has, or of today's paper that this one lacks."""
    today = edition_today(project, edition)
    if today is None:
        return edition.page
    mended = {old: new for record in project.restamps for old, new in record.blocks}
    for language, hashes, blocks in zip(edition.languages, edition.blocks, today.blocks, strict=True):
        texts = project.editions.texts.get(language, {})
        paper, allowed = set(hashes), {texts[item].text for item in hashes if item in texts}
        following = set(paper)
        while following := {mended[item] for item in following if item in mended} - paper:
            paper |= following
        page = {block.text: block.hash for block in project.by_key[edition.page][language].blocks}
        still = set(page.values())
        for item in hashes:
            chain, current = {item}, item
            while (current := mended.get(current, "")) and current not in chain:
                chain.add(current)
            if not chain & still and item in texts and texts[item].text not in page:
                return texts[item].text
        for block in blocks:
            if block.hash not in paper and block.text not in allowed:
                return block.text
    return None


def _known_words(project: Project, edition: ReleasedEdition) -> set[str]:
    words = {
        texts[item].text
        for language, hashes in zip(edition.languages, edition.blocks, strict=True)
        for texts in (project.editions.texts.get(language, {}),)
        for item in hashes
        if item in texts
    }
    versions = project.by_key.get(edition.page, {})
    words |= {block.text for code in edition.languages if code in versions for block in versions[code].blocks}
    return {normalize_text(text) for text in words}
