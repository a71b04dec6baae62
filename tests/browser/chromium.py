"""Find a Chromium for the browser tests, or install one.

``python -m tests.browser.chromium --install`` is what ``make test`` calls: it uses an installed
Chromium or Chrome, else installs Debian's when it may, else Playwright's own, else says plainly
that the browser tests cannot run, and exits with 1 where ONRECORD_REQUIRE_BROWSER is set.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
HOW_TO_INSTALL = (
    "install Chromium (Debian: apt-get install chromium) or run: playwright install chromium"
)


def find_chromium() -> str | None:
    """Path of a Chromium that can be started, or None."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            path = playwright.chromium.executable_path
    except Error:
        return None
    return path if Path(path).exists() else None


def install_chromium() -> None:
    """Install Debian's Chromium where that is possible, else Playwright's."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        quiet = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([*quiet, "update"], check=False, env=environment)
        subprocess.run(
            [*quiet, "install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
            check=False,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
    if find_chromium() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """Make sure that there is a Chromium; returns the exit code."""
    if find_chromium() is None and "--install" in sys.argv[1:]:
        sys.stderr.write("Installing Chromium for the browser tests …\n")
        install_chromium()
    found = find_chromium()
    if found:
        return 0
    sys.stderr.write(f"The browser tests cannot run: no Chromium here; {HOW_TO_INSTALL}\n")
    return 1 if os.environ.get("ONRECORD_REQUIRE_BROWSER") else 0


if __name__ == "__main__":
    raise SystemExit(main())
