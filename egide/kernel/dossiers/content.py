"""Small helpers for the tables that hang from a dossier: their place, their rank, the row of a rank.

The caller holds the dossier's row lock, so `max(rank) + 1` is safe.
"""

from typing import Any, TypeVar

from django.db import models

from egide.kernel.dossiers.models import Dossier
from egide.platform.errors.failures import NotVisible

Row = TypeVar("Row", bound=models.Model)
LARGEST_RANK = 2**31 - 1  # what the column holds: an address may say more


def placed(dossier: Dossier) -> dict[str, Any]:
    """Will return the two columns that put a row in its dossier and compartment."""
    return {"dossier_id": dossier.pk, "compartment_id": dossier.compartment_id}


def ranked(model: type[models.Model], dossier: Dossier) -> dict[str, Any]:
    """Will return the place columns and the next free rank of `model` in the dossier."""
    last = model._default_manager.filter(dossier_id=dossier.pk).aggregate(last=models.Max("rank"))["last"]
    return placed(dossier) | {"rank": (last or 0) + 1}


def of_rank(model: type[Row], dossier: Dossier, rank: int) -> Row:
    """Will return the dossier's row of this rank, as an address names it.

    :raises NotVisible: the dossier has none.
    """
    found = model._default_manager.filter(dossier_id=dossier.pk, rank=min(rank, LARGEST_RANK)).first()
    if found is None:
        raise NotVisible
    return found
