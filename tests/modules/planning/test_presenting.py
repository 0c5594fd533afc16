"""What stands in words beside a chart: the row that counts most, wherever its table puts it."""

import pytest

from egide.modules.planning.presenting import Line, foremost


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((3, 5, 1), "b (5)"),
        ((5, 3, 5), "a et c (5 chacun)"),
        ((2, 2, 2, 1), "a, b et c (2 chacun)"),
        ((2, 2, 2, 2, 1), "4 à égalité (2 chacun)"),
        ((7, None), "a (7)"),
        ((None,), "a (None)"),
    ],
)
def test_the_greatest_is_named_whatever_the_order_and_no_one_alone_when_several_are(
    values: tuple[int | None, ...], said: str
) -> None:
    rows = [
        Line(label=label, value=value, shown=str(value))
        for label, value in zip("abcde", values, strict=False)
    ]

    assert foremost(rows) == said
