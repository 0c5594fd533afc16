"""The archivist reads what came from older systems: the runs, their reconciliation, the lines that did not fit.

René sees those of his compartment; nobody else of the staff has the page; a conflict hides a line.
"""

from pathlib import Path

import pytest

from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.imports.running import run_import
from egide.platform.accounts.acting import acting_as
from tests.cast import NOW, Cast
from tests.interfaces.staff.conftest import Queries, SignIn
from tests.kernel.imports import sources
from tests.kernel.records.making import loaded

RUNS, FIRST = "/archives/reprises/", "/archives/reprises/office-1/"


@pytest.fixture
def taken(cast: Cast, tmp_path: Path) -> None:
    """One run with a refused line."""
    loaded(now=NOW)
    lines = (*sources.LINES, ("R-2000", "Sans classe", "9999", "Interv.", "03/02/2009", "", "", ""))
    plan = sources.csv_source(tmp_path, lines)
    run_import(plan, actor=cast.actor("rene"), clock=lambda: NOW, progress=lambda done, total: None)


def test_it_teaches_when_there_is_none(sign_in: SignIn) -> None:
    assert "egide import" in sign_in("rene").get(RUNS).content.decode()


@pytest.mark.usefixtures("taken")
def test_the_archivist_reads_the_reconciliation_and_the_lines(sign_in: SignIn) -> None:
    rene = sign_in("rene")

    listed = rene.get(RUNS).content.decode()
    home = rene.get("/travail/").content.decode()
    shown = rene.get(FIRST).content.decode()
    came_in = rene.get(f"{FIRST}?sort=taken").content.decode()

    assert f'href="{RUNS}"' in home
    assert "filemaker-essai" in listed
    assert "Tout concorde" in shown
    assert "Classe absente du plan en vigueur" in shown
    assert "R-2000" in shown
    assert "DOC-2009-00001" in came_in
    assert rene.get("/archives/reprises/office-7/").status_code == 404
    assert rene.get("/archives/reprises/commissioner-1/").status_code == 404
    assert rene.get(f"{FIRST}?sort=autre&apres=x").status_code == 200


@pytest.mark.usefixtures("taken")
@pytest.mark.parametrize("who", ["nadia", "marc", "bruno", "claire"])
def test_it_is_refused_to_everyone_else(sign_in: SignIn, who: str) -> None:
    assert sign_in(who).get(RUNS).status_code == 403
    assert sign_in(who).get(FIRST).status_code == 403


@pytest.mark.usefixtures("taken")
def test_a_conflict_hides_the_line(sign_in: SignIn, cast: Cast) -> None:
    with acting_as(cast.actor("rene")) as rene:
        dossier = Dossier.objects.get(title="Comité d’évaluation")
        declare_conflict(actor=rene, dossier=dossier, reason="Ma sœur en était.", now=NOW)

    shown = sign_in("rene").get(f"{FIRST}?sort=taken").content.decode()

    assert "R-1001" not in shown
    assert "R-1002" in shown


@pytest.mark.usefixtures("taken")
def test_it_reads_in_few_queries(sign_in: SignIn, queries: Queries) -> None:
    rene = sign_in("rene")
    rene.get(FIRST)

    assert len(queries(rene, f"{FIRST}?sort=taken")) <= 10
