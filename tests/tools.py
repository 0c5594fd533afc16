"""Programs that some tests need: a missing one is a named skip, with its remedy, and a failure when strict.

`.ci/run` sets EGIDE_STRICT=1; a workstation may do without, knowingly.
"""

import os
import shutil

import pytest

STRICT = os.environ.get("EGIDE_STRICT") == "1"

REMEDIES = {
    "chromium": "apt-get install chromium",
    "clamd": "apt-get install clamav-daemon",
    "dovecot": "apt-get install dovecot-imapd",
    "pdftotext": "apt-get install poppler-utils",
}


def need(program: str) -> str:
    """Will return the program's path, or skip the test with the remedy."""
    path = shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if path is None:
        pytest.skip(f"{program} is missing; remedy: {REMEDIES.get(program, 'install it')}")
    return path
