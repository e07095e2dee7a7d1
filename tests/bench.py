"""Figures, not tests: what a first page view weighs, what leaflets cost, and the build beside a stock MkDocs build.

Machines are noisy: both builds run in turn in one go, and their ratio is what counts.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import brotli
from playwright.sync_api import sync_playwright

from botwijzer.model.built_page import read_built_pages
from botwijzer.model.project import read_project
from botwijzer.publish.leaflets import write_leaflets
from botwijzer.publish.site import MADE_HERE
from find_browser import find_browser
from site_build import ROOT, build_site, serve_site

if TYPE_CHECKING:
    from playwright.sync_api import Response

RUNS = 5
# The leaflets of the site that is built here are proofs; they take as long as released ones.
DEFAULT_SITE_URL = "https://botwijzer.example/"
# DESIGN promises: a first page view, over all its requests, compressed; and the build beside a stock one.
MAX_VIEW_BYTES = 60 * 1024
MAX_BUILD_RATIO = 1.5
PATHS = (
    "/",
    "/voorkomen/",
    "/leven-met/bijhouden/",
    "/behandeling/",
    "/waarschuwingstekenen/wanneer-bellen/",
    "/begrippen/",
    "/en/behandeling/",
    "/ar/behandeling/denosumab/",
    "/uk/behandeling/denosumab/",
    "/tr/",
)
BROTLI_QUALITY = 11


def measure_view(address: str, path: str) -> tuple[int, int]:
    """Return (requests, bytes) of a first view with an empty cache, each body compressed by itself."""
    bodies: list[bytes] = []

    def keep(response: Response) -> None:
        if response.url.startswith(address):
            bodies.append(response.body())

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        page = browser.new_page()
        page.on("response", keep)
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        browser.close()
    return len(bodies), sum(len(brotli.compress(body, quality=BROTLI_QUALITY)) for body in bodies)


def stock_configuration(folder: Path) -> Path:
    """Write a configuration with the same pages, theme and languages, without our hooks and templates."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    text = re.sub(r"(?ms)^hooks:\n(?:  .*\n)+", "", text)
    text = re.sub(r"(?ms)^extra_(?:css|javascript):\n(?:  .*\n)+", "", text)
    text = text.replace("  custom_dir: overrides\n", "").replace("docs_dir: docs", f"docs_dir: {ROOT / 'docs'}")
    text = text.replace("plugins:\n", "plugins:\n  - search\n", 1).replace("watch:\n  - overrides\n", "")
    path = folder / "stock.yml"
    path.write_text(text, encoding="utf-8")
    return path


def seconds(command: list[str]) -> float:
    """Return how long a command takes; it must succeed."""
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env={**os.environ})
    return time.perf_counter() - started


def measure_leaflets(site: Path, folder: Path) -> tuple[int, float, float]:
    """Return how many leaflets there are, and the seconds to set them all and to find that none has changed."""
    project = read_project(ROOT)
    pages = [page for page in read_built_pages(site) if not page.path.startswith(MADE_HERE)]
    took = []
    for _ in range(2):
        started = time.perf_counter()
        report = write_leaflets(project, pages, site=folder, site_url=DEFAULT_SITE_URL, cache=folder / "cache")
        took.append(time.perf_counter() - started)
    if report.problems or report.rendered:
        sys.exit("\n".join(map(str, report.problems)) or "an unchanged run set leaflets anew")
    return report.count, took[0], took[1]


def main() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = folder / "site"
        result = build_site(site)
        if result.returncode:
            sys.exit(result.stdout + result.stderr)
        print(f"First page view, brotli, promise {MAX_VIEW_BYTES:,} bytes")
        with serve_site(site) as address:
            for path in PATHS:
                requests, size = measure_view(address, path)
                print(f"  {path:42} {requests:3} requests {size:8,} bytes{'  OVER' if size > MAX_VIEW_BYTES else ''}")
        count, anew, unchanged = measure_leaflets(site, folder / "leaflets")
        print(f"{count} leaflets")
        print(f"  from scratch {anew:.1f} s, {count / anew:.1f} a second")
        print(f"  unchanged    {unchanged:.1f} s")
        ours = [sys.executable, "hooks/cli.py", "build", "--site", str(folder / "ours")]
        stock = [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "-f",
            str(stock_configuration(folder)),
            "-d",
            f"{folder}/stock",
        ]
        pairs = [(seconds(ours), seconds(stock)) for _ in range(RUNS)]
        with_leaflets = statistics.median(ours for ours, _ in pairs)
        ratio = statistics.median((ours - unchanged) / stock for ours, stock in pairs)
        print(f"Build, {RUNS} runs in turn, promise {MAX_BUILD_RATIO} × stock")
        print(
            f"  ours, leaflets unchanged  median {with_leaflets:.2f} s, {unchanged / with_leaflets:.0%} of it leaflets"
        )
        print(f"  ours, all leaflets anew   about  {with_leaflets - unchanged + anew:.2f} s")
        print(f"  ours without leaflets     about  {with_leaflets - unchanged:.2f} s (less an unchanged run)")
        print(f"  stock                     median {statistics.median(stock for _, stock in pairs):.2f} s")
        print(f"  ratio without leaflets    median {ratio:.2f}{'  OVER' if ratio > MAX_BUILD_RATIO else ''}")


if __name__ == "__main__":
    main()
