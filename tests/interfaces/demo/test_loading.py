"""The demonstration loads by the real actions, and `egide verify` finds nothing to say about it.

Slow for a unit test (a real SMTP server, two dossiers of each script): it replaces many small ones.
"""

from datetime import datetime

import pytest
from django.utils import timezone

from egide.interfaces import demo
from egide.interfaces.demo.scripts import SCRIPTS
from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.verify import run
from egide.kernel.parties.models import Profession, ProfessionalOrder
from egide.modules.information_cards.models import InformationCard
from tests.database import as_owner

# Every step has its dossiers; withdrawals, joined and settled requests are closed at once or soon.
STEPS = {
    "received", "triage", "awaiting_particulars", "in_progress", "order_contacted", "awaiting_order",
    "citizen_follow_up", "reply_review", "replied", "redirected", "transferred", "reopened", "closed",
}  # fmt: skip
NOW = datetime.fromisoformat("2026-11-23T11:30:00-05:00")


@pytest.fixture
def loaded(fresh: object) -> None:
    demo.load(now=NOW, progress=lambda done, total: None, at_most=2)


def test_the_demonstration_is_coherent(loaded: None) -> None:
    with as_owner():
        faults = list(run(number=None, since=None, progress=lambda done, total: None))
        states = set(Dossier.objects.values_list("state", flat=True))
        requests = Dossier.objects.filter(kind="intervention_request")
        opened, latest = requests.count(), Dossier.objects.latest("received_at").received_at
        questions, complaints = (
            InformationCard.objects.count(),
            Dossier.objects.filter(kind="service_complaint"),
        )
        complained = complaints.count()

    assert faults == []
    assert opened == sum(min(script.count, 2) for script in SCRIPTS)
    assert (questions, complained) == (6, 1)
    assert states >= STEPS
    assert latest <= NOW
    assert ProfessionalOrder.objects.count() == 46
    assert Profession.objects.count() >= 54
    assert timezone.is_aware(latest)


def test_the_whole_demonstration_has_three_hundred_dossiers() -> None:
    assert 290 <= sum(script.count for script in SCRIPTS) <= 310
