"""What a conflict hides is subtracted from exactly the rows that were added, whatever reach is given.

A reach without compartments, or with a null among them, added nothing of a unit and still subtracted its dossiers in
conflict: the remainder, below zero, told of them.
"""

from importlib import import_module

from django.db import migrations

from egide.platform.database.walls import window

_BEFORE = import_module("egide.kernel.statistics.migrations.0003_windows")
_WHOLE, _UNIT = _BEFORE._WHOLE.format("d"), _BEFORE._UNIT.format("d")
_WIDER = f"(({_WHOLE}) or d.unit_id = any(r.units))"
_SAME = f"(({_WHOLE}) or ({_UNIT}))"


class Migration(migrations.Migration):
    """Will write both windows again."""

    dependencies = [("statistics", "0003_windows")]

    operations = [
        window(
            "window_deadline_results",
            arguments="reach jsonb, mine bigint[], only_units bigint[], since date, until date, today date",
            returns="table(kind text, rule text, month date, met bigint, late bigint)",
            body=_BEFORE.DEADLINE_RESULTS.replace(_WIDER, _SAME),
        ),
        window(
            "window_open_tallies",
            arguments="reach jsonb, me bigint, mine bigint[], today date, near date",
            returns=(
                "table(kind text, state text, total bigint, mine bigint, mine_late bigint, mine_soon bigint,"
                " late bigint, soon bigint, unassigned bigint)"
            ),
            body=_BEFORE.OPEN_TALLIES.replace(_WIDER, _SAME),
        ),
    ]
