"""The command line as people use it: from any folder, with clear words and exit codes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from botwijzer.checks.codes import CODES
from project_copy import copy_base
from site_build import ROOT

WRONG_USE = 2


def run(*arguments: str, root: Path = ROOT, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(root / "hooks/cli.py"), *arguments]
    return subprocess.run(command, cwd=cwd or root, capture_output=True, text=True, check=False, timeout=120)


def small_project(folder: Path) -> Path:
    copy_base(folder)
    shutil.copytree(ROOT / "hooks", folder / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_the_real_content_has_no_findings(tmp_path: Path) -> None:
    result = run("check", cwd=tmp_path)
    assert result.returncode == 0, result.stdout
    assert "0 errors, 0 notices" in result.stdout


def test_findings_have_a_place_and_an_exit_code(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    page = root / "docs/nl/voorkomen/index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("Begin rustig.", "Dit geneest."), encoding="utf-8")
    result = run("check", root=root)
    assert result.returncode == 1
    assert "docs/nl/voorkomen/index.md:27: TERM002 'geneest'" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr


def bare_python(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a shell finds Python: without the libraries of the project (``-S``)."""
    python = Path(sys.base_prefix) / "bin" / "python3"
    command = [str(python), "-S", str(root / "hooks/cli.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={"PATH": os.environ["PATH"]})


def test_any_python_will_do_once_the_project_is_set_up(tmp_path: Path) -> None:
    result = bare_python(ROOT, "explain", "MOVE006")
    assert result.returncode == 0, result.stderr
    assert "MOVE006" in result.stdout
    for name in ("cli.py", "own_python.py"):
        (tmp_path / "hooks").mkdir(exist_ok=True)
        shutil.copy(ROOT / "hooks" / name, tmp_path / "hooks")
    result = bare_python(tmp_path, "check")
    assert result.returncode == WRONG_USE
    assert "run make site first" in result.stderr
    assert "Traceback" not in result.stderr


def test_stamping_tells_what_it_did_not_do(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    assert run("stamp", "docs/en/index.md", root=root).stdout == "stamped docs/en/index.md\n"
    dutch = run("stamp", "docs/nl/index.md", root=root)
    assert dutch.returncode == WRONG_USE
    assert "not stamped: docs/nl/index.md" in dutch.stderr
    assert run("stamp", "docs/en/none.md", root=root).returncode == WRONG_USE
    assert run("stamp", root=root).returncode == WRONG_USE


def test_a_stale_safety_block_is_an_error_until_it_is_stamped(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    page = root / "docs/nl/voorkomen/index.md"
    page.write_text(page.read_text(encoding="utf-8").replace("Beweeg 30 minuten", "Loop 30 minuten"), encoding="utf-8")
    result = run("check", root=root)
    assert result.returncode == 1
    assert "STALE" in result.stdout
    assert "docs/en/voorkomen/index.md" in result.stdout
    run("stamp", "docs/en/voorkomen/index.md", root=root)
    assert run("check", root=root).returncode == 0


def test_a_worksheet_goes_out_and_comes_back(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    made = run("worksheet", "en", root=root)
    assert made.returncode == 0, made.stderr
    assert made.stdout == f"{root}/.build/werkblad-en.xlsx: 30 blocks for English: 0 missing, 0 stale, 30 current\n"
    taken = run("take-in", str(root / ".build/werkblad-en.xlsx"), root=root)
    assert taken.returncode == 0, taken.stdout
    assert taken.stdout == "no new answers in this worksheet; nothing was written\nleft in 'en': nothing\n"
    assert run("worksheet", "nl", root=root).returncode == WRONG_USE
    assert "no such file" in run("take-in", "none.xlsx", root=root).stderr


def test_every_code_can_be_explained() -> None:
    result = run("explain")
    assert result.returncode == 0
    assert [line.split()[0] for line in result.stdout.splitlines()] == sorted(CODES)
    assert run("explain", "NONE999").returncode == WRONG_USE


def test_status_counts_pages_and_claims() -> None:
    result = run("status")
    assert result.returncode == 0
    assert "waarschuwingstekenen/wanneer-bellen" in result.stdout
    assert "Safety-critical claims" in result.stdout


def test_check_site_wants_a_site(tmp_path: Path) -> None:
    result = run("check-site", "--site", str(tmp_path))
    assert result.returncode == WRONG_USE
    assert "make site" in result.stderr


def test_check_site_needs_no_mkdocs(built_site: Path) -> None:
    code = (
        "import sys; sys.modules['mkdocs'] = None; sys.path.insert(0, 'hooks'); import cli;"
        f"sys.exit(cli.main(['check-site', '--site', {str(built_site)!r}]))"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
