"""The Merkle tree of the seals, in Python: verification does not believe the database's own arithmetic.

Serves `verify`; the same tree as RFC 6962, section 2.1, with one subtree per power of two kept in memory.
"""

from collections.abc import Iterable
from hashlib import sha256


def leaf_line(chain: str, seq: int, digest: bytes) -> str:
    """Will write a leaf as it stands in an exported seal, without its line feed."""
    return f"{chain} {seq} {digest.hex()}"


def merkle_root(lines: Iterable[str]) -> bytes:
    """Will return the root over these leaves, in constant memory but for a logarithm of their number."""
    subtrees: list[tuple[int, bytes]] = []  # (leaves, root), from the largest to the smallest
    for line in lines:
        size, node = 1, sha256(b"\x00" + line.encode()).digest()
        while subtrees and subtrees[-1][0] == size:
            node = _join(subtrees.pop()[1], node)
            size *= 2
        subtrees.append((size, node))
    if not subtrees:
        return sha256(b"").digest()
    _, node = subtrees.pop()
    while subtrees:
        node = _join(subtrees.pop()[1], node)
    return node


def _join(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()
