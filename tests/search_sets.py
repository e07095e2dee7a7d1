"""The queries that the search is measured with, and how it is asked: the real worker, in a real browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from site_build import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Page

SETS = ROOT / "tests/search"
# By the maker of the search; by somebody who had not seen its words; by the same person, kept back until the measurement
# before the present one; and by another, who had seen nothing of the search: for measuring only, or it says no more than the rest.
OWN, BLIND, KEPT_BACK, UNSEEN = "queries", "blind", "holdout", "unseen"

# Types each query letter by letter into the page's worker, after a first one that loads everything. Returns per query
# the addresses of the pages found, best first, and the milliseconds from letter to answer.
ASK = """async ([queries, keystrokes]) => {
    const config = JSON.parse(document.getElementById("__config").textContent)
    const worker = new Worker(new URL(config.search, location.href))
    let resolve
    worker.addEventListener("message", event => { if (event.data.type === 3) resolve?.(event.data.data.items) })
    const ask = words => new Promise(done => { resolve = done; worker.postMessage({ type: 2, data: words }) })
    await ask(queries[0])
    await new Promise(done => setTimeout(done, 1500))
    const found = [], times = []
    for (const query of queries) {
        for (let end = keystrokes ? 1 : query.length; end <= query.length; end++) {
            const start = performance.now()
            const items = await ask(query.slice(0, end))
            if (query.slice(0, end).trim()) times.push(performance.now() - start)
            if (end === query.length) found.push(items.map(([page]) => page.location))
        }
    }
    worker.terminate()
    return { found, times }
}"""


@dataclass(frozen=True)
class Query:
    """What somebody types, and the pages that answer it, as paths without language and slashes; the home page is ''."""

    text: str
    pages: frozenset[str]


@dataclass(frozen=True)
class Score:
    """Shares of the queries whose first, or one of whose first three pages answers, and the mean reciprocal rank."""

    queries: int
    first: float
    three: float
    rank: float


def read_queries(name: str, language: str) -> list[Query]:
    """Return the queries of a set; the blind ones are kept as they came: ``{queries: [{query, answers}]}``."""
    data = yaml.safe_load((SETS / name / f"{language}.yml").read_text(encoding="utf-8"))
    items = data["queries"] if isinstance(data, dict) else data
    return [
        Query(str(item["query"]), frozenset(_plain(page) for page in item.get("pages") or item["answers"]))
        for item in items
    ]


def _plain(page: str) -> str:
    return "" if page == "index" else page.removesuffix("/index")


def page_of(location: str, language: str) -> str:
    """Return the path of a result without its language; a page of another language keeps its prefix."""
    prefix = "" if language == "nl" else f"{language}/"
    return location.removeprefix(prefix).split("#")[0].rstrip("/")


def score(queries: list[Query], found: Iterable[Iterable[str]], language: str) -> Score:
    """Return how well the pages that were found answer the queries."""
    ranks = [
        next((rank for rank, location in enumerate(locations, 1) if page_of(location, language) in query.pages), 0)
        for query, locations in zip(queries, found, strict=True)
    ]
    number = len(ranks)
    return Score(
        queries=number,
        first=sum(rank == 1 for rank in ranks) / number,
        three=sum(1 <= rank <= 3 for rank in ranks) / number,
        rank=sum(1 / rank for rank in ranks if rank) / number,
    )


def ask(page: Page, queries: list[Query], *, keystrokes: bool = False) -> dict[str, Any]:
    """Put queries to the worker of an open page."""
    answer: dict[str, Any] = page.evaluate(ASK, [[query.text for query in queries], keystrokes])
    return answer
