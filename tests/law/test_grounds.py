"""Grounds of a decision: which may still be cited on a day.
Not their texts."""

from datetime import date

import pytest

from egide.law.grounds import Ground
from egide.law.sources import Source

ADVICE = Ground("advice", "Avis", Source("c. A-2.1", "37"), "un avis récent", until=date(2026, 6, 1))


@pytest.mark.parametrize(("day", "available"), [(date(2026, 5, 31), True), (date(2026, 6, 1), False)])
def test_it_offers_a_ground_until_it_is_retired(day: date, available: bool) -> None:
    assert ADVICE.available_on(day) is available
