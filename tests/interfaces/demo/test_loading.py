"""The demonstration loads by the real actions, and `egide verify` finds nothing to say about it.

Slow for a unit test (a real SMTP server, sixty dossiers): it replaces many small ones.
"""

from datetime import datetime

import pytest
from django.utils import timezone

from egide.interfaces import demo
from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.verify import run
from egide.kernel.parties.models import Profession, ProfessionalOrder
from tests.database import as_owner

NOW = datetime.fromisoformat("2026-11-23T11:30:00-05:00")


@pytest.fixture
def loaded(fresh: object) -> None:
    demo.load(now=NOW, progress=lambda done, total: None)


def test_the_demonstration_is_coherent(loaded: None) -> None:
    with as_owner():
        faults = list(run(number=None, since=None, progress=lambda done, total: None))
        states = set(Dossier.objects.values_list("state", flat=True))
        opened, latest = Dossier.objects.count(), Dossier.objects.latest("received_at").received_at

    assert faults == []
    assert 55 <= opened <= 66
    assert {"received", "triage", "in_progress", "reply_review", "replied", "closed"} <= states
    assert latest <= NOW
    assert ProfessionalOrder.objects.count() == 46
    assert Profession.objects.count() >= 54
    assert timezone.is_aware(latest)
