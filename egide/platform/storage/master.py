"""The master key: 32 bytes in base64, from the environment or from a file that only its owner can read.

Serves whoever installs the server. The key never goes to a database, a log or a backup of this program.
"""

import base64
import binascii
import os
import stat
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from egide.platform.storage.cipher import KEY_BYTES
from egide.platform.storage.wrapping import new_key


class MasterKeyProblem(ImproperlyConfigured):
    """Will say in French why the master key cannot be used, and the remedy."""


def load_master_key() -> bytes:
    """Will return the master key: EGIDE_MASTER_KEY when set, else the file.

    :raises MasterKeyProblem: absent, malformed, or in a file that others can read.
    """
    if settings.MASTER_KEY:
        return parse_master_key(settings.MASTER_KEY)
    return parse_master_key(_read_private(Path(settings.MASTER_KEY_FILE)))


def make_master_key(path: Path) -> None:
    """Will write a new random master key into `path`, mode 0600.

    :raises FileExistsError: a key is already there; it is never overwritten.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(base64.b64encode(new_key()) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def parse_master_key(text: str) -> bytes:
    """Will return the 32 bytes that `text` writes in base64.

    :raises MasterKeyProblem: not base64, or not 32 bytes.
    """
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise MasterKeyProblem("La clé maîtresse n’est pas écrite en base64.") from error
    if len(key) != KEY_BYTES:
        raise MasterKeyProblem(
            f"La clé maîtresse doit compter {KEY_BYTES} octets; elle en compte {len(key)}."
        )
    return key


def _read_private(path: Path) -> str:
    try:
        with path.open(encoding="ascii") as file:
            # Checked on the opened file, not on its name: nothing can be exchanged between the two.
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            if mode & 0o077:
                raise MasterKeyProblem(
                    f"La clé maîtresse {path} est lisible par d’autres (mode {mode:04o}). "
                    f"Remède : chmod 600 {path}"
                )
            return file.read()
    except UnicodeDecodeError as error:
        raise MasterKeyProblem("La clé maîtresse n’est pas écrite en base64.") from error
    except OSError as error:
        raise MasterKeyProblem(
            f"La clé maîtresse est introuvable ou illisible : {path}. "
            "Remède : rétablir ce fichier depuis sa copie hors ligne."
        ) from error
