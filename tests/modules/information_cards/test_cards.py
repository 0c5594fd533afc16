"""Information cards: counted, numbered by day, taken back; never a name, never across a wall."""

from datetime import timedelta

import pytest

from egide.modules.information_cards.actions import Told, mark_opened, note_card, withdraw_card
from egide.modules.information_cards.models import InformationCard
from egide.modules.information_cards.module import INFORMATION_CARDS
from egide.modules.information_cards.queries import cards_of, counts_by_theme
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import Refused
from tests.cast import NOW, TODAY, Cast


def note(cast: Cast, theme: str = "syndic", *, who: str = "bruno", **more: str) -> InformationCard:
    with acting_as(cast.actor(who)) as actor:
        unit = Unit.objects.get(code="secretariat")
        return note_card(actor=actor, unit=unit, told=Told(theme=theme, order=cast.order, **more), now=NOW)


def test_a_card_has_no_field_for_a_name() -> None:
    names = {field.name for field in InformationCard._meta.get_fields()}

    assert INFORMATION_CARDS.problems() == ()
    assert not names & {"name", "email", "phone", "address", "party", "dossier"}


def test_cards_are_numbered_by_day_and_counted_by_theme(cast: Cast) -> None:
    numbers = [note(cast, theme).number for theme in ("syndic", "syndic", "roll")]

    with acting_as(cast.actor("bruno")):
        assert counts_by_theme(since=TODAY, until=TODAY) == {"syndic": 2, "roll": 1}
        assert [card.number for card in cards_of(TODAY)] == [3, 2, 1]
        assert not cards_of(TODAY - timedelta(days=1)).exists()
    assert numbers == [1, 2, 3]


def test_a_withdrawn_card_leaves_the_counts_and_its_number_stays_taken(cast: Cast) -> None:
    card = note(cast)
    with acting_as(cast.actor("bruno")):
        withdraw_card(card=card, now=NOW)
        with pytest.raises(Refused, match="déjà été retirée"):
            withdraw_card(card=card, now=NOW)

    assert note(cast).number == 2
    with acting_as(cast.actor("bruno")):
        assert counts_by_theme(since=TODAY, until=TODAY) == {"syndic": 1}


def test_a_card_that_became_a_dossier_stays_counted(cast: Cast) -> None:
    card = note(cast)
    with acting_as(cast.actor("bruno")):
        mark_opened(card=card, now=NOW)
        mark_opened(card=card, now=NOW + timedelta(hours=1))
        assert card.opened_at == NOW
        assert counts_by_theme(since=TODAY, until=TODAY) == {"syndic": 1}
        with pytest.raises(Refused, match="reprise dans un dossier"):
            withdraw_card(card=card, now=NOW)


def test_a_note_too_long_is_refused_in_words(cast: Cast) -> None:
    with pytest.raises(Refused, match="200 caractères"):
        note(cast, note="x" * 201)
    assert note(cast, note="x" * 200).number == 1


def test_the_cards_of_the_office_are_nobody_else_s(cast: Cast) -> None:
    note(cast)

    for name in ("odile", "claire", "pierre", "solange"):
        with acting_as(cast.actor(name)):
            assert not InformationCard.objects.exists(), name
    with acting_as(cast.actor("nadia")):
        assert InformationCard.objects.count() == 1
