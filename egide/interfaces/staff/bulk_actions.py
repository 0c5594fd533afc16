"""What may be done to several dossiers at once: for each, what will happen to a row, then the real action.

Nothing here does by itself what a single dossier's page would not: same gate, same actions, same refusals.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from egide.kernel.dossiers.actions import assign, touch
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.letters.approving import approval, approve_letter, obstacle
from egide.kernel.letters.dispatch import send_by_email
from egide.kernel.letters.models import Delivery, Letter, LetterState
from egide.kernel.notes.actions import write_note
from egide.kernel.notices.actions import notify
from egide.kernel.records.classifying import destination, put_back, reclassify, series_after
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User
from egide.platform.errors.failures import Refused

ACKNOWLEDGMENT = "acknowledgment"
TO_SEND = (LetterState.DRAFT, LetterState.SUBMITTED, LetterState.APPROVED)
Answers = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What will happen to a row; `refused` says in French why nothing will."""

    words: str = ""
    refused: str = ""


@dataclass(frozen=True, kw_only=True)
class BulkAction:
    """One thing that may be done to several dossiers; `run` returns the line of the result."""

    code: str
    label: str
    lead: str
    submit: str
    right: str
    plan: Callable[[Actor, Dossier, date], Plan]
    run: Callable[[Actor, Dossier, Answers, datetime], str]


def plan(action: BulkAction, actor: Actor, dossier: Dossier, *, today: date) -> Plan:
    """Will say what the action would do to the dossier; the gate speaks first."""
    verdict = may(actor, dossier, action.right)
    return action.plan(actor, dossier, today) if verdict.allowed else Plan(refused=verdict.reason)


def run(action: BulkAction, actor: Actor, dossier: Dossier, answers: Answers, now: datetime) -> str:
    """Will do it, or refuse with the sentence that the dossier's own page would show.

    :raises Refused: the gate, or the action itself, says no.
    """
    found = plan(action, actor, dossier, today=timezone.localdate(now))
    if found.refused:
        raise Refused(found.refused)
    return action.run(actor, dossier, answers, now)


def _assign_plan(actor: Actor, dossier: Dossier, today: date) -> Plan:
    held = dossier.assignee.full_name if dossier.assignee else ""
    return Plan(
        words=f"Passe de {held} à la personne choisie." if held else "Est confié à la personne choisie."
    )


def _assign(actor: Actor, dossier: Dossier, answers: Answers, now: datetime) -> str:
    person = User.objects.filter(public_id=answers["person"]).first()
    if person is None:
        raise Refused("La personne choisie n’est plus offerte.")
    if dossier.assignee_id == person.pk:
        return f"Déjà confié à {person.full_name}."
    assign(dossier=dossier, to=person, now=now)
    if person.pk != actor.user_id:
        notify(user_ids=(person.pk,), dossier=dossier, code="dossier.assigned", now=now)
    return f"Confié à {person.full_name}."


def _acknowledgment(dossier: Dossier) -> Letter | None:
    letters = Letter.objects.filter(dossier_id=dossier.pk, template=ACKNOWLEDGMENT)
    return letters.exclude(state=LetterState.CANCELLED).select_related("recipient").order_by("-rank").first()


def _acknowledge_plan(actor: Actor, dossier: Dossier, today: date) -> Plan:
    letter = _acknowledgment(dossier)
    if letter is None:
        return Plan(refused="Ce dossier n’a pas d’accusé de réception préparé.")
    if letter.state not in TO_SEND:
        state = str(LetterState(letter.state).label).lower()
        return Plan(refused=f"L’accusé de réception n’attend plus\u00a0: {state}.")
    if letter.state != LetterState.APPROVED:
        verdict = approval(actor, dossier, letter, on=today)
        if not verdict.allowed:
            return Plan(refused=verdict.reason)
        if sentence := obstacle(letter, day=today):
            return Plan(refused=sentence)
    if letter.delivery == Delivery.POST or not letter.recipient.email.strip():
        return Plan(
            refused="L’accusé de réception part par la poste\u00a0: imprimez-le, puis consignez la mise à la poste."
        )
    return Plan(words=f"L’accusé de réception est approuvé et envoyé à {letter.recipient.email}.")


def _acknowledge(actor: Actor, dossier: Dossier, answers: Answers, now: datetime) -> str:
    letter = _acknowledgment(dossier)
    assert letter is not None  # the plan said so, under the same lock
    if letter.state != LetterState.APPROVED:
        approve_letter(
            actor=actor, dossier=dossier, letter=letter, seen=letter.edited_at.isoformat(), now=now
        )
        letter.refresh_from_db()
    send_by_email(dossier=dossier, letter=letter, now=now)
    touch(dossier)
    return f"Accusé de réception en file d’envoi pour {letter.recipient.email}."


def _note_plan(actor: Actor, dossier: Dossier, today: date) -> Plan:
    return Plan(words="La note y est versée.")


def _note(actor: Actor, dossier: Dossier, answers: Answers, now: datetime) -> str:
    note = write_note(dossier=dossier, text=str(answers["text"]), actor=actor, now=now)
    return f"Note n°\u00a0{note.rank} versée."


def printable(dossier: Dossier) -> list[Letter]:
    """Will return the letters of the dossier that are approved and wait to be posted."""
    letters = Letter.objects.filter(dossier_id=dossier.pk, state=LetterState.APPROVED, delivery=Delivery.POST)
    return list(letters.select_related("version__stored", "recipient").order_by("rank"))


def _print_plan(actor: Actor, dossier: Dossier, today: date) -> Plan:
    letters = printable(dossier)
    if not letters:
        return Plan(refused="Aucune lettre approuvée n’attend d’être postée.")
    return Plan(words=f"À imprimer\u00a0: {', '.join(f'{x.title} ({x.reference})' for x in letters)}.")


def _label_plan(actor: Actor, dossier: Dossier, today: date) -> Plan:
    letters = printable(dossier)
    if not letters:
        return Plan(refused="Aucune lettre approuvée n’attend d’être postée.")
    addressed = [letter.recipient.name for letter in letters if letter.recipient.address.strip()]
    if not addressed:
        return Plan(refused="La personne n’a pas d’adresse postale au dossier.")
    return Plan(words=f"Une étiquette\u00a0: {', '.join(addressed)}.")


def _print(actor: Actor, dossier: Dossier, answers: Answers, now: datetime) -> str:
    return ", ".join(letter.reference for letter in printable(dossier))


ASSIGN = BulkAction(
    code="confier",
    label="Confier à une personne",
    lead="Chaque dossier passe à la personne choisie, si elle travaille dans l’unité qui le traite.",
    submit="Confier ces dossiers",
    right="assign",
    plan=_assign_plan,
    run=_assign,
)
ACKNOWLEDGE = BulkAction(
    code="accuser-reception",
    label="Envoyer les accusés de réception",
    lead="Les accusés de réception prêts sont approuvés à votre nom, tels quels, puis mis en file d’envoi.",
    submit="Approuver et envoyer",
    right="send_letter",
    plan=_acknowledge_plan,
    run=_acknowledge,
)
NOTE = BulkAction(
    code="noter",
    label="Ajouter une note",
    lead="La même note interne est versée à chaque dossier.",
    submit="Verser la note",
    right="add_document",
    plan=_note_plan,
    run=_note,
)
PRINT = BulkAction(
    code="imprimer",
    label="Imprimer les lettres à poster",
    lead="Les lettres approuvées qui attendent la poste sont réunies en un seul PDF, dans l’ordre des dossiers.",
    submit="Préparer le PDF",
    right="send_letter",
    plan=_print_plan,
    run=_print,
)

LABELS = BulkAction(
    code="etiquettes",
    label="Imprimer les étiquettes d’adresse",
    lead="Une étiquette pour chaque lettre approuvée qui attend la poste, trente par feuille (format Avery 5160).",
    submit="Préparer les étiquettes",
    right="send_letter",
    plan=_label_plan,
    run=_print,
)


def _reclassify_plan(actor: Actor, dossier: Dossier, today: date) -> Plan:
    return Plan(words=f"Quitte la classe {dossier.class_code or '(aucune)'} pour celle qui est choisie.")


def _reclassify(actor: Actor, dossier: Dossier, answers: Answers, now: datetime) -> str:
    found = destination(answers["class_code"], on=timezone.localdate(now))
    if found.code == dossier.class_code:
        return f"Déjà dans la classe {found.code}."
    before, series = dossier.class_code or "(aucune)", series_after(dossier, found)
    rule = f" Règle {series}." if series != dossier.retention_series else ""
    reclassify(dossier=dossier, class_code=found.code, now=now)
    return f"De {before} à {found.code}.{rule}"


def _put_back_plan(actor: Actor, dossier: Dossier, today: date) -> Plan:
    return Plan(words=f"Quitte la classe {dossier.class_code or '(aucune)'} pour celle d’avant.")


def _put_back(actor: Actor, dossier: Dossier, answers: Answers, now: datetime) -> str:
    return f"De nouveau dans la classe {put_back(dossier=dossier, now=now) or '(aucune)'}."


RECLASSIFY = BulkAction(
    code="reclasser",
    label="Reclasser",
    lead="Chaque dossier passe à la classe choisie; sa règle de conservation suit. L’acte s’annule par "
    "«\u00a0Annuler un reclassement\u00a0».",
    submit="Reclasser ces dossiers",
    right="classify",
    plan=_reclassify_plan,
    run=_reclassify,
)
PUT_BACK = BulkAction(
    code="annuler-reclassement",
    label="Annuler un reclassement",
    lead="Chaque dossier revient à la classe et aux dates qu’il avait avant son dernier reclassement.",
    submit="Annuler le reclassement",
    right="classify",
    plan=_put_back_plan,
    run=_put_back,
)


def offered() -> tuple[BulkAction, ...]:
    """Will return the actions, in the order of the list's menu."""
    from egide.interfaces.staff.bulk_approving import APPROVE
    from egide.interfaces.staff.bulk_letters import SAME_LETTER

    return (ASSIGN, ACKNOWLEDGE, SAME_LETTER, APPROVE, PRINT, LABELS, NOTE, RECLASSIFY, PUT_BACK)


def by_code(code: str) -> BulkAction | None:
    """Will return the action of this code."""
    return next((action for action in offered() if action.code == code), None)
