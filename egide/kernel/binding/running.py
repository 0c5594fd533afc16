"""Starts the child that reads one file, and waits for it no longer than it deserves.

Nothing of the file comes back but a PDF; what it printed is thrown away.
"""

import subprocess
from pathlib import Path

from egide.platform import apart

CHILD = Path(__file__).with_name("child.py")
WAIT = 60  # seconds on the wall


def run_child(kind: str, source: Path, target: Path) -> bool:
    """Will return whether `target` was written."""
    command = apart.python(str(CHILD), kind, str(source), str(target))
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=WAIT,
            check=False,
            cwd=source.parent,
            env={"PATH": "/usr/bin:/bin"},
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0 and target.is_file() and target.stat().st_size > 0
