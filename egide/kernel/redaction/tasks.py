"""The job that makes a redacted copy, as the person who asked.

It carries ids; everything else is read again when it runs. A killed attempt leaves nothing and starts again.
"""

from datetime import datetime

from egide.platform.accounts.actors import Actor
from egide.platform.jobs.app import task


@task(name="redaction.make", retry=2, own_transactions=True)
def make_copy(*, redaction: int, actor: Actor, now: datetime) -> None:
    """Will make the copy, look for leaks, then file it or say why it is held back."""
    from egide.kernel.redaction.producing import produce

    produce(redaction=redaction, actor=actor, now=now)
