"""The dossier's page: what it shows, to whom, and in how many queries.

Set-up is shared between the one who may and the ones who may not.
"""

import pytest

from egide.kernel.dossiers.models import Dossier
from tests.interfaces.staff.conftest import SignIn

SECTIONS = ("", "documents/", "lettres/", "parties/", "echeances/", "journal/")


@pytest.mark.parametrize("section", SECTIONS)
def test_each_section_is_shown_to_who_works_on_the_dossier(
    sign_in: SignIn, dossier: Dossier, section: str
) -> None:
    response = sign_in("nadia").get(f"/dossiers/{dossier.number}/{section}")

    assert response.status_code == 200
    assert dossier.number in response.text
