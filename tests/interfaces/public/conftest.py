"""The public site over a real database: orders, a calendar, a place for files, and a citizen's browser.

Élise is the citizen: her answers are the same from one test to the next.
"""

import base64
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from egide.interfaces.public import frame
from egide.kernel.deadlines import calendars
from egide.kernel.parties.models import Profession, ProfessionalOrder
from tests.database import Pair, as_owner
from tests.interfaces.public.visits import Citizen

# slug, name, acronym, professions: enough to be ambiguous in the ways the real list is.
ORDERS = (
    ("acupuncteurs", "Ordre des acupuncteurs du Québec", "OAQ", ("acupuncteur",)),
    ("agronomes", "Ordre des agronomes du Québec", "OAQ", ("agronome",)),
    ("avocats", "Barreau du Québec", "", ("avocat",)),
    ("dentistes", "Ordre des dentistes du Québec", "ODQ", ("dentiste",)),
    ("infirmieres", "Ordre des infirmières et infirmiers du Québec", "OIIQ", ("infirmière ou infirmier",)),
    ("ingenieurs", "Ordre des ingénieurs du Québec", "OIQ", ("ingénieur",)),
    (
        "ingenieurs-forestiers",
        "Ordre des ingénieurs forestiers du Québec",
        "OIFQ",
        ("ingénieur forestier",),
    ),
    ("medecins", "Collège des médecins du Québec", "CMQ", ("médecin",)),
    ("veterinaires", "Ordre des médecins vétérinaires du Québec", "OMVQ", ("médecin vétérinaire",)),
)


@pytest.fixture(autouse=True)
def surroundings(settings: Settings, tmp_path: Path) -> None:
    """A folder for the files, a master key, no scanner."""
    blobs = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "blobs"), "file_permissions_mode": 0o600},
    }
    settings.STORAGES = {**settings.STORAGES, "blobs": blobs}
    settings.MASTER_KEY = base64.b64encode(os.urandom(32)).decode()
    settings.CLAMD_ADDRESS = ""
    frame.links.cache_clear()


@pytest.fixture
def office(db: None) -> None:
    """An Office that knows its orders and has published its calendar; forgotten at the end of the test."""
    _open()


@pytest.fixture
def lasting(fresh: Pair) -> None:
    """The same in databases of its own, for browsers and for threads."""
    _open()


def _open() -> None:
    with as_owner():
        for slug, name, acronym, professions in ORDERS:
            order = ProfessionalOrder.objects.create(
                slug=slug, name=name, acronym=acronym, exercise="exclusive"
            )
            for profession in professions:
                Profession.objects.create(order=order, name=profession)
        for code in ("public_service", "interpretation_act"):
            calendars.publish(code=code, version="essai", now=datetime(2026, 1, 5, 15, tzinfo=UTC))
        cache.clear()


@pytest.fixture
def citizen(office: None) -> Citizen:
    """Élise, at the first step, with her answers ready."""
    return Citizen(Client())
