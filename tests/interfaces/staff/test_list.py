"""The list: filters in its address, counts that agree with the rows, pages that neither skip nor repeat.

Paging is walked from one end to the other and back.
"""

import re

import pytest

from egide.interfaces.staff import keyset
from egide.interfaces.staff.filters import NAMES, Filters
from egide.kernel.dossiers.models import Dossier
from egide.platform.accounts.acting import acting_as
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import Open, SignIn

NUMBER = re.compile(r"<small>(INT-\d{4}-\d{5})")
TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[^"]+')


def numbers(text: str) -> list[str]:
    return NUMBER.findall(text)


@pytest.fixture
def dossiers(open_dossier: Open) -> dict[str, Dossier]:
    return {
        "late": open_dossier(days_ago=100, title="Frais d’arbitrage"),
        "marc": open_dossier(days_ago=1, to="marc", title="Évaluée à l’étranger", name="Zoé Œuvrard"),
        "new": open_dossier(title="Absence de nouvelles"),
    }


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", ["late", "marc", "new"]),
        ("?tri=newest", ["new", "marc", "late"]),
        ("?de=mine", ["late", "new"]),
        ("?de=unit", ["late", "marc", "new"]),
        ("?retard=1", ["late"]),
        ("?dossiers=closed", []),
        ("?etat=received", ["late", "marc", "new"]),
        ("?etat=triage", []),
        ("?ordre=dentistes", ["late", "marc", "new"]),
        ("?ordre=inconnu", []),
        ("?recu_du=2026-11-22", ["marc", "new"]),
        ("?recu_du=2026-11-22&recu_au=2026-11-22", ["marc"]),
        ("?recu_au=jamais", ["late", "marc", "new"]),
        ("?ferme_du=2026-01-01", []),
        ("?q=evaluee", ["marc"]),
        ("?q=zoe+oeu", ["marc"]),
        ("?q=int-2026-1", ["late"]),
        ("?q=INT-2026", ["late", "marc", "new"]),
        ("?q=lise", []),
    ],
)
def test_the_filters_keep_what_they_say(
    sign_in: SignIn, dossiers: dict[str, Dossier], query: str, kept: list[str]
) -> None:
    assert numbers(sign_in("nadia").get(f"/interventions/{query}").text) == [
        dossiers[name].number for name in kept
    ]


def test_the_tabs_count_what_the_filters_keep(sign_in: SignIn, dossiers: dict[str, Dossier]) -> None:
    text = re.sub(r"\s+", " ", sign_in("nadia").get("/interventions/?de=mine").text)

    assert re.search(r'Tous les états <span class="count">2</span>', text)
    assert "2 dossiers" in text


@pytest.mark.parametrize(
    ("query", "opened"),
    [("q=elise", False), ("retard=1", False), ("q=elise&de=mine", True), ("tri=newest", True)],
)
def test_other_filters_unfold_only_when_one_of_them_is_in_use(
    sign_in: SignIn, dossiers: dict[str, Dossier], query: str, opened: bool
) -> None:
    text = sign_in("nadia").get(f"/interventions/?{query}").text

    assert ('<details class="proof" open><summary>Autres filtres' in text) is opened


def test_a_day_of_closing_asks_for_closed_dossiers() -> None:
    read = Filters.read({"ferme_du": "2026-04-01", "dossiers": "open"}, states=frozenset())

    assert read.standing == "closed"
    assert read.address("/l/") == "/l/?dossiers=closed&ferme_du=2026-04-01"


def test_every_filter_is_among_the_names_that_exports_and_acts_carry() -> None:
    query = {
        "de": "mine", "dossiers": "any", "etat": "received", "ordre": "dentistes", "theme": "delay",
        "retard": "1", "recu_du": "2026-04-01", "recu_au": "2026-04-30", "ferme_du": "2026-05-01",
        "ferme_au": "2026-05-31", "tri": "newest", "q": "avis",
    }  # fmt: skip

    read = Filters.read(query, states=frozenset({"received"}))

    assert dict(read.pairs()) == query
    assert tuple(query) == NAMES


def test_the_secretariat_sees_the_whole_compartment_and_the_president_too(
    sign_in: SignIn, dossiers: dict[str, Dossier]
) -> None:
    for name in ("bruno", "helene"):
        assert len(numbers(sign_in(name).get("/interventions/").text)) == 3
    assert numbers(sign_in("claire").get("/interventions/").text) == []


@pytest.mark.parametrize("sort", ["due", "newest"])
def test_pages_neither_skip_nor_repeat_and_lead_back(
    sign_in: SignIn, open_dossier: Open, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    monkeypatch.setattr(keyset, "PAGE", 3)
    made = [open_dossier(days_ago=n // 2) for n in range(8)]
    with as_owner():  # two without any date: they stand last
        Dossier.objects.filter(pk__in=[made[0].pk, made[5].pk]).update(next_due_on=None)
    nadia, url, pages = sign_in("nadia"), f"/interventions/?tri={sort}", []

    while url:
        text = nadia.get(url).text
        pages.append(numbers(text))
        url = _link(text, "next")
    back, url = [pages[-1]], _link(text, "prev")
    while url:
        text = nadia.get(url).text
        back.insert(0, numbers(text))
        url = _link(text, "prev")

    walked = [number for page in pages for number in page]
    assert [len(page) for page in pages] == [3, 3, 2]
    assert sorted(walked) == sorted(dossier.number for dossier in made)
    assert [number for page in back for number in page] == walked


def test_no_internal_id_is_in_an_address(sign_in: SignIn, cast: Cast, dossiers: dict[str, Dossier]) -> None:
    text = sign_in("nadia").get("/interventions/").text

    with acting_as(cast.actor("nadia")):
        ids = Dossier.objects.values_list("pk", flat=True)
    assert not [pk for pk in ids if re.search(rf'href="[^"]*[/=]{pk}[/&"]', text)]


def test_a_page_asked_by_htmx_is_the_same_list(sign_in: SignIn, dossiers: dict[str, Dossier]) -> None:
    nadia, url = sign_in("nadia"), "/interventions/?de=mine"

    part = nadia.get(url, headers={"HX-Request": "true", "HX-Target": "liste"}).text

    # The token of a form is masked anew in every answer.
    assert TOKEN.sub("", part.strip()) in TOKEN.sub("", nadia.get(url).text)
    assert "<html" not in part


def _link(text: str, rel: str) -> str:
    found = re.search(rf'rel="{rel}" href="([^"]+)"', text)
    return found[1].replace("&amp;", "&") if found else ""
