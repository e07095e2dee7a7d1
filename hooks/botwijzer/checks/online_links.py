"""Whether external addresses still answer, over the network. A report for editors; never part of a build.

A build that fails because another site is down would keep an urgent correction from readers.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from botwijzer.model.online_links import (
    REACHED,
    LinkResult,
    LinkStatus,
    OnlineSettings,
    read_link_cache,
    write_link_cache,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    import httpx

    from botwijzer.model.project import Project


def check_addresses(
    addresses: Iterable[str],
    *,
    settings: OnlineSettings,
    client_factory: Callable[[OnlineSettings], httpx.AsyncClient] | None = None,
    progress: Callable[[LinkResult], None] | None = None,
) -> list[LinkResult]:
    """Return how each address answers, in the order given, each once. Never raises on what a server does.

    What was not reached before ``settings.total_timeout`` is ``UNTESTED``.
    """
    from botwijzer.model import online_client  # noqa: PLC0415  (needs httpx, which the site itself does not)

    wanted = list(dict.fromkeys(addresses))
    found: dict[str, LinkResult] = {}

    def report(result: LinkResult) -> None:
        found[result.address] = replace(result, checked=dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds"))
        if progress is not None:
            progress(result)

    factory = client_factory or online_client.make_client
    asyncio.run(online_client.follow_addresses(wanted, settings=settings, client_factory=factory, report=report))
    missing = f"the time of {settings.total_timeout:g} seconds was over"
    return [found.get(address) or LinkResult(address, LinkStatus.UNTESTED, missing) for address in wanted]


def extract_addresses(project: Project) -> list[str]:
    """Return every external address that pages may show, sorted."""
    sources = {source.url for source in project.sources.values() if source.url and source.show_link}
    return sorted(sources | {link.url for link in project.links.allowed})


def render_online_report(results: Sequence[LinkResult], *, remembered: int = 0) -> str:
    """Return a table of everything that is not simply reached, the worst first, and a closing line with counts."""
    order = {True: 0, False: 1}
    shown = sorted(
        (item for item in results if item.status is not LinkStatus.OK),
        key=lambda item: (order[item.is_broken], item.status in REACHED, item.status, item.address),
    )
    lines = [_render_line(item) for item in shown]
    broken = sum(item.is_broken for item in results)
    reached = sum(item.status in REACHED for item in results)
    closing = f"{len(results)} addresses: {reached} reached ({remembered} of them remembered), {broken} broken"
    return "\n".join([*lines, f"{closing}, {len(results) - reached - broken} to try by hand."]) + "\n"


def _render_line(result: LinkResult) -> str:
    new = f"; write {result.location} instead" if result.location else ""
    return f"{result.status.upper():<22} {result.address}\n{'':<22} {result.detail}{new}"


def report_online_links(project: Project, *, cache: Path, settings: OnlineSettings | None = None) -> int:
    """Test all external addresses of the project, print a report, and return 1 when any is broken, else 0."""
    settings = settings or OnlineSettings()
    addresses = extract_addresses(project)
    remembered = read_link_cache(cache, now=dt.datetime.now(tz=dt.UTC), settings=settings)
    fresh = [address for address in addresses if address not in remembered]
    _say(f"{len(addresses)} addresses, {len(fresh)} to test, at most {settings.total_timeout / 60:.0f} minutes.")
    count = iter(range(1, len(fresh) + 1))
    tested = check_addresses(
        fresh,
        settings=settings,
        progress=lambda item: _say(f"[{next(count)}/{len(fresh)}] {item.status}: {item.address}"),
    )
    known = {item.address: item for item in tested}
    results = [known.get(address) or remembered[address] for address in addresses]
    write_link_cache(cache, results)
    sys.stdout.write("\n" + render_online_report(results, remembered=len(addresses) - len(fresh)))
    return 1 if any(item.is_broken for item in results) else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
