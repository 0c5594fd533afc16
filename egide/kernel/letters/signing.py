"""The letters that wait for one person's signature: by the roles they hold, their own or someone absent's.

Only what they may read, and only what they may sign: a letter written by them alone waits for someone else.
"""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from egide.kernel import registry
from egide.kernel.gate.visibility import visible
from egide.kernel.letters.models import Letter, LetterState
from egide.platform.accounts.actors import SERVICE, Actor, ActorKind

NOTHING = Q(pk__in=())


def to_sign(actor: Actor) -> QuerySet[Letter]:
    """Will return the submitted letters that the actor may sign, the longest waiting first."""
    reach = reduce(or_, _signable(actor), NOTHING)
    waiting = Letter.objects.filter(reach, state=LetterState.SUBMITTED)
    return waiting.filter(dossier__in=visible(actor)).order_by("submitted_at", "pk")


def signs(actor: Actor) -> bool:
    """Will tell whether any letter of the house is signed by a role that the actor holds; no query."""
    held = {assignment.role for assignment in actor.roles}
    wanted = {role.code for m in registry.modules() for x in m.letters for role in x.signed_by}
    return bool(held & wanted)


def _signable(actor: Actor) -> list[Q]:
    parts = []
    for module in registry.modules():
        if module.kind is None:
            continue
        for declared in module.letters:
            signers = {role.code for role in declared.signed_by}
            places = {a.compartment_id for a in actor.roles if a.role in signers}
            if not places:
                continue
            mine = Q(
                dossier__kind=module.kind.code, template=declared.code, compartment_id__in=sorted(places)
            )
            parts.append(mine & ~_only_hand(actor) if declared.four_eyes else mine)
    return parts


def _only_hand(actor: Actor) -> Q:
    # The rule of `hands.alone`, for a list: nobody but this person, or services, touched the letter.
    mine = (actor.code, "", *(f"{ActorKind.SERVICE}:{code}" for code in SERVICE))
    touched = Q(drafted_by=actor.code) | Q(edited_by=actor.code) | Q(submitted_by=actor.code)
    return touched & Q(drafted_by__in=mine, edited_by__in=mine, submitted_by__in=mine)
