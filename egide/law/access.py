"""Who may do what, as data: roles, how far each reaches, and the policy of one kind of dossier.
Not the decision itself, which the gate takes, nor the walls, which the database keeps."""

from dataclasses import dataclass
from enum import StrEnum

from egide.law.french import quote


@dataclass(frozen=True, slots=True)
class Role:
    """A function held in a unit: « agente d’accès », « secrétariat »."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Compartment:
    """A walled part of the house: what is inside stays unreadable from the others."""

    code: str
    name: str


class Scope(StrEnum):
    """How far a rule reaches, from the narrowest to the widest, then outside people."""

    ASSIGNED = "assigned"
    NAMED = "named"
    UNIT = "unit"
    COMPARTMENT = "compartment"
    GRANTED = "granted"

    @property
    def label(self) -> str:
        """The reach in French."""
        return _SCOPE_LABELS[self]


_SCOPE_LABELS = {
    Scope.ASSIGNED: "dossiers assignés",
    Scope.NAMED: "dossiers où la personne est nommée, d’une autre unité aussi",
    Scope.UNIT: "dossiers de l’unité",
    Scope.COMPARTMENT: "tous les dossiers du compartiment",
    Scope.GRANTED: "dossiers expressément ouverts à cette personne",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One permission: this role may do this action, this far."""

    action: str
    role: Role
    scope: Scope


@dataclass(frozen=True, slots=True)
class Policy:
    """All the permissions of one kind of dossier. What no rule allows is refused."""

    kind: str
    rules: tuple[Rule, ...]

    def rules_for(self, action: str) -> tuple[Rule, ...]:
        """Will give the rules that allow the action, in the order declared."""
        return tuple(rule for rule in self.rules if rule.action == action)

    def roles_for(self, action: str) -> tuple[Role, ...]:
        """Will give the roles that may do the action, each once, in the order declared."""
        return tuple(dict.fromkeys(rule.role for rule in self.rules_for(action)))

    @property
    def actions(self) -> tuple[str, ...]:
        """The actions that some role may do, in the order declared."""
        return tuple(dict.fromkeys(rule.action for rule in self.rules))

    def problems(self) -> tuple[str, ...]:
        """Will list, in French, what is declared twice."""
        repeated = {rule for rule in self.rules if self.rules.count(rule) > 1}
        return tuple(
            f"Politique {quote(self.kind)}\u00a0: la règle {quote(rule.action)} "
            f"est répétée pour {quote(rule.role.label)}."
            for rule in sorted(repeated, key=lambda rule: (rule.action, rule.role.code, rule.scope))
        )
