"""« Mon travail »: real figures, the most urgent first, and what an empty desk says.

The rate is checked against deadlines counted by hand.
"""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from egide.interfaces.staff import pages_home
from egide.interfaces.staff.pages_results import counting, results
from egide.kernel.deadlines.models import DueDate
from egide.platform.accounts.acting import acting_as
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import Open, SignIn, Submit
from tests.interfaces.staff.test_list import numbers
from tests.modules.admission_work.complaints import opened


def figures(text: str) -> list[str]:
    return re.findall(r'figure-value num">([^<]+)<', text)


def test_figures_count_the_readers_own_dossiers(sign_in: SignIn, open_dossier: Open) -> None:
    open_dossier(days_ago=20)  # acknowledgment late
    open_dossier(days_ago=1)  # due in four days
    open_dossier(days_ago=20, to="marc")

    # Three acknowledgments are counted since 1 April, two of them passed without being met.
    assert figures(sign_in("nadia").get("/travail/").text) == ["1", "1", "2", "0\u00a0%"]
    assert figures(sign_in("nadia").get("/travail/?vue=tous").text) == ["2", "1", "3", "0\u00a0%"]


def test_the_most_urgent_stands_first(sign_in: SignIn, open_dossier: Open) -> None:
    near, late, far = open_dossier(days_ago=1), open_dossier(days_ago=30), open_dossier()

    found = numbers(sign_in("nadia").get("/travail/").text)

    assert found == [late.number, near.number, far.number]


def test_beyond_the_most_urgent_the_home_says_how_many_and_where_they_are(
    sign_in: SignIn, open_dossier: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages_home, "ROWS", 2)
    pages_home._written.cache_clear()
    for _ in range(2):
        open_dossier()
    nadia = sign_in("nadia")

    assert "plus urgents sur" not in nadia.get("/travail/").text
    open_dossier()
    text = " ".join(nadia.get("/travail/").text.split())

    assert len(numbers(text)) == 2
    assert "Les 2 plus urgents sur 3. Tous les voir" in text
    assert '<a href="/interventions/?de=mine">Demandes d’intervention (3)</a>' in text
    assert len(numbers(nadia.get("/interventions/?de=mine").text)) == 3
    pages_home._written.cache_clear()


def test_the_next_step_is_the_letter_that_waits(sign_in: SignIn, open_dossier: Open) -> None:
    open_dossier()

    assert "Accusé de réception à relire" in sign_in("nadia").get("/travail/").text


def test_who_has_no_dossier_sees_those_of_the_office(
    sign_in: SignIn, open_dossier: Open, submit: Submit
) -> None:
    dossier = open_dossier()
    submit(name="Ginette Roy")

    text = sign_in("bruno").get("/travail/").text

    assert numbers(text) == [dossier.number]
    assert "Ginette Roy" in text
    assert "Bonjour, Bruno" in text
    assert "Lundi 23\u00a0novembre\u00a02026, bureau de Québec" in text


def test_an_empty_desk_teaches_how_work_comes(sign_in: SignIn) -> None:
    mine, everything = (
        sign_in("nadia").get("/travail/?vue=miens").text,
        sign_in("marc").get("/travail/").text,
    )

    assert "Aucun dossier ne vous est confié" in mine
    assert "Aucun dossier ouvert" in everything
    assert "Le taux paraît dès la première" in mine
    assert "Demandes en attente" not in mine


def test_a_desk_that_opens_no_dossier_says_so_and_shows_no_figure(sign_in: SignIn) -> None:
    text = sign_in("irene").get("/travail/").text

    assert "Rien à traiter ici pour vos fonctions" in text
    assert figures(text) == []
    assert "Délais tenus" not in text


@pytest.mark.parametrize("name", ["claire", "pierre", "rene"])
def test_a_desk_that_only_keeps_documents_has_a_list_still_empty(sign_in: SignIn, name: str) -> None:
    text = sign_in(name).get("/travail/").text

    assert "Aucun dossier ouvert" in text
    assert "Rien à traiter ici pour vos fonctions" not in text


def test_what_waits_is_not_shown_outside_the_box(sign_in: SignIn, submit: Submit) -> None:
    submit(name="Ginette Roy")

    assert "Ginette Roy" in sign_in("marc").get("/travail/").text
    assert "Ginette Roy" not in sign_in("nadia").get("/travail/").text


@pytest.mark.parametrize(
    ("status", "settled", "year", "month"),
    [
        ("met", date(2026, 11, 2), (1, 1), (1, 1)),
        ("late", date(2026, 11, 2), (0, 1), (0, 1)),
        ("met", date(2026, 10, 31), (1, 1), (0, 0)),
        ("met", date(2026, 4, 1), (1, 1), (0, 0)),
        ("met", date(2026, 3, 31), (0, 0), (0, 0)),
        ("cancelled", None, (0, 0), (0, 0)),
        ("open", None, (0, 1), (0, 1)),  # passed on 10 November without being met
    ],
)
def test_a_deadline_counts_in_its_month_and_its_fiscal_year(
    cast: Cast,
    open_dossier: Open,
    status: str,
    settled: date | None,
    year: tuple[int, int],
    month: tuple[int, int],
) -> None:
    dossier = open_dossier(days_ago=20)
    with as_owner():
        own = DueDate.objects.filter(dossier_id=dossier.pk)
        own.filter(rule="interventions.acknowledgment").update(status=status, settled_on=settled)

    with acting_as(cast.actor("nadia")) as nadia:
        found = results(counting(nadia, today=TODAY).read()[0], today=TODAY)

    assert (found.year.met, found.year.total) == year
    assert (found.months[-1].met, found.months[-1].total) == month


def test_the_rate_is_of_what_the_reader_sees(cast: Cast, open_dossier: Open) -> None:
    open_dossier(days_ago=20)

    with acting_as(cast.actor("claire")) as claire:
        assert results(counting(claire, today=TODAY).read()[0], today=TODAY).chart is None
    with acting_as(cast.actor("nadia")) as nadia:
        chart = results(counting(nadia, today=TODAY).read()[0], today=TODAY).chart
        assert chart is not None
        assert chart.summary.endswith("octobre —, novembre 0\u00a0%.")


def test_the_commissioner_s_secretary_sees_what_her_desk_waits_for(sign_in: SignIn, cast: Cast) -> None:
    empty = sign_in("yvette").get("/travail/").text
    assert "Aucun accusé de réception n’attend" in empty
    assert 'href="/commissaire/accueil/"' in empty
    late, near = opened(cast, now=NOW - timedelta(days=9)), opened(cast, name="Bo Li", now=NOW)

    text = sign_in("yvette").get("/travail/").text

    assert figures(text)[:3] == ["1", "2", "0"]
    assert re.findall(r'href="/commissaire/accueil/(CAP-[0-9-]+)/"', text) == [late, near]
    assert "Bo Li" in text
    assert "Inscrire une plainte" in text
    for hidden in ("Simon", "quatorze mois", "/dossiers/"):
        assert hidden not in text
    assert "Accusés de réception à donner" not in sign_in("claire").get("/travail/").text


def test_the_home_of_the_secretary_costs_the_same_for_one_arrival_and_for_ten(
    sign_in: SignIn, cast: Cast
) -> None:
    yvette, costs = sign_in("yvette"), []
    for many in (1, 9):
        for _ in range(many):
            opened(cast)
        yvette.get("/travail/")
        with CaptureQueriesContext(connection) as told:
            yvette.get("/travail/")
        costs.append(len(told))

    assert costs[0] == costs[1]
