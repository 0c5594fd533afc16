"""Asking units, taking a question back, returning an answer for completion: the acts of the asking side.

The caller holds the dossier's row lock. The applicant and the dossier's number never cross: words are checked.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from egide.kernel.consulting.crossing import asked_side, carried_into, note_question
from egide.kernel.consulting.models import LONGEST_WORDS, WAITING, Consultation, Question, State
from egide.kernel.consulting.reach import answerers
from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.folding import fold
from egide.kernel.dossiers.models import Dossier
from egide.kernel.dossiers.numbering import take_number
from egide.kernel.gate.verdicts import may
from egide.kernel.parties.models import Party, PartyRole
from egide.law import roles
from egide.platform.accounts.acting import current_actor
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain
from egide.platform.journal.canonical import JsonValue

_WORDS = re.compile(r"[^\W_]+")
_DIGITS, _PHONES = re.compile(r"[0-9]"), re.compile(r"[0-9][0-9\s().+-]{5,30}[0-9]")
LEAST_DIGITS = 7  # of a telephone number, the area apart
WORK = "act"  # the action of the dossier's policy: a consultation is a step of its work
# A number is unique for whoever reads it: it says who asks and who is asked, and counts only between those two, who
# both know it. « CNSAC-2026-00003 »: the third question of access to the Commissioner.
PREFIX = "CNS"
LETTERS = {
    roles.OFFICE.code: "O",
    roles.PRESIDENCY.code: "P",
    roles.COMMISSION.code: "C",
    roles.DISCIPLINE.code: "D",
    roles.INTEGRITY.code: "I",
    roles.ACCESS.code: "A",
    roles.OMBUDSMAN.code: "R",
}
# From whom, as the asked unit reads it; elsewhere, the name of the asking unit.
ORIGINS = {roles.ACCESS.code: "Responsable de l’accès"}
NAMED = (
    "Le texte contient le nom de la personne qui demande ({name})\u00a0: l’unité ne doit pas le connaître. "
    "Enlevez-le, ou cochez que la recherche porte sur les renseignements de cette personne."
)


def ask(
    *, dossier: Dossier, unit: Unit, words: str, due_on: date, names_person: bool = False, now: datetime
) -> Consultation:
    """Will ask a unit, whatever its compartment, to search by `due_on`; both sides commit together.

    `names_person`: the search is about the applicant's own information, whose name the unit needs.

    :raises Refused: not for this person, no words, a past day, the applicant named, nobody there to answer.
    """
    by = _check_may(dossier)
    said = _checked(words, "Écrivez ce qui est cherché, avec les mots mêmes de la demande.")
    _check_day(due_on, now)
    if _waits_already(dossier, unit):
        raise Refused(
            f"«\u00a0{unit.name}\u00a0» est déjà consultée\u00a0: attendez sa réponse, ou retirez la question."
        )
    if not answerers(unit, on=timezone.localtime(now).date()).exists():
        raise Refused(f"Personne ne peut répondre dans «\u00a0{unit.name}\u00a0» pour le moment.")
    _check_unnamed(dossier, said, names_person)
    origin = ORIGINS.get(dossier.compartment.code, dossier.unit.name)
    consultation = Consultation(
        **ranked(Consultation, dossier), unit=unit, words=said, due_on=due_on, asked_at=now, asked_by_id=by
    )
    year = timezone.localtime(now).year
    with carried_into(unit.compartment_id):
        prefix = prefix_between(dossier.compartment.code, unit.compartment.code)
        number = take_number(compartment=unit.compartment, prefix=prefix, year=year)
        question = Question.objects.create(
            compartment=unit.compartment,
            key=consultation.key,
            asker_id=dossier.compartment_id,
            origin=origin,
            number=number,
            unit=unit,
            words=said,
            due_on=due_on,
            received_at=now,
        )
        note_question(question, "question.received", now, due_on=due_on.isoformat())
    consultation.number = number
    consultation.save()
    _journal(dossier, consultation, "consultation.asked", now, due_on=due_on.isoformat(), named=names_person)
    return consultation


def prefix_between(asker: str, asked: str) -> str:
    """Will return the prefix of the numbers of the questions that one compartment asks another."""
    return PREFIX + "".join(LETTERS.get(code, code[:2].upper()) for code in (asker, asked))


def withdraw(*, dossier: Dossier, consultation: Consultation, reason: str, now: datetime) -> None:
    """Will take back a question that waits; the unit sees that nothing is expected any more.

    :raises Refused: not for this person, no reason, or it was answered already.
    """
    _check_may(dossier)
    said = _checked(reason, "Dites pourquoi la question est retirée.")
    if consultation.state not in WAITING:
        raise Refused("Cette question est déjà répondue ou retirée.")
    withdraw_both(dossier, consultation, said, now)


def withdraw_both(dossier: Dossier, consultation: Consultation, reason: str, now: datetime) -> None:
    """Will end the question on both sides; the reason stays on the asking side."""
    with carried_into(consultation.unit.compartment_id):
        question = asked_side(consultation)
        question.state, question.ended_at = State.WITHDRAWN, now
        question.save(update_fields=["state", "ended_at"])
        note_question(question, "question.withdrawn", now)
    consultation.state, consultation.withdrawn_at = State.WITHDRAWN, now
    consultation.withdrawn_because = reason
    consultation.save(update_fields=["state", "withdrawn_at", "withdrawn_because"])
    _journal(dossier, consultation, "consultation.withdrawn", now)


def return_for_completion(
    *, dossier: Dossier, consultation: Consultation, reason: str, due_on: date, now: datetime
) -> None:
    """Will send an answer back to the unit, once, saying what is missing; the unit sees these words.

    :raises Refused: not for this person, no words, a past day, not answered, or returned once already.
    """
    _check_may(dossier)
    said = _checked(reason, "Dites ce qui manque\u00a0: l’unité lira ces mots.")
    _check_day(due_on, now)
    if consultation.state != State.ANSWERED:
        raise Refused("Seule une réponse reçue se retourne.")
    if consultation.returned_at is not None:
        raise Refused("La réponse a déjà été retournée une fois\u00a0: posez une nouvelle question.")
    _check_unnamed(dossier, said, names_person=False)
    with carried_into(consultation.unit.compartment_id):
        question = asked_side(consultation)
        question.state, question.due_on, question.returned_because = State.RETURNED, due_on, said
        question.reminded_on = None
        question.save(update_fields=["state", "due_on", "returned_because", "reminded_on"])
        note_question(question, "question.returned", now, due_on=due_on.isoformat())
    consultation.state, consultation.due_on = State.RETURNED, due_on
    consultation.returned_at, consultation.returned_because = now, said
    consultation.reminded_on = None
    consultation.save(update_fields=["state", "due_on", "returned_at", "returned_because", "reminded_on"])
    _journal(dossier, consultation, "consultation.returned", now, due_on=due_on.isoformat())


def _check_may(dossier: Dossier) -> int:
    actor = current_actor()
    verdict = may(actor, dossier, WORK)
    if not verdict.allowed:
        raise Refused(verdict.reason)
    if actor.user_id is None:
        raise Refused("Une question est posée par une personne.")
    return actor.user_id


def _waits_already(dossier: Dossier, unit: Unit) -> bool:
    return Consultation.objects.filter(dossier_id=dossier.pk, unit=unit, state__in=WAITING).exists()


def _check_unnamed(dossier: Dossier, words: str, names_person: bool) -> None:
    told = _bare(words)
    if _bare(dossier.number) in told:
        raise Refused(
            "Le texte contient le numéro du dossier\u00a0: enlevez-le, l’unité ne doit pas le connaître."
        )
    if names_person:
        return
    for name, email, phone in _people(dossier):
        if _holds(told.split(), _bare(name).split()) or _bare(email) in told or _dials(words, phone):
            raise Refused(NAMED.format(name=name))


def _bare(text: str) -> str:
    """Words only, folded, a space on each side of each: punctuation hides no name."""
    return f" {' '.join(_WORDS.findall(fold(text)))} "


def _holds(told: list[str], name: list[str]) -> bool:
    """The words of the name side by side, in any order: « Tremblay, Élise » is Élise Tremblay."""
    size, wanted = len(name), sorted(name)
    return bool(wanted) and any(sorted(told[at : at + size]) == wanted for at in range(len(told) - size + 1))


def _dials(words: str, phone: str) -> bool:
    digits = "".join(_DIGITS.findall(phone))[-LEAST_DIGITS:]
    said = ("".join(_DIGITS.findall(found)) for found in _PHONES.findall(words))
    return len(digits) == LEAST_DIGITS and any(digits in one for one in said)


def _people(dossier: Dossier) -> Iterable[tuple[str, str, str]]:
    # A third person is named in what is searched: it is not the one who asks.
    rows = Party.objects.filter(dossier_id=dossier.pk).exclude(
        role__in=(PartyRole.ORDER, PartyRole.THIRD_PERSON)
    )
    told = rows.values_list("name", "email", "phone")
    return [(name, email or name, phone) for name, email, phone in told if name.strip()]


def _check_day(due_on: date, now: datetime) -> None:
    if due_on < timezone.localtime(now).date():
        raise Refused("Choisissez un jour à venir\u00a0: l’unité doit pouvoir répondre.")


def _checked(words: str, asked: str) -> str:
    said = words.replace("\r\n", "\n").strip()
    if not said:
        raise Refused(asked)
    if len(said) > LONGEST_WORDS or "\x00" in said:
        raise Refused(f"Le texte tient en {LONGEST_WORDS} caractères.")
    return said


def _journal(
    dossier: Dossier, consultation: Consultation, code: str, now: datetime, **more: JsonValue
) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data={"rank": consultation.rank, "unit": consultation.unit.code, **more},
        at=now,
    )
