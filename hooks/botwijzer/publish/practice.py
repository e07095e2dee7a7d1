"""What the tools on pages need: the leaflets that a practice can choose from, and the medicines that can be planned.

Templates show it (``overrides/components/leaflet-*.html``, ``planner.html``); the scripts read it from the page.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botwijzer.model.editions import leaflet_languages, leaflet_pages, left_out
from botwijzer.model.leaflet_forms import LeafletFile, leaflet_files
from botwijzer.model.page import page_address

if TYPE_CHECKING:
    from botwijzer.model.project import Project
    from botwijzer.model.records import Language
    from botwijzer.model.strings import Strings

# The page where practices choose leaflets, the one that plans injections, and the one with questions to take along.
LEAFLETS_PAGE = "voor-praktijken/folders"
PLANNER_PAGE = "leven-met/prik-plannen"
QUESTIONS_PAGE = "leven-met/vragen-voor-uw-arts"
# What can be planned: its name among the fixed texts; every how many months it comes, and the claim that says so (a
# test holds them together); the claim that says what to do when it is late.
PLANNED = (
    ("planner_injection", 6, "denosumab-dose", "denosumab-missed-dose"),
    ("planner_infusion", 12, "zoledronate-dose", "zoledronate-missed-eu-leaflet"),
)


@dataclass(frozen=True)
class LeafletTopic:
    """A page with a leaflet. ``address``, and ``title`` (the short one of the menu) in the language of the page that lists it.

    ``leaves``: JSON, what the leaflet leaves out: ``{"": {"without": [ids of sections], "repeated": [claims of signs]},
    "tr": …}``, a language only where it differs. ``files``: by language, alone or beside the source.
    """

    number: int
    key: str
    title: str
    address: str
    leaves: str
    files: tuple[tuple[Language, tuple[LeafletFile, ...]], ...]


@dataclass(frozen=True)
class HandoutLanguage:
    """A language in which sheets are printed. ``prefix``: of its addresses, from the site's root."""

    language: Language
    prefix: str
    strings: Strings


@dataclass(frozen=True)
class Planned:
    """A medicine that comes every so many ``months``; ``late``: the claim that says what to do when it is late."""

    id: str
    name: str
    months: int
    late: str


def leaflet_topics(project: Project, language: str) -> tuple[LeafletTopic, ...]:
    """Return every page with a leaflet, by number."""
    topics: list[LeafletTopic] = []
    for key in leaflet_pages(project):
        source = project.by_key[key][project.source_language]
        page = project.by_key[key].get(language, source)
        files = leaflet_files(project, key)
        by_language = tuple(
            (item, tuple(file for file in files if file.languages[-1] == item.code))
            for item in project.released
            if any(file.languages[-1] == item.code for file in files)
        )
        front, number = page.front, source.front
        assert front is not None
        assert number is not None
        topics.append(
            LeafletTopic(
                number=number.leaflet_number or 0,
                key=key,
                title=front.nav_title or front.title,
                address=page_address(key),
                leaves=_leaves(project, key),
                files=by_language,
            )
        )
    return tuple(topics)


def _leaves(project: Project, key: str) -> str:
    source = project.source_language
    by_language = {
        languages[0]: left_out(project, key, languages)
        for languages in leaflet_languages(project, key)
        if len(languages) == 1
    }
    usual = by_language[source]
    differing = {"": usual} | {code: leaving for code, leaving in by_language.items() if leaving != usual}
    data = {
        code: {"without": sorted(leaving.sections), "repeated": sorted(" ".join(claims) for claims in leaving.repeated)}
        for code, leaving in differing.items()
    }
    return json.dumps(data, separators=(",", ":"))


def handout_languages(project: Project) -> tuple[HandoutLanguage, ...]:
    """Return the languages in which leaflets are printed, the source language first."""
    return tuple(
        HandoutLanguage(
            language=item,
            prefix="" if item.code == project.source_language else f"{item.code}/",
            strings=project.strings[item.code],
        )
        for item in project.released
    )


def planned_medicines(project: Project, strings: Strings) -> tuple[Planned, ...]:
    """Return what can be planned: only what the claims speak of."""
    return tuple(
        Planned(key.removeprefix("planner_"), getattr(strings, key), months, late)
        for key, months, dose, late in PLANNED
        if dose in project.claims and late in project.claims
    )
