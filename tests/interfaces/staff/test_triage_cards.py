"""The one-line form of information cards: counted, listed, taken back, made a dossier in one act."""

import pytest

from egide.modules.information_cards.models import InformationCard
from egide.platform.accounts.acting import acting_as
from tests.cast import Cast
from tests.interfaces.staff.conftest import Queries, SignIn

HERE = "/travail/renseignements/"
CARD = {
    "theme": "roll",
    "order": "dentistes",
    "body": "order",
    "outcome": "pointed",
    "channel": "phone",
    "note": "Demande le numéro du tableau.",
}


def test_a_card_is_counted_and_the_line_is_ready_for_the_next(sign_in: SignIn) -> None:
    nadia = sign_in("nadia")

    text = nadia.post(HERE, CARD, follow=True).text

    assert "Fiche n° 1 comptée." in text.replace("\u00a0", " ")
    assert "Vérifier un membre au tableau" in text
    assert "Demande le numéro du tableau." in text


def test_what_is_missing_is_said_and_what_was_typed_stays(sign_in: SignIn) -> None:
    answer = sign_in("nadia").post(HERE, CARD | {"theme": "", "note": "gardée"})

    assert answer.status_code == 422
    assert "«\u00a0Sujet\u00a0»\u00a0: choisissez une des réponses proposées." in answer.text
    assert "gardée" in answer.text


@pytest.mark.parametrize("note", ["x" * 201, "a\x00b"])
def test_a_hostile_note_is_refused_in_words(sign_in: SignIn, note: str) -> None:
    answer = sign_in("nadia").post(HERE, CARD | {"note": note})

    assert answer.status_code == 422


def test_a_card_becomes_a_dossier_in_one_act(cast: Cast, sign_in: SignIn) -> None:
    bruno = sign_in("bruno")
    bruno.post(HERE, CARD | {"theme": "syndic"})

    answer = bruno.post(f"{HERE}2026-11-23/1/dossier/")

    assert answer.status_code == 303
    assert answer["Location"].startswith("/travail/courrier/?")
    for known in ("order=dentistes", "mechanism=syndic", "channel=phone"):
        assert known in answer["Location"]
    form = bruno.get(answer["Location"]).text
    assert "Demande le numéro du tableau." in form
    assert '<option value="dentistes" selected>' in form
    with acting_as(cast.actor("bruno")):
        assert InformationCard.objects.get().opened_at is not None


def test_a_card_is_taken_back_once(sign_in: SignIn) -> None:
    bruno = sign_in("bruno")
    bruno.post(HERE, CARD)

    assert bruno.post(f"{HERE}2026-11-23/1/retirer/").status_code == 303
    assert bruno.post(f"{HERE}2026-11-23/1/retirer/").status_code == 404
    assert "Aucune fiche aujourd’hui" in bruno.get(HERE).text


@pytest.mark.parametrize("place", ["2026-13-01/1", "jamais/1", "2026-11-23/7", "2026-11-23/99999999999999"])
def test_a_card_that_does_not_exist_is_a_404(sign_in: SignIn, place: str) -> None:
    assert sign_in("bruno").post(f"{HERE}{place}/retirer/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_cards(sign_in: SignIn, queries: Queries) -> None:
    bruno = sign_in("bruno")
    bruno.post(HERE, CARD, follow=True)  # the message of the last card is read, here and below
    few = queries(bruno, HERE)
    for _ in range(4):
        bruno.post(HERE, CARD, follow=True)

    assert len(queries(bruno, HERE)) == len(few)
