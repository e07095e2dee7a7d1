"""``wijzigingen.xml`` (Atom, RFC 4287) and ``wijzigingen.json`` (JSON Feed 1.1) of each language: what releases changed.

The first thing that each entry says is whether to print again; then old and new words, what matters for safety first, and
where the new leaflet and the page are. ``_botwijzer`` of the JSON holds the same for programs (ARCHITECTURE.md, Linking).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from botwijzer.model.editions import leaflet_pages
from botwijzer.model.leaflet_forms import A4, leaflet_path
from botwijzer.model.page import language_path
from botwijzer.model.project import today
from botwijzer.model.release_changes import Step, StepChange, extract_steps, feed_path
from botwijzer.publish.replacements import find_replacement

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from botwijzer.model.project import Project
    from botwijzer.model.release_changes import PrintAgain
    from botwijzer.model.strings import Strings

# Readers ask for what is new; older answers stay at /versie/….
_MAX_ENTRIES = 200
_JSON_FEED = "https://jsonfeed.org/version/1.1"
_PDF = "application/pdf"


def write_feeds(project: Project, site: Path, *, site_url: str) -> None:
    """Write both feeds of each released language. Leaflets must be there already: only those that were made are named."""
    home = f"{site_url.rstrip('/')}/"
    for language in project.released:
        feed = _Feed(project, site, language.code, home)
        for ending, text in (("xml", feed.render_atom()), ("json", feed.render_json())):
            target = site / feed_path(language.code, project.source_language, ending)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")


@dataclass(frozen=True)
class _Leaflet:
    address: str
    size: int


class _Feed:
    def __init__(self, project: Project, site: Path, language: str, home: str) -> None:
        self.project, self.site, self.language, self.home = project, site, language, home
        self.strings: Strings = project.strings[language]
        steps = extract_steps(project, language)
        self.later, self.outdated_before = _later(steps), _outdated_before(steps)
        self.steps = steps[:_MAX_ENTRIES]
        self.title = f"{self.strings.site_name}: {self.strings.feed_title}"
        self.subtitle = self.strings.feed_subtitle if self.steps else self.strings.feed_empty
        self.is_rtl = project.languages[language].direction == "rtl"
        self.front = home + language_path(project, language, "index")

    def _updated(self) -> str:
        days = [page.front.updated for page in self.project.pages if page.language == self.language and page.front]
        return _moment(self.steps[0].day if self.steps else max(days, default=today()))

    def _address(self, ending: str) -> str:
        return self.home + feed_path(self.language, self.project.source_language, ending)

    def _is_there(self, step: Step) -> bool:
        return self.language in self.project.by_key.get(step.edition.page, {})

    def _page(self, step: Step) -> str:
        """Return where to read on: the page, what took its place, or else the answer about its last paper."""
        if self._is_there(step):
            return self.home + language_path(self.project, self.language, step.edition.page)
        return self._replaced_by(step) or self.home + step.edition.version_path(self.language)

    def _replaced_by(self, step: Step) -> str | None:
        other = find_replacement(self.project, self.language, step.edition.page)
        return self.home + other.path if other is not None else None

    def _leaflet(self, step: Step) -> _Leaflet | None:
        """Return the leaflet as it is now, also when later releases changed it again."""
        if not self._is_there(step) or step.edition.page not in leaflet_pages(self.project):
            return None
        path = leaflet_path(step.edition.page, (self.language,), A4)
        file = self.site / path
        return _Leaflet(self.home + path, file.stat().st_size) if file.is_file() else None

    def _id(self, step: Step) -> str:
        return self.home + step.address

    def _content(self, step: Step) -> str:
        parts = [f"<p><strong>{escape(explain_print(step, self.strings))}</strong></p>"]
        if step.address in self.later:
            parts.append(f"<p>{escape(self.strings.feed_later)}</p>")
        if step.changes:
            parts.append(f"<ul>{''.join(self._change(change) for change in step.changes)}</ul>")
        parts += [f'<p><a href="{escape(address)}">{escape(words)}</a></p>' for address, words in self._links(step)]
        parts.append(f"<p>{escape(self.strings.disclaimer_short)}</p>")
        return f'<div lang="{self.language}" dir="{"rtl" if self.is_rtl else "ltr"}">{"".join(parts)}</div>'

    def _links(self, step: Step) -> list[tuple[str, str]]:
        t, leaflet = self.strings, self._leaflet(step)
        links = [(leaflet.address, t.version_new_leaflet)] if leaflet else []
        if self._is_there(step):
            return [*links, (self._page(step), t.version_read_page)]
        other = find_replacement(self.project, self.language, step.edition.page)
        return [(self.home + other.path, f"{t.version_instead}: {other.title}")] if other else []

    def _change(self, change: StepChange) -> str:
        t = self.strings
        section = f"<strong>{escape(change.section)}</strong>: " if change.section else ""
        safety = f"<em>{escape(t.version_safety)}</em>. " if change.is_safety else ""
        words = {
            "added": f"{escape(t.version_added)} {escape(change.new)}",
            "removed": f"{escape(t.version_removed)} {escape(change.old)}",
            "moved": f"{escape(t.version_moved)} {escape(change.new)}",
        }.get(
            change.kind,
            f"{escape(t.feed_old)}: {escape(change.old)}<br>{escape(t.version_new)}: {escape(change.new)}",
        )
        return f"<li>{section}{safety}{words}</li>"

    def render_atom(self) -> str:
        """Return the feed as Atom."""
        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{self.language}">',
            f"<id>{escape(self._address('xml'))}</id>",
            f"<title>{escape(self.title)}</title>",
            f"<subtitle>{escape(self.subtitle)}</subtitle>",
            f"<updated>{self._updated()}</updated>",
            f'<link rel="self" type="application/atom+xml" href="{escape(self._address("xml"))}"/>',
            f'<link rel="alternate" type="text/html" hreflang="{self.language}" href="{escape(self.front)}"/>',
            f"<author><name>{escape(self.strings.site_name)}</name></author>",
            f"<rights>{escape(self.strings.license_note)} {escape(self.strings.disclaimer)}</rights>",
        ]
        for step in self.steps:
            leaflet = self._leaflet(step)
            lines += [
                "<entry>",
                f"<id>{escape(self._id(step))}</id>",
                f"<title>{escape(step.title)}</title>",
                f"<updated>{_moment(step.day)}</updated>",
                f'<category term="{step.print_again}"/>',
                f'<link rel="alternate" type="text/html" hreflang="{self.language}" href="{escape(self._page(step))}"/>',
            ]
            if leaflet is not None:
                lines.append(
                    f'<link rel="enclosure" type="{_PDF}" hreflang="{self.language}" length="{leaflet.size}"'
                    f' href="{escape(leaflet.address)}"/>'
                )
            lines += [f'<content type="html">{escape(self._content(step))}</content>', "</entry>"]
        return "\n".join([*lines, "</feed>", ""])

    def render_json(self) -> str:
        """Return the same as JSON Feed; ``_botwijzer`` holds what programs ask, every field always."""
        t = self.strings
        data = {
            "version": _JSON_FEED,
            "title": self.title,
            "description": self.subtitle,
            "home_page_url": self.front,
            "feed_url": self._address("json"),
            "language": self.language,
            "authors": [{"name": t.site_name, "url": self.home}],
            "_botwijzer": {"disclaimer": t.disclaimer, "license": t.license_note, "print": _print_words(t)},
            "items": [self._item(step) for step in self.steps],
        }
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    def _item(self, step: Step) -> dict[str, object]:
        leaflet, day = self._leaflet(step), self.outdated_before[step.address]
        item: dict[str, object] = {
            "id": self._id(step),
            "url": self._page(step),
            "title": step.title,
            "content_html": self._content(step),
            "date_published": _moment(step.day),
            "language": self.language,
            "tags": [step.print_again],
        }
        if leaflet is not None:
            item["attachments"] = [{"url": leaflet.address, "mime_type": _PDF, "size_in_bytes": leaflet.size}]
        item["_botwijzer"] = {
            "identifier": step.edition.page,
            "version": step.edition.id,
            "change": step.kind,
            "print": step.print_again,
            "outdatedBefore": day.isoformat() if day else None,
            "replacedBy": self._replaced_by(step) if not self._is_there(step) else None,
        }
        return item


def _later(steps: Sequence[Step]) -> set[str]:
    """Return the addresses of steps (the newest first) after which the page asked something again.

    A later step that asks nothing changes nothing about what an earlier one asks: it is not that one that tells what to do.
    """
    asked: set[str] = set()
    later: set[str] = set()
    for step in steps:
        if step.edition.page in asked:
            later.add(step.address)
        if step.asks:
            asked.add(step.edition.page)
    return later


def _outdated_before(steps: Sequence[Step]) -> dict[str, dt.date | None]:
    """Return address of a step → the day before which every print of the page is out of date by then; none of a new page."""
    days: dict[str, dt.date] = {}
    found: dict[str, dt.date | None] = {}
    for step in reversed(steps):
        if step.asks and step.kind != "new":
            days[step.edition.page] = step.day
        found[step.address] = days.get(step.edition.page)
    return found


def _print_words(strings: Strings) -> dict[PrintAgain, str]:
    return {
        "now": strings.feed_print_now,
        "again": strings.feed_print_again,
        "nothing": strings.feed_print_nothing,
        "new": strings.feed_new,
        "gone": strings.feed_gone,
    }


def explain_print(step: Step, strings: Strings) -> str:
    """Return whether to print a page again, in words."""
    is_back = step.kind == "back" and step.print_again == "again"
    return strings.feed_back if is_back else _print_words(strings)[step.print_again]


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
