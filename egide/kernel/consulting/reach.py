"""Who, in a unit, sees what is asked of it and answers: those who work on its files, and nobody else.

At the Commissioner's, he alone, and the person to whom he entrusts the question.
"""

from datetime import date

from django.db.models import Q, QuerySet

from egide.kernel.consulting.models import WAITING, Question
from egide.law import roles
from egide.law.access import Role
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Membership, Unit, User
from egide.platform.errors.failures import NotVisible

# Those who administer or verify hold no file to search.
ANSWERING: tuple[Role, ...] = tuple(
    role
    for role in roles.ROLES
    if role
    not in (
        roles.ADMINISTRATOR,
        roles.IT_ADMINISTRATOR,
        roles.AUDITOR,
        roles.ORDER_RESPONDENT,
        roles.SCHEDULER,
        roles.PUBLIC_INTAKE,
        roles.HANDOVER,
    )
)
# In these compartments, only these roles, and whoever they entrust it to.
ALONE: dict[str, tuple[Role, ...]] = {roles.COMMISSION.code: (roles.COMMISSIONER,)}
LONGEST_NUMBER = 40


def answers_for(compartment: str) -> tuple[Role, ...]:
    """Will return the roles that see the questions of a unit of this compartment."""
    return ALONE.get(compartment, ANSWERING)


def units_of(actor: Actor) -> frozenset[int]:
    """Will return the units for which the actor sees every question today."""
    return frozenset(
        held.unit_id
        for held in actor.roles
        if held.unit_id and held.role in {role.code for role in answers_for(held.compartment_code)}
    )


def questions_of(actor: Actor) -> "QuerySet[Question]":
    """Will return the questions that the actor may read and answer; the walls keep the compartments."""
    entrusted = Q(entrusted_to_id__in=sorted(actor.stands_for()), unit_id__in=_places(actor))
    return Question.objects.filter(Q(unit_id__in=sorted(units_of(actor))) | entrusted)


def waiting_questions(actor: Actor) -> "QuerySet[Question]":
    """Will return those that wait for an answer, the nearest first."""
    return questions_of(actor).filter(state__in=WAITING).order_by("due_on", "pk")


def is_asked(actor: Actor) -> bool:
    """Will tell whether something may be asked of the actor: staff of some unit."""
    return bool(_places(actor))


def question_of(actor: Actor, unit: str, number: str, *, lock: bool = False) -> Question:
    """Will return the question of this number in this unit.

    :raises NotVisible: none that the actor may read.
    """
    if len(number) > LONGEST_NUMBER or "\x00" in number + unit:
        raise NotVisible
    rows = questions_of(actor).filter(unit__code=unit, number=number.upper())
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.select_related("unit__compartment", "compartment", "entrusted_to").first()
    if found is None:
        raise NotVisible
    return found


def may_entrust(actor: Actor, question: Question) -> bool:
    """Will tell whether the actor may name who prepares the answer: not someone to whom it was entrusted only."""
    return question.unit_id in units_of(actor)


def people_of(unit: Unit, *, on: date) -> "QuerySet[User]":
    """Will return the people who work in the unit that day."""
    held = Membership.objects.filter(unit=unit, since__lte=on).exclude(until__lte=on)
    wanted = {role.code for role in ANSWERING}
    ids = held.filter(role__in=wanted).values("user_id")
    return User.objects.filter(pk__in=ids, is_active=True, external=False).order_by("full_name")


def answerers(unit: Unit, *, on: date) -> "QuerySet[User]":
    """Will return the people of the unit who see its questions that day."""
    wanted = {role.code for role in answers_for(unit.compartment.code)}
    held = Membership.objects.filter(unit=unit, role__in=wanted, since__lte=on).exclude(until__lte=on)
    return User.objects.filter(pk__in=held.values("user_id"), is_active=True, external=False)


def _places(actor: Actor) -> list[int]:
    known = {role.code for role in ANSWERING}
    return sorted({held.unit_id for held in actor.roles if held.unit_id and held.role in known})
