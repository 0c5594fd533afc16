"""`visible()`: the only source of dossiers for lists, counts, searches, exports and notifications.

Row-level security already keeps compartments, conflicts and grants; this adds role, unit and assignment.
"""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q, QuerySet

from egide.kernel import registry
from egide.law.access import Rule, Scope
from egide.platform.accounts.actors import Actor, Assignment

if TYPE_CHECKING:
    from egide.kernel.dossiers.models import Dossier

NOTHING = Q(pk__in=())


def visible(actor: Actor, *, kind: str | None = None, action: str = "read") -> "QuerySet[Dossier]":
    """Will return the dossiers on which the actor may do `action`, of one kind or of all kinds."""
    rows: QuerySet[Dossier] = apps.get_model("dossiers", "Dossier")._default_manager.all()
    return rows.filter(reach(actor, kind=kind, action=action))


def reach(actor: Actor, *, kind: str | None = None, action: str = "read") -> Q:
    """Will return the same as a condition, for a table that keeps beside a dossier where it stands."""
    kinds = [kind] if kind else [m.kind.code for m in registry.modules() if m.kind is not None]
    return _any([found for code in kinds if (found := _reach_of_kind(actor, code, action)) is not None])


def _any(reaches: Sequence[Q]) -> Q:
    # What reaches nothing is left out beforehand: Django would write and weigh a hundred conditions for one dossier.
    return reduce(or_, reaches) if reaches else NOTHING


def places(actor: Actor, *, kind: str | None = None, action: str = "read") -> tuple[Q, ...]:
    """Will return the same reach cut in parts which one index serves each: a unit, or a compartment.

    An ordered page over « one of my units » reads and sorts all of them; a page over each part reads its
    first rows only. A unit of a compartment that is wholly reached is no part of its own.
    """
    kinds = [kind] if kind else [m.kind.code for m in registry.modules() if m.kind is not None]
    return tuple(part for code in kinds for part in _places_of_kind(actor, code, action))


def units_of(actor: Actor, kind: str) -> tuple[int, ...] | None:
    """Will return the units that hold all that the actor may read of a kind; none when some is reached otherwise."""
    held = _held(actor, kind, "read")
    if any(scope is not Scope.UNIT for scope, _ in held):
        return None
    return tuple(sorted({a.unit_id for _, a in held}))


def own_parts(actor: Actor, *, kind: str | None = None) -> tuple[Q, ...]:
    """Will return what is the reader's own, cut in parts: what is in their charge, what names them beside it."""
    kinds = [kind] if kind else [m.kind.code for m in registry.modules() if m.kind is not None]
    mine = actor.user_id or 0
    named = []
    for code in kinds:
        rules = [
            rule for rule in registry.policy_of_kind(code).rules_for("read") if rule.scope is Scope.NAMED
        ]
        held = {a.compartment_id for rule in rules for a in actor.roles if a.role == rule.role.code}
        named += [Q(kind=code, compartment_id__in=sorted(held), named__overlap=[mine])] if held else []
    return (Q(assignee_id=mine), *named)


def _held(actor: Actor, kind: str, action: str) -> list[tuple[Scope, Assignment]]:
    rules = registry.policy_of_kind(kind).rules_for(action)
    return [(rule.scope, a) for rule in rules for a in actor.roles if a.role == rule.role.code]


def _places_of_kind(actor: Actor, kind: str, action: str) -> list[Q]:
    held = _held(actor, kind, action)
    whole = {a.compartment_id for scope, a in held if scope is Scope.COMPARTMENT}
    units = {a.unit_id for scope, a in held if scope is Scope.UNIT and a.compartment_id not in whole}
    own = {a.compartment_id for scope, a in held if scope is Scope.ASSIGNED and a.compartment_id not in whole}
    named = {a.compartment_id for scope, a in held if scope is Scope.NAMED and a.compartment_id not in whole}
    granted = [Q(kind=kind)] if any(scope is Scope.GRANTED for scope, _ in held) else []
    return [
        *(Q(kind=kind, compartment_id=place) for place in sorted(whole)),
        *(Q(kind=kind, unit_id=unit) for unit in sorted(units)),
        *(
            Q(kind=kind, compartment_id=place, assignee_id__in=sorted(actor.stands_for()))
            for place in sorted(own)
        ),
        *(
            Q(kind=kind, compartment_id=place, named__overlap=sorted(actor.stands_for()))
            for place in sorted(named)
        ),
        *granted,
    ]


def _reach_of_kind(actor: Actor, kind: str, action: str) -> Q | None:
    rules = registry.policy_of_kind(kind).rules_for(action)
    places = [found for rule in rules if (found := _reach_of_rule(actor, rule)) is not None]
    return Q(kind=kind) & _any(places) if places else None


def _reach_of_rule(actor: Actor, rule: Rule) -> Q | None:
    held = [assignment for assignment in actor.roles if assignment.role == rule.role.code]
    if not held:
        return None
    if rule.scope is Scope.COMPARTMENT:
        return Q(compartment_id__in=sorted({a.compartment_id for a in held}))
    if rule.scope is Scope.UNIT:
        return Q(unit_id__in=sorted({a.unit_id for a in held}))
    if rule.scope is Scope.ASSIGNED:
        places = sorted({a.compartment_id for a in held})
        return Q(compartment_id__in=places, assignee_id__in=sorted(actor.stands_for()))
    if rule.scope is Scope.NAMED:
        places = sorted({a.compartment_id for a in held})
        return Q(compartment_id__in=places, named__overlap=sorted(actor.stands_for()))
    return Q()  # GRANTED: row-level security shows only the granted rows to an outsider
