"""How much of a lot is looked at, and which pictures: everything at high risk, else a sample drawn with a seed.

The sizes are those of ISO 2859-1 (general level II, single sampling), with no defect accepted: one reject, and the
whole lot is looked at. « À valider »: the Office’s own plan prevails once it is adopted. Pure.
"""

from collections.abc import Sequence
from hashlib import sha256

TO_VALIDATE = True
# Up to so many pieces in the lot, so many are looked at.
SIZES: tuple[tuple[int, int], ...] = (
    (8, 8),
    (15, 8),
    (25, 8),
    (50, 8),
    (90, 13),
    (150, 20),
    (280, 32),
    (500, 50),
    (1_200, 80),
    (3_200, 125),
    (10_000, 200),
)
LARGEST = 315


def sample_size(pieces: int, *, everything: bool) -> int:
    """Will return how many pieces are looked at."""
    if everything:
        return pieces
    wanted = next((size for up_to, size in SIZES if pieces <= up_to), LARGEST)
    return min(pieces, wanted)


def draw(places: Sequence[int], *, seed: str, size: int) -> frozenset[int]:
    """Will choose `size` places; the same seed and places always give the same choice."""
    ordered = sorted(places, key=lambda place: sha256(f"{seed}/{place}".encode()).digest())
    return frozenset(ordered[:size])
