"""Each night: the words of the texts are counted again, for the spellings that a search proposes.

Whole and set by set: a word whose last text was destroyed is gone the same night.
"""

from datetime import datetime

from egide.kernel.search.vocabulary import count_again
from egide.platform.jobs.app import task


@task(name="search.vocabulary", cron="30 7 * * *", acts_as="scheduler")
def count_words(*, now: datetime) -> None:
    """Will count the words again."""
    count_again()
