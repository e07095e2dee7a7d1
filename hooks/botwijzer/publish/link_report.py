"""The link report: every address that leaves the site, why it may, and on which pages it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from botwijzer.model.built_page import BuiltPage
    from botwijzer.model.project import Project

_HEADER = "| address | why | pages |\n| --- | --- | --- |\n"
_EXTERNAL = ("https://", "http://", "//")


def extract_external_links(pages: Sequence[BuiltPage]) -> dict[str, list[str]]:
    """Return each external address that a reader can follow → the pages that hold it, sorted."""
    found: dict[str, set[str]] = {}
    for page in pages:
        for link in page.all("a", "area"):
            address = str(link.get("href") or "").strip()
            if address.lower().startswith(_EXTERNAL):
                found.setdefault(address, set()).add(page.address)
    return {address: sorted(found[address]) for address in sorted(found)}


def render_link_report(project: Project, pages: Sequence[BuiltPage]) -> str:
    """Return a Markdown table: address, source id or reason, pages; then the sources that no page links to."""
    links = extract_external_links(pages)
    sources: dict[str, str] = {source.url: source.id for source in project.sources.values() if source.url}
    reasons = {link.url: link.reason for link in project.links.allowed}
    lines = [
        f"| <{address}> | {_cell(_reason(address, sources, reasons))} | {', '.join(places)} |"
        for address, places in links.items()
    ]
    shown = {source.url for source in project.sources.values() if source.url and source.show_link}
    unused = sorted(f"- `{sources[url]}`: <{url}>" for url in shown - set(links))
    text = f"# External links\n\n{len(links)} addresses on {len(pages)} pages.\n\n{_HEADER}" + "\n".join(lines)
    if unused:
        text += f"\n\n## Sources that no page links to\n\n{len(unused)} of {len(shown)}.\n\n" + "\n".join(unused)
    return f"{text}\n"


def _reason(address: str, sources: dict[str, str], reasons: dict[str, str]) -> str:
    if address in sources:
        return f"source `{sources[address]}`"
    return reasons.get(address, "NOT KNOWN: neither a source nor allowed")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
