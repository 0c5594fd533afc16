"""The one door to deadlines: every word of their vocabulary, for those who declare or use them.
Nothing is defined here: see facts.py, terms.py, computation.py, recurrence.py and outcomes.py."""

from egide.law.computation import Computation, NotExtendable, compute
from egide.law.facts import Fact, LetterSent
from egide.law.given import NotGiven, compute_given
from egide.law.outcomes import Outcome, outcome
from egide.law.recurrence import aimed, first_notice_in, occurrences, period_met, target_after
from egide.law.terms import Deadline, Extension, Given, Nature, NoTermInForce, Recurrence, Roll, Term, Unit

__all__ = [
    "Computation",
    "Deadline",
    "Extension",
    "Fact",
    "Given",
    "LetterSent",
    "Nature",
    "NoTermInForce",
    "NotExtendable",
    "NotGiven",
    "Outcome",
    "Recurrence",
    "Roll",
    "Term",
    "Unit",
    "aimed",
    "compute",
    "compute_given",
    "first_notice_in",
    "occurrences",
    "outcome",
    "period_met",
    "target_after",
]
