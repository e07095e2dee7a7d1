"""All leaflets of all languages and forms. What did not change since an earlier build is not set again.

The codes of what is wrong stand in ``checks/built_leaflets.py``.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botwijzer.model.built_site import built_path
from botwijzer.model.editions import is_released, leaflet_edition, leaflet_languages, leaflet_pages
from botwijzer.model.leaflet_forms import BOOKLET, FOLDER, Form, forms_of, leaflet_path
from botwijzer.model.problem import Problem
from botwijzer.publish.furniture import is_placeholder
from botwijzer.publish.leaflet_booklet import impose_booklet
from botwijzer.publish.leaflet_data import Leaflet, leaflet_data, read_leaflet
from botwijzer.publish.leaflet_nodes import ShapeError
from botwijzer.publish.typesetting import Typesetter, TypesettingError, count_pages
from botwijzer.publish.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.project import Project

TEMPLATE_FOLDER = "overrides/leaflet"
CACHE_FOLDER = ".cache/leaflets"
INDEX_FILE = f"{FOLDER}/index.json"
# More would not help: a build machine has two cores, and each keeps a compiler with its fonts in memory.
_MOST_WORKERS = 4
_KEPT_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True)
class LeafletReport:
    """What was done: how many leaflets there are, how many of them were set anew, and what is wrong."""

    count: int
    rendered: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Job:
    leaflet: Leaflet
    form: Form
    path: str


def write_leaflets(
    project: Project,
    pages: Collection[BuiltPage],
    *,
    site: Path,
    site_url: str,
    cache: Path | None = None,
    only: Collection[str] | None = None,
) -> LeafletReport:
    """Write every leaflet below ``site``, and ``folders/index.json``.

    An edition that no release had is a proof, and so is everything while the address of the site is a placeholder.
    ``cache``: the folder of what earlier builds set (default: below the project). ``only``: paths of the leaflets to
    write, when not all; the list of them is then not written, and the cache keeps the others.
    """
    site_url = site_url.rstrip("/") + "/"
    built = _by_source(project, pages)
    jobs: list[_Job] = []
    records: list[dict[str, Any]] = []
    for key in leaflet_pages(project):
        for languages in leaflet_languages(project, key):
            if any((key, language) not in built for language in languages):
                continue
            forms = forms_of(project, key, languages)
            paths = {leaflet_path(key, languages, form): form for form in forms}
            chosen = [path for path in paths if only is None or path in only]
            if not chosen:
                continue
            edition = leaflet_edition(project, key, languages)
            is_proof = is_placeholder(site_url) or not is_released(project, edition)
            leaflet = read_leaflet(project, edition, built, is_proof=is_proof)
            jobs += [_Job(leaflet, paths[path], path) for path in chosen]
            records.append(_record(leaflet, forms))
    maker = _Maker(
        project, Typesetter(project.root / TEMPLATE_FOLDER), cache or project.root / CACHE_FOLDER, site, site_url
    )
    with ThreadPoolExecutor(min(_MOST_WORKERS, os.cpu_count() or 1)) as pool:
        results = list(pool.map(maker.write, jobs))
    if only is None:
        if records:
            text = json.dumps({"leaflets": records}, ensure_ascii=False, indent=1) + "\n"
            (site / INDEX_FILE).write_text(text, encoding="utf-8")
        maker.forget({name for _, _, name in results})
    return LeafletReport(
        len(jobs),
        sum(is_new for _, is_new, _ in results),
        tuple(problem for found, _, _ in results for problem in found),
    )


def _by_source(project: Project, pages: Collection[BuiltPage]) -> dict[tuple[str, str], BuiltPage]:
    by_path = {page.path: page for page in pages}
    paths = {(page.key, page.language): built_path(project, page) for page in project.pages}
    return {place: by_path[path] for place, path in paths.items() if path in by_path}


def _record(leaflet: Leaflet, forms: tuple[Form, ...]) -> dict[str, Any]:
    last = leaflet.pages[-1]
    edition = leaflet.edition
    return {
        "number": leaflet.number,
        "page": edition.key,
        "address": last.built.address,
        "languages": list(edition.languages),
        "title": last.source.front.title if last.source.front else "",
        "edition": edition.id,
        "proof": leaflet.is_proof,
        "forms": {form.name: "/" + leaflet_path(edition.key, edition.languages, form) for form in forms},
    }


@dataclass(frozen=True)
class _Maker:
    project: Project
    typesetter: Typesetter
    cache: Path
    site: Path
    site_url: str

    def write(self, job: _Job) -> tuple[list[Problem], bool, str]:
        """Write one leaflet; return what is wrong, whether it was set anew, and its name in the cache."""
        try:
            data = leaflet_data(self.project, job.leaflet, job.form, site_url=self.site_url)
        except ShapeError as error:
            found, expected = str(error), "the same blocks in both languages"
            return (
                [_problem(job, "LEAF003", found, expected, "give the translation the blocks of the Dutch page")],
                False,
                "",
            )
        text = json.dumps([data, job.form.sizes, job.form.pages, self.typesetter.fingerprint], sort_keys=True)
        name = f"{hashlib.sha256(text.encode()).hexdigest()}.pdf"
        kept = self.cache / name
        problems: list[Problem] = []
        is_new = not kept.is_file()
        if is_new:
            try:
                pdf, count = self._set(job, data)
            except TypesettingError as error:
                found, expected = str(error), "a leaflet"
                action = "mend what it names: the page, or overrides/leaflet/leaflet.typ"
                return [_problem(job, "LEAF002", found, expected, action)], True, ""
            if count > job.form.pages:
                found, expected = f"{count} pages in {job.path}", f"at most {job.form.pages}"
                action = "name sections that the leaflet can do without in 'leaflet_without' of the Dutch page"
                problems = [_problem(job, "LEAF001", found, expected, action)]
                kept = kept.with_suffix(".long")
            self.cache.mkdir(parents=True, exist_ok=True)
            write_whole(kept, pdf)
        target = self.site / job.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(kept.read_bytes())
        return problems, is_new, name

    def _set(self, job: _Job, data: dict[str, Any]) -> tuple[bytes, int]:
        """Return the leaflet in the largest type that fits, and its number of pages."""
        pdf, count = b"", 0
        for size in job.form.sizes:
            pdf = self.typesetter.render(data | {"size": size}, tagged=job.form is not BOOKLET)
            count = count_pages(pdf)
            if count <= job.form.pages:
                break
        if job.form is BOOKLET:
            first = job.leaflet.pages[0]
            is_rtl = first.direction == "rtl"
            pdf = impose_booklet(pdf, title=str(data["title_text"]), language=first.source.language, is_rtl=is_rtl)
        return pdf, count

    def forget(self, used: Collection[str]) -> None:
        """Remove from the cache what no build has used for a while; another address of the site sets its own leaflets."""
        now = time.time()
        for path in self.cache.glob("*") if self.cache.is_dir() else ():
            if path.name in used:
                os.utime(path)
            elif now - path.stat().st_mtime > _KEPT_SECONDS:
                path.unlink(missing_ok=True)


def _problem(job: _Job, code: str, found: str, expected: str, action: str) -> Problem:
    page = job.leaflet.pages[-1].source
    return Problem(path=page.path, line=1, code=code, found=found, expected=expected, action=action)
