"""Each night: the words of the texts are counted again, for the spellings that a search proposes. Every ten minutes:
what is new in the searches that people keep.

Counted whole and set by set: a word whose last text was destroyed is gone the same night.
"""

from datetime import datetime

from egide.kernel.search.looking import look_again
from egide.kernel.search.vocabulary import count_again, forget
from egide.platform.accounts.actors import Actor
from egide.platform.jobs.app import task


@task(name="search.vocabulary", cron="30 7 * * *", acts_as="scheduler")
def count_words(*, now: datetime) -> None:
    """Will count the words again, and forget those of the index that no text holds any more."""
    count_again()
    forget()


@task(name="search.look", cron="*/10 * * * *", acts_as="scheduler", own_transactions=True)
def look(*, actor: Actor, now: datetime) -> None:
    """Will tell what is new to those who keep a search."""
    look_again(actor=actor, now=now)
