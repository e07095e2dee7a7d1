"""The house rules that a linter does not know."""

from __future__ import annotations

import ast
import re

import pytest

from botwijzer.checks.codes import CODES
from site_build import ROOT

MAX_LINES = 300
CODE_FILES = sorted(ROOT.glob("hooks/**/*.py"))
HOOKS = ("checks.py", "disclaimer.py", "publish.py")
TOP = {
    ".ci", ".gitignore", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md",
    "docs", "hooks", "mkdocs.yml", "overrides", "pyproject.toml", "requirements-dev.txt", "requirements.txt", "tests",
}  # fmt: skip
# Made by commands and not part of the project.
MADE = re.compile(r"^(\.git|\.venv|site|\.site\..*|\.cache|\.build|\..*_cache|__pycache__)$")


@pytest.mark.parametrize("path", CODE_FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_can_be_read_in_one_sitting(path: object) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")  # type: ignore[attr-defined]
    assert lines <= MAX_LINES


def test_nothing_else_stands_at_the_top() -> None:
    assert {path.name for path in ROOT.iterdir() if not MADE.match(path.name)} == TOP


def test_every_code_has_a_case() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.yml")]
    texts += [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    everything = "\n".join(texts)
    assert [code for code in CODES if code not in everything] == []


def test_every_code_is_used_by_a_rule_or_reader() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in CODE_FILES)
    # Once where it is explained, and at least once where it is found.
    assert [code for code in CODES if len(re.findall(rf'"{code}"', sources)) < 2] == []


def test_functions_of_hook_files_are_events() -> None:
    for name in HOOKS:
        tree = ast.parse((ROOT / "hooks" / name).read_text(encoding="utf-8"))
        names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
        assert [function for function in names if not function.startswith(("on_", "_"))] == []


def test_the_versions_are_exact() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r ")):
                assert re.fullmatch(r"[A-Za-z0-9_.-]+==[\w.]+", line), line
