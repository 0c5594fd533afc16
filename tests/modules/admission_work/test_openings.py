"""The certificate of a month: person, dossier, day, times; periods of administration; sealed by its hash.

What it says is compared with the entries of the journal, made by the real gate.
"""

import hashlib
from datetime import date, timedelta

import pytest

from egide.kernel.gate.reads import record_if_asked
from egide.modules.admission_work.models import OpeningsCertificate
from egide.modules.admission_work.openings import month_before, read_certificate
from egide.modules.admission_work.tasks import monthly_openings
from egide.platform.accounts import elevations
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import actor_for_user, service
from egide.platform.accounts.models import Membership, Unit
from egide.platform.errors.failures import NotVisible
from egide.platform.journal.models import Event
from tests.cast import LONG_AGO, NOW, TODAY, Cast
from tests.database import as_owner
from tests.modules.admission_work.complaints import opened
from tests.platform.typesetting.samples import text_of

NEXT_MONTH = NOW + timedelta(days=9)


def read(cast: Cast, who: str, number: str, days: int = 0) -> None:
    record_if_asked(actor=cast.actor(who), number=number, action="read", now=NOW + timedelta(days=days))


def certified() -> None:
    with acting_as(service("scheduler")):
        monthly_openings.function(now=NEXT_MONTH)


def test_it_lists_who_opened_what_and_who_administered(cast: Cast) -> None:
    number = opened(cast)
    read(cast, "claire", number)
    read(cast, "claire", number)
    read(cast, "simon", number, days=1)
    with as_owner():
        unit = Unit.objects.get(code="commission")
        Membership.objects.create(user=cast.user("claire"), unit=unit, role="administrator", since=LONG_AGO)
    admin = actor_for_user(cast.user("claire"), on=TODAY)
    with acting_as(admin):
        elevations.start(
            actor=admin, user=cast.user("claire"), reason="Compte d’un stagiaire", minutes=10, now=NOW
        )

    certified()
    certified()

    with acting_as(cast.actor("claire")):
        made, pdf = read_certificate(month=date(2026, 11, 1), now=NEXT_MONTH)
        assert (made.openings, made.people) == (3, 2)
        assert hashlib.sha256(pdf).hexdigest() == made.sha256
        words = text_of(pdf)
        assert Event.objects.filter(code="openings.sealed", body__contains=made.sha256).count() == 1
        assert Event.objects.filter(code="openings.read").count() == 1
    for expected in (
        "novembre 2026", number, "Claire Morin", "Simon Lefebvre", "Compte d’un stagiaire",
        "Commissaire à l’admission aux professions",
    ):  # fmt: skip
        assert expected in words
    assert "2026-11-24" in words


def test_a_month_without_any_opening_says_so(cast: Cast) -> None:
    certified()

    with acting_as(cast.actor("claire")):
        _, pdf = read_certificate(month=date(2026, 11, 1), now=NEXT_MONTH)
    assert "Personne n’a ouvert de dossier" in text_of(pdf)


def test_nobody_of_another_compartment_has_it(cast: Cast) -> None:
    certified()

    for who in ("helene", "irene", "rene", "bruno"):
        with acting_as(cast.actor(who)):
            assert not OpeningsCertificate.objects.exists()
            with pytest.raises(NotVisible):
                read_certificate(month=date(2026, 11, 1), now=NEXT_MONTH)


def test_the_month_before_the_first_of_january_is_december() -> None:
    assert month_before(date(2027, 1, 1)) == date(2026, 12, 1)
