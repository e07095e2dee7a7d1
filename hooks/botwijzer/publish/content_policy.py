"""The Content-Security-Policy of each page, as ``<meta>``, with the hashes of the page's own inline scripts.

Source: W3C, Content Security Policy Level 3 (hash sources; delivery by ``meta``). No ``unsafe-inline`` anywhere: a
script that was put into a page after it was built does not run.
"""

from __future__ import annotations

import base64
import hashlib
import re

_HEAD = re.compile(r"<head[^>]*>")
_CHARSET = re.compile(r"<meta charset=[^>]*>\s*")
_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL | re.IGNORECASE)
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\s*', re.IGNORECASE)
# What marks the page with previews of embedded pages (components/link-maker.html): it frames pages of this site.
_PREVIEW = 'data-bw="link-maker"'
# Data blocks (JSON) are never executed, and a script with an address falls under 'self'.
_NOT_INLINE = re.compile(r"""\bsrc\s*=|type\s*=\s*["']?application/""", re.IGNORECASE)


def extract_script_hashes(html: str) -> list[str]:
    """Return ``'sha256-…'`` for each inline script of a page, in order, each once."""
    hashes = [
        "'sha256-" + base64.b64encode(hashlib.sha256(match["code"].encode()).digest()).decode() + "'"
        for match in _SCRIPT.finditer(html)
        if not _NOT_INLINE.search(match["attributes"])
    ]
    return list(dict.fromkeys(hashes))


def render_content_policy(html: str) -> str:
    """Return the policy that fits a page's inline scripts."""
    frames = "; frame-src 'self'" if _PREVIEW in html else ""
    scripts = " ".join(["'self'", *extract_script_hashes(html)])
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; "
        f"connect-src 'self'; worker-src 'self'; base-uri 'none'{frames}"
    )


def replace_content_policy(html: str) -> str:
    """Return the page with its policy as the first thing in ``<head>`` after the character set."""
    html = _POLICY.sub("", html)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{render_content_policy(html)}">'
    head = _HEAD.search(html)
    if head is None:
        return html
    charset = _CHARSET.search(html, head.end())
    rest = html[head.end() :]
    if charset is not None:
        rest = html[head.end() : charset.start()] + html[charset.end() :]
    return f'{html[: head.end()]}<meta charset="utf-8">{meta}{rest}'
