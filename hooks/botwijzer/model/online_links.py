"""What was found when an external address was asked for over the network, and the memory of it on disk."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

KIBIBYTE = 1024


class LinkStatus(StrEnum):
    """How an address answered."""

    OK = "ok"
    MOVED = "moved for good"
    REFUSED = "refused us"
    NOT_FOUND = "not found"
    GONE = "gone"
    SERVER_ERROR = "server error"
    BUSY = "too busy"
    TIMEOUT = "too slow"
    CONNECTION = "no connection"
    TLS = "not secure"
    REDIRECTS = "redirects without end"
    INVALID = "invalid address"
    UNTESTED = "not tested"


# These readers reach; "refused us" is a server that turns programs away (401, 403, 451), to be tried by hand.
REACHED = frozenset({LinkStatus.OK, LinkStatus.MOVED})
UNCERTAIN = frozenset({LinkStatus.REFUSED, LinkStatus.UNTESTED})


@dataclass(frozen=True)
class OnlineSettings:
    """How politely and for how long addresses are tried. Times are in seconds."""

    user_agent: str = "Botwijzer-link-check/1.0 (tests the links of a patient information site; once a week at most)"
    connect_timeout: float = 10.0
    request_timeout: float = 20.0
    host_delay: float = 1.0
    hosts_at_once: int = 8
    attempts: int = 3
    backoff: float = 2.0
    max_retry_after: float = 30.0
    max_redirects: int = 6
    max_body: int = 64 * KIBIBYTE
    total_timeout: float = 900.0
    cache_days: int = 7


@dataclass(frozen=True)
class LinkResult:
    """The answer of one address. ``location``: where a permanent redirect ended. ``checked``: day and time, ISO 8601."""

    address: str
    status: LinkStatus
    detail: str = ""
    location: str = ""
    checked: str = ""

    @property
    def is_broken(self) -> bool:
        """Whether readers do not get there."""
        return self.status not in REACHED | UNCERTAIN


def read_link_cache(path: Path, *, now: dt.datetime, settings: OnlineSettings) -> dict[str, LinkResult]:
    """Return the results that are still valid. A missing or damaged file is an empty memory."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        results = [LinkResult(**{**item, "status": LinkStatus(item["status"])}) for item in stored["results"]]
        oldest = now - dt.timedelta(days=settings.cache_days)
        return {item.address: item for item in results if oldest <= dt.datetime.fromisoformat(item.checked) <= now}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def write_link_cache(path: Path, results: Iterable[LinkResult]) -> None:
    """Write the addresses that were reached; everything else is tried again next time."""
    kept = [asdict(item) for item in results if item.status in REACHED]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"results": kept}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
