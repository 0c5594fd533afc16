"""Numbers to look at: a figure of the dashboard, a bar chart with its data beside it.
Geometry is computed here; the values and their words come finished."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from egide.ui.components.library import drawn
from egide.ui.pages import Bar, Chart, Figure

# In units of the drawing, which scales with its column.
STEP, WIDTH, HEIGHT, TOP = 52, 34, 96, 18


@dataclass(frozen=True, kw_only=True)
class DrawnBar:
    """A bar with its place in the drawing."""

    bar: Bar
    x: float
    y: float
    height: float
    middle: float


@drawn("figure")
def ui_figure(*, figure: Figure) -> dict[str, Any]:
    """A number of the dashboard, a link to what it counts.

    :param figure: value, label, tone and address.

    {% ui_figure figure=page.overdue %}
    """
    return {"figure": figure}


@drawn("chart")
def ui_chart(*, chart: Chart) -> dict[str, Any]:
    """A bar chart, with the same data as a table one click below.

    :param chart: bars, the scale's top and the sentence that says what is seen.

    {% ui_chart chart=page.met %}
    """
    return {
        "chart": chart,
        "bars": [_place(chart, index, bar) for index, bar in enumerate(chart.bars)],
        "width": STEP * len(chart.bars),
        "bar_width": WIDTH,
        "base": TOP + HEIGHT,
        "total_height": TOP + HEIGHT + 20,
        "label_y": TOP + HEIGHT + 16,
        "id": f"graphique-{slugify(chart.title)}",
    }


def _place(chart: Chart, index: int, bar: Bar) -> DrawnBar:
    share = min(max((bar.value or 0) / chart.maximum, 0), 1) if chart.maximum else 0
    height = round(share * HEIGHT, 1)
    x = index * STEP + (STEP - WIDTH) / 2
    return DrawnBar(bar=bar, x=x, y=TOP + HEIGHT - height, height=height, middle=x + WIDTH / 2)
