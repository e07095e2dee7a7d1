"""``make links-online`` against a server on this machine that misbehaves in every way that we have seen servers do."""

from __future__ import annotations

import datetime as dt
import itertools
import socket
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import httpx
import pytest

from botwijzer.checks.online_links import check_addresses, render_online_report, report_online_links
from botwijzer.model.online_links import LinkResult, LinkStatus, OnlineSettings, read_link_cache, write_link_cache
from botwijzer.model.project import read_project
from project_copy import TESTS, copy_base

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Short times, so that the whole file takes seconds; the ratios are those of the real settings.
SETTINGS = OnlineSettings(
    connect_timeout=1.0,
    request_timeout=0.4,
    host_delay=0.0,
    attempts=2,
    backoff=0.05,
    max_retry_after=0.5,
    max_redirects=3,
    total_timeout=10.0,
)
ENDLESS = 50_000_000


@dataclass
class Log:
    """What the server saw: (method, path, time), the bytes it could send, and how many requests ran at once."""

    requests: list[tuple[str, str, float]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    sent: int = 0
    running: int = 0
    most: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, path: str, method: str | None = None) -> int:
        return sum(item[1] == path and method in {None, item[0]} for item in self.requests)


class Misbehaving(BaseHTTPRequestHandler):
    log: Log

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the test's output clean."""

    def _answer(self) -> None:
        with self.log.lock:
            self.log.requests.append((self.command, self.path, time.monotonic()))
            self.log.agents.add(self.headers.get("User-Agent", ""))
            self.log.running += 1
            self.log.most = max(self.log.most, self.log.running)
        try:
            with suppress(OSError):
                getattr(self, f"path_{self.path.strip('/').split('/')[0].replace('-', '_')}")()
        finally:
            with self.log.lock:
                self.log.running -= 1

    def _send(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": "0", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def path_fine(self) -> None:
        time.sleep(0.02)
        self._send(200)

    def path_moved(self) -> None:
        steps = {"/moved": "/moved/on", "/moved/on": "/fine"}
        self._send(301, Location=steps[self.path])

    def path_elsewhere_today(self) -> None:
        self._send(302, Location="/fine")

    def path_first_today(self) -> None:
        self._send(302, Location="/moved/on")

    def path_round(self) -> None:
        self._send(302, Location="/round/b" if self.path == "/round/a" else "/round/a")

    def path_endless(self) -> None:
        self._send(302, Location=f"{self.path}/x")

    def path_to_missing(self) -> None:
        self._send(301, Location="/missing")

    def path_to_file(self) -> None:
        self._send(302, Location="file:///etc/passwd")

    def path_missing(self) -> None:
        self._send(404)

    def path_gone(self) -> None:
        self._send(410)

    def path_forbidden(self) -> None:
        self._send(403)

    def path_recovers(self) -> None:
        self._send(500 if self.log.count(self.path) <= 2 else 200)

    def path_broken(self) -> None:
        self._send(500)

    def path_busy(self) -> None:
        self._send(200) if self.log.count(self.path) > 1 else self._send(429, Retry_After="0")

    def path_busy_for_long(self) -> None:
        self._send(429, Retry_After="3600")

    def path_busy_until(self) -> None:
        self._send(429, Retry_After="Fri, 01 Jan 2100 00:00:00 GMT")

    def path_silent(self) -> None:
        time.sleep(1.0)

    def path_get_only(self) -> None:
        self._send(405 if self.command == "HEAD" else 200)

    def path_no_range(self) -> None:
        self._send(404 if self.command == "HEAD" else 416 if self.headers.get("Range") else 200)

    def path_huge(self) -> None:
        if self.command == "HEAD":
            self._send(405)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(ENDLESS))
        self.end_headers()
        while self.log.sent < ENDLESS:
            self.log.sent += self.wfile.write(b"x" * 65536)

    def path_drip(self) -> None:
        if self.command == "HEAD":
            self._send(405)
            return
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(20):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.1)

    def path_drip_header(self) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\n")
        for _ in range(20):
            self.wfile.write(b"X-Slow: 1\r\n")
            self.wfile.flush()
            time.sleep(0.1)

    def path_hangs_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def path_nonsense(self) -> None:
        self.wfile.write(b"this is no answer\r\n\r\n")


class QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what several of these tests are about."""


@contextmanager
def serve(*, tls: bool = False) -> Iterator[tuple[str, Log]]:
    log = Log()
    server = QuietServer(("127.0.0.1", 0), type("Handler", (Misbehaving,), {"log": log}))
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(TESTS / "data/self_signed.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}", log
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, Log]]:
    with serve() as running:
        yield running


def client(settings: OnlineSettings) -> httpx.AsyncClient:
    timeout = httpx.Timeout(settings.request_timeout, connect=settings.connect_timeout)
    return httpx.AsyncClient(headers={"User-Agent": settings.user_agent}, timeout=timeout, trust_env=False)


def ask(*addresses: str, settings: OnlineSettings = SETTINGS) -> list[LinkResult]:
    return check_addresses(addresses, settings=settings, client_factory=client)


@pytest.mark.parametrize(
    ("path", "status", "detail", "location"),
    [
        ("/fine", LinkStatus.OK, "status 200", ""),
        ("/moved", LinkStatus.MOVED, "status 200 (after a redirect to {root}/fine)", "{root}/fine"),
        ("/elsewhere-today", LinkStatus.OK, "status 200 (after a redirect to {root}/fine)", ""),
        ("/first-today", LinkStatus.OK, "status 200 (after a redirect to {root}/fine)", ""),
        ("/round/a", LinkStatus.REDIRECTS, "goes round and comes back to {root}/round/a", ""),
        ("/endless", LinkStatus.REDIRECTS, "more than 3 redirects", ""),
        ("/to-file", LinkStatus.REDIRECTS, "sends the reader on to file:///etc/passwd", ""),
        ("/to-missing", LinkStatus.NOT_FOUND, "status 404 (after a redirect to {root}/missing)", ""),
        ("/missing", LinkStatus.NOT_FOUND, "status 404", ""),
        ("/gone", LinkStatus.GONE, "status 410", ""),
        ("/forbidden", LinkStatus.REFUSED, "status 403", ""),
        ("/recovers", LinkStatus.OK, "status 200", ""),
        ("/broken", LinkStatus.SERVER_ERROR, "status 500, 2 times", ""),
        ("/busy", LinkStatus.OK, "status 200", ""),
        ("/busy-for-long", LinkStatus.BUSY, "status 429, asks to wait 3600 seconds", ""),
        ("/silent", LinkStatus.TIMEOUT, "no whole answer within 0.4 seconds", ""),
        ("/get-only", LinkStatus.OK, "status 200", ""),
        ("/no-range", LinkStatus.OK, "status 200", ""),
        ("/drip", LinkStatus.TIMEOUT, "no whole answer within 0.4 seconds", ""),
        ("/drip-header", LinkStatus.TIMEOUT, "no whole answer within 0.4 seconds", ""),
    ],
)
def test_answer(server: tuple[str, Log], path: str, status: LinkStatus, detail: str, location: str) -> None:
    root, _ = server
    (result,) = ask(root + path)
    found = (result.status, result.detail, result.location)
    assert found == (status, detail.format(root=root), location.format(root=root))


@pytest.mark.parametrize("path", ["/hangs-up", "/nonsense"])
def test_a_server_that_speaks_no_http(server: tuple[str, Log], path: str) -> None:
    (result,) = ask(server[0] + path)
    assert result.status is LinkStatus.CONNECTION
    assert result.detail


def test_a_date_to_wait_for_is_understood(server: tuple[str, Log]) -> None:
    (result,) = ask(server[0] + "/busy-until")
    assert result.status is LinkStatus.BUSY
    assert "asks to wait" in result.detail


def test_a_huge_body_is_not_read(server: tuple[str, Log]) -> None:
    root, log = server
    (result,) = ask(root + "/huge")
    assert result.status is LinkStatus.OK
    assert log.sent < ENDLESS / 4


def test_nobody_listens() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    (result,) = ask(f"http://127.0.0.1:{port}/")
    assert result.status is LinkStatus.CONNECTION


def test_a_certificate_that_nobody_vouches_for() -> None:
    with serve(tls=True) as (root, _):
        (result,) = ask(f"{root}/fine")
    assert (result.status, result.detail) == (LinkStatus.TLS, "certificate not accepted: self-signed certificate")


def test_no_tls_where_tls_was_promised(server: tuple[str, Log]) -> None:
    (result,) = ask(server[0].replace("http:", "https:") + "/fine")
    assert result.status is LinkStatus.TLS
    assert result.detail.startswith("no secure connection: ")


@pytest.mark.parametrize("address", ["http://", "http://[/", "ftp://127.0.0.1/", "http://\udcff/", "", "http://a b/"])
def test_an_address_that_is_none(address: str) -> None:
    (result,) = ask(address)
    assert result.status in {LinkStatus.INVALID, LinkStatus.CONNECTION}


def test_one_request_at_a_time_per_host_with_a_pause_and_an_honest_name() -> None:
    with serve() as (root, log):
        results = ask(*[f"{root}/fine/{number}" for number in range(4)], settings=replace(SETTINGS, host_delay=0.1))
    assert {item.status for item in results} == {LinkStatus.OK}
    assert log.most == 1
    times = [item[2] for item in log.requests]
    assert min(later - earlier for earlier, later in itertools.pairwise(times)) >= 0.1
    assert log.agents == {SETTINGS.user_agent}


def test_what_the_time_does_not_allow_is_not_tested() -> None:
    settings = replace(SETTINGS, total_timeout=0.3, host_delay=0.2)
    with serve() as (root, _):
        results = ask(*[f"{root}/fine/{number}" for number in range(5)], settings=settings)
    assert results[0].status is LinkStatus.OK
    assert (results[-1].status, results[-1].detail) == (LinkStatus.UNTESTED, "the time of 0.3 seconds was over")


def test_each_address_once_in_the_order_asked(server: tuple[str, Log]) -> None:
    root, _ = server
    results = ask(f"{root}/gone", f"{root}/fine", f"{root}/gone")
    assert [item.address for item in results] == [f"{root}/gone", f"{root}/fine"]


NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def remember(path: Path, *results: LinkResult) -> dict[str, LinkResult]:
    write_link_cache(path, results)
    return read_link_cache(path, now=NOW, settings=SETTINGS)


def test_only_what_was_reached_is_remembered_and_for_a_week(tmp_path: Path) -> None:
    week, older = (NOW - dt.timedelta(days=7)).isoformat(), (NOW - dt.timedelta(days=7, seconds=1)).isoformat()
    fresh = LinkResult("https://a.example/", LinkStatus.OK, "status 200", checked=week)
    moved = LinkResult("https://b.example/", LinkStatus.MOVED, location="https://c.example/", checked=week)
    stale = LinkResult("https://d.example/", LinkStatus.OK, checked=older)
    broken = LinkResult("https://e.example/", LinkStatus.NOT_FOUND, checked=week)
    assert remember(tmp_path / "new/cache.json", fresh, moved, stale, broken) == {
        fresh.address: fresh,
        moved.address: moved,
    }


@pytest.mark.parametrize("text", ["", "{", "[]", '{"results": [{"address": "x"}]}', '{"results": [{"status": "?"}]}'])
def test_a_damaged_memory_is_no_memory(tmp_path: Path, text: str) -> None:
    (tmp_path / "cache.json").write_text(text, encoding="utf-8")
    assert read_link_cache(tmp_path / "cache.json", now=NOW, settings=SETTINGS) == {}


def test_the_report_shows_what_is_wrong_first() -> None:
    results = [
        LinkResult("https://a.example/", LinkStatus.OK, "status 200"),
        LinkResult("https://b.example/", LinkStatus.MOVED, "status 200", location="https://c.example/"),
        LinkResult("https://d.example/", LinkStatus.REFUSED, "status 403"),
        LinkResult("https://e.example/", LinkStatus.NOT_FOUND, "status 404"),
    ]
    assert render_online_report(results, remembered=1).splitlines() == [
        "NOT FOUND              https://e.example/",
        "                       status 404",
        "REFUSED US             https://d.example/",
        "                       status 403",
        "MOVED FOR GOOD         https://b.example/",
        "                       status 200; write https://c.example/ instead",
        "4 addresses: 2 reached (1 of them remembered), 1 broken, 1 to try by hand.",
    ]


def test_the_exit_code_and_the_memory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("botwijzer.model.online_client.make_client", client)
    copy_base(tmp_path / "project")
    with serve() as (root, log):
        links = f'allowed:\n  - {{url: "{root}/fine", reason: a}}\n  - {{url: "{root}/gone", reason: b}}\n'
        (tmp_path / "project/docs/_data/links.yml").write_text(f"{links}vague_texts: {{}}\n", encoding="utf-8")
        (tmp_path / "project/docs/_data/sources.yml").write_text("sources: []\n", encoding="utf-8")
        project = read_project(tmp_path / "project")
        for _ in range(2):
            assert report_online_links(project, cache=tmp_path / "cache.json", settings=SETTINGS) == 1
        assert (log.count("/fine"), log.count("/gone", "GET")) == (1, 2)
    assert "2 addresses: 1 reached (1 of them remembered), 1 broken, 0 to try by hand." in capsys.readouterr().out
