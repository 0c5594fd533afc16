"""Monday morning: the progress notices of the coming two weeks are drafted before anyone arrives.

The clock asks for it; each compartment's service works behind its own wall.
"""

from datetime import datetime

from egide.modules.admission_complaints.progressing import draft_all
from egide.platform.accounts.acting import current_actor
from egide.platform.jobs.app import task


@task(name="admission.monday", queue="housekeeping", cron="7 10 * * 1", acts_as="scheduler")
def draft_on_monday(*, now: datetime) -> None:
    """Will draft what is due and tell those who sign (Monday, 10 h 07 UTC is 5 h 07 or 6 h 07 in Québec)."""
    draft_all(actor=current_actor(), now=now)
