"""Corrective measures: one function for each intention, each with its step and its entry of the journal.

Whoever works on the dossier follows its measures; approving, abandoning and undoing are a supervisor's.
"""

from datetime import date, datetime

from django.utils import timezone

from egide.kernel.documents.models import Document
from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import withheld
from egide.kernel.gate.verdicts import may
from egide.kernel.measures.models import Effect, Measure, Source, Step, StepKind
from egide.kernel.measures.stepping import (
    SUPERVISE,
    WORK,
    advance,
    check_to_come,
    checked_words,
    is_open,
    journal,
    repeated,
    restore,
    snapshot,
    tell,
)
from egide.kernel.notices.actions import notify
from egide.platform.accounts.acting import current_actor
from egide.platform.accounts.actors import actor_for_user
from egide.platform.accounts.models import Unit, User
from egide.platform.errors.failures import Refused

_STEP_OF = {Effect.EFFECTIVE: "check_effect", Effect.PARTIAL: "check_again", Effect.NONE: "resume"}


def open_measure(
    *,
    dossier: Dossier,
    text: str,
    unit: Unit,
    due_on: date,
    owner: User | None = None,
    source: Source | str,
    words: str = "",
    now: datetime,
) -> Measure:
    """Will propose a measure: what is to change, the unit that answers for it, by when; `words` say what it follows.

    :raises Refused: not a person who works on the dossier, no words, a past day, or an owner who cannot read it.
    """
    _check_may(dossier, WORK)
    asked = checked_words(
        text, asked="Dites ce qui doit changer\u00a0: une mesure sans texte n’engage à rien."
    )
    check_to_come(due_on, now)
    _check_owner(dossier, owner, now)
    agreed = {"text": asked, "source": Source(source), "unit": unit, "owner": owner, "due_on": due_on}
    latest = Measure.objects.filter(dossier_id=dossier.pk).order_by("-rank").first()
    same = latest is not None and agreed == {name: getattr(latest, name) for name in agreed}
    if latest and same and repeated(latest, StepKind.PROPOSED, words=words, document=None, now=now):
        return latest
    measure = Measure.objects.create(
        **ranked(Measure, dossier),
        **agreed,
        next_on=due_on,
        proposed_on=timezone.localtime(now).date(),
    )
    tell(dossier=dossier, measure=measure, kind=StepKind.PROPOSED, words=words, day=due_on, now=now)
    _entrust(dossier, measure, now)
    return measure


def approve(*, dossier: Dossier, measure: Measure, words: str = "", now: datetime) -> None:
    """Will approve a proposed measure.

    :raises Refused: not a supervisor, or the measure is not proposed any more.
    """
    advance(dossier=dossier, measure=measure, step="approve", words=checked_words(words), now=now)


def start(*, dossier: Dossier, measure: Measure, words: str = "", now: datetime) -> None:
    """Will say that the work of an approved measure has begun.

    :raises Refused: not a person who works on the dossier, or the measure is not approved.
    """
    advance(dossier=dossier, measure=measure, step="start", words=checked_words(words), now=now)


def record_evidence(
    *, dossier: Dossier, measure: Measure, text: str, document: Document | None = None, now: datetime
) -> None:
    """Will keep what shows that the measure advances: words, and perhaps a document of the dossier; once.

    :raises Refused: not a person who works on the dossier, no words, or a measure that has ended.
    """
    _check_may(dossier, WORK)
    if not is_open(measure):
        raise Refused("La mesure est terminée\u00a0: rien ne s’y ajoute.")
    words = checked_words(text, asked="Dites en quelques mots ce que cette preuve montre.")
    if document is not None and document.dossier_id != dossier.pk:
        raise Refused("Ce document est d’un autre dossier.")
    if repeated(measure, StepKind.EVIDENCE, words=words, document=document, now=now):
        return
    before = snapshot(measure)
    tell(
        dossier=dossier,
        measure=measure,
        kind=StepKind.EVIDENCE,
        words=words,
        document=document,
        before=before,
        now=now,
    )


def mark_done(*, dossier: Dossier, measure: Measure, check_on: date, words: str = "", now: datetime) -> None:
    """Will say that the measure is carried out, and choose the day when its effect is checked.

    :raises Refused: no evidence, a past day, or a measure that is not in progress.
    """
    check_to_come(check_on, now)
    advance(
        dossier=dossier,
        measure=measure,
        step="mark_done",
        words=checked_words(words),
        now=now,
        done_on=timezone.localtime(now).date(),
        next_on=check_on,
    )


def check_effect(
    *,
    dossier: Dossier,
    measure: Measure,
    effect: Effect | str,
    words: str,
    next_on: date | None = None,
    now: datetime,
) -> None:
    """Will keep what the check found. An effective measure ends; `next_on` says what follows otherwise.

    Partly effective: the day of the next check. Not effective: the new due date of the measure, which resumes.

    :raises Refused: no words, no next day where one is needed, the owner herself, or a measure not carried out.
    """
    found = Effect(effect)
    said = checked_words(words, asked="Dites ce qui a été constaté.")
    step = _STEP_OF[found]
    if found is Effect.EFFECTIVE:
        today = timezone.localtime(now).date()
        changes = {"effect": found.value, "next_on": None, "ended_on": today}
    else:
        if next_on is None:
            raise Refused(
                "Choisissez le jour de la suite\u00a0: nouvelle vérification, ou nouvelle échéance."
            )
        check_to_come(next_on, now)
        changes = {"effect": found.value, "next_on": next_on}
        if found is Effect.NONE:
            changes |= {"due_on": next_on, "done_on": None}
    advance(dossier=dossier, measure=measure, step=step, words=said, now=now, **changes)


def abandon(*, dossier: Dossier, measure: Measure, reason: str, now: datetime) -> None:
    """Will end a measure that will not be carried out, with the reason.

    :raises Refused: not a supervisor, no reason, or a measure that is already carried out.
    """
    words = checked_words(reason, asked="Dites pourquoi la mesure est abandonnée.")
    today = timezone.localtime(now).date()
    advance(
        dossier=dossier, measure=measure, step="abandon", words=words, now=now, next_on=None, ended_on=today
    )


def move(
    *, dossier: Dossier, measure: Measure, due_on: date, owner: User | None, reason: str, now: datetime
) -> None:
    """Will change the due date or the owner of a measure that is not carried out yet.

    :raises Refused: not a person who works on the dossier, no reason, a past day, or an owner who cannot read it.
    """
    _check_may(dossier, WORK)
    if measure.state not in ("proposed", "approved", "in_progress"):
        raise Refused("La mesure est réalisée ou terminée\u00a0: son échéance ne change plus.")
    words = checked_words(reason, asked="Dites pourquoi l’échéance ou la personne change.")
    if due_on != measure.due_on:
        check_to_come(due_on, now)
    _check_owner(dossier, owner, now)
    before, newcomer = snapshot(measure), owner is not None and owner.pk != measure.owner_id
    measure.due_on = measure.next_on = due_on
    measure.owner, measure.reminded_on = owner, None
    measure.save(update_fields=["due_on", "next_on", "owner", "reminded_on"])
    tell(
        dossier=dossier,
        measure=measure,
        kind=StepKind.MOVED,
        words=words,
        day=due_on,
        before=before,
        now=now,
    )
    if newcomer:
        _entrust(dossier, measure, now)


def hand_over(*, measure: Measure, to: User, leaver: User, now: datetime) -> None:
    """Will give an open measure to another person because its owner leaves; its due date stays.

    :raises Refused: the measure has ended, or the person cannot read its dossier.
    """
    if not is_open(measure):
        raise Refused("La mesure est terminée\u00a0: plus personne n’en répond.")
    _check_owner(measure.dossier, to, now)
    before = snapshot(measure)
    measure.owner, measure.reminded_on = to, None
    measure.save(update_fields=["owner", "reminded_on"])
    words = f"Remise avant le départ de {leaver.full_name}."
    tell(
        dossier=measure.dossier,
        measure=measure,
        kind=StepKind.MOVED,
        words=words,
        day=measure.next_on,
        before=before,
        now=now,
    )
    _entrust(measure.dossier, measure, now)


def undo_step(*, dossier: Dossier, measure: Measure, reason: str, now: datetime) -> None:
    """Will take back the last step that still stands, a clerical mistake; the proposal itself is abandoned instead.

    :raises Refused: not a supervisor, no reason, nothing but the proposal, or an owner who can no longer read it.
    """
    _check_may(dossier, SUPERVISE)
    why = checked_words(reason, asked="Dites pourquoi l’étape est annulée\u00a0: l’histoire garde la raison.")
    standing = Step.objects.filter(measure_id=measure.pk, undone_at=None).exclude(kind=StepKind.PROPOSED)
    last = standing.order_by("-number").first()
    if last is None:
        raise Refused("Seule la proposition reste\u00a0: abandonnez la mesure plutôt que de l’annuler.")
    former = last.before.get("owner_id")
    if former is not None and former != measure.owner_id:
        _check_owner(dossier, User.objects.get(pk=former), now)
    restore(measure, last.before)
    last.undone_at, last.undone_because = now, why
    last.save(update_fields=["undone_at", "undone_because"])
    journal(dossier, measure, "measure.undone", now, step=last.number)


def _check_may(dossier: Dossier, action: str) -> None:
    verdict = may(current_actor(), dossier, action)
    if not verdict.allowed:
        raise Refused(verdict.reason)


def _check_owner(dossier: Dossier, owner: User | None, now: datetime) -> None:
    if owner is None:
        return
    if why := withheld(dossier=dossier, user_id=owner.pk):
        raise Refused(f"{owner.full_name} {why}\u00a0: cette mesure ne peut pas lui être confiée.")
    reader = actor_for_user(owner, on=timezone.localtime(now).date())
    if not may(reader, dossier, "read").allowed:
        raise Refused(
            f"{owner.full_name} ne peut pas lire ce dossier\u00a0: la mesure ne peut pas lui être confiée."
        )


def _entrust(dossier: Dossier, measure: Measure, now: datetime) -> None:
    if measure.owner_id is not None and measure.owner_id != current_actor().user_id:
        notify(user_ids=(measure.owner_id,), dossier=dossier, code="measure.entrusted", now=now)
