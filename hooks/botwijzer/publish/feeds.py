"""``wijzigingen.xml`` (Atom, RFC 4287) and ``wijzigingen.json`` (JSON Feed 1.1) of each language: what releases changed.

The first thing that each entry says is whether to print again.
"""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from botwijzer.model.project import today
from botwijzer.model.release_changes import Step, StepChange, extract_steps, feed_path
from botwijzer.publish.furniture import language_path

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from botwijzer.model.project import Project
    from botwijzer.model.strings import Strings

# Readers ask for what is new; older answers stay at /versie/….
_MAX_ENTRIES = 200
_JSON_FEED = "https://jsonfeed.org/version/1.1"


def write_feeds(project: Project, site: Path, *, site_url: str) -> None:
    """Write both feeds of each released language."""
    home = f"{site_url.rstrip('/')}/"
    for language in project.released:
        feed = _Feed(project, language.code, home)
        for ending, text in (("xml", feed.render_atom()), ("json", feed.render_json())):
            target = site / feed_path(language.code, project.source_language, ending)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")


class _Feed:
    def __init__(self, project: Project, language: str, home: str) -> None:
        self.project, self.language, self.home = project, language, home
        self.strings: Strings = project.strings[language]
        self.steps = extract_steps(project, language)[:_MAX_ENTRIES]
        self.title = f"{self.strings.site_name}: {self.strings.feed_title}"
        self.subtitle = self.strings.feed_subtitle if self.steps else self.strings.feed_empty
        self.is_rtl = project.languages[language].direction == "rtl"
        self.front = home + language_path(project, language, "index")

    def _updated(self) -> str:
        days = [page.front.updated for page in self.project.pages if page.language == self.language and page.front]
        return _moment(self.steps[0].edition.released if self.steps else max(days, default=today()))

    def _address(self, ending: str) -> str:
        return self.home + feed_path(self.language, self.project.source_language, ending)

    def _page(self, step: Step) -> str:
        is_there = self.language in self.project.by_key.get(step.edition.page, {})
        return self.home + (language_path(self.project, self.language, step.edition.page) if is_there else "")

    def _id(self, step: Step) -> str:
        return self.home + step.edition.version_path(self.language)

    def _content(self, step: Step) -> str:
        t = self.strings
        lead = t.feed_new if step.is_new else explain_print(step, t)
        parts = [f"<p><strong>{escape(lead)}</strong></p>"]
        if step.changes:
            parts.append(f"<ul>{''.join(self._change(change) for change in step.changes)}</ul>")
        parts.append(f"<p>{escape(t.disclaimer_short)}</p>")
        return f'<div lang="{self.language}" dir="{"rtl" if self.is_rtl else "ltr"}">{"".join(parts)}</div>'

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
            lines += [
                "<entry>",
                f"<id>{escape(self._id(step))}</id>",
                f"<title>{escape(step.title)}</title>",
                f"<updated>{_moment(step.edition.released)}</updated>",
                f'<link rel="alternate" type="text/html" href="{escape(self._page(step))}"/>',
                f'<content type="html">{escape(self._content(step))}</content>',
                "</entry>",
            ]
        return "\n".join([*lines, "</feed>", ""])

    def render_json(self) -> str:
        """Return the same as JSON Feed; ``_botwijzer`` holds what programs ask: page, version, and whether to print again."""
        data = {
            "version": _JSON_FEED,
            "title": self.title,
            "description": self.subtitle,
            "home_page_url": self.front,
            "feed_url": self._address("json"),
            "language": self.language,
            "authors": [{"name": self.strings.site_name, "url": self.home}],
            "_botwijzer": {"disclaimer": self.strings.disclaimer, "license": self.strings.license_note},
            "items": [
                {
                    "id": self._id(step),
                    "url": self._page(step),
                    "title": step.title,
                    "content_html": self._content(step),
                    "date_published": _moment(step.edition.released),
                    "language": self.language,
                    "_botwijzer": {
                        "identifier": step.edition.page,
                        "version": step.edition.id,
                        "print": "new" if step.is_new else step.print_again,
                    },
                }
                for step in self.steps
            ],
        }
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def explain_print(step: Step, strings: Strings) -> str:
    """Return whether to print a page again, in words."""
    return {
        "now": strings.feed_print_now,
        "again": strings.feed_print_again,
        "nothing": strings.feed_print_nothing,
    }[step.print_again]


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
