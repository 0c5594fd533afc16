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


def kept(dossiers: Iterable[int]) -> dict[int, tuple[dict[str, str], dict[str, str]]]:
    """Will return what the columns of each dossier hold, and what they held when it was opened."""
    rows = AccessRequest.objects.filter(pk__in=dossiers).only(*CODES, "opened_oral")
    return {row.pk: (_codes(row), _codes(_opened(row))) for row in rows}


def _opened(row: AccessRequest) -> AccessRequest:
    return AccessRequest(made=Made.ORAL if row.opened_oral else Made.WRITTEN)


def _codes(row: AccessRequest) -> dict[str, str]:
    return {name: getattr(row, name) for name in CODES}
