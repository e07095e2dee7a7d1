"""All rules over what people wrote, in one list: the same for the command line, the hook and the tests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from botwijzer.checks.abbreviations import check_abbreviations
from botwijzer.checks.approved import check_approved
from botwijzer.checks.asked import check_asked
from botwijzer.checks.call_level import check_calls
from botwijzer.checks.claims import check_claims
from botwijzer.checks.containers import check_containers
from botwijzer.checks.dialect import check_dialect
from botwijzer.checks.drafts import weigh_drafts
from botwijzer.checks.files import check_files
from botwijzer.checks.front_matter import check_front_matter
from botwijzer.checks.headings import check_headings
from botwijzer.checks.hooks_listed import check_hooks_listed
from botwijzer.checks.instructions import check_instructions
from botwijzer.checks.languages_look import check_languages_look
from botwijzer.checks.leaflets import check_leaflets
from botwijzer.checks.length import check_length
from botwijzer.checks.navigation import check_navigation
from botwijzer.checks.notation import check_notation
from botwijzer.checks.numbers import check_numbers
from botwijzer.checks.page_codes import check_page_codes
from botwijzer.checks.parity_bounds import check_parity_bounds
from botwijzer.checks.parity_negation import check_parity_negation
from botwijzer.checks.parity_numbers import check_parity_numbers
from botwijzer.checks.parity_sentences import check_parity_sentences
from botwijzer.checks.parity_structure import check_parity_structure
from botwijzer.checks.parity_terms import check_parity_terms
from botwijzer.checks.promises import check_promises
from botwijzer.checks.readability import check_readability
from botwijzer.checks.redirects import check_redirects
from botwijzer.checks.rhythm import check_rhythm
from botwijzer.checks.safety_claims import check_safety_claims
from botwijzer.checks.sheets import check_sheets
from botwijzer.checks.skeleton import check_skeleton
from botwijzer.checks.snippets import check_snippets
from botwijzer.checks.source_links import check_source_links
from botwijzer.checks.staleness import check_staleness
from botwijzer.checks.strings_parity import check_strings_parity
from botwijzer.checks.termbase import check_termbase
from botwijzer.checks.terminology import check_terminology
from botwijzer.checks.waivers import check_waivers
from botwijzer.model.problem import Problem, sort_problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from botwijzer.model.page import SourcePage
    from botwijzer.model.project import Project

RULES: tuple[Callable[[Project], list[Problem]], ...] = (
    check_files,
    check_navigation,
    check_front_matter,
    check_dialect,
    check_headings,
    check_containers,
    check_sheets,
    check_leaflets,
    check_skeleton,
    check_readability,
    check_length,
    check_snippets,
    check_source_links,
    check_claims,
    check_safety_claims,
    check_numbers,
    check_rhythm,
    check_notation,
    check_calls,
    check_instructions,
    check_terminology,
    check_termbase,
    check_abbreviations,
    check_parity_structure,
    check_approved,
    check_hooks_listed,
    check_parity_sentences,
    check_parity_negation,
    check_parity_bounds,
    check_parity_numbers,
    check_parity_terms,
    check_strings_parity,
    check_staleness,
    check_languages_look,
    check_asked,
    check_page_codes,
    check_redirects,
    check_promises,
)

# A page with such a finding lacks text, and what compares pages has nothing to say about it yet.
_GAPS = ("SNIP001", "SNIP002")
_COMPARED = ("PAR", "PNUM", "PNEG", "PBND", "PSENT", "PTERM", "STALE", "SAFE", "SKEL")


def check_sources(project: Project) -> list[Problem]:
    """Return every problem of the project's data and pages, in all languages."""
    pages = {page.path: page for page in project.pages}
    found = check_waivers(project, [problem for rule in RULES for problem in rule(project)])
    torn = _torn_pages(project)
    found = [problem for problem in found if problem.path not in torn or not problem.code.startswith(_COMPARED)]
    placed = [*project.problems, *(_at_its_place(problem, pages) for problem in found)]
    return sort_problems(weigh_drafts(project, placed))


def _torn_pages(project: Project) -> frozenset[str]:
    """Return the paths of pages that lack a snippet: comparing them would blame the wrong one.

    A gap in the source page tears all its translations; one in a translation tears only that: a draft must not
    switch off what is compared in a language that people read.
    """
    gaps = {problem.path for problem in project.problems if problem.code in _GAPS}
    torn = {page.path for page in project.pages if page.path in gaps}
    for source, translation in project.translations():
        if source.path in gaps:
            torn.add(translation.path)
    return frozenset(torn)


def _at_its_place(problem: Problem, pages: dict[str, SourcePage]) -> Problem:
    """Return the problem at the file and line where the words were written: a page may have them from a snippet."""
    page = pages.get(problem.path)
    if page is None:
        return problem
    place = page.place_of(problem.line)
    return replace(problem, path=place.path, line=place.line)
