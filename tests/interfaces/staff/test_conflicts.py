"""Conflicts of interest: the same person loses the dossier at once everywhere; a likeness is flagged and decided.

Nadia tells of herself on her own page; nobody else can read it.
"""

import pytest

from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import DETECTED
from egide.kernel.gate.models import Conflict
from egide.kernel.notices.models import Notice
from egide.kernel.parties.models import ConflictFlag, StaffIdentity
from egide.platform.accounts.acting import acting_as
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import Open, SignIn

MINE = "/travail/mon-profil/interets/"
NADIA = {
    "name": "Nadia Bouchard",
    "email": "nadia.perso@exemple.example",
    "phone": "418 555-0199",
    "address": "",
}


def refreshed(dossier: Dossier) -> Dossier:
    with as_owner():
        return Dossier.objects.get(pk=dossier.pk)


@pytest.mark.parametrize(
    "same",
    [
        {"name": "Nadia Bouchard", "email": "NADIA.perso@exemple.example"},
        {"name": "Bouchard, Nadia", "email": "autre@exemple.example", "phone": "1-418-555-0199"},
        {"name": "N. Bouchard", "email": "nadia.perso@exemple.example"},
    ],
)
def test_her_own_request_never_reaches_her(
    sign_in: SignIn, open_dossier: Open, cast: Cast, same: dict[str, str]
) -> None:
    nadia = sign_in("nadia")
    nadia.post(MINE, NADIA)

    dossier = open_dossier(to=None, **same)

    with as_owner():
        assert Conflict.objects.get(dossier=dossier).declared_by == DETECTED
    assert nadia.get(f"/dossiers/{dossier.number}/").status_code == 404
    assert dossier.number not in nadia.get("/interventions/").text
    marc = sign_in("marc").get(f"/dossiers/{dossier.number}/")
    assert "L’accès de Nadia Bouchard a pris fin" in marc.text
    with as_owner():
        assert Notice.objects.get(dossier=dossier, code="conflict_ended").user == cast.user("marc")


def test_stating_it_later_ends_a_page_already_open(sign_in: SignIn, open_dossier: Open, cast: Cast) -> None:
    dossier = open_dossier(name="Nadia Bouchard", email="nadia.perso@exemple.example")
    nadia = sign_in("nadia")
    shown = nadia.get(f"/dossiers/{dossier.number}/")

    said = nadia.post(MINE, NADIA, follow=True)
    late = nadia.post(f"/dossiers/{dossier.number}/conflit/", {"reason": "Moi.", "version": dossier.version})

    assert shown.status_code == 200
    assert "vous n’y avez plus accès" in said.text
    assert late.status_code == 404
    assert refreshed(dossier).assignee_id is None


def test_someone_else_of_her_name_is_only_flagged(sign_in: SignIn, open_dossier: Open, cast: Cast) -> None:
    nadia = sign_in("nadia")
    nadia.post(MINE, NADIA | {"orders": "dentistes"})

    dossier = open_dossier(name="Gaston Bouchard", email="gaston@exemple.example")
    page = nadia.get(f"/dossiers/{dossier.number}/").text

    with as_owner():
        assert not Conflict.objects.filter(dossier=dossier).exists()
    assert "même nom de famille" in page
    assert "membre de l’ordre visé" in page


def test_a_supervisor_clears_a_flag_and_says_why(sign_in: SignIn, open_dossier: Open, cast: Cast) -> None:
    nadia, marc = sign_in("nadia"), sign_in("marc")
    nadia.post(MINE, NADIA)
    dossier = refreshed(open_dossier(name="Gaston Bouchard", email="gaston@exemple.example"))
    url = f"/dossiers/{dossier.number}/conflits/"
    decided = {
        "basis": "surname",
        "decision": "cleared",
        "reason": "Aucun lien de parenté.",
        "version": dossier.version,
    }

    own = nadia.post(url, decided)
    empty = marc.post(url, decided | {"reason": ""})
    done = marc.post(url, decided)

    assert (own.status_code, empty.status_code, done.status_code) == (403, 422, 303)
    assert "Conflit d’intérêts possible" not in nadia.get(f"/dossiers/{dossier.number}/").text
    with as_owner():
        assert ConflictFlag.objects.get().reason == "Aucun lien de parenté."


def test_a_supervisor_ends_the_access(sign_in: SignIn, open_dossier: Open, cast: Cast) -> None:
    nadia, marc = sign_in("nadia"), sign_in("marc")
    nadia.post(MINE, NADIA)
    dossier = refreshed(open_dossier(name="Gaston Bouchard", email="gaston@exemple.example"))
    decided = {"basis": "surname", "decision": "conflict", "reason": "Son frère.", "version": dossier.version}

    done = marc.post(f"/dossiers/{dossier.number}/conflits/", decided)

    assert done.status_code == 303
    assert nadia.get(f"/dossiers/{dossier.number}/").status_code == 404
    assert refreshed(dossier).assignee_id is None


def test_a_stranger_to_it_keeps_her_access(sign_in: SignIn, open_dossier: Open) -> None:
    nadia = sign_in("nadia")
    nadia.post(MINE, NADIA)

    dossier = open_dossier()

    assert nadia.get(f"/dossiers/{dossier.number}/").status_code == 200


def test_nobody_else_reads_what_she_wrote(sign_in: SignIn, cast: Cast) -> None:
    sign_in("nadia").post(MINE, NADIA)

    with acting_as(cast.actor("marc")):
        seen_by_marc = StaffIdentity.objects.count()
    with acting_as(cast.actor("nadia")):
        seen_by_nadia = StaffIdentity.objects.count()

    assert (seen_by_marc, seen_by_nadia) == (0, 1)
    assert NADIA["email"] not in sign_in("marc").get(MINE).text
    assert NADIA["email"] in sign_in("nadia").get(MINE).text


def test_her_own_dossier_cannot_be_given_to_her(sign_in: SignIn, open_dossier: Open, cast: Cast) -> None:
    sign_in("nadia").post(MINE, NADIA)
    dossier = refreshed(open_dossier(to=None, name="Nadia Bouchard", email="nadia.perso@exemple.example"))

    response = sign_in("marc").post(
        f"/dossiers/{dossier.number}/confier/",
        {"person": str(cast.user("nadia").public_id), "version": dossier.version},
    )

    assert response.status_code in (403, 422)
    assert refreshed(dossier).assignee_id is None


def test_pretending_to_be_someone_tells_nothing_of_her_files(
    sign_in: SignIn, open_dossier: Open, cast: Cast
) -> None:
    # Irène runs the machines of the Office and reads no file: she would ask here who has one.
    open_dossier(name="Élise Tremblay", email="elise@exemple.example")
    irene = sign_in("irene")
    answers = {
        email: irene.post(MINE, NADIA | {"name": "Élise Tremblay", "email": email}, follow=True).text
        for email in ("elise@exemple.example", "personne@exemple.example")
    }

    assert {"plus accès" in text for text in answers.values()} == {False}
    assert len({text.count("dossier") for text in answers.values()}) == 1
