"""Links as they were written: each one leads to a page of the same language, and its text says where it goes."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from botwijzer.checks.page_problem import page_problem
from botwijzer.model.records import PageKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botwijzer.model.markdown import Block, Link
    from botwijzer.model.page import SourcePage
    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

CODES = {
    "LINK001": "a link to a page that does not exist",
    "LINK002": "a link to a heading that does not exist",
    "LINK003": "a link that leaves the language of its page",
    "LINK004": "a link that is not relative to the file",
    "LINK005": "an external address that is neither a source nor allowed",
    "LINK006": "an address that is not https",
    "LINK007": "a link text that does not say where the link goes",
    "LINK008": "a bare address in the text",
    "LINK009": "a picture that does not exist",
    "LINK010": "a link without an address",
}

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_UNSAFE = re.compile(r"^\s*(?:javascript|vbscript|data)\s*:", re.IGNORECASE)
_BARE = re.compile(r"(?:https?://|www\.)[^\s)\]]+|\b[\w-]+\.(?:nl|com|org|eu|net)\b", re.IGNORECASE)
_EDGES = " \u00a0.,:;!?…\"'()[]<>→»›"


def check_source_links(project: Project) -> list[Problem]:
    """Return links that lead nowhere, elsewhere or whose text says nothing (WCAG 2.2, 2.4.4)."""
    rule = _Rule(project)
    return [problem for page in project.pages for problem in rule.check_page(page)]


class _Rule:
    def __init__(self, project: Project) -> None:
        self.project = project
        self.external = {link.url for link in project.links.allowed}
        self.external |= {source.url for source in project.sources.values() if source.url}

    def check_page(self, page: SourcePage) -> Iterator[Problem]:
        for block in page.blocks:
            for link in block.links:
                if not _UNSAFE.match(link.target):  # MARK004 speaks of those
                    yield from self._check_target(page, link)
                    yield from self._check_text(page, link)
            yield from _check_bare(page, block)

    def _check_target(self, page: SourcePage, link: Link) -> Iterator[Problem]:
        target = link.target.strip()
        what = "picture" if link.is_image else "link"
        if not target:
            found = f"the {what} '{link.text}' without an address"
            yield page_problem(page, link.line, "LINK010", found, "the file it leads to", "add it, or remove the link")
        elif target.startswith("//") or _SCHEME.match(target):
            yield from self._check_external(page, link, target)
        elif target.startswith("/") or "?" in target or "\\" in target:
            action = "write it from this file on, such as ../voorkomen/index.md"
            found, expected = f"the {what} to '{target}'", "an address relative to this file"
            yield page_problem(page, link.line, "LINK004", found, expected, action)
        else:
            yield from self._check_file(page, link, unquote(target))

    def _check_external(self, page: SourcePage, link: Link, target: str) -> Iterator[Problem]:
        secure = re.sub(r"^http:", "https:", target, flags=re.IGNORECASE)
        if not self.external & {target, secure, target.partition("#")[0], secure.partition("#")[0]}:
            expected = "an address of docs/_data/sources.yml or links.yml"
            action = "remove the link (sources are shown by themselves), or allow it in links.yml with a reason"
            yield page_problem(page, link.line, "LINK005", f"the external address '{target}'", expected, action)
        elif not target.lower().startswith("https://"):
            action = "write https://, or remove the link"
            yield page_problem(page, link.line, "LINK006", f"the address '{target}'", "an https address", action)

    def _check_file(self, page: SourcePage, link: Link, target: str) -> Iterator[Problem]:
        name, _, fragment = target.partition("#")
        here = PurePosixPath(page.path)
        path = _resolve(here.parent / name) if name else here
        folder = PurePosixPath("docs") / page.language
        if link.is_image:
            if path is None or not (self.project.root / path).is_file() or path.parts[0] != "docs":
                found, expected = f"the picture '{target}'", "a file in docs/assets/"
                yield page_problem(page, link.line, "LINK009", found, expected, "add the picture, or correct the name")
        elif path is None or not path.is_relative_to(folder):
            found, expected = f"a link to '{target}', outside {folder}/", "a page in the same language"
            yield page_problem(page, link.line, "LINK003", found, expected, "link to the page in this language")
        elif path.suffix != ".md" or not (self.project.root / path).is_file():
            found, action = f"a link to '{target}'", "correct the file name, or remove the link"
            yield page_problem(page, link.line, "LINK001", found, f"a file that exists ({path})", action)
        elif "#" in target:
            yield from self._check_fragment(page, link, path, fragment)

    def _check_fragment(self, page: SourcePage, link: Link, path: PurePosixPath, fragment: str) -> Iterator[Problem]:
        key = path.relative_to(f"docs/{page.language}").with_suffix("").as_posix()
        target = self.project.by_key.get(key, {}).get(page.language)
        if target is None:  # unreadable, which has been reported
            return
        known = {block.heading_id for block in target.body.blocks if block.heading_id}
        if self.project.kind_of(key) is PageKind.GLOSSARY:  # the termbase fills that page
            known |= {term.id for term in self.project.terms.terms}
        if fragment not in known:
            found = f"a link to the heading '#{fragment}' of {path}"
            action = "correct the id, or link to the page alone"
            expected = f"one of its {len(known)} heading ids" if known else "a link to the page: it has no headings"
            yield page_problem(page, link.line, "LINK002", found, expected, action)

    def _check_text(self, page: SourcePage, link: Link) -> Iterator[Problem]:
        if link.is_image:  # MARK033 speaks of those
            return
        text = " ".join(link.text.split()).strip(_EDGES).casefold()
        vague = {item.casefold() for item in self.project.links.vague_texts.get(page.language, ())}
        if not text or text in vague or _BARE.fullmatch(text):
            found = f"the link text '{link.text}'"
            action = "name the page or the subject in the link text"
            yield page_problem(page, link.line, "LINK007", found, "a text that says where the link goes", action)


def _check_bare(page: SourcePage, block: Block) -> Iterator[Problem]:
    text = block.text
    for link in block.links:
        text = text.replace(" ".join(link.text.split()), " ")
    for match in _BARE.finditer(text):
        action = "remove it: sources are shown by themselves, other pages are linked by name"
        yield page_problem(
            page, block.line, "LINK008", f"the bare address '{match[0].rstrip(_EDGES)}'", "no addresses", action
        )


def _resolve(path: PurePosixPath) -> PurePosixPath | None:
    """Return the path without ``..``, or ``None`` when it leads out of the project."""
    parts: list[str] = []
    for part in path.parts:
        if part != "..":
            parts.append(part)
        elif parts:
            parts.pop()
        else:
            return None
    return PurePosixPath(*parts) if parts else None
