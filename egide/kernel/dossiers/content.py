"""Small helpers for the tables that hang from a dossier: their place and their rank.

The caller holds the dossier's row lock, so `max(rank) + 1` is safe.
"""

from typing import Any

from django.db import models

from egide.kernel.dossiers.models import Dossier


def placed(dossier: Dossier) -> dict[str, Any]:
    """Will return the two columns that put a row in its dossier and compartment."""
    return {"dossier_id": dossier.pk, "compartment_id": dossier.compartment_id}


def ranked(model: type[models.Model], dossier: Dossier) -> dict[str, Any]:
    """Will return the place columns and the next free rank of `model` in the dossier."""
    last = model._default_manager.filter(dossier_id=dossier.pk).aggregate(last=models.Max("rank"))["last"]
    return placed(dossier) | {"rank": (last or 0) + 1}
