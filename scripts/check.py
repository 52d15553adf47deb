"""All checks in one go, with the Python that runs this file: style, types, tests. The same here and in CI."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    # Test files side by side; the tests of one file share a server or a store, so they stay together.
    ("pytest", "--numprocesses", "auto", "--maxprocesses", "4", "--dist", "loadfile"),
)


def main() -> int:
    """Run every check, each even after another failed; 0 only when all passed."""
    failed = [check for check in CHECKS if subprocess.run((sys.executable, "-m", *check), cwd=ROOT).returncode]
    for check in failed:
        print("failed:", " ".join(check), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
