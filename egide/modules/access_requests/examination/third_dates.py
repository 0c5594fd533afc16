"""The days of section 49 for one third person, each computed by the declared deadline, with its proof.

Several persons have each their own clock; the dossier's deadlines follow the last of them.
"""

from datetime import date

from egide.kernel.deadlines import calendars
from egide.law.calendars import Calendar
from egide.law.deadlines import Computation, Deadline, compute
from egide.modules.access_requests import law


def notice_due(received_on: date) -> Computation:
    """Will compute the last day to mail the notice to a third person: 20 days from the receipt."""
    return _compute(law.THIRD_PERSON_NOTICE, received_on)


def observations_due(informed_on: date) -> Computation:
    """Will compute the last day of a third person's observations: 20 days from being informed."""
    return _compute(law.OBSERVATIONS, informed_on)


def decision_due(observations_on: date) -> Computation:
    """Will compute the last day to decide: 15 days from the observations, or from their expiry."""
    return _compute(law.THIRD_PERSON_DECISION, observations_on)


def release_after(mailed_on: date) -> Computation:
    """Will compute the day after which documents may be handed: 15 days from the mailing of the decision."""
    return _compute(law.RELEASE_WAIT, mailed_on)


def _compute(deadline: Deadline, start: date) -> Computation:
    return compute(
        deadline, start=start, calendar=_calendar(deadline.calendar), rule=f"access_requests.{deadline.code}"
    )


def _calendar(code: str) -> Calendar:
    return calendars.read(calendars.newest(code))
