"""The command line: everything that a person asks for by name. Needs no MkDocs, except to run it for ``build``.

Exit codes: 0 nothing wrong (notices allowed), 1 errors found, 2 wrong use.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from own_python import go_on_with_own

go_on_with_own()
# isort: split

from botwijzer.checks.approved import APPROVED_CLAIMS, approved_fingerprints, claim_fingerprints
from botwijzer.checks.codes import CODES, count_rules
from botwijzer.checks.drafts import is_in_draft, language_of
from botwijzer.checks.site import check_site
from botwijzer.checks.sources import check_sources
from botwijzer.model.built_page import read_built_pages
from botwijzer.model.problem import count_errors
from botwijzer.model.project import read_project, today
from botwijzer.publish.release import restore_previous
from botwijzer.publish.review import explain_next, explain_refusal, write_review
from botwijzer.publish.site import RELEASE_FILE, write_derived
from botwijzer.publish.status import render_status
from cli_redirect import add_redirect
from cli_release import add_release
from cli_translate import add_commands

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from botwijzer.model.problem import Problem
    from botwijzer.model.project import Project

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_SITE_URL = "https://botwijzer.example/"
DEFAULT_REPORT_ADDRESS = "meld@botwijzer.example"


def _site_url() -> str:
    return os.environ.get("SITE_URL") or DEFAULT_SITE_URL


def _report_address() -> str:
    return os.environ.get("REPORT_ADDRESS") or DEFAULT_REPORT_ADDRESS


def _report(problems: list[Problem], *, checked: str) -> int:
    for problem in problems:
        print(problem)
    errors = count_errors(problems)
    print(f"{checked}: {errors} errors, {len(problems) - errors} notices.")
    return 1 if errors else 0


def run_check(arguments: argparse.Namespace) -> int:
    """Check everything that people wrote."""
    started = time.monotonic()
    project = read_project(ROOT, only=arguments.language)
    if arguments.language and arguments.language not in project.languages:
        print(f"unknown language '{arguments.language}' ({', '.join(project.languages)})", file=sys.stderr)
        return 2
    found = check_sources(project)
    problems = [problem for problem in found if _is_asked_for(project, problem, arguments.language)]
    hidden = Counter(language_of(item.path) or "" for item in set(found).difference(problems))
    for code, count in sorted(hidden.items()) if not arguments.language else ():
        print(f"{code}: {count} more findings (make check CODE={code} shows them)")
    seconds = time.monotonic() - started
    checked = (
        f"{len(project.pages)} pages in {len(project.languages)} languages, {count_rules()[0]} rules, {seconds:.1f} s"
    )
    return _report(problems, checked=checked)


def _is_asked_for(project: Project, problem: Problem, language: str | None) -> bool:
    """Whether to show a problem: of the language that was asked for, or of everything but drafts."""
    if language:
        return language_of(problem.path) in {language, None}
    return not is_in_draft(project, problem)


def run_check_site(arguments: argparse.Namespace) -> int:
    """Check the built site, without MkDocs."""
    site = Path(arguments.site).resolve()
    if not (site / "index.html").is_file():
        print(f"{site} holds no built site (no index.html); run make site first", file=sys.stderr)
        return 2
    project = read_project(ROOT)
    problems = check_site(project, site, site_url=_site_url())
    if arguments.links:
        from botwijzer.publish.link_report import render_link_report  # noqa: PLC0415  (only for this option)

        Path(arguments.links).write_text(render_link_report(project, read_built_pages(site)), encoding="utf-8")
        print(f"Link report: {arguments.links}")
    return _report(problems, checked=f"{len(read_built_pages(site))} HTML files, {count_rules()[1]} rules")


def run_publish(arguments: argparse.Namespace) -> int:
    """Write everything that is derived from a built site, again."""
    project, site = read_project(ROOT), Path(arguments.site).resolve()
    report = write_derived(project, site, site_url=_site_url(), report_address=_report_address()).leaflets
    for problem in report.problems:
        print(problem)
    print(f"leaflets: {report.count}, of which {report.rendered} were set anew")
    return 1 if report.problems else 0


def run_status(arguments: argparse.Namespace) -> int:
    """Print pages by language."""
    del arguments
    print(render_status(read_project(ROOT)))
    return 0


def run_approve(arguments: argparse.Namespace) -> int:
    """Approve the safety texts of a language, or the safety-critical claims, as they stand now, read by two people."""
    path = ROOT / "docs/_data/approved.yml"
    project = read_project(ROOT)
    if arguments.language == APPROVED_CLAIMS:
        fingerprints = claim_fingerprints(project)
    elif arguments.language in project.strings:
        fingerprints = approved_fingerprints(project.strings[arguments.language])
    else:
        print(
            f"no texts for '{arguments.language}' ({', '.join((*project.strings, APPROVED_CLAIMS))})", file=sys.stderr
        )
        return 2
    approved = {**project.approved, arguments.language: fingerprints}
    lines = ["# Fingerprints of the approved safety texts. Written by `python hooks/cli.py approve` only.", "approved:"]
    for language in sorted(approved):
        lines += [f"  {language}:", *(f"    {key}: '{value}'" for key, value in sorted(approved[language].items()))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"approved the safety texts of {arguments.language}")
    return 0


def run_review(arguments: argparse.Namespace) -> int:
    """Record that a person of reviewers.yml has read a page, with the hashes of what was read."""
    project = read_project(ROOT)
    page = next((page for page in project.pages if page.path == Path(arguments.page).as_posix()), None)
    if page is None:
        print(f"no such page: {arguments.page} (write it as docs/nl/behandeling/denosumab.md)", file=sys.stderr)
        return 2
    refusal = explain_refusal(project, page, by=arguments.by, on=arguments.on, today=today())
    if reason := refusal or explain_next(arguments.next, on=arguments.on):
        print(f"not recorded: {reason}", file=sys.stderr)
        return 2
    count = write_review(project, page, by=arguments.by, on=arguments.on, next_review=arguments.next)
    print(f"recorded in {page.path}: {arguments.by} read its {count} blocks on {arguments.on}")
    if arguments.next is None:
        print("the day of the next review was left as it was (next_review)")
    return 0


def run_explain(arguments: argparse.Namespace) -> int:
    """Say what a problem code means."""
    codes = arguments.codes or sorted(CODES)
    for code in codes:
        print(f"{code}  {CODES.get(code.upper(), 'unknown code')}")
    return 0 if all(code.upper() in CODES for code in codes) else 2


def run_links_online(arguments: argparse.Namespace) -> int:
    """Try every external address over the network; a report, never part of a build."""
    from botwijzer.checks.online_links import report_online_links  # noqa: PLC0415  (needs httpx: make links-online)

    del arguments
    return report_online_links(read_project(ROOT), cache=ROOT / ".cache/links-online.json")


def run_build(arguments: argparse.Namespace) -> int:
    """Build the whole site with every check, and say where it is."""
    started = time.monotonic()
    target = Path(arguments.site).resolve()
    restore_previous(target)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)]
    # The theme's announcement about its own future is for maintainers (ARCHITECTURE.md), not for every build.
    environment = {key: value for key, value in os.environ.items() if key != "LANG_ONLY"}
    environment |= {"NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            _show_build_line(line.rstrip())
    if process.returncode:
        print(f"\nNothing was published. What was in {arguments.site}/ before is still there, unchanged.")
        return 1
    _print_summary(target, seconds=time.monotonic() - started)
    return 0


_PROGRESS = re.compile(
    r"INFO\s+-\s+(?:mkdocs_static_i18n: (Building '(\w+)')|(\S+:\d+: [A-Z]+\d{3} notice: .*|leaflets: .*))"
)
_QUIET = re.compile(r"^(INFO|DEBUG)\s+-")


def _show_build_line(line: str) -> None:
    """Show languages as they are built, notices and everything that is wrong; leave out MkDocs' own chatter."""
    progress = _PROGRESS.match(line)
    if progress and progress[2]:
        print(f"Building {progress[2]} …", flush=True)
    elif progress:
        print(progress[3])
    elif line and not _QUIET.match(line):
        print(line, flush=True)


def _print_summary(site: Path, *, seconds: float) -> None:
    release = json.loads((site / RELEASE_FILE).read_text(encoding="utf-8"))
    source_rules, site_rules = count_rules()
    pages = ", ".join(f"{release['pages'].get(code, 0)} in {code}" for code in release["languages"])
    print(f"\nThe site is built: {site}")
    print(f"  pages     {pages}")
    print(f"  checks    {source_rules} rules over the sources, {site_rules} over the built site: no errors")
    if release["is_placeholder"]:
        print(f"  warning   the address {release['site_url']} is a placeholder; set SITE_URL before you publish")
    if _report_address() == DEFAULT_REPORT_ADDRESS:
        print(f"  warning   mistakes are reported to {DEFAULT_REPORT_ADDRESS}, a placeholder; set REPORT_ADDRESS")
    print(f"  time      {seconds:.1f} s")
    print("  look      make serve, then open http://127.0.0.1:8000/")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day; write it as 2026-11-22") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hooks/cli.py", description="Botwijzer: check, build and keep in step.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")

    def add(name: str, function: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        summary = (function.__doc__ or "").strip().splitlines()[0]
        command = commands.add_parser(name, help=summary, description=summary)
        command.set_defaults(function=function)
        return command

    add("check", run_check).add_argument("--language", metavar="pl", help="one language only, a draft too")
    for name, function in (("check-site", run_check_site), ("publish", run_publish), ("build", run_build)):
        command = add(name, function)
        command.add_argument("--site", default="site", help="folder of the built site (default: site)")
        if name == "check-site":
            command.add_argument("--links", metavar="FILE", help="also write a report of all external links")
    add("status", run_status)
    add_release(add, build=run_build)
    add_redirect(add)
    add_commands(add)
    add("approve", run_approve).add_argument("language", metavar="nl|claims")
    review = add("review", run_review)
    review.add_argument("page", metavar="docs/nl/….md")
    review.add_argument("--by", required=True, metavar="ID", help="an id of docs/_data/reviewers.yml")
    review.add_argument("--on", required=True, type=_day, metavar="2026-11-22", help="day of reading")
    review.add_argument("--next", type=_day, metavar="2027-11-22", help="day to read it again")
    add("explain", run_explain).add_argument("codes", nargs="*", metavar="TERM001")
    add("links-online", run_links_online)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = _parser().parse_args(argv)
    function: Callable[[argparse.Namespace], int] = arguments.function
    return function(arguments)


if __name__ == "__main__":
    sys.exit(main())
