"""How many statements a page sends: a fixed number, whatever the number of dossiers.

The figure written here is the budget; it is raised knowingly or not at all.
"""

import pytest

from tests.interfaces.staff.conftest import Open, Queries, SignIn, Submit

# (person, address, statements): sign-in, walls and frame included.
BUDGETS = (
    ("nadia", "/travail/", 16),
    ("bruno", "/travail/", 18),
    ("nadia", "/interventions/", 15),
    ("nadia", "/interventions/?q=absence&ordre=dentistes&tri=newest", 15),
    ("nadia", "/recherche/?q=absence", 14),
    ("bruno", "/boite/", 14),
)


@pytest.mark.parametrize(("person", "url", "budget"), BUDGETS)
def test_a_list_costs_the_same_for_one_dossier_and_for_nine(
    sign_in: SignIn, open_dossier: Open, submit: Submit, queries: Queries, person: str, url: str, budget: int
) -> None:
    client = sign_in(person)
    open_dossier()
    open_dossier(to=None)
    submit()
    few = queries(client, url)
    for n in range(7):
        open_dossier(days_ago=n, to=None if n % 2 else "nadia")
        submit(name=f"Personne {n}")
    many = queries(client, url)

    assert len(many) == len(few), "\n".join(many)
    assert len(many) <= budget, "\n".join(many)


DOSSIER = 28
SECTIONS = ("", "documents/", "lettres/", "parties/", "echeances/", "journal/")


@pytest.mark.parametrize("section", SECTIONS)
def test_a_dossier_stays_within_its_budget(
    sign_in: SignIn, open_dossier: Open, queries: Queries, section: str
) -> None:
    dossier = open_dossier()
    sent = queries(sign_in("nadia"), f"/dossiers/{dossier.number}/{section}")

    assert len(sent) <= DOSSIER, "\n".join(sent)
