"""A page that sends its reader on: an address that moved, another spelling of a code, the code on a paper.

With JavaScript a small script does it, which keeps what stands behind ``#``; without, ``meta refresh``, to the top of the page;
and where neither works, one sentence and a link.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from botwijzer.publish.content_policy import replace_content_policy

if TYPE_CHECKING:
    from botwijzer.model.project import Project

SCRIPT = "assets/botwijzer/moved.js"
# How a file is known as one of these, before anything is written over it.
STUB_MARK = "<!doctype html>\n<!-- redirect -->\n"


def render_stub(project: Project, file: str, target: str, *, title: str, language: str, site_url: str) -> str:
    """Return the page at ``file``; ``target``: where it leads, from the site's root, perhaps with a place on that page.

    ``title``: what its link is called; ``language``: that of its words. ``site_url`` ends in a slash.
    """
    strings, home = project.strings[language], "../" * file.count("/")
    link, name = escape(home + target) or "./", escape(title)
    # Not beside the script but for want of it: the two would race, and a reader of a heading would lose the place.
    refresh = f'<noscript><meta http-equiv="refresh" content="0; url={link}"></noscript>\n'
    return replace_content_policy(
        f'{STUB_MARK}<html lang="{language}" dir="{project.languages[language].direction}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n'
        f"<title>{name} – {escape(strings.site_name)}</title>\n"
        f'<link rel="canonical" href="{escape(site_url + target.partition("#")[0])}">\n{refresh}'
        f'</head>\n<body>\n<p>{escape(strings.address_moved)} <a href="{link}">{name}</a></p>\n'
        f'<script src="{home}{SCRIPT}"></script>\n</body>\n</html>\n'
    )
