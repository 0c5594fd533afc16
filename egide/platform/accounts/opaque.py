"""Names for rows in addresses that tell nothing about the row: one AES block over the internal number.

Serves the rule that internal numbers never appear in an address; it protects no secret and opens no access.
"""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings

_ZEROS = bytes(8)


def _cipher() -> Cipher[modes.ECB]:
    key = hashlib.sha256(b"egide.accounts.opaque" + settings.SECRET_KEY.encode()).digest()
    # A single block of a number and eight zeros: no pattern to repeat, and the zeros refuse invented names.
    return Cipher(algorithms.AES(key), modes.ECB())


def seal(number: int) -> str:
    """Will return the 22 characters that stand for this number in an address."""
    encryptor = _cipher().encryptor()
    block = encryptor.update(_ZEROS + number.to_bytes(8, "big")) + encryptor.finalize()
    return urlsafe_b64encode(block).rstrip(b"=").decode()


def unseal(name: str) -> int:
    """Will return the number behind a name made by `seal`.

    :raises ValueError: the name was not made here.
    """
    decryptor = _cipher().decryptor()
    block = decryptor.update(urlsafe_b64decode(name + "==")) + decryptor.finalize()
    if block[:8] != _ZEROS:
        raise ValueError(name)
    return int.from_bytes(block[8:], "big")


class OpaqueConverter:
    """The `<opaque:pk>` of an address: the view receives the number, the address shows the sealed name."""

    regex = "[A-Za-z0-9_-]{22}"

    def to_python(self, value: str) -> int:
        """Will unseal; a ValueError means that no address matches (404)."""
        return unseal(value)

    def to_url(self, value: int) -> str:
        """Will seal."""
        return seal(int(value))
