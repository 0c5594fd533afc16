"""What became of a deadline, in the words that the public rate counts.
Not a judgment on the file: only answers, notices and the day that measures them."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from egide.law.computation import Computation


class Outcome(StrEnum):
    """The result of a deadline, measured on the raw date when it is the Office's own commitment."""

    OPEN = "open"
    OVERDUE_WITH_TIMELY_NOTICE = "overdue_with_timely_notice"
    OVERDUE = "overdue"
    ANSWERED_IN_TIME = "answered_in_time"
    LATE_WITH_TIMELY_NOTICE = "late_with_timely_notice"
    LATE_WITHOUT_NOTICE = "late_without_notice"

    @property
    def label(self) -> str:
        """The result in French."""
        return _LABELS[self]

    @property
    def settled(self) -> bool:
        """Whether the answer was given, in time or not."""
        return self in (self.ANSWERED_IN_TIME, self.LATE_WITH_TIMELY_NOTICE, self.LATE_WITHOUT_NOTICE)

    @property
    def counts_as_kept(self) -> bool:
        """Whether the public rate counts it: a notice of delay informs, it does not keep the promise."""
        return self is self.ANSWERED_IN_TIME


_LABELS = {
    Outcome.OPEN: "en cours",
    Outcome.OVERDUE_WITH_TIMELY_NOTICE: "en retard, avis transmis à temps",
    Outcome.OVERDUE: "en retard, sans avis à temps",
    Outcome.ANSWERED_IN_TIME: "répondu dans le délai",
    Outcome.LATE_WITH_TIMELY_NOTICE: "répondu en retard, avis transmis à temps",
    Outcome.LATE_WITHOUT_NOTICE: "répondu en retard, sans avis à temps",
}


def outcome(
    computation: Computation,
    *,
    answered_on: date | None,
    today: date,
    notices: Iterable[date] = (),
) -> Outcome:
    """Will give the result of the deadline as seen today; `notices` are the days notices of delay left."""
    last_day = computation.measured_on
    warned = any(computation.start <= day <= last_day for day in notices)
    return result(last_day=last_day, answered_on=answered_on, warned=warned, today=today)


def result(*, last_day: date, answered_on: date | None, warned: bool, today: date) -> Outcome:
    """Will give the same from what is stored; `warned` tells that a notice of delay left in time."""
    if answered_on is not None and answered_on <= last_day:
        return Outcome.ANSWERED_IN_TIME
    if answered_on is None and today <= last_day:
        return Outcome.OPEN
    if answered_on is None:
        return Outcome.OVERDUE_WITH_TIMELY_NOTICE if warned else Outcome.OVERDUE
    return Outcome.LATE_WITH_TIMELY_NOTICE if warned else Outcome.LATE_WITHOUT_NOTICE
