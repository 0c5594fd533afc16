"""Mail about accounts, written by the worker: a link to set a password, the news of an administrator’s act.

The request only asks for the job, for any address alike: neither its answer nor its time tells who has an account.
"""

from datetime import datetime
from uuid import UUID

from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.accounts.models import User
from egide.platform.jobs.app import enqueue, task

RESET, INVITATION, FACTOR_RESET, CLOSED = (
    "password_reset_key",
    "invitation",
    "factor_removed",
    "account_closed",
)
LINKS = (RESET, INVITATION)


@task(name="accounts.mail", queue="mail", retry=5)
def write(*, person: str, letter: str, now: datetime) -> None:
    """Will write the letter to the account of this public id; a closed or unknown one receives none."""
    from egide.platform.accounts.writing import send

    user = User.objects.filter(public_id=UUID(person)).first()
    if user is not None and (user.is_active or letter == CLOSED):
        send(user=user, letter=letter, link=letter in LINKS, now=now)


def ask(*, person: UUID, letter: str) -> None:
    """Will ask for the letter in the current transaction."""
    at_the_door: Actor = service("sign_in")
    with acting_as(at_the_door):
        enqueue(write, actor=at_the_door, person=person, letter=letter)
