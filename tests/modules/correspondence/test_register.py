"""The register keeps two dates, numbers its pieces, and lets each be dealt with once.

What is refused and what is taken share their set-up.
"""

from datetime import date, timedelta

import pytest

from egide.modules.correspondence import actions
from egide.modules.correspondence.models import Fate, MailPiece, SealedPiece
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Site, Unit
from egide.platform.errors.failures import Refused
from tests.cast import NOW, TODAY, Cast, seed_office


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


def entry(received_on: date = TODAY) -> actions.Entry:
    return actions.Entry(
        medium="post", site=Site.objects.get(code="quebec"), received_on=received_on, sender="Élise"
    )


def test_a_piece_has_its_number_and_its_two_dates(cast: Cast) -> None:
    bruno = cast.actor("bruno")
    with acting_as(bruno):
        first = actions.enter_piece(actor=bruno, entry=entry(date(2026, 11, 20)), now=NOW)
        last_year = actions.enter_piece(actor=bruno, entry=entry(date(2025, 12, 30)), now=NOW)

    assert (first.number, last_year.number) == ("COR-2026-00001", "COR-2025-00001")
    assert (first.received_on, first.entered_at) == (date(2026, 11, 20), NOW)


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date(1972, 12, 31)])
def test_an_impossible_day_is_refused(cast: Cast, day: date) -> None:
    bruno = cast.actor("bruno")
    with acting_as(bruno), pytest.raises(Refused):
        actions.enter_piece(actor=bruno, entry=entry(day), now=NOW)


def test_a_piece_is_dealt_with_once(cast: Cast) -> None:
    bruno = cast.actor("bruno")
    with acting_as(bruno):
        piece = actions.enter_piece(actor=bruno, entry=entry(), now=NOW)
        actions.handed_to_unit(piece=piece, unit=Unit.objects.get(code="records"), now=NOW)

        with pytest.raises(Refused, match="déjà été traitée"):
            actions.handed_to_unit(piece=piece, unit=Unit.objects.get(code="executive"), now=NOW)
        assert MailPiece.objects.get().fate == Fate.UNIT


def test_the_register_does_not_exist_for_the_commissioner(cast: Cast) -> None:
    bruno = cast.actor("bruno")
    with acting_as(bruno):
        actions.enter_piece(actor=bruno, entry=entry(), now=NOW)

    with acting_as(cast.actor("claire")):
        assert not MailPiece.objects.exists()


def test_a_sealed_piece_is_seen_by_both_ends_only(cast: Cast) -> None:
    bruno = cast.actor("bruno")
    with acting_as(bruno):
        actions.enter_sealed(
            actor=bruno,
            addressed_to="commissioner",
            medium="post",
            site=Site.objects.get(code="montreal"),
            received_on=TODAY,
            handed_to="Yvette Gauthier",
            handed_at=NOW,
            now=NOW,
        )
    seen = {}
    for name in ("bruno", "yvette", "claire", "odile", "pierre"):
        with acting_as(cast.actor(name)):
            seen[name] = SealedPiece.objects.count()

    assert seen == {"bruno": 1, "yvette": 1, "claire": 1, "odile": 0, "pierre": 0}


@pytest.mark.parametrize("wrong", [{"handed_to": " "}, {"handed_at": NOW + timedelta(hours=1)}])
def test_a_hand_over_that_did_not_happen_is_refused(cast: Cast, wrong: dict[str, object]) -> None:
    bruno = cast.actor("bruno")
    with acting_as(bruno):
        given = {
            "addressed_to": "commissioner",
            "medium": "post",
            "site": Site.objects.get(code="montreal"),
            "received_on": TODAY,
            "handed_to": "Yvette Gauthier",
            "handed_at": NOW,
        }
        with pytest.raises(Refused):
            actions.enter_sealed(actor=bruno, now=NOW, **given | wrong)  # type: ignore[arg-type]
