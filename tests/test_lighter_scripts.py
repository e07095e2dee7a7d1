"""The search scripts lose their comments on the way to readers, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from botwijzer.publish.lighter_scripts import remove_comments, write_lighter_scripts
from site_build import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SCRIPTS = sorted((ROOT / "overrides/assets/botwijzer").glob("search-*.js"))

CASES = {
    "a block of its own": ("/* One.\n   Two. */\nlet a = 1\n", "let a = 1\n"),
    "a line of its own": ("  // Why.\n  go()\n", "  go()\n"),
    "at the end of a line": ("const A = 2   // by place\n", "const A = 2\n"),
    "an address in a string": ('const B = "https://x/y"\n', 'const B = "https://x/y"\n'),
    "signs in a pattern": ("const C = /a\\/\\*b/\n", "const C = /a\\/\\*b/\n"),
    "a string after two spaces": ('f(1,  "// no")\n', 'f(1,  "// no")\n'),
    "empty lines": ("a()\n\n\nb()\n", "a()\nb()\n"),
}


@pytest.mark.parametrize("name", CASES)
def test_comments(name: str) -> None:
    before, after = CASES[name]
    assert remove_comments(before) == after


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_every_line_of_code_stays(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    lighter = remove_comments(source)
    assert len(lighter) < len(source)
    code = [line for line in lighter.splitlines() if line.strip()]
    assert all(any(original.startswith(line) for original in source.splitlines()) for line in code)
    assert not re.search(r"^\s*(//|/\*|\*)", lighter, re.MULTILINE)


def test_the_site_gets_the_lighter_ones(tmp_path: Path) -> None:
    folder = tmp_path / "assets/botwijzer"
    folder.mkdir(parents=True)
    (folder / "search-x.js").write_text("/* Why. */\ngo()\n", encoding="utf-8")
    (folder / "site.js").write_text("/* Why. */\ngo()\n", encoding="utf-8")
    write_lighter_scripts(tmp_path)
    assert (folder / "search-x.js").read_text(encoding="utf-8") == "go()\n"
    assert (folder / "site.js").read_text(encoding="utf-8") == "/* Why. */\ngo()\n"
