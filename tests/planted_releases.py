"""Releases of the small project, planted without building a site, and readers of feeds who know the standards."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree, html

from botwijzer.model.edition_changes import extract_verdict
from botwijzer.model.project import read_project
from botwijzer.publish.edition_history import extract_addition, extract_safety, write_addition
from botwijzer.publish.feeds import write_feeds
from test_released_papers import PAGE, REAL, replace_in

if TYPE_CHECKING:
    from pathlib import Path

    from botwijzer.model.edition_changes import Verdict
    from botwijzer.model.strings import Strings

URL = REAL["SITE_URL"]
ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
FIRST, SECOND, THIRD, FOURTH = (dt.date(2026, month, 1) for month in (9, 10, 11, 12))
LEAFLET = "folders/nl/voorkomen.pdf"


@dataclass
class Planted:
    """A project, releases of it without building a site, and the feeds that follow from them."""

    root: Path

    @property
    def strings(self) -> Strings:
        return read_project(self.root).strings["nl"]

    def release(self, day: dt.date) -> list[str]:
        project = read_project(self.root)
        assert project.problems == ()
        return write_addition(project, extract_addition(project, on=day))

    def replace(self, old: str, new: str) -> None:
        replace_in(self.root, PAGE, {old: new})

    def write(self) -> Path:
        site = self.root / "site"
        (site / LEAFLET).parent.mkdir(parents=True, exist_ok=True)
        (site / LEAFLET).write_bytes(b"%PDF")
        project = read_project(self.root)
        assert project.problems == ()
        write_feeds(project, site, site_url=URL)
        return site

    def items(self, language: str = "nl") -> list[dict[str, Any]]:
        """Return the entries, after both feeds were held against their standards."""
        folder = self.write() / ("" if language == "nl" else language)
        atom = [entry.findtext(f"{ATOM}id") for entry in check_atom(folder / "wijzigingen.xml")]
        items = check_json(folder / "wijzigingen.json")
        assert [item["id"] for item in items] == atom
        return items

    def verdict(self, version: str) -> Verdict:
        project = read_project(self.root)
        safety = {
            (page.language, block.hash): flag for page in project.pages for block, flag in extract_safety(project, page)
        }
        return extract_verdict(project, project.editions.by_id[version], safety)

    def version(self, form: str = "page", *languages: str) -> str:
        """Return the id of the last paper of the page about prevention."""
        releases = read_project(self.root).editions.releases
        return releases[-1].papers[form, "voorkomen/index", *(languages or ("nl",))].id


def check_atom(path: Path) -> list[etree._Element]:
    """Hold a feed against RFC 4287, chapter 4; return its entries."""
    feed = etree.parse(path).getroot()
    entries = feed.findall(f"{ATOM}entry")
    assert feed.tag == f"{ATOM}feed"
    assert len(feed.findall(f"{ATOM}author/{ATOM}name")) == 1
    assert len(feed.findall(f"{ATOM}link[@rel='self']")) == 1
    for part in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(part.findall(ATOM + name)) == 1, name
        assert (part.findtext(f"{ATOM}id") or "").startswith(URL)
        assert MOMENT.fullmatch(part.findtext(f"{ATOM}updated") or "")
        links = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in part.findall(f"{ATOM}link")]
        assert len(links) == len(set(links))
        assert all((link.get("href") or "").startswith(URL) for link in part.findall(f"{ATOM}link"))
        assert len(part.findall(f"{ATOM}link[@rel='alternate']")) == 1
    for entry in entries:
        assert all(item.get("term") for item in entry.findall(f"{ATOM}category"))
        (content,) = entry.findall(f"{ATOM}content")
        assert content.get("type") == "html"
        assert len(content) == 0, "HTML in an entry is text, never elements"
    moments = [str(entry.findtext(f"{ATOM}updated")) for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert not moments or feed.findtext(f"{ATOM}updated") == moments[0]
    assert max(Counter(entry.findtext(f"{ATOM}id") for entry in entries).values(), default=1) == 1
    return entries


def check_json(path: Path) -> list[dict[str, Any]]:
    """Hold a feed against JSON Feed 1.1; return its items."""
    feed = json.loads(path.read_text(encoding="utf-8"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["content_html"]
        assert MOMENT.fullmatch(item["date_published"])
        assert all(part["url"] and part["mime_type"] for part in item.get("attachments", []))
        assert set(item["_botwijzer"]) == {"identifier", "version", "change", "print", "outdatedBefore", "replacedBy"}
        assert item["_botwijzer"]["print"] in feed["_botwijzer"]["print"]
    return list(feed["items"])


def says(item: dict[str, Any]) -> str:
    """Return the first thing that an entry says."""
    return str(html.fromstring(item["content_html"]).xpath("string(p[1]/strong)"))


def kinds(items: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(item["_botwijzer"]["change"], item["_botwijzer"]["print"], item["date_published"][:10]) for item in items]
