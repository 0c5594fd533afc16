"""The frozen facts that guards look at: what the kernel knows of a dossier, one object, a few queries.

A module's own `Facts` is built on top of it by the function named in its declaration.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from egide.kernel import registry
from egide.kernel.deadlines.duedates import RUNNING
from egide.kernel.deadlines.facts import recorded_codes
from egide.kernel.deadlines.models import DueDate
from egide.kernel.decisions.models import Decision
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter, LetterState
from egide.law.deadlines import Deadline

DRAFTED = (LetterState.DRAFT, LetterState.SUBMITTED)
PENDING = (LetterState.APPROVED, LetterState.QUEUED, LetterState.SENDING, LetterState.UNCERTAIN)


@dataclass(frozen=True, kw_only=True)
class KernelFacts:
    """What any guard may ask. Letters are named by template code, facts by fact code.

    Of several letters of one template the newest speaks: after a reopening, the reply of the first round is
    not the reply.
    """

    state: str
    assigned: bool
    recorded: frozenset[str]
    letters_drafted: frozenset[str]
    letters_leaving: frozenset[str]
    letters_sent: frozenset[str]
    decisions: frozenset[str]
    running: tuple[Deadline, ...]
    received_on: date
    today: date
    answers: Mapping[str, str] = field(default_factory=dict)

    def answer(self, name: str) -> str:
        """Will return what was typed in a field of the transition, without outer blanks."""
        return self.answers.get(name, "").strip()


def kernel_facts(dossier: Dossier, *, today: date, answers: Mapping[str, str]) -> KernelFacts:
    """Will take the picture of the dossier that guards decide on."""
    newest = _newest_letters(dossier)
    decisions = Decision.objects.filter(dossier_id=dossier.pk, withdrawn_at=None).values_list(
        "code", flat=True
    )
    return KernelFacts(
        state=dossier.state,
        assigned=dossier.assignee_id is not None,
        recorded=recorded_codes(dossier),
        letters_drafted=frozenset(t for t, s in newest.items() if s in DRAFTED),
        letters_leaving=frozenset(t for t, s in newest.items() if s in PENDING),
        letters_sent=frozenset(t for t, s in newest.items() if s == LetterState.SENT),
        decisions=frozenset(decisions),
        running=_running(dossier),
        received_on=dossier.received_on,
        today=today,
        answers=answers,
    )


def module_facts(dossier: Dossier, kernel: KernelFacts) -> object:
    """Will build the module's own facts for its guards."""
    builder = registry.module_of_kind(dossier.kind).facts_builder
    return registry.resolve(builder)(dossier, kernel) if builder else kernel


def _newest_letters(dossier: Dossier) -> dict[str, str]:
    rows = Letter.objects.filter(dossier_id=dossier.pk).exclude(state=LetterState.CANCELLED)
    return dict(rows.order_by("rank").values_list("template", "state"))


def _running(dossier: Dossier) -> tuple[Deadline, ...]:
    # The Office's own clocks: one that runs against someone else does not hold a dossier open.
    module = registry.module_of_kind(dossier.kind)
    rules = set(
        DueDate.objects.filter(
            dossier_id=dossier.pk, status__in=RUNNING, runs_against_other=False
        ).values_list("rule", flat=True)
    )
    return tuple(deadline for deadline in module.deadlines if module.rule_code(deadline) in rules)
