"""The dashboard says of a period what its reader may read, compares it, and keeps the address as its state.

The figures themselves are counted again in tests/kernel/statistics.
"""

import html
from datetime import date

import pytest

from egide.interfaces.staff.dashboard_asked import Asked
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.statistics.figures import FIGURES
from egide.kernel.statistics.periods import Period, fiscal_year_of, quarter_of
from egide.platform.accounts.acting import acting_as
from tests.cast import NOW, Cast
from tests.interfaces.staff.conftest import Open, Queries, SignIn

URL = "/travail/tableau-de-bord/"
FRAME = 3  # counts, calendar and waits of the staff's frame
BUDGET = 8  # besides session, actor and walls


def text_of(sign_in: SignIn, name: str, query: str = "") -> str:
    response = sign_in(name).get(URL + query)
    assert response.status_code == 200
    return response.content.decode()


def test_it_counts_what_the_reader_may_read(sign_in: SignIn, open_dossier: Open) -> None:
    for days in (1, 20, 40):
        open_dossier(days_ago=days)

    shown = text_of(sign_in, "nadia")

    assert '<span class="figure-value num">3</span> <span class="figure-label">Dossiers reçus</span>' in shown
    assert "Reçus et fermés, par mois" in shown
    assert "Données à jour à 12\u00a0h\u00a030" in shown
    assert "Ordre des dentistes du Québec" in shown
    assert "+3 par rapport à la période précédente (0)" in shown


def test_a_dossier_in_conflict_is_in_no_figure(cast: Cast, sign_in: SignIn, open_dossier: Open) -> None:
    dossier = open_dossier()
    open_dossier(days_ago=2)
    nadia = cast.actor("nadia")
    with acting_as(nadia):
        declare_conflict(actor=nadia, dossier=dossier, reason="Une connaissance.", now=NOW)

    assert '<span class="figure-value num">1</span> <span class="figure-label">Dossiers reçus' in text_of(
        sign_in, "nadia"
    )
    assert '<span class="figure-value num">2</span> <span class="figure-label">Dossiers reçus' in text_of(
        sign_in, "marc"
    )


def test_the_commissioner_sees_his_own_only(sign_in: SignIn, open_dossier: Open) -> None:
    open_dossier()

    shown = text_of(sign_in, "claire")

    assert "Rien à dessiner pour cette période" in shown
    assert "dentistes" not in shown


@pytest.mark.parametrize("name", ["bruno", "farid", "irene"])
def test_it_refuses_those_who_answer_for_no_dossier(sign_in: SignIn, name: str) -> None:
    assert sign_in(name).get(URL).status_code == 403
    assert sign_in(name).get(URL + "definitions/").status_code == 403


def test_a_number_leads_to_the_list_that_shows_its_dossiers(sign_in: SignIn, open_dossier: Open) -> None:
    open_dossier()
    link = '<a class="figure-link" href="/interventions/'

    shown = html.unescape(text_of(sign_in, "nadia"))
    assert link + '"' in shown
    days = "recu_du=2026-04-01&recu_au=2026-11-23&tri=newest"
    assert link + f'?dossiers=any&{days}"' in shown
    assert link + '?dossiers=closed&ferme_du=2026-04-01&ferme_au=2026-11-23"' in shown
    assert f'<a href="/interventions/?dossiers=any&ordre=dentistes&{days}">' in shown
    assert link + '?ordre=dentistes"' in text_of(sign_in, "nadia", "?ordre=dentistes")
    # A period that is over: the open dossiers of today are others.
    over = html.unescape(text_of(sign_in, "nadia", "?periode=exercice-precedent"))
    assert link + '"' not in over
    assert link + "?dossiers=any&recu_du=2025-04-01&recu_au=2026-03-31" in over


def test_its_figures_are_taken_out_with_their_definitions(sign_in: SignIn, open_dossier: Open) -> None:
    for days in (1, 20, 40):
        open_dossier(days_ago=days)
    told = {
        "source": "dashboard",
        "format": "csv",
        "periode": "autre",
        "du": "2026-11-01",
        "au": "2026-11-30",
    }

    response = sign_in("nadia").post("/travail/exports/demander/", told)

    written = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert f"Dossiers reçus;;Total;2;dossiers;1;{FIGURES['received'].definition};Dossiers" in written
    assert "Dossiers reçus;par ordre;Ordre des dentistes du Québec;2;dossiers;;" in written


def test_whoever_has_no_dashboard_takes_no_figure_out(sign_in: SignIn) -> None:
    told = {"source": "dashboard", "format": "csv"}

    assert sign_in("bruno").post("/travail/exports/demander/", told).status_code == 403


def test_dates_that_make_no_period_are_said_and_kept(sign_in: SignIn) -> None:
    shown = text_of(sign_in, "nadia", "?periode=autre&du=2026-12-01&au=2026-01-01")

    assert "La date de fin précède la date de début" in shown
    assert 'value="2026-12-01"' in shown


@pytest.mark.parametrize(
    "query",
    [
        "?periode=%00&du=9999-99-99&unite=zz&systeme=disclosure&ordre=%27",
        "?periode=autre&du=0001-01-01&au=9999-12-31",
    ],
)
def test_a_strange_address_is_the_default(sign_in: SignIn, query: str) -> None:
    assert "Tableau de bord" in text_of(sign_in, "nadia", query)


def test_its_statements_do_not_grow_with_the_dossiers(
    sign_in: SignIn, open_dossier: Open, queries: Queries
) -> None:
    for name in ("nadia", "helene"):
        client = sign_in(name)
        home = queries(client, "/travail/avis/")
        open_dossier()
        few = queries(client, URL)
        for days in range(1, 4):
            open_dossier(days_ago=days)
        many = queries(client, URL)
        begun = next(n for n, sql in enumerate(many) if "egide_enter" in sql)
        own = [sql for sql in many[begun + 1 :] if "set_config" not in sql and "SAVEPOINT" not in sql]

        assert home
        assert len(many) == len(few)
        assert len(own) <= BUDGET, "\n".join(own)


def test_every_figure_is_defined_on_its_page(sign_in: SignIn) -> None:
    shown = sign_in("marc").get(URL + "definitions/").content.decode()

    assert all(figure.definition.replace("’", "’") in shown for figure in FIGURES.values())


def test_a_period_and_the_same_days_before() -> None:
    asked = Asked.read({"periode": "mois"}, today=date(2026, 3, 31))

    assert asked.period == Period(date(2026, 3, 1), date(2026, 4, 1))
    assert asked.before == Period(date(2026, 2, 1), date(2026, 3, 1))
    assert fiscal_year_of(date(2026, 3, 31)) == Period(date(2025, 4, 1), date(2026, 4, 1))
    assert quarter_of(date(2026, 2, 9)) == Period(date(2026, 1, 1), date(2026, 4, 1))
    assert Period(date(2026, 4, 1), date(2026, 7, 1)).before() == Period(date(2026, 1, 1), date(2026, 4, 1))


def test_a_choice_redraws_the_figures_alone(sign_in: SignIn, open_dossier: Open) -> None:
    open_dossier()
    part = sign_in("nadia").get(URL, headers={"HX-Request": "true", "HX-Target": "tableau"}).content.decode()

    assert part.lstrip().startswith('<div id="tableau"')
    assert "<html" not in part
