"""« Délais par règle »: each rule with its source, over what the reader may read; one or many cost the same.

The figures themselves are counted again in tests/kernel/statistics.
"""

from tests.cast import Cast
from tests.interfaces.staff.conftest import Open, Queries, SignIn

URL = "/travail/tableau-de-bord/delais/"


def test_a_rule_stands_with_what_runs_and_where_it_comes_from(sign_in: SignIn, open_dossier: Open) -> None:
    open_dossier()

    text = sign_in("nadia").get(URL).text

    assert "Accuser réception" in text
    assert "Déclaration de services" in text
    assert "engagement de l’Office" in text


def test_nothing_is_told_across_a_wall(sign_in: SignIn, open_dossier: Open) -> None:
    open_dossier()

    assert "Aucune échéance dans cette période" in sign_in("claire").get(URL).text
    assert sign_in("farid").get(URL).status_code == 403


def test_it_costs_the_same_for_one_dossier_and_for_many(
    cast: Cast, sign_in: SignIn, open_dossier: Open, queries: Queries
) -> None:
    nadia = sign_in("nadia")
    open_dossier()
    few = queries(nadia, URL)
    for name in ("Anne Roy", "Luc Côté", "Ève Morin"):
        open_dossier(name=name)

    assert len(queries(nadia, URL)) == len(few)
    assert len(few) <= 8, "\n".join(few)
