"""Says what the whole suite needs and this machine lacks. Exit 2, so that nothing is left out in silence."""

from __future__ import annotations

import shutil
import subprocess
import sys


def main() -> int:
    """0 when everything can run."""
    if shutil.which("chromium"):
        return 0
    listing = subprocess.run(
        [sys.executable, "-m", "pytest", "--all", "-m", "browser", "--collect-only", "-q"],
        capture_output=True,
        text=True,
        check=False,
    )
    count = sum("::" in line for line in listing.stdout.splitlines())
    print(f"{count} tests need Chromium: apt install chromium")
    return 2


if __name__ == "__main__":
    raise SystemExit(main())
