"""Programs that some tests need: a missing one is a named skip, with its remedy, and a failure when strict.

`.ci/run` sets EGIDE_STRICT=1; a workstation may do without, knowingly.
"""

import os
import shutil

import pytest

STRICT = os.environ.get("EGIDE_STRICT") == "1"

REMEDIES = {
    "chromium-headless-shell": "apt-get install chromium-headless-shell",
    "clamd": "apt-get install clamav-daemon",
    "dovecot": "apt-get install dovecot-imapd",
    "pdftotext": "apt-get install poppler-utils",
}


def need(program: str, *others: str) -> str:
    """Will return the path of the program, or of the first of the others that do as well; else skip with the remedy."""
    places = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
    for name in (program, *others):
        if path := shutil.which(name, path=places):
            return path
    pytest.skip(f"{program} is missing; remedy: {REMEDIES.get(program, 'install it')}")


def browser() -> str:
    """Will return the path of the browser: the one without windows starts in half the time of the other."""
    return need("chromium-headless-shell", "chromium")
