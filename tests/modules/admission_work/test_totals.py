"""What the Office may know: totals by year, counted on the Commissioner's side, small numbers hidden.

The masking is compared with what a reader could work out from the rest.
"""

from itertools import product

from egide.kernel.dossiers.models import Dossier
from egide.modules.admission_work.masking import SMALLEST, masked
from egide.modules.admission_work.tasks import nightly_totals
from egide.modules.admission_work.totals import year_totals
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from tests.cast import NOW, Cast
from tests.modules.admission_work.complaints import concluded, opened


def test_no_small_number_can_be_worked_out_from_the_others() -> None:
    for parts in product(range(9), repeat=3):
        total, shown = masked(sum(parts), parts)
        hidden = [place for place, value in enumerate(shown) if value is None]

        assert all(value is None or value == 0 or value >= SMALLEST for value in shown)
        if total is None:
            assert 0 < sum(parts) < SMALLEST
        elif hidden:
            left = total - sum(value for value in shown if value is not None)
            # More than one way to share what is left: no single part is told.
            ways = [way for way in product(range(1, left + 1), repeat=len(hidden)) if sum(way) == left]
            assert len(ways) > 1


def test_the_office_reads_totals_and_nothing_else(cast: Cast) -> None:
    numbers = [opened(cast) for _ in range(6)]
    for number in numbers[:3]:
        concluded(cast, number)

    with acting_as(service("scheduler")):
        nightly_totals.function(now=NOW)

    with acting_as(cast.actor("helene")):
        [year] = year_totals()
        assert (year.year, year.received) == (2026, 6)
        assert (year.concluded, year.under_way) == (None, None)
        assert not Dossier.objects.exists()
    with acting_as(cast.actor("denis")):
        assert year_totals() == []


def test_a_year_with_few_complaints_says_only_that(cast: Cast) -> None:
    opened(cast)

    with acting_as(service("scheduler")):
        nightly_totals.function(now=NOW)
    with acting_as(cast.actor("bruno")):
        [year] = year_totals()
        assert (year.received, year.concluded, year.ended, year.under_way) == (None, None, None, None)
