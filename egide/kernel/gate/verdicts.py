"""Who may do what on a dossier, from the module's policy as data: pure decisions, no query.

`gate.opening` and `gate.visibility` apply them; a screen asks `may()` to show or explain a button.
"""

from dataclasses import dataclass
from typing import Protocol

from egide.kernel import registry
from egide.law.access import Role, Rule, Scope
from egide.platform.accounts.actors import Actor

# Actions with a page of their own, for people who do not read the dossier: a desk that sees the arrival alone.
WITHOUT_READING = frozenset({"register"})
# What may be done to any dossier that one may see, whatever became of it.
READING = frozenset({"read", "export", *WITHOUT_READING})
NOT_YOUR_ROLE = "Cette action est réservée à\u00a0: {roles}."


class Placed(Protocol):
    """What a decision needs to know of a dossier."""

    kind: str
    compartment_id: int
    unit_id: int
    assignee_id: int | None
    named: list[int]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The answer of the gate; `reason` is a French sentence when the answer is no."""

    allowed: bool
    reason: str = ""


YES = Verdict(allowed=True)


def rule_covers(rule: Rule, actor: Actor, dossier: Placed) -> bool:
    """Will tell whether one rule gives this actor its action on this dossier."""
    held = [assignment for assignment in actor.roles if assignment.role == rule.role.code]
    if rule.scope is Scope.COMPARTMENT:
        return any(assignment.compartment_id == dossier.compartment_id for assignment in held)
    if rule.scope is Scope.UNIT:
        return any(assignment.unit_id == dossier.unit_id for assignment in held)
    if rule.scope is Scope.ASSIGNED:
        in_place = any(assignment.compartment_id == dossier.compartment_id for assignment in held)
        return in_place and dossier.assignee_id in actor.stands_for()
    if rule.scope is Scope.NAMED:
        in_place = any(assignment.compartment_id == dossier.compartment_id for assignment in held)
        return in_place and not actor.stands_for().isdisjoint(dossier.named)
    return bool(held)


def may(actor: Actor, dossier: Placed, action: str) -> Verdict:
    """Will decide whether `actor` may do `action` on `dossier`, with the reason of a refusal."""
    if (over := getattr(dossier, "over", "")) and action not in READING:
        return Verdict(allowed=False, reason=over)
    rules = registry.policy_of_kind(dossier.kind).rules_for(action)
    if any(rule_covers(rule, actor, dossier) for rule in rules):
        return YES
    return Verdict(allowed=False, reason=reserved_to(tuple(rule.role for rule in rules)))


def may_as(actor: Actor, dossier: Placed, roles: tuple[Role, ...]) -> Verdict:
    """Will decide whether the actor holds one of `roles` where the dossier lives (a transition's `by`)."""
    held = {a.role for a in actor.roles if a.compartment_id == dossier.compartment_id}
    if any(role.code in held for role in roles):
        return YES
    return Verdict(allowed=False, reason=reserved_to(roles))


def reserved_to(roles: tuple[Role, ...]) -> str:
    """Will say in French for whom an action is reserved."""
    labels = list(dict.fromkeys(role.label for role in roles))
    return (
        NOT_YOUR_ROLE.format(roles=", ".join(labels)) if labels else "Cette action n’est offerte à personne."
    )
