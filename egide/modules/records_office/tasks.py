"""What the clock does for the records office: the dates that a sealed compartment lets out are copied each night.

It acts as the scheduler, inside the sealed compartment's wall.
"""

from datetime import datetime

from egide.modules.records_office.sealing import AUTHORITIES, refresh
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Compartment
from egide.platform.jobs.app import task


@task(name="records_office.sealed", queue="housekeeping", cron="41 8 * * *", acts_as="scheduler")
def nightly_sealed(*, now: datetime) -> None:
    """Will copy again what each sealed compartment lets out (8 h 41 UTC is night at the Office)."""
    for place in Compartment.objects.filter(code__in=AUTHORITIES):
        with acting_as(service("scheduler", compartment_id=place.pk)) as actor:
            refresh(actor=actor, compartment_id=place.pk, now=now)
