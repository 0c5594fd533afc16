"""A small, real OpenID Connect provider, served on loopback by a process of its own.

Serves the tests of single sign-on; its people and its database are its own.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.patience import SECONDS

CLIENT, SECRET = "egide-test", "secret-de-l-essai"


@contextmanager
def running(port: int, folder: Path, site: str) -> Iterator[str]:
    """Will serve the provider for this site until the end of the block, and return the issuer's address."""
    arguments = [str(port), str(folder), f"{site}/connexion/fournisseur/office/retour/"]
    command = [sys.executable, "-m", "tests.platform.accounts.provider.serve", *arguments]
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    with (folder / "provider.log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            _wait(process, port, folder / "provider.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=SECONDS)


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"The provider did not start:\n{log.read_text()}")
