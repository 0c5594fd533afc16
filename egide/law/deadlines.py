"""The one door to deadlines: every word of their vocabulary, for those who declare or use them.
Nothing is defined here: see facts.py, terms.py, computation.py, recurrence.py and outcomes.py."""

from egide.law.computation import Computation, NotExtendable, compute
from egide.law.facts import Fact, LetterSent
from egide.law.outcomes import Outcome, outcome
from egide.law.recurrence import first_notice_in, occurrences, period_met, target_after
from egide.law.terms import Deadline, Extension, Nature, NoTermInForce, Recurrence, Roll, Term, Unit

__all__ = [
    "Computation",
    "Deadline",
    "Extension",
    "Fact",
    "LetterSent",
    "Nature",
    "NoTermInForce",
    "NotExtendable",
    "Outcome",
    "Recurrence",
    "Roll",
    "Term",
    "Unit",
    "compute",
    "first_notice_in",
    "occurrences",
    "outcome",
    "period_met",
    "target_after",
]
