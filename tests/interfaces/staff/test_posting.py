"""The post of the day: what waits, one PDF in order, labels, one line for each letter noted as posted."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.http import HttpResponse
from django.test import Client

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter
from tests.cast import TODAY
from tests.database import as_owner
from tests.interfaces.staff.conftest import Open, Queries, SignIn
from tests.interfaces.staff.test_letters import found, post, words

URL = "/travail/poste/"
ADDRESS = "12, rue du Port\nQuébec (Québec) G1K 1A1"


@pytest.fixture
def two(sign_in: SignIn, open_dossier: Open) -> tuple[Dossier, Dossier]:
    """Two acknowledgments approved, to post."""
    return waiting(sign_in, open_dossier, "Élise Tremblay"), waiting(sign_in, open_dossier, "Gaston Côté")


def waiting(sign_in: SignIn, open_dossier: Open, name: str) -> Dossier:
    dossier = open_dossier(name=name, address=ADDRESS)
    with as_owner():
        Letter.objects.filter(dossier_id=dossier.pk).update(delivery="post", channel="post")
    assert post(sign_in("bruno"), dossier, "approuver/").status_code == 303
    return dossier


def value(dossier: Dossier) -> str:
    with as_owner():
        return f"{dossier.number}:1:{Dossier.objects.get(pk=dossier.pk).version}"


def ask(client: Client, what: str, *dossiers: Dossier, day: str = TODAY.isoformat()) -> HttpResponse:
    sent = {"faire": what, "l": [value(d) for d in dossiers], "posted_on": day}
    return client.post(URL, sent)  # type: ignore[return-value]


def test_what_waits_is_listed_for_those_who_may_send(sign_in: SignIn, two: tuple[Dossier, Dossier]) -> None:
    seen = words(sign_in("bruno").get(URL))  # type: ignore[arg-type]

    assert "Accusé de réception, à Élise Tremblay" in seen
    assert "Accusé de réception, à Gaston Côté" in seen
    for who in ("helene", "farid"):
        assert "Rien n’attend d’être posté" in words(sign_in(who).get(URL))  # type: ignore[arg-type]


def test_letters_are_printed_as_one_file_and_labels_as_one_sheet(
    sign_in: SignIn, two: tuple[Dossier, Dossier]
) -> None:
    bruno = sign_in("bruno")
    one, both = (ask(bruno, "imprimer", *some) for some in (two[:1], two))
    labels = ask(bruno, "etiquettes", *two)

    pages = [len(pikepdf.open(io.BytesIO(answer.content)).pages) for answer in (one, both, labels)]
    assert pages[1] == 2 * pages[0]
    assert pages[2] == 1
    assert found(two[0]).state == "approved"


def test_each_letter_has_its_line_and_one_refusal_leaves_the_others_done(
    sign_in: SignIn, two: tuple[Dossier, Dossier]
) -> None:
    bruno = sign_in("bruno")
    stale = value(two[1])
    with as_owner():
        Dossier.objects.filter(pk=two[1].pk).update(version=99)
        Letter.objects.filter(dossier_id=two[1].pk).update(letter_date=TODAY + timedelta(days=1))

    answer = ask(bruno, "poster", *two)

    assert "1 lettre consignée sur 2." in words(answer)
    assert "Mise à la poste consignée." in words(answer)
    assert "va de la date de la lettre à aujourd’hui" in words(answer)
    assert [found(d).state for d in two] == ["sent", "approved"]
    old = bruno.post(URL, {"faire": "poster", "l": [stale], "posted_on": TODAY.isoformat()})
    assert "Choisissez au moins une lettre." in words(old)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("what", "day", "status"),
    [("poster", "hier", 422), ("poster", "\x00", 422), ("brûler", "2026-11-23", 404)],
)
def test_what_is_not_understood_is_refused(
    sign_in: SignIn, two: tuple[Dossier, Dossier], what: str, day: str, status: int
) -> None:
    assert ask(sign_in("bruno"), what, *two, day=day).status_code == status
    assert ask(sign_in("farid"), "poster", *two).status_code == 422
    assert {found(d).state for d in two} == {"approved"}


def test_the_list_costs_the_same_for_one_letter_and_for_four(
    sign_in: SignIn, open_dossier: Open, two: tuple[Dossier, Dossier], queries: Queries
) -> None:
    bruno = sign_in("bruno")
    few = queries(bruno, URL)
    for name in ("Anne Roy", "Luc Roy"):
        waiting(sign_in, open_dossier, name)

    assert len(queries(bruno, URL)) == len(few)
