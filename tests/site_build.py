"""The real site, built once for all tests that look at it, and served as a host would serve it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
# A first build sets every leaflet: minutes on a busy machine with two cores.
BUILD_TIMEOUT_S = 900


def build_site(target: Path, *, root: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build the site of ``root`` into ``target`` as ``make site`` does; the result says how it went."""
    return subprocess.run(
        [sys.executable, str(root / "hooks/cli.py"), "build", "--site", str(target)],
        cwd=root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=BUILD_TIMEOUT_S,
    )


class _Handler(SimpleHTTPRequestHandler):
    """A plain static host: index files, and 404.html for what is not there."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name in the base class)
        """Keep the test output clean."""

    def end_headers(self) -> None:
        """Send what the site's own file for hosts asks for: who may read what from another origin."""
        rules = Path(self.directory) / "_headers"
        lines = rules.read_text(encoding="utf-8").splitlines() if rules.is_file() else []
        for path, header in pairwise(lines):
            name, _, value = header.strip().partition(": ")
            if path.startswith("/") and fnmatchcase(self.path, path):
                self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serve_site(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; yields the address without a trailing slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
