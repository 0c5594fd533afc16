"""How a key is kept inside another key: AES-256-GCM with a random nonce and the owner's name bound to it.

Pure. Two floors (architecture, section 6): the master key wraps a compartment's, which wraps an object's.
"""

import hashlib
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from egide.platform.storage.cipher import KEY_BYTES
from egide.platform.storage.errors import Tampered

_VERSION = b"\x01"
_NONCE = 12


def new_key() -> bytes:
    """Will return 32 random bytes."""
    return os.urandom(KEY_BYTES)


def wrap(key: bytes, *, under: bytes, bound_to: bytes) -> bytes:
    """Will return `key` encrypted under another key, readable only with the same `bound_to`."""
    nonce = os.urandom(_NONCE)
    return _VERSION + nonce + AESGCM(under).encrypt(nonce, key, _VERSION + bound_to)


def unwrap(wrapped: bytes, *, under: bytes, bound_to: bytes) -> bytes:
    """Will return the key that `wrap` hid.

    :raises Tampered: another wrapping key, another owner, or changed bytes.
    """
    if wrapped[:1] != _VERSION or len(wrapped) <= 1 + _NONCE:
        raise Tampered
    nonce, body = wrapped[1 : 1 + _NONCE], wrapped[1 + _NONCE :]
    try:
        return AESGCM(under).decrypt(nonce, body, _VERSION + bound_to)
    except InvalidTag as error:
        raise Tampered from error


def compartment_bond(code: str) -> bytes:
    """Will return what a compartment's key is bound to."""
    return b"egide:compartment-key:" + code.encode()


def object_bond(object_id: UUID, compartment_id: int) -> bytes:
    """Will return what an object's key is bound to: the object and the compartment that holds it."""
    return b"egide:object-key:" + object_id.bytes + compartment_id.to_bytes(8, "big")


def mark(master: bytes) -> str:
    """Will return eight characters that name a master key without revealing it."""
    return hashlib.sha256(b"egide:master-key-mark:" + master).hexdigest()[:8]
