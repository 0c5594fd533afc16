"""A dossier's deadlines for the screen: words, tone, date, and the proof that was stored with them.

The dates are those of the day they were computed; nothing is computed again here, except retention's.
"""

import json
from collections.abc import Iterable
from typing import Any

from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.kinds import module_of
from egide.kernel.deadlines.models import DueDate, Status
from egide.kernel.dossiers.models import Dossier
from egide.law.dates_fr import count
from egide.law.retention import RetentionRule, retention_dates
from egide.ui import formats
from egide.ui.pages import DeadlineView, Fact, Tone

TONES: dict[str, Tone] = {Status.MET: "met", Status.LATE: "late"}
RUNNING = (Status.OPEN, Status.SUSPENDED)


def due_dates(dossier: Dossier) -> list[DueDate]:
    """Will read every deadline of the dossier, the running ones first, by date; one query."""
    return running_first(DueDate.objects.filter(dossier_id=dossier.pk))


def running_first(dues: Iterable[DueDate]) -> list[DueDate]:
    """Will sort deadlines: the running ones first, by date."""
    return sorted(dues, key=lambda due: (due.status not in RUNNING, due.measured_on, due.rank))


def deadline_view(due: DueDate, horizon: Horizon, *, opened: bool = False) -> DeadlineView:
    """Will put one deadline into words, with its proof."""
    proof: dict[str, Any] = json.loads(due.proof)
    shown = due.raw_date if due.runs_against_other else due.due_date
    running = due.status == Status.OPEN
    return DeadlineView(
        label=due.label,
        words=formats.days_away(due.measured_on, horizon.today) if running else str(Status(due.status).label),
        tone=horizon.tone(due.measured_on) if running else TONES.get(due.status, "idle"),
        date=formats.day(shown, weekday=True),
        iso=shown.isoformat(),
        steps=tuple(formats.typography(step) for step in proof["steps"]),
        source=formats.typography(f"{proof['source']}. Calendrier {proof['calendar'].rpartition(' ')[2]}."),
        note=_note(due),
        opened=opened,
    )


def _note(due: DueDate) -> str:
    if due.settled_on is not None:
        return f"Satisfaite le {formats.day(due.settled_on)}."
    if due.status == Status.CANCELLED:
        return "Elle ne court plus."
    if due.runs_against_other:
        return "Délai de la personne, non de l’Office."
    if due.measured_on != due.due_date:
        return f"Le résultat se mesure au {formats.day(due.measured_on)}\u00a0: le report ne compte pas."
    return "Prolongée." if due.extended else ""


def retention_fact(dossier: Dossier) -> Fact:
    """Will say which rule of the schedule the dossier follows, in one line."""
    rule = _rule(dossier)
    if rule is None:
        return Fact(term="Conservation", value="Aucune règle de conservation")
    parts = [f"actif {_years(rule.active)} après la fermeture", f"semi-actif {_years(rule.semi_active)}"]
    detail = f"{rule.source.act} ({rule.source.title})" if rule.source.title else rule.source.act
    words = f"Règle {rule.series}\u00a0: {', '.join(parts)}, {rule.disposition.label}"
    return Fact(term="Conservation", value=formats.typography(words), detail=formats.typography(detail))


def retention_view(dossier: Dossier) -> DeadlineView | None:
    """Will show the retention dates with their steps, once the dossier is closed."""
    rule = _rule(dossier)
    if rule is None or dossier.closed_on is None:
        return None
    proof = retention_dates(rule, trigger_on=dossier.closed_on)
    until = dossier.active_until
    return DeadlineView(
        label="Conservation",
        words=rule.disposition.label,
        date=f"active jusqu’au {formats.day(until)}" if until else "active sans terme fixé",
        iso=until.isoformat() if until else "",
        note=(
            f"Semi-active jusqu’au {formats.day(dossier.semi_active_until)}, puis {rule.disposition.label}."
            if dossier.semi_active_until
            else ""
        ),
        steps=tuple(formats.typography(step) for step in proof.steps),
        source=f"{rule.source.cite()}, règle {rule.series}.",
    )


def _rule(dossier: Dossier) -> RetentionRule | None:
    rules = {rule.series: rule for rule in module_of(dossier).retention}
    return rules.get(dossier.retention_series)


def _years(years: int | None) -> str:
    return "sans terme fixé" if years is None else count(years, "an")
