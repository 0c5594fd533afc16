"""Charts drawn by the server: columns, stacked columns, lying bars of one part or several; the same data as a table.
Geometry is computed here; values and their words come finished. Colours are tokens, patterns tell them apart too."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from django.utils.text import slugify

from egide.ui.components.library import drawn_once
from egide.ui.pages import Bar, Chart, Series

# In units of the drawing, which scales with its column.
STEP, HEIGHT, TOP = 52, 96, 18
# More columns than this, and a phone scrolls the drawing instead of shrinking its words.
MANY = 6
# More than this, columns stand closer, and pairs of them leave long values to the table.
CROWD, CLOSER, ROOM = 8, 40, 2
FILLED = 0.65  # of a column's step; the rest is air
LYING = 100  # a lying bar's full length
SINGLE = Series(label="")


@dataclass(frozen=True, kw_only=True)
class Block:
    """One rectangle of a column: its place, its series, and the words of its value."""

    x: float
    y: float
    width: float
    height: float
    series: Series
    tone: str
    said: str


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A bar with its rectangles; `top` and `middle` place the words above it."""

    bar: Bar
    blocks: tuple[Block, ...]
    middle: float
    top: float
    share: float


@drawn_once("chart")
def ui_chart(*, chart: Chart) -> dict[str, Any]:
    """A chart, with the same data as a table one click below; lying bars are that table themselves.

    :param chart: bars, series, the scale's top and the sentence that says what is seen.

    {% ui_chart chart=page.met %}
    """
    name = slugify(chart.title)
    return {
        "chart": chart,
        "bars": [_drawn(chart, index, bar) for index, bar in enumerate(chart.bars)],
        "series": [(f"motif-{name}-{n}", one) for n, one in enumerate(chart.series)],
        "several": len(chart.series) > 1,
        "wide": len(chart.bars) > MANY,
        "told": len(chart.bars) <= CROWD or all(len(w) <= ROOM for bar in chart.bars for w in bar.said),
        "width": _step(chart) * max(len(chart.bars), 1),
        "base": TOP + HEIGHT,
        "middle_y": TOP + HEIGHT / 2,
        "total_height": TOP + HEIGHT + 20,
        "label_y": TOP + HEIGHT + 16,
        "id": f"graphique-{name}",
    }


def _step(chart: Chart) -> int:
    return STEP if len(chart.bars) <= CROWD else CLOSER


def _drawn(chart: Chart, index: int, bar: Bar) -> Drawn:
    step = _step(chart)
    room = round(step * FILLED)
    left = index * step + (step - room) / 2
    blocks = tuple(_lying(chart, bar) if chart.kind == "bars" else _blocks(chart, bar, left, room))
    return Drawn(
        bar=bar,
        blocks=blocks,
        middle=left + room / 2,
        top=min((block.y for block in blocks), default=TOP + HEIGHT),
        share=round(_share(chart, bar.value or 0) * 100, 1),
    )


def _blocks(chart: Chart, bar: Bar, left: float, room: int) -> Iterator[Block]:
    series = chart.series if bar.values else (SINGLE,)
    values = bar.values or ((bar.value or 0),)
    said = bar.said or (bar.shown,)
    heights = [round(_share(chart, value) * HEIGHT, 1) for value in values]
    stacked = chart.kind == "stacked"
    width = room if stacked else room / len(values)
    below = [0.0, *accumulate(heights)] if stacked else [0.0] * len(heights)
    for n, (one, height, words) in enumerate(zip(series, heights, said, strict=True)):
        if height:
            yield Block(
                x=left if stacked else round(left + n * width, 1),
                y=round(TOP + HEIGHT - below[n] - height, 1),
                width=round(width, 1),
                height=height,
                series=one,
                tone=one.tone if bar.values else bar.tone,
                said=words,
            )


def _lying(chart: Chart, bar: Bar) -> Iterator[Block]:
    widths = [round(_share(chart, value) * LYING, 1) for value in bar.values]
    starts = [0.0, *accumulate(widths)]
    for n, (one, words) in enumerate(zip(chart.series, bar.said, strict=False)):
        if widths[n]:
            yield Block(
                x=round(starts[n], 1), y=0, width=widths[n], height=0, series=one, tone=one.tone, said=words
            )


def _share(chart: Chart, value: float) -> float:
    return min(max(value / chart.maximum, 0), 1) if chart.maximum else 0
