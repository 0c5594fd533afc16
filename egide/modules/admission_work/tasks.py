"""What the clock does for the Commissioner: totals each night, the certificate of openings on the first of the month.

Each acts as the scheduler, inside the compartment's wall.
"""

from datetime import datetime

from django.utils import timezone

from egide.law import roles
from egide.modules.admission_work.openings import month_before, seal_month
from egide.modules.admission_work.totals import count_totals
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Compartment, Unit
from egide.platform.jobs.app import task


@task(name="admission.totals", queue="housekeeping", cron="23 8 * * *", acts_as="scheduler")
def nightly_totals(*, now: datetime) -> None:
    """Will count the yearly totals again (8 h 23 UTC is night at the Office)."""
    place = Compartment.objects.get(code=roles.COMMISSION.code)
    with acting_as(service("scheduler", compartment_id=place.pk)) as actor:
        count_totals(actor=actor, now=now)


@task(name="admission.openings", queue="housekeeping", cron="37 8 1 * *", acts_as="scheduler")
def monthly_openings(*, now: datetime) -> None:
    """Will certify the month that ended, where the compartment has a unit."""
    place = Compartment.objects.get(code=roles.COMMISSION.code)
    if not Unit.objects.filter(compartment=place).exists():
        return
    month = month_before(timezone.localtime(now).date())
    with acting_as(service("scheduler", compartment_id=place.pk)) as actor:
        seal_month(actor=actor, compartment=place, month=month, now=now)
