"""The columns that the lifecycle keeps up to date (`Keep`), and what they held before, for undo.

Codes and days only: both go into the journal. Free text never passes here.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from egide.kernel.dossiers.models import Dossier
from egide.modules.interventions.models import InterventionDetails

CODES = frozenset({
    "theme", "theme_2", "theme_3", "urgency", "intervention_type", "result", "cause", "satisfaction", "destination",
    "joined_to",
})  # fmt: skip
DAYS = frozenset({"order_answered_on", "follow_up_until"})


def keep(dossier: Dossier, values: Mapping[str, str], only_empty: Iterable[str] = ()) -> dict[str, str]:
    """Will write the columns and return what they held; those of `only_empty` that hold something stay.

    :raises KeyError: a column that is not kept this way.
    """
    row = InterventionDetails.objects.get(pk=dossier.pk)
    before: dict[str, str] = {}
    for name, value in values.items():
        held = _read(row, name)
        if held and name in only_empty:
            continue
        before[name] = held
        setattr(row, name, (date.fromisoformat(value) if value else None) if name in DAYS else value)
    if before:
        row.save(update_fields=sorted(before))
    return before


def kept(dossiers: Iterable[int]) -> dict[int, tuple[dict[str, str], dict[str, str]]]:
    """Will return what the columns of each dossier hold, and what they hold in a dossier that was just opened."""
    names, rows = sorted(CODES | DAYS), InterventionDetails.objects.filter(pk__in=dossiers)
    fresh = {name: _read(InterventionDetails(), name) for name in names}
    return {row.pk: ({name: _read(row, name) for name in names}, fresh) for row in rows.only(*names)}


def _read(row: InterventionDetails, name: str) -> str:
    if name not in CODES | DAYS:
        raise KeyError(name)
    held = getattr(row, name)
    return held.isoformat() if isinstance(held, date) else held or ""
