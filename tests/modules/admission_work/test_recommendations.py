"""A work recommends something: written while it is under way, sent once it is delivered, answered, done, then closed.

By the pages that complaints use: there is one way to recommend. Each step has its refusal.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.addressing import readdress
from egide.kernel.letters.approving import approve_letter
from egide.kernel.letters.dispatch import send_by_post
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle.replaying import dossiers_problems
from egide.kernel.lifecycle.running import run
from egide.kernel.recommendations.models import Recommendation
from egide.modules.admission_work.actions import NewWork, open_work
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, client_of
from tests.modules.admission_work.complaints import act

TEXT = "Publier le temps d’étude de chaque étape."


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The house's clock stands at CLOCK."""
    monkeypatch.setattr(timezone, "now", lambda: CLOCK)


@pytest.fixture
def number(cast: Cast) -> str:
    """A verification under way, about the order of the cast."""
    with acting_as(cast.actor("simon")) as simon:
        work = NewWork(nature="verification", title="Délais d’étude", subject="Durées.", orders=[cast.order])
        made = open_work(actor=simon, work=work, now=NOW).number
    move(cast, made, "start", "simon")
    return made


def move(cast: Cast, number: str, code: str, who: str, **answers: str) -> None:
    act(cast, number, who, lambda a, d: run(actor=a, dossier=d, code=code, answers=answers, now=NOW))


def post(client: Client, number: str, path: str, **said: str) -> int:
    with as_owner():
        version = Dossier.objects.get(number=number).version
    url = f"/dossiers/{number}/recommandations/{path}"
    return client.post(url, {"version": str(version), **said}).status_code


def written(cast: Cast, number: str) -> int:
    return post(
        client_of(cast.user("simon")),
        number,
        "nouvelle/",
        party="1",
        text=TEXT,
        follow_up_on=(TODAY + timedelta(days=60)).isoformat(),
    )


def rows(number: str) -> list[Recommendation]:
    with as_owner():
        return list(Recommendation.objects.filter(dossier__number=number).order_by("rank"))


def signed_and_posted(actor: Actor, dossier: Dossier) -> None:
    def letter() -> Letter:
        found = Letter.objects.filter(dossier_id=dossier.pk, template="recommendation")
        return found.select_related("recipient", "version__stored", "message").latest("rank")

    readdress(dossier=dossier, letter=letter(), email="", address="Montréal", now=NOW)
    seen = letter().edited_at.isoformat()
    approve_letter(actor=actor, dossier=dossier, letter=letter(), seen=seen, now=NOW)
    send_by_post(actor=actor, dossier=dossier, letter=letter(), posted_on=TODAY, now=NOW)


def test_it_goes_from_the_recommendation_to_its_doing_and_only_then_closes(cast: Cast, number: str) -> None:
    simon = client_of(cast.user("simon"))
    assert written(cast, number) == 303
    page = simon.get(f"/dossiers/{number}/recommandations/").text
    assert TEXT in page
    assert "Travaux du Commissaire" in page
    assert post(simon, number, "1/reponse/", answer="accepted", answered_on=TODAY.isoformat()) == 422

    move(cast, number, "deliver", "claire", produit="Rapport")
    with pytest.raises(Refused, match="n’a pas encore été transmise"):
        move(cast, number, "close", "simon")
    assert post(simon, number, "lettres/") == 303
    with as_owner():
        letter = Letter.objects.get(dossier__number=number, template="recommendation")
    assert TEXT in letter.body
    assert "(vérification)" in letter.body
    with pytest.raises(Refused):
        act(cast, number, "simon", signed_and_posted)
    act(cast, number, "claire", signed_and_posted)
    with pytest.raises(Refused, match="attend encore sa réponse"):
        move(cast, number, "close", "simon")
    assert number in simon.get("/commissaire/suivi/").text

    assert post(simon, number, "1/reponse/", answer="accepted", answered_on=TODAY.isoformat()) == 303
    with pytest.raises(Refused, match="sa réalisation"):
        move(cast, number, "close", "simon")
    assert post(simon, number, "1/realisee/", day=TODAY.isoformat()) == 303
    move(cast, number, "close", "simon")

    (row,) = rows(number)
    assert (row.answer, row.done_on) == ("accepted", TODAY)
    with as_owner():
        assert tuple(dossiers_problems()) == ()


def test_one_is_not_written_after_the_delivery_nor_to_someone_who_is_not_named(
    cast: Cast, number: str
) -> None:
    simon = client_of(cast.user("simon"))
    assert post(simon, number, "nouvelle/", party="9", text=TEXT, follow_up_on="2027-01-31") == 422
    assert post(simon, number, "parties/", name="", order="") == 422
    assert post(simon, number, "parties/", name="Université de Québec-Nord", order="") == 303
    assert "Université de Québec-Nord" in simon.get(f"/dossiers/{number}/recommandations/").text

    move(cast, number, "deliver", "claire", produit="Rapport")

    assert written(cast, number) == 422
    assert post(simon, number, "parties/", name="Trop tard", order="") == 422
    assert rows(number) == []


def test_nobody_else_finds_it_and_a_work_without_any_closes(cast: Cast, number: str) -> None:
    for who in ("yvette", "helene", "bruno", "rene"):
        assert client_of(cast.user(who)).get(f"/dossiers/{number}/recommandations/").status_code == 404
    with acting_as(cast.actor("helene")):
        assert not Recommendation.objects.exists()

    move(cast, number, "deliver", "claire", produit="Rapport")
    move(cast, number, "close", "simon")
