"""How the translations stand, as the readers' table on ``over/talen``: by language, and page by language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botwijzer.publish.status import CURRENT, is_reviewed, translation_state

if TYPE_CHECKING:
    from collections.abc import Iterable

    from botwijzer.model.project import Project
    from botwijzer.model.records import Language
    from botwijzer.model.strings import Strings

# The id of the section, the same in every language.
SECTION_ID = "stand"


def render_states(project: Project, *, language: str) -> str:
    """Return Markdown: a heading and two tables, in the words of ``language``. Only released languages are shown."""
    strings, released = project.strings[language], project.released
    heads = (
        strings.state_language,
        strings.state_pages,
        strings.state_current,
        strings.state_stale,
        strings.state_missing,
        strings.state_unreviewed,
    )
    totals = [_count(project, item) for item in released]
    pages = [
        (_title(project, key, language), *(_state(project, key, item, strings) for item in released))
        for key in _in_order(project)
    ]
    return "\n\n".join(
        (
            f"## {strings.state_title} {{#{SECTION_ID}}}",
            _table(heads, totals),
            _table((strings.state_page, *(item.name for item in released)), pages),
        )
    )


def _in_order(project: Project) -> list[str]:
    """Return the pages in the order of the menu."""
    order = {entry.removesuffix(".md"): number for number, (entry, _) in enumerate(project.navigation.entries)}
    return sorted(project.by_key, key=lambda key: (order.get(key, len(order)), key))


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(heads), *(list(row) for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


def _title(project: Project, key: str, language: str) -> str:
    versions = project.by_key[key]
    page = versions.get(language) or versions.get(project.source_language)
    return page.front.title if page is not None and page.front is not None else key


def _wanted(project: Project, key: str, language: Language) -> bool:
    source = project.by_key[key].get(project.source_language)
    limit = source.front.languages if source is not None and source.front is not None else None
    return limit is None or language.code in limit


def _state(project: Project, key: str, language: Language, strings: Strings) -> str:
    """Return the state of one page in words; a dash for a page that this language is not meant to have."""
    page = project.by_key[key].get(language.code)
    if page is None:
        return strings.state_missing if _wanted(project, key, language) else "–"
    if language.code == project.source_language:
        return strings.state_source
    return strings.state_current if translation_state(project, page) == CURRENT else strings.state_stale


def _count(project: Project, language: Language) -> tuple[str, ...]:
    """Return own name, pages, current, stale, missing and unreviewed pages of a language."""
    wanted = [key for key in project.by_key if _wanted(project, key, language)]
    pages = [project.by_key[key][language.code] for key in wanted if language.code in project.by_key[key]]
    current = sum(translation_state(project, page) == CURRENT for page in pages)
    unreviewed = sum(not is_reviewed(project, page) for page in pages)
    numbers = (len(pages), current, len(pages) - current, len(wanted) - len(pages), unreviewed)
    return (language.name, *map(str, numbers))
