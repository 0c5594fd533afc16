"""A day that cannot be read, in the address of a list: said beside its field, kept as typed."""

import re

import pytest

from egide.interfaces.staff.filters import Filters
from egide.kernel.dossiers.models import Dossier
from tests.interfaces.staff.conftest import Open, SignIn
from tests.interfaces.staff.exporting.test_at_once import ASK
from tests.interfaces.staff.test_list import numbers

SAID = "Date non comprise\u00a0: elle ne compte pas. Exemple\u00a0: 2026-04-01."


def field(text: str, key: str) -> str:
    """The field of this id, and what stands after it up to the next one."""
    found = re.search(rf'<input[^>]*id="{key}".*?</div>', text, re.S)
    assert found, key
    return found[0]


@pytest.mark.parametrize(
    ("who", "address", "prefix"),
    [
        ("nadia", "/interventions/?recu_du={}", "filtre-recu_du"),
        ("nadia", "/interventions/?ferme_au={}&q=absence", "filtre-ferme_au"),
        ("nadia", "/recherche/?q=absence&du={}", "recherche-du"),
        ("bruno", "/courrier/registre/?au={}", "filtre-au"),
        ("lise", "/travail/acces/registre/?du={}", "filtre-du"),
    ],
)
@pytest.mark.parametrize("typed", ["2026-13-40", "1er avril", "2026-04-0122"])
def test_it_is_said_beside_its_field_and_kept_as_typed(
    sign_in: SignIn, dossier: Dossier, who: str, address: str, prefix: str, typed: str
) -> None:
    text = sign_in(who).get(address.format(typed)).text

    asked = field(text, prefix)
    assert f'value="{typed}"' in asked
    assert 'type="date"' not in asked  # it would empty itself of what is no date
    assert f'aria-invalid="true" aria-describedby="{prefix}_erreur"' in asked
    assert SAID in asked
    assert text.count(SAID) == 1


def test_the_other_filters_hold_and_the_fields_are_unfolded(sign_in: SignIn, open_dossier: Open) -> None:
    open_dossier(days_ago=100)
    new = open_dossier(days_ago=1)

    text = sign_in("nadia").get("/interventions/?recu_du=2026-11-01&recu_au=demain").text

    assert numbers(text) == [new.number]
    assert '<details class="proof" open><summary>Autres filtres' in text
    assert 'type="date"' in field(text, "filtre-recu_du")


def test_what_goes_on_from_the_page_carries_no_misread_day() -> None:
    read = Filters.read({"recu_du": "hier", "q": "avis"}, states=frozenset())

    assert (read.misread, read.narrowed, read.address("/l/")) == ((("recu_du", "hier"),), True, "/l/?q=avis")
    assert not Filters.read({"recu_du": "hier"}, states=frozenset()).narrowed


def test_nothing_is_taken_out_for_a_day_that_cannot_be_read(sign_in: SignIn) -> None:
    answer = sign_in("bruno").post(
        ASK, {"source": "cards", "format": "csv", "du": "2026-99-01", "au": "2026-11-20"}
    )

    assert answer.status_code == 400
    assert "2026-99-01" in answer.content.decode()
