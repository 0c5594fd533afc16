"""A dossier's deadlines for the screen: words, tone, date, and the proof that was stored with them.

The dates are those of the day they were computed; nothing is computed again here.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from egide.interfaces.staff.dates import Horizon
from egide.kernel.deadlines.models import DueDate, Status
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.models import Keeping
from egide.kernel.records.stages import staged
from egide.law.dates_fr import count
from egide.law.retention import Disposition, RetentionRule
from egide.law.retention_events import facts_of
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
    # The words and the date are of one day: the one by which the result is measured, a report to the note.
    shown = due.raw_date if due.runs_against_other else due.measured_on
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
        return (
            f"Jour fermé\u00a0: la loi reporte l’échéance au {formats.day(due.due_date, weekday=True)}. Le résultat se "
            f"mesure au {formats.day(due.measured_on)}\u00a0: le report ne compte pas."
        )
    return "Prolongée." if due.extended else ""


def retention_fact(dossier: Dossier, rule: RetentionRule | None) -> Fact:
    """Will say which rule of the schedule the dossier follows, in one line."""
    if rule is None:
        return Fact(term="Conservation", value="Aucune règle de conservation")
    event = rule.trigger.label if facts_of(rule.trigger.code) else "fermeture"
    parts = [f"actif {_years(rule.active)} après {_the(event)}", f"semi-actif {_years(rule.semi_active)}"]
    detail = f"{rule.source.act} ({rule.source.title})" if rule.source.title else rule.source.cite()
    words = f"Règle {rule.series}\u00a0: {', '.join(parts)}, {rule.disposition.label}"
    sample = " (exemple)" if rule.sample and "exemple" not in detail else ""
    return Fact(
        term="Conservation",
        value=formats.typography(words),
        detail=marked_once(formats.typography(detail) + sample),
    )


def marked_once(words: str) -> str:
    """Will say once that a rule is an example: a kept proof is never rewritten, only shown so."""
    if "EXEMPLE" in words:  # the schedule’s own number says it
        return words.replace(" (exemple)", "")
    return words.replace(" (à valider) (exemple)", " (exemple, à valider)")


def class_fact(dossier: Dossier) -> Fact:
    """Will say where the dossier stands in the classification scheme."""
    return Fact(term="Classe", value=dossier.class_code or "Aucune")


def retention_view(
    dossier: Dossier, keeping: Keeping | None, *, today: date, opened: bool = False
) -> DeadlineView | None:
    """Will show where a closed dossier stands in its life, its dates and their steps; no query."""
    if dossier.closed_on is None:
        return None
    now = staged(dossier, keeping, today=today)
    if now.proof is None and not now.waits_for:
        return None
    until, last = dossier.active_until, dossier.semi_active_until
    disposition = Disposition(dossier.disposition).label if dossier.disposition else ""
    waits = f"En attente\u00a0: {now.waits_for}." if now.waits_for else ""
    ends = f"Semi-active jusqu’au {formats.day(last)}, puis {disposition}." if last else ""
    return DeadlineView(
        label=f"Conservation ({now.stage.label})",
        words=disposition,
        date=f"active jusqu’au {formats.day(until)}" if until else "active sans terme fixé",
        iso=until.isoformat() if until else "",
        note=" ".join(filter(None, (ends, waits))),
        steps=tuple(marked_once(formats.typography(step)) for step in now.proof.steps) if now.proof else (),
        source=f"Règle {dossier.retention_series}, version gardée à la fermeture.",
        opened=opened,
    )


def _the(event: str) -> str:
    first = event.partition(" ")[0]
    if first[0] in "aeéèêiouyh":
        return f"l’{event}"
    return f"{'le' if first in ('départ',) else 'la'} {event}"


def _years(years: int | None) -> str:
    return "sans terme fixé" if years is None else count(years, "an")
