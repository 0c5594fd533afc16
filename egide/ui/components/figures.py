"""Numbers to look at: a figure of the home, a measure of the dashboard with its definition.
The values and their words come finished; charts are in charts.py."""

from typing import Any

from egide.ui.components.library import drawn, drawn_once
from egide.ui.pages import Figure, Measure


@drawn_once("figure")
def ui_figure(*, figure: Figure) -> dict[str, Any]:
    """A number of the dashboard, a link to what it counts.

    :param figure: value, label, tone and address.

    {% ui_figure figure=page.overdue %}
    """
    return {"figure": figure}


@drawn("measure")
def ui_measure(*, measure: Measure) -> dict[str, Any]:
    """A number with the period before beside it and its definition one click below.

    :param measure: value, label, definition, change, address.

    {% ui_measure measure=page.received %}
    """
    return {"measure": measure}
