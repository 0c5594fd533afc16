"""The frozen facts that guards look at: what the kernel knows of a dossier, one object, a few queries.

A module's own `Facts` is built on top of it by the function named in its declaration.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from egide.kernel import registry
from egide.kernel.deadlines.facts import recorded_codes
from egide.kernel.deadlines.models import DueDate, Status
from egide.kernel.decisions.models import Decision
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter, LetterState

PENDING = (LetterState.APPROVED, LetterState.QUEUED, LetterState.SENDING, LetterState.UNCERTAIN)


@dataclass(frozen=True, kw_only=True)
class KernelFacts:
    """What any guard may ask. Letters are named by template code, facts by fact code."""

    state: str
    assigned: bool
    recorded: frozenset[str]
    letters_drafted: frozenset[str]
    letters_leaving: frozenset[str]
    letters_sent: frozenset[str]
    decisions: frozenset[str]
    open_rules: frozenset[str]
    received_on: date
    today: date
    answers: Mapping[str, str] = field(default_factory=dict)

    def answer(self, name: str) -> str:
        """Will return what was typed in a field of the transition, without outer blanks."""
        return self.answers.get(name, "").strip()


def kernel_facts(dossier: Dossier, *, today: date, answers: Mapping[str, str]) -> KernelFacts:
    """Will take the picture of the dossier that guards decide on."""
    letters = list(
        Letter.objects.filter(dossier_id=dossier.pk)
        .exclude(state=LetterState.CANCELLED)
        .values_list("template", "state")
    )
    open_rules = DueDate.objects.filter(dossier_id=dossier.pk, status=Status.OPEN).values_list(
        "rule", flat=True
    )
    decisions = Decision.objects.filter(dossier_id=dossier.pk, withdrawn_at=None).values_list(
        "code", flat=True
    )
    return KernelFacts(
        state=dossier.state,
        assigned=dossier.assignee_id is not None,
        recorded=recorded_codes(dossier),
        letters_drafted=frozenset(t for t, s in letters if s in (LetterState.DRAFT, LetterState.SUBMITTED)),
        letters_leaving=frozenset(t for t, s in letters if s in PENDING),
        letters_sent=frozenset(t for t, s in letters if s == LetterState.SENT),
        decisions=frozenset(decisions),
        open_rules=frozenset(open_rules),
        received_on=dossier.received_on,
        today=today,
        answers=answers,
    )


def module_facts(dossier: Dossier, *, today: date, answers: Mapping[str, str]) -> object:
    """Will build the module's own facts for its guards."""
    base = kernel_facts(dossier, today=today, answers=answers)
    builder = registry.module_of_kind(dossier.kind).facts_builder
    return registry.resolve(builder)(dossier, base) if builder else base
