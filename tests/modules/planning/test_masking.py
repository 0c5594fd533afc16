"""Small numbers, attacked with what a reader of the published report has: the total, the cells shown, their order."""

from itertools import product

import pytest

from egide.kernel.statistics.measuring import Measured, Row
from egide.modules.planning.masking import masked
from egide.modules.planning.presenting import Cut, _cut

TABLES = (
    (3,),
    (1, 1),
    (4, 4),
    (3, 1),
    (2, 1),
    (12, 9, 3),
    (9, 1),
    (7, 1, 1),
    (20, 7, 4, 4),
    (12, 3, 2, 2, 1),
)


def published(values: tuple[int, ...]) -> Cut:
    """The table as it is printed, sorted as figures are, the greatest first."""
    rows = tuple(Row(f"k{n}", f"valeur {n}", value) for n, value in enumerate(values))
    figure = Measured(
        code="received_by_type", label="Dossiers reçus, par type", definition="", unit="", by="type",
        rows=rows, total=sum(values), sql="",
    )  # fmt: skip
    return _cut(figure, None, {}, hide=True)


def deduced(cut: Cut, values: tuple[int, ...]) -> dict[str, set[int]]:
    """What each hidden cell may be, for whoever adds up: at least 1, one under 5, none above a cell that is shown."""
    shown = [int(row.value) for row in cut.rows if row.value is not None]
    hidden = [row.label for row in cut.rows if row.value is None]
    left, most = sum(values) - sum(shown), min(shown, default=sum(values))
    found: dict[str, set[int]] = {label: set() for label in hidden}
    for guess in product(range(1, most + 1), repeat=len(hidden)):
        if sum(guess) == left and min(guess) < 5:
            for label, value in zip(hidden, guess, strict=True):
                found[label].add(value)
    return found


@pytest.mark.parametrize("values", TABLES)
def test_no_small_number_is_found_again_from_the_total_nor_from_the_order(values: tuple[int, ...]) -> None:
    cut = published(values)
    small = {f"Valeur {n}" for n, value in enumerate(values) if value < 5}

    found = deduced(cut, values) if len(cut.rows) == len(values) else {}

    assert not {row.label for row in cut.rows if row.value is not None} & small
    assert {label for label, guesses in found.items() if label in small and len(guesses) < 2} == set()
    hidden = [row.label for row in cut.rows if row.value is None]
    assert hidden == sorted(hidden)


def test_a_table_that_cannot_be_hidden_is_not_printed_row_by_row() -> None:
    for values in ((3,), (1, 1)):
        cut = published(values)
        assert [row.label for row in cut.rows] == ["Trop peu de dossiers pour montrer ce tableau"]
        assert cut.hidden


def test_large_numbers_stay() -> None:
    assert masked((12, 9, 5)) == ("", "", "")
    assert [row.value for row in published((12, 9, 5)).rows] == [12, 9, 5]
