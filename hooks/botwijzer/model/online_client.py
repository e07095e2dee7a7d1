"""Asking external addresses for a sign of life over the network: one request at a time per host, and never in haste.

Needs httpx, which the site itself does not need: imported by ``checks/online_links.py`` only when it is used.
Sources: RFC 9110 (HEAD, Range, Retry-After, redirects).
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import email.utils
import ssl
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import httpx

from botwijzer.model.online_links import LinkResult, LinkStatus, OnlineSettings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    ClientFactory = Callable[[OnlineSettings], httpx.AsyncClient]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_REFUSALS = frozenset({401, 402, 403, 405, 406, 451})
_TOO_MANY = 429
_NOT_FOUND, _GONE, _RANGE_REFUSED = 404, 410, 416
_FIRST_ERROR, _FIRST_SERVER_ERROR = 400, 500


def make_client(settings: OnlineSettings) -> httpx.AsyncClient:
    """Return the client for the real network: honest about who asks, redirects followed by hand."""
    return httpx.AsyncClient(
        headers={"User-Agent": settings.user_agent, "Accept": "text/html,*/*;q=0.5"},
        timeout=httpx.Timeout(settings.request_timeout, connect=settings.connect_timeout),
        follow_redirects=False,
    )


@dataclass
class _Gate:
    """Lets one request at a time through to a host, ``delay`` seconds apart."""

    delay: float
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0

    @contextlib.asynccontextmanager
    async def __call__(self) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()
        async with self.lock:
            await asyncio.sleep(max(0.0, self.free_at - loop.time()))
            try:
                yield
            finally:
                self.free_at = loop.time() + self.delay


@dataclass(frozen=True)
class _Reply:
    status: int
    location: str = ""
    retry_after: str = ""


@dataclass(frozen=True)
class _Failure:
    status: LinkStatus
    detail: str


@dataclass
class _Tester:
    client: httpx.AsyncClient
    settings: OnlineSettings
    gates: dict[str, _Gate] = field(default_factory=dict)
    # Addresses for which the server does not answer HEAD as it should.
    without_head: set[str] = field(default_factory=set)

    async def test(self, address: str) -> LinkResult:
        """Return how an address answers in the end. Never raises on what a server does."""
        url, seen, moved_to, is_permanent = address, {address}, "", True
        for _ in range(self.settings.max_redirects + 1):
            reply = await self._ask_again(url)
            if isinstance(reply, _Failure):
                return LinkResult(address, reply.status, _at(reply.detail, url, address))
            if reply.status not in _REDIRECTS or not reply.location:
                return _judge(address, url, reply, moved_to)
            url = urljoin(url, reply.location)
            if urlsplit(url).scheme not in {"http", "https"}:
                return LinkResult(address, LinkStatus.REDIRECTS, f"sends the reader on to {url}")
            if url in seen:
                return LinkResult(address, LinkStatus.REDIRECTS, f"goes round and comes back to {url}")
            seen.add(url)
            is_permanent = is_permanent and reply.status in _PERMANENT
            moved_to = url if is_permanent else moved_to
        return LinkResult(address, LinkStatus.REDIRECTS, f"more than {self.settings.max_redirects} redirects")

    async def _ask_again(self, url: str) -> _Reply | _Failure:
        """Ask; after a time-out, a lost connection, 429 or 5xx wait and ask again, a few times."""
        answer: _Reply | _Failure = _Failure(LinkStatus.UNTESTED, "")
        wait = 0.0
        for attempt in range(self.settings.attempts):
            await asyncio.sleep(wait)
            wait = self.settings.backoff * 2**attempt
            answer = await self._ask(url)
            if isinstance(answer, _Failure):
                if answer.status in {LinkStatus.TLS, LinkStatus.INVALID}:
                    return answer
                continue
            if answer.status < _FIRST_SERVER_ERROR and answer.status != _TOO_MANY:
                return answer
            asked = _seconds(answer.retry_after)
            if asked is not None and asked > self.settings.max_retry_after:
                return _Failure(LinkStatus.BUSY, f"status {answer.status}, asks to wait {asked:.0f} seconds")
            wait = wait if asked is None else asked
        if isinstance(answer, _Reply):
            status = LinkStatus.BUSY if answer.status == _TOO_MANY else LinkStatus.SERVER_ERROR
            return _Failure(status, f"status {answer.status}, {self.settings.attempts} times")
        return answer

    async def _ask(self, url: str) -> _Reply | _Failure:
        try:
            if url not in self.without_head:
                reply = await self._request("HEAD", url)
                if reply.status < _FIRST_ERROR or reply.status == _TOO_MANY:
                    return reply
                self.without_head.add(url)
            reply = await self._request("GET", url, headers={"Range": f"bytes=0-{self.settings.max_body - 1}"})
            return await self._request("GET", url) if reply.status == _RANGE_REFUSED else reply
        except (TimeoutError, httpx.TimeoutException):
            return _Failure(LinkStatus.TIMEOUT, f"no whole answer within {self.settings.request_timeout:g} seconds")
        except httpx.HTTPError as error:
            return _explain(error)
        except (httpx.InvalidURL, ValueError) as error:  # ValueError: a host name that cannot be encoded
            return _Failure(LinkStatus.INVALID, str(error))

    async def _request(self, method: str, url: str, *, headers: dict[str, str] | None = None) -> _Reply:
        """Send one request and read at most ``max_body`` bytes of the answer, within ``request_timeout`` in all."""
        host = urlsplit(url).netloc.lower()
        gate = self.gates.setdefault(host, _Gate(self.settings.host_delay))
        async with (
            gate(),
            asyncio.timeout(self.settings.request_timeout),
            self.client.stream(method, url, headers=headers, follow_redirects=False) as response,
        ):
            size = 0
            if response.status_code < _FIRST_ERROR:
                async for chunk in response.aiter_raw():
                    size += len(chunk)
                    if size >= self.settings.max_body:
                        break
            fields = response.headers
            return _Reply(response.status_code, fields.get("location", ""), fields.get("retry-after", ""))


def _at(detail: str, url: str, address: str) -> str:
    return detail if url == address else f"{detail} (after a redirect to {url})"


def _judge(address: str, url: str, reply: _Reply, moved_to: str) -> LinkResult:
    detail = _at(f"status {reply.status}", url, address)
    if reply.status < _FIRST_ERROR:
        status = LinkStatus.MOVED if moved_to else LinkStatus.OK
        return LinkResult(address, status, detail, location=moved_to)
    if reply.status == _GONE:
        return LinkResult(address, LinkStatus.GONE, detail)
    return LinkResult(address, LinkStatus.REFUSED if reply.status in _REFUSALS else LinkStatus.NOT_FOUND, detail)


def _explain(error: httpx.HTTPError) -> _Failure:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _Failure(LinkStatus.TLS, f"certificate not accepted: {cause.verify_message}")
        if isinstance(cause, ssl.SSLError):
            return _Failure(LinkStatus.TLS, f"no secure connection: {cause.reason or cause}")
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.UnsupportedProtocol):
        return _Failure(LinkStatus.INVALID, str(error))
    return _Failure(LinkStatus.CONNECTION, str(error) or type(error).__name__)


def _seconds(retry_after: str) -> float | None:
    """Return the seconds of a ``Retry-After``, which is a number or a date; ``None`` when it is neither."""
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        moment = email.utils.parsedate_to_datetime(retry_after)
        return max(0.0, (moment - dt.datetime.now(tz=dt.UTC)).total_seconds())
    except (ValueError, TypeError):  # TypeError: a date without time zone
        return None


async def follow_addresses(
    addresses: Sequence[str],
    *,
    settings: OnlineSettings,
    client_factory: ClientFactory,
    report: Callable[[LinkResult], None],
) -> None:
    """Test every address and ``report`` each result as it comes; stop, without an error, when the time is over."""
    by_host: dict[str, list[str]] = {}
    for address in addresses:
        by_host.setdefault(address.split("/", 3)[2] if address.count("/") > 1 else "", []).append(address)
    seats = asyncio.Semaphore(settings.hosts_at_once)
    async with client_factory(settings) as client:
        tester = _Tester(client, settings)

        async def test_host(own: list[str]) -> None:
            async with seats:
                for address in own:
                    report(await tester.test(address))

        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(settings.total_timeout), asyncio.TaskGroup() as group:
                for own in by_host.values():
                    group.create_task(test_host(own))
