"""Figures of the search: how well it answers, what it weighs and how fast it is, beside the stock search of the theme.

``make bench-search``; with ``--site FOLDER`` on a site that is built already, with ``--no-stock`` without the second
build. Prints the tables of README.md.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import brotli
from playwright.sync_api import sync_playwright

from bench import BROTLI_QUALITY, stock_configuration
from find_browser import find_browser
from search_sets import BLIND, KEPT_BACK, OWN, SETS, UNSEEN, Query, Score, ask, read_queries, score
from site_build import ROOT, build_site, serve_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

LANGUAGES = ("nl", "en", "tr", "ar", "pl", "uk")
# The last one only measures: nothing may be set with it in sight.
NAMES = tuple(name for name in (OWN, BLIND, KEPT_BACK, UNSEEN) if (SETS / name).is_dir())
TIMES = 10
# A site ten times as large has about three times as many different words (Heaps' law, exponent 0.5).
MORE_WORDS = 3
# Asks the theme's own worker as its script does: one index of all languages.
ASK_STOCK = """async ([base, worker_path, queries]) => {
    const index = await (await fetch(base + "/search/search_index.json")).json()
    const worker = new Worker(worker_path)
    let resolve
    worker.addEventListener("message", event => { if (event.data.type === 1 || event.data.type === 3) resolve?.(event.data) })
    const send = message => new Promise(done => { resolve = done; worker.postMessage(message) })
    await send({ type: 0, data: { config: index.config, docs: index.docs, options: { suggest: false } } })
    const found = []
    for (const query of queries) {
        const answer = await send({ type: 2, data: query })
        // Dutch stands below nl/ there.
        found.push(answer.data.items.map(([page]) => page.location.replace(/^nl\\//, "")))
    }
    worker.terminate()
    return found
}"""


def open_search(browser: Browser, address: str, language: str) -> tuple[Page, set[str]]:
    """Open a page of a language; the set fills with the paths of what its search loads."""
    page = browser.new_page()
    loaded: set[str] = set()
    page.context.on("request", lambda request: loaded.add(urlsplit(request.url).path.lstrip("/")))
    page.goto(f"{address}/{'' if language == 'nl' else language + '/'}over/")
    return page, loaded


def first_bytes(site: Path, loaded: set[str]) -> int:
    """Return what comes in before titles and headings show, each file compressed by itself; excerpts follow."""
    files = [site / path for path in loaded if "search" in path and not path.endswith("-text.json")]
    return sum(len(brotli.compress(file.read_bytes(), quality=BROTLI_QUALITY)) for file in files)


def enlarge(data: dict[str, Any]) -> dict[str, Any]:
    """Return an index of ten times the pages, and three times the words, in other forms."""
    number, entries = len(data["words"]), data["entries"]
    words = [
        " ".join(f"{end}{'bcd'[copy - 1] * 2 if copy else ''}" for end in forms.split(" "))
        for copy in range(MORE_WORDS)
        for forms in data["words"]
    ]
    copies = []
    for copy in range(TIMES):
        shift = number * (copy % MORE_WORDS)
        for location, title, stems, *rest in entries:
            moved = [stems[0] + shift, *stems[1:]] if stems else []
            copies.append([location if location.startswith("#") else f"{location}{copy}/", title, moved, *rest])
    return {**data, "words": words, "entries": copies}


def answer_enlarged(route: Route) -> None:
    """Answer for an index or its texts with ten times as much."""
    data = route.fetch().json()
    route.fulfill(json=data * TIMES if isinstance(data, list) else enlarge(data))


def measure_times(browser: Browser, address: str, language: str, queries: list[Query]) -> tuple[str, str]:
    """Return median and worst milliseconds a letter, on the site and on one ten times as large."""
    results = []
    for large in (False, True):
        page, _ = open_search(browser, address, language)
        if large:
            page.context.route("**/search/*.json", answer_enlarged)
        times = ask(page, queries, keystrokes=True)["times"]
        results.append(f"{statistics.median(times):.1f} / {max(times):.0f}")
        page.close()
    return results[0], results[1]


def stock_hits(browser: Browser, address: str, folder: Path, sets: dict[str, list[Query]]) -> dict[str, Any]:
    """Return what the theme's own search finds, per language."""
    worker = next((folder / "assets/javascripts/workers").glob("search.*.js")).relative_to(folder).as_posix()
    page = browser.new_page()
    page.goto(f"{address}/robots-none.txt")
    found = {
        language: page.evaluate(ASK_STOCK, [address, f"{address}/{worker}", [query.text for query in queries]])
        for language, queries in sets.items()
    }
    page.close()
    return found


def build_stock(folder: Path) -> Path:
    """Build the same pages with the theme's own templates and search."""
    site = folder / "stock"
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(stock_configuration(folder)), "-d", str(site)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return site


def foreign(locations: list[str], language: str) -> int:
    """Return how many results are in another language."""
    others = tuple(f"{code}/" for code in LANGUAGES if code not in {"nl", language})
    own = "" if language == "nl" else f"{language}/"
    return sum(location.startswith(others) or not location.startswith(own) for location in locations)


def show(result: Score) -> str:
    """Return the three shares of a set."""
    return f"{result.first:.2f}, {result.three:.2f}, {result.rank:.2f}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--site", type=Path)
    parser.add_argument("--no-stock", action="store_true")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        site = options.site or folder / "site"
        if not options.site and (build := build_site(site)).returncode:
            sys.exit(build.stdout + build.stderr)
        address = stack.enter_context(serve_site(site))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        sets = {code: {name: read_queries(name, code) for name in NAMES} for code in LANGUAGES}
        stock: dict[str, Any] = {}
        if not options.no_stock:
            stock_site = build_stock(folder)
            everything = {
                code: [query for queries in named.values() for query in queries] for code, named in sets.items()
            }
            stock = stock_hits(browser, stack.enter_context(serve_site(stock_site)), stock_site, everything)
            size = len(brotli.compress((stock_site / "search/search_index.json").read_bytes(), quality=BROTLI_QUALITY))
            print(f"Stock index, all languages at once: {size:,} bytes\n")
        print("| | queries | hit@1, hit@3, MRR | of stock | KB before titles | ms a letter | ten times the pages |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        wrong = {"here": 0, "stock": 0}
        for code, named in sets.items():
            page, loaded = open_search(browser, address, code)
            theirs = iter(stock.get(code, ()))
            for name, queries in named.items():
                found = ask(page, queries)["found"]
                other = [next(theirs) for _ in queries] if stock else []
                wrong["here"] += sum(foreign(locations, code) for locations in found)
                wrong["stock"] += sum(foreign(locations, code) for locations in other)
                shown = [show(score(queries, found, code)), show(score(queries, other, code)) if stock else ""]
                costs = ["", "", ""]
                if name == OWN:
                    times = measure_times(browser, address, code, named[BLIND][::3])
                    costs = [f"{first_bytes(site, loaded) / 1024:.1f}", *times]
                print(f"| {code} {name} | {' | '.join([str(len(queries)), *shown, *costs])} |", flush=True)
            page.close()
        print(f"\nResults in a wrong language: {wrong['here']}; stock: {wrong['stock']}")
        browser.close()


if __name__ == "__main__":
    main()
