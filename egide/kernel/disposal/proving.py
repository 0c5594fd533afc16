"""The proof that a certificate’s entry was sealed: the entries up to the sealed one, then the path in its tree.

Read from the journal; checked without it by offline.py. Before the next hourly seal there is no path yet.
"""

from hashlib import sha256
from typing import Any

from egide.kernel.disposal.models import Certificate
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.journal.merkle import leaf_line
from egide.platform.journal.models import Event, Leaf
from egide.platform.journal.sealing import SEALER


def sealed_proof(certificate: Certificate) -> dict[str, Any] | None:
    """Will give the first seal that saw the entry, with what links one to the other; nothing before it exists."""
    leaf = (
        Leaf.objects.filter(chain=certificate.chain, seq__gte=certificate.seq)
        .select_related("seal").order_by("seal_id").first()
    )  # fmt: skip
    if leaf is None:
        return None
    bodies = Event.objects.filter(chain=certificate.chain, seq__gt=certificate.seq, seq__lte=leaf.seq)
    # The path goes through the other compartments: their leaves are read as the sealer, hashes alone come out.
    with acting_as(service(SEALER)):
        leaves = (
            Leaf.objects.filter(seal_id=leaf.seal_id).order_by("chain").values_list("chain", "seq", "hash")
        )
        lines = [leaf_line(chain, seq, bytes(digest)) for chain, seq, digest in leaves]
    mine = leaf_line(leaf.chain, leaf.seq, bytes(leaf.hash))
    if mine not in lines:
        return None
    return {
        "entries": list(bodies.order_by("seq").values_list("body", flat=True)),
        "leaf": mine,
        "path": merkle_path(lines, lines.index(mine)),
        "seal": leaf.seal.body,
        "seal_number": leaf.seal_id,
    }


def merkle_path(lines: list[str], place: int) -> list[list[str]]:
    """Will give the neighbours from the leaf to the root: [side, hash]; a lone last node goes up as it is."""
    level = [sha256(b"\x00" + line.encode()).digest() for line in lines]
    path = []
    while len(level) > 1:
        neighbour = place ^ 1
        if neighbour < len(level):
            path.append(["left" if neighbour < place else "right", level[neighbour].hex()])
        level = [
            sha256(b"\x01" + level[at] + level[at + 1]).digest() if at + 1 < len(level) else level[at]
            for at in range(0, len(level), 2)
        ]
        place //= 2
    return path
