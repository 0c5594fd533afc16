"""The models of the document store: what is kept, and apart from it, what opens it.

Two databases, one file each; no foreign key crosses from one to the other.
"""

from egide.platform.storage.models.keys import (
    CompartmentKey,
    DestructionEntry,
    DossierDestruction,
    HeldKey,
    WrappedKey,
)
from egide.platform.storage.models.objects import ScanState, StoredObject

__all__ = [
    "CompartmentKey",
    "DestructionEntry",
    "DossierDestruction",
    "HeldKey",
    "ScanState",
    "StoredObject",
    "WrappedKey",
]
