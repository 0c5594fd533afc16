"""The secret of a pass: 135 bits in Crockford's base 32 and a check character, the same in a link and in a letter.

Pure but for the system's randomness. A mistyped code is known as such before anything is looked up.
"""

import hashlib
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
DRAWN, GROUP = 27, 4
LENGTH = DRAWN + 1
LONGEST_TYPED = 120
# What people type or paste between the groups, and the letters that look like digits.
_SEPARATORS = str.maketrans("", "", " -–—‑_.\u00a0\u202f\t\r\n")
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_secret() -> str:
    """Will draw a secret: 28 characters, the last one checking the others."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(DRAWN))
    return drawn + _check(drawn)


def read(typed: str) -> str | None:
    """Will return the secret that was typed or pasted, however spaced, or None when it cannot be one."""
    if len(typed) > LONGEST_TYPED:
        return None
    bare = typed.translate(_SEPARATORS).upper().translate(_LOOKALIKES)
    if len(bare) != LENGTH or any(character not in ALPHABET for character in bare):
        return None
    return bare if bare[-1] == _check(bare[:-1]) else None


def grouped(secret: str) -> str:
    """Will return the secret as it is printed: « ABCD-EFGH-JKMN-… »."""
    return "-".join(secret[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def digest(secret: str) -> str:
    """Will return what is stored of the secret; 135 random bits need no slow hash."""
    return hashlib.sha256(f"egide-pass:{secret}".encode()).hexdigest()


def _check(drawn: str) -> str:
    # Odd weights are invertible modulo 32: one wrong character always changes the sum.
    total = sum((2 * place + 1) * ALPHABET.index(character) for place, character in enumerate(drawn))
    return ALPHABET[total % len(ALPHABET)]
