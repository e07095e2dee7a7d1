"""Find a Chromium for the browser tests, or install one; print its path.

The system's own browser if there is one; else Debian's package (as root); else Playwright's download. Nothing is
skipped in silence: without a browser this ends with an error that says what to do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
MAC_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
VERSION_TIMEOUT_S = 60


def _works(path: str) -> bool:
    try:
        subprocess.run([path, "--version"], check=True, capture_output=True, timeout=VERSION_TIMEOUT_S)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def find_browser() -> str | None:
    """Return the path of a Chromium that starts, or ``None``."""
    wanted = os.environ.get("BOTWIJZER_CHROMIUM")
    candidates = [wanted, *(shutil.which(name) for name in NAMES), *MAC_PATHS]
    return next((path for path in candidates if path and Path(path).exists() and _works(path)), None)


def _run(*command: str) -> bool:
    print("  " + " ".join(command), file=sys.stderr, flush=True)
    try:
        return subprocess.run(command, check=False, stdout=sys.stderr).returncode == 0
    except OSError:
        return False


def install_browser() -> str | None:
    """Install a Chromium and return its path, or ``None`` when no way worked."""
    print("No Chromium here; installing one for the browser tests (once, some minutes).", file=sys.stderr)
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        _run("apt-get", "update", "-qq")
        if _run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium") and (path := find_browser()):
            return path
    if _run(sys.executable, "-m", "playwright", "install", "chromium"):
        from playwright.sync_api import sync_playwright  # noqa: PLC0415  (only where it is needed)

        with sync_playwright() as playwright:
            return str(playwright.chromium.executable_path)
    return None


def main() -> int:
    """Print the path of a browser; install one first when asked and needed."""
    path = find_browser() or (install_browser() if "--install" in sys.argv[1:] else None)
    if path is None:
        print(
            "No Chromium was found or could be installed. Install Chromium or Chrome, or set BOTWIJZER_CHROMIUM to "
            "its path, and run make test again.",
            file=sys.stderr,
        )
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
