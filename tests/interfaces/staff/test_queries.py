"""How many statements a page sends: a fixed number, whatever the number of dossiers.

The figure written here is the budget; it is raised knowingly or not at all.
"""

import pytest

from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.running import run
from egide.platform.accounts.acting import acting_as
from tests.cast import NOW, Cast
from tests.interfaces.staff.conftest import Open, Queries, SignIn, Submit

# (person, address, statements): sign-in, walls and frame included.
BUDGETS = (
    ("nadia", "/travail/", 8),
    ("bruno", "/travail/", 8),
    ("nadia", "/interventions/", 6),
    ("nadia", "/interventions/?q=absence&ordre=dentistes&tri=newest", 7),
    ("nadia", "/recherche/?q=absence", 14),
    ("nadia", "/recherche/compte/?q=absence", 14),
    ("bruno", "/boite/", 7),
)


@pytest.mark.parametrize(("person", "url", "budget"), BUDGETS)
def test_a_list_costs_the_same_for_one_dossier_and_for_nine(
    sign_in: SignIn, open_dossier: Open, submit: Submit, queries: Queries, person: str, url: str, budget: int
) -> None:
    client = sign_in(person)
    for n in range(3):  # with less, a search also proposes neighbouring words
        open_dossier(days_ago=n)
    open_dossier(to=None)
    submit()
    client.get(url)  # what a process keeps for good (the stem of a word) is read once
    few = queries(client, url)
    for n in range(7):
        open_dossier(days_ago=n, to=None if n % 2 else "nadia")
        submit(name=f"Personne {n}")
    many = queries(client, url)

    assert len(many) == len(few), "\n".join(many)
    assert len(many) <= budget, "\n".join(many)


# The page of a dossier, everything included: session, account with its roles, and walls are the first three.
DOSSIER = 12
SECTIONS = ("", "documents/", "lettres/", "parties/", "echeances/", "journal/")


def test_a_dossier_stays_within_its_budget_in_each_section(
    cast: Cast, sign_in: SignIn, open_dossier: Open, queries: Queries
) -> None:
    for n in range(1, 6):  # others that left the same step: the map tells how long they usually stay in it
        begun(cast, open_dossier(days_ago=n))
    dossier, client = begun(cast, open_dossier()), sign_in("nadia")
    for section in SECTIONS:
        sent = queries(client, f"/dossiers/{dossier.number}/{section}")

        assert len(sent) <= DOSSIER, "\n".join([section, *sent])


def begun(cast: Cast, dossier: Dossier) -> Dossier:
    """Will take the dossier up, as Nadia does."""
    nadia = cast.actor("nadia")
    with acting_as(nadia):
        found = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
        run(actor=nadia, dossier=found, code="start_triage", answers={}, now=NOW)
    return dossier
