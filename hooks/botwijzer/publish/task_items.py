"""Boxes to tick get a name: the words beside a box become its label, so that they can be tapped and are read aloud.

pymdownx.tasklist makes ``<input type="checkbox">`` without a label (its own ``custom_checkbox`` adds an empty one).
Source: WCAG 2.2, 1.3.1 and 4.1.2 (a control has a name); HTML standard (a link inside a label stays a link).
"""

from __future__ import annotations

import re

# Only the extension makes inputs: content holds no HTML (MARK001). A list, paragraph or box inside the item ends the label.
_BOX = re.compile(
    r'(?P<box><input type="checkbox"[^>]*>)(?P<words>.*?)(?=\s*</?(?:li|p|ul|ol|div|details|table)\b)', re.DOTALL
)


def replace_task_labels(html: str) -> str:
    """Return the HTML of a page's text with each box to tick and its words in one ``<label>``."""
    return _BOX.sub(r"<label>\g<box>\g<words></label>", html)
