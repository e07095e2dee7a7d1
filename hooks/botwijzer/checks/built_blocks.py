"""What was checked is what is rendered: the blocks of the source stand in the built page, in order, with their claims.

This ties the reader of ``model/markdown.py`` to whatever generator built the site: if the two understand a page
differently, every other check on the sources would be worth nothing.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from botwijzer.model.built_site import built_path
from botwijzer.model.built_text import RenderedBlock, extract_rendered_blocks, normalize_text
from botwijzer.model.edition_history import VERSION_FOLDER
from botwijzer.model.problem import Problem

if TYPE_CHECKING:
    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.built_site import BuiltSite
    from botwijzer.model.markdown import Block
    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project

CODES = {
    "BLOCK001": "A piece of text of the source page is not on the built page as it was written.",
    "BLOCK002": "A piece of text stands elsewhere on the built page.",
    "BLOCK003": "A piece of text carries other claims on the built page than in the source.",
    "BLOCK004": "The built page carries claims on something that is not in the source.",
    "BLOCK005": "A page that people wrote was not built.",
    "BLOCK006": "An article was built that nobody wrote.",
}

_MAX_SHOWN = 80
# What changed since a paper was printed: made of the words of releases, which built_versions.py holds against the history.
_COMPARED_ELSEWHERE = f"{VERSION_FOLDER}/"


def check_blocks(project: Project, pages: tuple[BuiltPage, ...], site: BuiltSite) -> list[Problem]:
    """Return each difference between what was written and what was built."""
    problems = _check_missing(project, site)
    for page in pages:
        source = site.sources.get(page.path)
        if source is not None and page.kind == "article":
            problems += _check_page(page, source, site)
        elif source is None and page.kind == "article" and not page.path.startswith(_COMPARED_ELSEWHERE):
            found, expected = "an article that belongs to no page in docs/", "articles that were checked as source only"
            action = "remove the file; if something generates it, make that a page in docs/ or a listing"
            problems.append(site.problem(page, None, "BLOCK006", found=found, expected=expected, action=action))
    return problems


def _check_missing(project: Project, site: BuiltSite) -> list[Problem]:
    released = {language.code for language in project.released}
    return [
        Problem(
            path=path,
            line=0,
            code="BLOCK005",
            found=f"no built page for {page.path}",
            expected="every page of a released language",
            action="build the site again; look for a warning about this page",
        )
        for page in project.pages
        if page.language in released and (path := built_path(project, page)) not in site.by_path
    ]


def _check_page(page: BuiltPage, source: SourcePage, site: BuiltSite) -> list[Problem]:
    written = [block for block in source.blocks if block.text]
    rendered = extract_rendered_blocks(page.content)
    here = [normalize_text(block.text) for block in written]
    there = [block.text for block in rendered]
    matcher = SequenceMatcher(a=here, b=there, autojunk=False)
    problems: list[Problem] = []
    matched: set[int] = set()
    lost: list[tuple[Block, str, range]] = []
    for operation, first, last, start, end in matcher.get_opcodes():
        if operation == "equal":
            for offset in range(last - first):
                matched.add(start + offset)
                problems += _check_claims(page, source, site, written[first + offset], rendered[start + offset])
        elif operation in {"replace", "delete"}:
            lost += [(written[number], here[number], range(start, end)) for number in range(first, last)]
    for block, text, places in lost:
        elsewhere = next((i for i, item in enumerate(there) if item == text and i not in matched), None)
        if elsewhere is not None:
            matched.add(elsewhere)
            problems.append(_misplaced(page, source, block, rendered[elsewhere]))
        else:
            problems.append(_lost(page, source, block, [rendered[i] for i in places if i not in matched]))
    problems += [
        Problem(
            path=page.path,
            line=block.line,
            code="BLOCK004",
            found=f"the claims '{' '.join(block.claims)}' on '{_shorten(block.text)}'",
            expected="claims only on text of the source page, as it stands there",
            action=f"compare with {source.path}; see CONTRIBUTING.md for where a claim is written",
        )
        for number, block in enumerate(rendered)
        if block.claims and number not in matched
    ]
    return problems


def _check_claims(
    page: BuiltPage, source: SourcePage, site: BuiltSite, block: Block, rendered: RenderedBlock
) -> list[Problem]:
    del site
    if sorted(block.claims) == sorted(rendered.claims):
        return []
    return [
        Problem(
            path=page.path,
            line=rendered.line,
            code="BLOCK003",
            found=f"the claims '{' '.join(rendered.claims)}' on '{_shorten(rendered.text)}'",
            expected=f"'{' '.join(block.claims)}', as in {source.place_of(block.line)}",
            action="write the claims on their own line right below the text, indented as CONTRIBUTING.md shows",
        )
    ]


def _misplaced(page: BuiltPage, source: SourcePage, block: Block, rendered: RenderedBlock) -> Problem:
    return Problem(
        path=page.path,
        line=rendered.line,
        code="BLOCK002",
        found=f"'{_shorten(block.text)}' in another place than in {source.place_of(block.line)}",
        expected="the same order as in the source",
        action="look at the blank lines and indentation around it; templates may not move text",
    )


def _lost(page: BuiltPage, source: SourcePage, block: Block, candidates: list[RenderedBlock]) -> Problem:
    text = normalize_text(block.text)
    ranked = sorted(candidates, key=lambda item: -SequenceMatcher(a=text, b=item.text, autojunk=False).ratio())
    instead = f"'{_shorten(ranked[0].text)}' stands there" if ranked else "nothing stands there"
    return Problem(
        path=page.path,
        line=ranked[0].line if ranked else 0,
        code="BLOCK001",
        found=f"{instead} instead of the {block.kind} of {source.place_of(block.line)}",
        expected=f"'{_shorten(block.text)}'",
        action="look at the blank lines, indentation and signs (* _ | #) around it in the source",
    )


def _shorten(text: str) -> str:
    return text if len(text) <= _MAX_SHOWN else f"{text[: _MAX_SHOWN - 1]}…"
