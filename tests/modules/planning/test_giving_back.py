"""Cells hidden in a table by rule, attacked with the single numbers printed beside it: the acknowledgment's and the
reply's are the same counts twice."""

import io
from dataclasses import replace
from itertools import product

import pytest
from python_calamine import CalamineWorkbook

from egide.kernel.dossiers.models import Dossier
from egide.kernel.statistics.measuring import Measured, Row
from egide.modules.planning import workbook
from egide.modules.planning.counting import StreamFigures
from egide.modules.planning.masking import HIDDEN
from egide.modules.planning.models import Report
from egide.modules.planning.presenting import Line, Told, told
from egide.modules.planning.printing import _results
from egide.modules.planning.streams import BY_CODE
from egide.platform.accounts.acting import acting_as
from tests.cast import NOW
from tests.modules.planning.scene import Scene

STREAM = BY_CODE["interventions"]
RULES = ("interventions.acknowledgment", "interventions.reply", "interventions.other", "interventions.rare")
SINGLES = {
    "kept": (("acknowledged_in_time",), ("answered_in_time",)),
    "missed": (("acknowledged_late",), ("late_with_notice", "late_without_notice")),
}
CASES = (
    (3, 40, 30),
    (40, 3, 30),
    (3, 40),
    (40, 30, 3),
    (40, 30, 12, 3),
    (40, 30, 3, 2),
    (3, 2),
    (2, 2, 9),
    (40, 30, 1, 1),
    (4,),
)


def single(code: str, value: int) -> Measured:
    return Measured(code=code, label=code, definition="", unit="", by="", rows=(), total=value, sql="")


def counted(kept: tuple[int, ...], missed: tuple[int, ...] = ()) -> tuple[Measured, ...]:
    """What a period gives, with the single numbers that repeat the first two rules."""
    values = {"kept": dict(zip(RULES, kept, strict=False)), "missed": dict(zip(RULES, missed, strict=False))}
    tables = (
        Measured(
            code=f"{code}_by_rule", label=code, definition="", unit="", by="rule",
            rows=tuple(Row(rule, rule, value) for rule, value in by.items()), total=sum(by.values()), sql="",
        )
        for code, by in values.items()
    )  # fmt: skip
    late = values["missed"].get(RULES[1], 0)
    return (
        *tables,
        single("acknowledged_in_time", values["kept"].get(RULES[0], 0)),
        single("answered_in_time", values["kept"].get(RULES[1], 0)),
        single("acknowledged_late", values["missed"].get(RULES[0], 0)),
        single("late_with_notice", late // 2),
        single("late_without_notice", late - late // 2),
    )


def figures(now: tuple[Measured, ...], before: tuple[Measured, ...] = ()) -> StreamFigures:
    return StreamFigures(
        stream=STREAM, now=now, before=before, measures=(), counted_at=NOW, counted_by="Nadia"
    )


def known(read: Told, *codes: str) -> int | None:
    """The sum of these single numbers, when all are printed."""
    found = [line for line in read.delays if line.label in codes]
    return None if any(line.value is None for line in found) else sum(int(line.value or 0) for line in found)


def guesses(read: Told, code: str, values: tuple[int, ...]) -> dict[str, set[int]]:
    """What each hidden cell may be, for whoever has the total, the cells shown and the single numbers."""
    [cut] = [one for one in read.cuts if one.code == f"{code}_by_rule"]
    said = {rule: known(read, *singles) for rule, singles in zip(RULES, SINGLES[code], strict=False)}
    shown = {line.label.lower(): int(line.value) for line in cut.rows if line.value is not None}
    rules = RULES[: len(values)]
    hidden = [rule for rule in rules if rule not in shown]
    choices = [range(1, sum(values) + 1) if said.get(rule) is None else (said[rule],) for rule in hidden]
    found: dict[str, set[int]] = {rule: set() for rule in hidden}
    for guess in product(*choices):
        if sum(int(one or 0) for one in guess) == sum(values) - sum(shown.values()):
            for rule, one in zip(hidden, guess, strict=True):
                found[rule].add(int(one or 0))
    return found


@pytest.mark.parametrize("code", ["kept", "missed"])
@pytest.mark.parametrize("values", CASES)
def test_no_hidden_cell_is_found_again_from_the_single_numbers(values: tuple[int, ...], code: str) -> None:
    read = told(figures(counted(*((values,) if code == "kept" else ((), values)))), hide=True)

    found = guesses(read, code, values)

    small = {rule for rule, value in zip(RULES, values, strict=False) if value < 5}
    assert small <= set(found)
    # One deadline in all is told by its total: the table says « trop peu », and no row of it.
    assert {rule for rule in small if len(found[rule]) < 2} == (small if len(values) == 1 else set())


def test_a_number_that_tells_no_small_cell_stays() -> None:
    read = told(figures(counted((40, 30, 12, 3))), hide=True)

    assert (known(read, "acknowledged_in_time"), known(read, "answered_in_time")) == (40, 30)
    [cut] = [one for one in read.cuts if one.code == "kept_by_rule"]
    assert [line.value for line in cut.rows] == [40, 30, None, None]


def test_what_an_earlier_report_hid_is_not_told_by_the_next_one() -> None:
    read = told(figures(counted((40, 30, 12)), before=counted((3, 30, 12))), hide=True)

    [line] = [line for line in read.delays if line.label == "acknowledged_in_time"]
    assert line == Line(label="acknowledged_in_time", value=40, shown="40", before=HIDDEN)


def test_the_chart_of_the_replies_does_not_tell_them() -> None:
    now = figures(counted((40, 3, 30)))

    assert _results(told(now, hide=True), now) is None
    assert _results(told(now, hide=False), now) is not None


def test_the_workbook_hides_the_same_numbers(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.to_publication()
    small = figures(counted((3, 40, 30)), before=counted((40, 3, 30)))
    monkeypatch.setattr(workbook, "thawed", lambda kept: (replace(small),))
    target = io.BytesIO()

    with acting_as(scene.cast.actor("nadia")):
        dossier = Dossier.objects.get(number=scene.number)
        report = Report.objects.get(dossier_id=dossier.pk)
        workbook.write_report(target, dossier=dossier, report=report, edition=scene.edition)

    target.seek(0)
    rows = CalamineWorkbook.from_filelike(target).get_sheet_by_name("Chiffres").to_python()
    told_rows = {row[1]: (row[2], row[4]) for row in rows if len(row) > 4}
    assert told_rows["acknowledged_in_time"] == (HIDDEN, HIDDEN)
    assert told_rows["answered_in_time"] == (40.0, HIDDEN)
