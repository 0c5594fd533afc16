"""The steps taken with the order, noted, corrected and confirmed after the dossier is open.

What is refused and what is kept share their set-up.
"""

import pytest

from egide.kernel.dossiers.models import Dossier
from egide.modules.interventions.models import RecourseUsed
from tests.database import as_owner
from tests.interfaces.staff.conftest import SignIn

STEP = {"kind": "syndic_decided", "happened_on": "2026-10-05", "about": "", "confirmed_on": ""}


def sent(dossier: Dossier, **answers: str) -> dict[str, str]:
    with as_owner():
        return {"version": str(Dossier.objects.get(pk=dossier.pk).version), **STEP, **answers}


def test_a_step_is_noted_then_confirmed_and_the_summary_says_so(sign_in: SignIn, dossier: Dossier) -> None:
    nadia, d = sign_in("nadia"), f"/dossiers/{dossier.number}/"
    with as_owner():
        before = RecourseUsed.objects.count()

    noted = nadia.post(d + "demarches/", sent(dossier))
    with as_owner():
        rank = RecourseUsed.objects.order_by("rank").last().rank  # type: ignore[union-attr]
    confirmed = nadia.post(d + f"demarches/{rank}/", sent(dossier, confirmed_on="2026-11-20"))

    assert (noted.status_code, confirmed.status_code) == (303, 303)
    with as_owner():
        assert RecourseUsed.objects.count() == before + 1
    assert "Confirmée par l’ordre" in nadia.get(d + "demarches/").text
    assert "Date confirmée par l’ordre le 20\u00a0novembre\u00a02026" in nadia.get(d).text
    assert "confirmée par l’ordre" in nadia.get(d + "journal/").text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "xyz"}, "choisissez une des réponses"),
        ({"happened_on": "hier"}, "AAAA-MM-JJ"),
        ({"happened_on": "2027-01-01"}, "n’est pas encore venu"),
        ({"happened_on": ""}, "à peu près quand"),
        ({"happened_on": "", "about": "en mars", "confirmed_on": "2026-11-20"}, "une date exacte"),
        ({"confirmed_on": "2026-10-01"}, "avant qu’elle ait lieu"),
        ({"happened_on": "", "about": "a\x00b"}, "ne peut pas être enregistré"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    sign_in: SignIn, dossier: Dossier, wrong: dict[str, str], said: str
) -> None:
    answer = sign_in("nadia").post(f"/dossiers/{dossier.number}/demarches/", sent(dossier, **wrong))

    assert answer.status_code == 422
    assert said in answer.text


def test_a_step_that_does_not_exist_is_not_found(sign_in: SignIn, dossier: Dossier) -> None:
    assert sign_in("nadia").get(f"/dossiers/{dossier.number}/demarches/99999999999/").status_code == 404
    assert sign_in("claire").get(f"/dossiers/{dossier.number}/demarches/").status_code == 404
