"""How a measure moves: the checks that every step makes, the row that tells it, the entry of the journal.

Serves actions.py; the caller holds the dossier's row lock, so « the last number + 1 » is safe.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone

from egide.kernel.documents.models import Document
from egide.kernel.dossiers.content import placed
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may, may_as
from egide.kernel.measures.life import LIFE, MeasureFacts
from egide.kernel.measures.models import LONGEST_WORDS, OPEN, Measure, Step, StepKind
from egide.law.lifecycles import Transition
from egide.platform.accounts.acting import current_actor
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

WORK, SUPERVISE = "act", "undo"  # the actions of the dossier's policy that measures need
FURTHEST_YEARS = 10
PRESSED_AGAIN = timedelta(minutes=1)
# What a step may change in a measure, and undoing it gives back.
KEPT = ("state", "due_on", "next_on", "done_on", "effect", "ended_on", "owner_id", "reminded_on")
_DAYS = ("due_on", "next_on", "done_on", "ended_on", "reminded_on")


def obstacle(*, actor: Actor, dossier: Dossier, measure: Measure, step: Transition) -> str:
    """Will say what keeps this person from this step today; nothing when the step may be made."""
    verdict = may(actor, dossier, WORK)
    if verdict.allowed:
        verdict = may_as(actor, dossier, step.roles)
    if not verdict.allowed:
        return verdict.reason
    if measure.state not in step.sources:
        return (
            f"La mesure est «\u00a0{measure.get_state_display()}\u00a0»\u00a0: cette étape n’est pas offerte."
        )
    return next(iter(step.refusals(facts_of(actor, measure))), "")


def facts_of(actor: Actor, measure: Measure) -> MeasureFacts:
    """Will build what the guards look at; one query."""
    evidence = Step.objects.filter(measure_id=measure.pk, kind=StepKind.EVIDENCE, undone_at=None).count()
    own = measure.owner_id is not None and measure.owner_id == actor.user_id
    return MeasureFacts(evidence=evidence, by_owner=own)


def advance(
    *, dossier: Dossier, measure: Measure, step: str, words: str = "", now: datetime, **changes: Any
) -> Step:
    """Will make one declared step: the state, these columns, the row that tells it, the journal.

    :raises Refused: the step is not this person's, or not open today.
    """
    transition = LIFE.transition(step)
    why = obstacle(actor=current_actor(), dossier=dossier, measure=measure, step=transition)
    if why:
        raise Refused(why)
    before = _held(measure)
    # Another day is expected: reminders start over.
    for name, value in {"state": transition.target, "reminded_on": None, **changes}.items():
        setattr(measure, name, value)
    measure.save(update_fields=[_field(name) for name in KEPT])
    return tell(
        dossier=dossier,
        measure=measure,
        kind=StepKind(step),
        words=words,
        before=before,
        now=now,
        **_day(changes),
    )


def tell(
    *,
    dossier: Dossier,
    measure: Measure,
    kind: StepKind,
    words: str = "",
    document: Document | None = None,
    day: date | None = None,
    before: dict[str, Any] | None = None,
    now: datetime,
) -> Step:
    """Will keep what happened to the measure, and journal it.

    :raises Refused: nobody signs it.
    """
    actor = current_actor()
    if actor.user_id is None:
        raise Refused("Une mesure est suivie par des personnes\u00a0: cette étape n’est signée par personne.")
    last = Step.objects.filter(measure_id=measure.pk).aggregate(last=Max("number"))["last"]
    step = Step.objects.create(
        **placed(dossier),
        measure=measure,
        number=(last or 0) + 1,
        kind=kind,
        text=words,
        document=document,
        day=day,
        by_id=actor.user_id,
        at=now,
        before=before or {},
    )
    journal(dossier, measure, f"measure.{kind.value}", now, step=step.number)
    return step


def repeated(
    measure: Measure, kind: StepKind, *, words: str, document: Document | None, now: datetime
) -> bool:
    """Whether this person has just told the very same: a button pressed twice keeps nothing more."""
    last = Step.objects.filter(measure_id=measure.pk).order_by("-number").first()
    return (
        last is not None
        and last.by_id == current_actor().user_id
        and last.undone_at is None
        and now - last.at < PRESSED_AGAIN
        and (last.kind, last.text, last.document_id) == (kind, words, document.pk if document else None)
    )


def restore(measure: Measure, before: dict[str, Any]) -> None:
    """Will give the measure back what it held before a step."""
    for name, value in before.items():
        day = date.fromisoformat(value) if name in _DAYS and value else value
        setattr(measure, name, day)
    measure.save(update_fields=[_field(name) for name in KEPT])


def journal(dossier: Dossier, measure: Measure, code: str, now: datetime, **more: int | str) -> None:
    """Will add the entry: ranks, codes and days; the words stay in the step."""
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data={
            "rank": measure.rank,
            "state": str(measure.state),
            "due_on": measure.due_on.isoformat(),
            **more,
        },
        at=now,
    )


def snapshot(measure: Measure) -> dict[str, Any]:
    """Will return what undoing the next step would give back."""
    return _held(measure)


def checked_words(text: str, *, asked: str = "") -> str:
    """Will return the text without outer blanks.

    :raises Refused: it is too long, holds a control character, or is empty while `asked` says what is missing.
    """
    words = text.replace("\r\n", "\n").strip()
    if asked and not words:
        raise Refused(asked)
    if len(words) > LONGEST_WORDS or "\x00" in words:
        raise Refused(f"Le texte tient en {LONGEST_WORDS} caractères, sans caractère de contrôle.")
    return words


def check_to_come(day: date, now: datetime) -> None:
    """Will refuse a day that is past, or too far.

    :raises Refused: the day is past, or in more than ten years.
    """
    today = timezone.localtime(now).date()
    if day < today:
        raise Refused("Choisissez aujourd’hui ou un jour à venir.")
    if day.year > today.year + FURTHEST_YEARS:
        raise Refused("L’échéance d’une mesure se fixe dix ans d’avance au plus.")


def is_open(measure: Measure) -> bool:
    """Will tell whether something is still expected of the measure."""
    return measure.state in OPEN


def _held(measure: Measure) -> dict[str, Any]:
    held = {name: getattr(measure, name) for name in KEPT}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in held.items()}


def _field(name: str) -> str:
    return name.removesuffix("_id")


def _day(changes: dict[str, Any]) -> dict[str, Any]:
    return {"day": changes["next_on"]} if changes.get("next_on") else {}
