"""The sheets and the process maps on the staff's pages: for everyone the law, for each the times of their own dossiers.

The picture itself is checked in tests/law/test_maps.py.
"""

from datetime import timedelta

import pytest

from egide.config.modules import MODULES
from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.running import run
from egide.platform.accounts.acting import acting_as
from tests.cast import Cast
from tests.interfaces.staff.conftest import Open, Queries, SignIn


def moved(cast: Cast, open_dossier: Open, *, days: tuple[int, ...]) -> None:
    """Will open dossiers whose first state lasted so many days."""
    for length in days:
        dossier = open_dossier(days_ago=40)
        with acting_as(cast.actor("nadia")) as nadia:
            row = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
            at = row.opened_at + timedelta(days=length)
            run(actor=nadia, dossier=row, code="start_triage", answers={}, now=at)


@pytest.mark.parametrize("who", ["bruno", "farid", "claire"])
def test_everyone_of_the_staff_reads_the_sheets(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)

    assert all(module.name in client.get("/travail/fiches/").text for module in MODULES)
    for module in MODULES:
        assert client.get(f"/travail/fiches/{module.code}/").status_code == 200


def test_an_unknown_sheet_is_not_found(sign_in: SignIn) -> None:
    assert sign_in("nadia").get("/travail/fiches/autre/").status_code == 404


def test_the_sheet_has_its_map_in_a_picture_and_in_words(sign_in: SignIn) -> None:
    page = sign_in("nadia").get("/travail/fiches/interventions/").text

    assert "<svg" in page
    assert 'aria-describedby="carte-en-mots"' in page
    assert "Commencer la qualification → Qualification" in page
    assert 'style="' not in page.split("<main", 1)[1]
    assert "Lu et validé par" in page


def test_times_are_told_from_five_stays_on_and_not_before(
    cast: Cast, sign_in: SignIn, open_dossier: Open
) -> None:
    moved(cast, open_dossier, days=(1, 2, 3, 4))
    nadia = sign_in("nadia")
    assert "médiane" not in nadia.get("/travail/fiches/interventions/").text.split("carte-en-mots", 2)[-1]

    moved(cast, open_dossier, days=(9,))

    shown = nadia.get("/travail/fiches/interventions/").text
    assert "médiane 3\u00a0j, 9 fois sur 10 en 7\u00a0j ou moins (5 cas)" in shown
    assert "moins de 5 cas\u00a0: non affiché" in shown


def test_times_of_others_are_not_told(cast: Cast, sign_in: SignIn, open_dossier: Open) -> None:
    moved(cast, open_dossier, days=(1, 2, 3, 4, 9))

    assert "médiane 3" not in sign_in("farid").get("/travail/fiches/interventions/").text
    assert "médiane 3" not in sign_in("claire").get("/travail/fiches/interventions/").text


def test_the_map_of_a_dossier_lights_where_it_is(sign_in: SignIn, dossier: Dossier) -> None:
    url = f"/dossiers/{dossier.number}/carte/"

    page = sign_in("nadia").get(url).text

    assert "pm-here" in page
    assert "le dossier est ici" in page
    assert url in sign_in("nadia").get(f"/dossiers/{dossier.number}/").text
    assert sign_in("farid").get(url).status_code == 404


def test_the_sheet_asks_a_fixed_number_of_queries(
    cast: Cast, sign_in: SignIn, open_dossier: Open, queries: Queries
) -> None:
    nadia = sign_in("nadia")
    nadia.get("/travail/fiches/interventions/")
    few = len(queries(nadia, "/travail/fiches/interventions/"))
    moved(cast, open_dossier, days=(1, 2, 3))

    assert len(queries(nadia, "/travail/fiches/interventions/")) == few
