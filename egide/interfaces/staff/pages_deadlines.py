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
    words, tone = str(Status(due.status).label), TONES.get(due.status, "idle")
    if due.status == Status.OPEN:
        words, tone = _standing(due, shown, horizon)
    return DeadlineView(
        label=due.label,
        words=words,
        tone=tone,
        date=formats.day(shown, weekday=True),
        iso=shown.isoformat(),
        steps=tuple(formats.typography(step) for step in proof["steps"]),
        source=formats.typography(f"{proof['source']}. Calendrier {proof['calendar'].rpartition(' ')[2]}."),
        note=_note(due),
        opened=opened,
    )


def moved_note(*, raw: date, due: date, measured: date) -> str:
    """Will say which other day the law gives, when the limit falls on a closed one; nothing otherwise."""
    if measured != due:
        return (
            f"Jour fermé\u00a0: la loi reporte l’échéance au {formats.day(due, weekday=True)}. Le résultat se "
            f"mesure au {formats.day(measured)}\u00a0: le report ne compte pas."
        )
    return f"Date brute\u00a0: {formats.day(raw, weekday=True)}, un jour fermé." if raw != due else ""


def _standing(due: DueDate, shown: date, horizon: Horizon) -> tuple[str, Tone]:
    # Someone else’s time that is over is nobody’s lateness here.
    if due.runs_against_other and shown < horizon.today:
        return "date passée", "idle"
    return formats.days_away(shown, horizon.today), horizon.tone(shown)


def _note(due: DueDate) -> str:
    if due.settled_on is not None:
        return f"Satisfaite le {formats.day(due.settled_on)}."
    if due.status == Status.CANCELLED:
        return "Elle ne court plus."
    if due.runs_against_other:
        later = f" Elle peut valoir jusqu’au {formats.day(due.due_date, weekday=True)}\u00a0: jour fermé."
        return f"Délai de la personne, non de l’Office.{later if due.due_date != due.raw_date else ''}"
    moved = moved_note(raw=due.raw_date, due=due.due_date, measured=due.measured_on)
    return moved or ("Prolongée." if due.extended else "")


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
