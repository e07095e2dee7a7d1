"""Pages of somebody else's site, which show a page of ours: their own server, their own styles, their own policy."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Styles that would ruin a page of ours if they reached it.
LOUD_STYLES = (
    "* { color: rgb(120, 0, 120) !important; font-size: 8px !important } p, aside, .bw-disclaimer { display: none !important }"
    " iframe { height: 20px !important; width: 20px !important; opacity: 0 !important }"
)


@dataclass
class Host:
    """A host on an address (= origin) of its own. ``pages``: path → HTML; ``policies``: path → Content-Security-Policy."""

    address: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    policies: dict[str, str] = field(default_factory=dict)
    cookies: list[str] = field(default_factory=list)

    def put(self, path: str, body: str, *, policy: str = "", lang: str = "nl", direction: str = "ltr") -> str:
        """Publish a page; return its address."""
        self.pages[path] = (
            f'<!doctype html><html lang="{lang}" dir="{direction}"><head><meta charset="utf-8"><title>Praktijk</title>'
            '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
            '<link rel="stylesheet" href="/host.css"></head>'
            f"<body><h1>Praktijk</h1><main>{body}</main></body></html>"
        )
        self.policies[path] = policy
        return self.address + path


@contextmanager
def serve_host() -> Iterator[Host]:
    """Serve a host on this machine, on a port of its own: to a browser, another origin than the site's."""
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name in the base class)
            """Keep the test output clean."""

        def do_GET(self) -> None:
            if self.headers.get("Cookie"):
                host.cookies.append(str(self.headers["Cookie"]))
            body = LOUD_STYLES if self.path == "/host.css" else host.pages.get(self.path)
            self.send_response(200 if body is not None else 404)
            kind = {".css": "text/css", ".js": "text/javascript"}.get(PurePosixPath(self.path).suffix, "text/html")
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            if policy := host.policies.get(self.path):
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write((body or "").encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
