"""The heart of a dossier's page: process map, deadlines with their proof, facts, journal.
They draw what the kernel has already decided and put into words."""

from collections.abc import Sequence
from typing import Any

from egide.ui.components.library import drawn
from egide.ui.pages import DeadlineView, Fact, HistoryEntry, Station

STATION_WORDS = {"done": "Étape franchie", "here": "Étape en cours", "ahead": "Étape à venir"}


@drawn("steps")
def ui_steps(*, stations: Sequence[Station], label: str = "Cheminement du dossier") -> dict[str, Any]:
    """The process map: stations done, here and to come, with small text under each.

    :param stations: in order.
    :param label: name of the list for screen readers.

    {% ui_steps stations=page.stations %}
    """
    return {"stations": [(station, STATION_WORDS[station.state]) for station in stations], "label": label}


@drawn("deadline")
def ui_deadline(*, deadline: DeadlineView, lead: bool = False) -> dict[str, Any]:
    """A due date: words and colour, the date, its proof one click away.

    :param deadline: the deadline; without steps there is no proof to open.
    :param lead: True for the next deadline in a page's head, larger.

    {% ui_deadline deadline=page.next_deadline lead=True %}
    """
    return {"deadline": deadline, "lead": lead}


@drawn("facts")
def ui_facts(*, facts: Sequence[Fact], stacked: bool = False) -> dict[str, Any]:
    """A definition list.

    :param facts: term and value, with a small detail, a link or a badge.
    :param stacked: True puts the value under its term, for narrow columns.

    {% ui_facts facts=page.facts %}
    """
    return {"facts": facts, "stacked": stacked}


@drawn("history")
def ui_history(*, entries: Sequence[HistoryEntry], narrow: bool = False) -> dict[str, Any]:
    """A journal: when, then what happened.

    :param entries: most recent first.
    :param narrow: True when `when` is only an hour.

    {% ui_history entries=page.journal %}
    """
    return {"entries": entries, "narrow": narrow}
