"""The frozen facts that guards look at: what the kernel knows of a dossier, one object, one query.

A module's own `Facts` is built on top of it by the function named in its declaration.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from egide.kernel import registry
from egide.kernel.deadlines.duedates import RUNNING
from egide.kernel.deadlines.models import DueDate, FactRecord
from egide.kernel.decisions.models import Decision
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter, LetterState
from egide.law.deadlines import Deadline
from egide.platform.database.together import ANY, Prepared, prepare

DRAFTED = (LetterState.DRAFT, LetterState.SUBMITTED)
PENDING = (LetterState.APPROVED, LetterState.QUEUED, LetterState.SENDING, LetterState.UNCERTAIN)
GONE = {LetterState.SENT.value}
GOING = {*PENDING, LetterState.SENT}


@dataclass(frozen=True, kw_only=True)
class KernelFacts:
    """What any guard may ask. Letters are named by template code, facts by fact code.

    Of several letters of one template the newest speaks: after a reopening, the reply of the first round is
    not the reply. A letter written to each (`to_each`) is sent when all of them are; while some have left and
    others have not, it is leaving. `times_sent` and `times_recorded` count every one of them.
    """

    state: str
    assigned: bool
    recorded: frozenset[str]
    letters_drafted: frozenset[str]
    letters_leaving: frozenset[str]
    letters_sent: frozenset[str]
    times_sent: Mapping[str, int]
    times_recorded: Mapping[str, int]
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
    letters, recorded, decisions, rules = _written().read({ANY: dossier.pk})
    states = _newest(dossier, letters)
    return KernelFacts(
        state=dossier.state,
        assigned=dossier.assignee_id is not None,
        recorded=frozenset(recorded),
        letters_drafted=frozenset(t for t, s in states.items() if s.intersection(DRAFTED)),
        letters_leaving=frozenset(t for t, s in states.items() if s.intersection(GOING) and s != GONE),
        letters_sent=frozenset(t for t, s in states.items() if s == GONE),
        times_sent=Counter(t for t, _, s in letters if s == LetterState.SENT),
        times_recorded=Counter(recorded),
        decisions=frozenset(decisions),
        running=_running(dossier, frozenset(rules)),
        received_on=dossier.received_on,
        today=today,
        answers=answers,
    )


def _newest(dossier: Dossier, letters: Iterable[tuple[str, int, str]]) -> dict[str, set[str]]:
    # The states of the newest letter of each template: of the newest to each person where each gets one.
    each = {letter.code for letter in registry.module_of_kind(dossier.kind).letters if letter.to_each}
    newest = {(template, to if template in each else 0): state for template, to, state in letters}
    states: dict[str, set[str]] = {}
    for (template, _), state in newest.items():
        states.setdefault(template, set()).add(state)
    return states


@cache
def _written() -> Prepared:
    """Will write one statement for the four questions: every page of a dossier asks them."""
    letters = Letter.objects.filter(dossier_id=ANY).exclude(state=LetterState.CANCELLED).order_by("rank")
    standing = {"dossier_id": ANY, "withdrawn_at": None}
    # The Office's own clocks: one that runs against someone else does not hold a dossier open.
    clocks = DueDate.objects.filter(dossier_id=ANY, status__in=RUNNING, runs_against_other=False)
    return prepare(
        letters.values_list("template", "recipient_id", "state"),
        FactRecord.objects.filter(**standing).values_list("code", flat=True),
        Decision.objects.filter(**standing).values_list("code", flat=True),
        clocks.values_list("rule", flat=True),
    )


def module_facts(dossier: Dossier, kernel: KernelFacts) -> object:
    """Will build the module's own facts for its guards."""
    builder = registry.module_of_kind(dossier.kind).facts_builder
    return registry.resolve(builder)(dossier, kernel) if builder else kernel


def _running(dossier: Dossier, rules: frozenset[str]) -> tuple[Deadline, ...]:
    module = registry.module_of_kind(dossier.kind)
    return tuple(deadline for deadline in module.deadlines if module.rule_code(deadline) in rules)
