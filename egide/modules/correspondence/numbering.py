"""The numbers of the registers of mail: one register, one prefix for each compartment.

Two registers never give the same number: whoever works in two compartments finds each piece by its own.
"""

SEALED_PREFIX = "PLI"
_PREFIXES = {
    "office": "COR",
    "presidency": "CORP",
    "commissioner": "CORC",
    "discipline": "CORD",
    "integrity": "CORI",
    "access": "CORA",
    "ombudsman": "CORO",
}


def prefix_of(compartment: str) -> str:
    """Will return the prefix of the register of this compartment.

    :raises LookupError: no register for it.
    """
    if compartment not in _PREFIXES:
        raise LookupError(f"Aucun registre du courrier pour « {compartment} ».")
    return _PREFIXES[compartment]
