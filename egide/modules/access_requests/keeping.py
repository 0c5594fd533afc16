"""The columns that the lifecycle keeps up to date (`Keep`), and what they held before, for undo.

Codes only: they go into the journal. Free text never passes here.
"""

from collections.abc import Iterable, Mapping

from egide.kernel.dossiers.models import Dossier
from egide.modules.access_requests.models import AccessRequest, Made

CODES = ("commission_outcome", "identity_proof", "made", "outcome")


def keep(dossier: Dossier, values: Mapping[str, str], only_empty: Iterable[str] = ()) -> dict[str, str]:
    """Will write the columns and return what they held; those of `only_empty` that hold something stay.

    :raises KeyError: a column that is not kept this way.
    """
    row = AccessRequest.objects.get(pk=dossier.pk)
    before: dict[str, str] = {}
    for name, value in values.items():
        if name not in CODES:
            raise KeyError(name)
        held = getattr(row, name)
        if held and name in only_empty:
            continue
        before[name] = held
        setattr(row, name, value)
    if before:
        row.save(update_fields=sorted(before))
    return before


def kept(dossier: Dossier) -> tuple[dict[str, str], dict[str, str]]:
    """Will return what the columns hold, and what they held when the dossier was opened."""
    row = AccessRequest.objects.get(pk=dossier.pk)
    fresh = AccessRequest(made=Made.ORAL if row.opened_oral else Made.WRITTEN)
    return (
        {name: getattr(row, name) for name in CODES},
        {name: getattr(fresh, name) for name in CODES},
    )
