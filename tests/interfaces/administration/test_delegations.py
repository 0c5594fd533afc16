"""The pages of delegations, and what a delegate sees, signs and does not see.

Marc heads the interventions and delegates to Nadia; Irène enters it.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.letters.approving import approval, in_replacement
from egide.kernel.letters.models import Letter
from egide.kernel.letters.signatures import signature
from egide.law import roles
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Delegation
from tests.cast import NOW, TODAY, Cast
from tests.interfaces.administration.conftest import Elevated
from tests.interfaces.staff.conftest import client_of

Open = Callable[..., Dossier]
LIST, NEW = "/administration/delegations/", "/administration/delegations/nouvelle/"


Said = dict[str, str | list[str]]


def said(cast: Cast, **changed: str | list[str]) -> Said:
    whole: Said = {
        "delegate": str(cast.user("nadia").public_id),
        "unit": "interventions",
        "roles": ["unit_head"],
        "holder": str(cast.user("marc").public_id),
        "authority": "",
        "deed": "Résolution 2026-14",
        "since": TODAY.isoformat(),
        "last_day": (TODAY + timedelta(days=30)).isoformat(),
    }
    return whole | changed


def test_it_is_entered_listed_shown_on_the_account_and_revoked(cast: Cast, elevated: Elevated) -> None:
    irene = elevated("irene")
    empty = irene.get(LIST).text
    entered = irene.post(NEW, said(cast))
    irene.post(
        NEW,
        said(cast, delegate=str(cast.user("amelie").public_id), since="2027-01-04", last_day="2027-01-05"),
    )
    irene.get(LIST)  # where both messages are told
    page = irene.get(LIST).text

    assert "Aucune délégation n’est en vigueur" in empty
    assert (entered.status_code, entered["Location"]) == (303, LIST)
    for words in (
        "Nadia Bouchard",
        "Responsable de l’unité",
        "par délégation de Marc Gagnon",
        "Résolution 2026-14",
    ):
        assert words in page, words
    running, coming = page.index("En vigueur"), page.index("À venir")
    assert running < page.index("Nadia Bouchard") < coming < page.index("Amélie Roy")
    person = irene.get(reverse("administration:person", kwargs={"person": cast.user("nadia").public_id})).text
    assert "Résolution 2026-14" in person
    assert "Vous agissez par délégation" in client_of(cast.user("nadia")).get("/travail/absences/").text
    for who in ("nadia", "marc"):  # the delegate and the head of the unit: told without a detail, then shown
        told = client_of(cast.user(who)).get("/travail/avis/").text
        assert "Vos fonctions" in told
        assert "est déléguée" in told
        assert "Résolution 2026-14" not in told
        assert "Résolution 2026-14" in client_of(cast.user(who)).get("/travail/absences/").text
    assert "Vos fonctions" not in client_of(cast.user("lise")).get("/travail/avis/").text
    nadia = client_of(cast.user("nadia"))
    nadia.post("/travail/avis/", {"fonctions": "1"})
    assert "Tout est lu." in nadia.get("/travail/avis/").text

    first = Delegation.objects.get(delegate=cast.user("nadia"))
    url = reverse("administration:delegation_revoke", kwargs={"delegation": first.public_id})
    assert "Nadia Bouchard" in irene.get(url).text
    assert irene.post(url, {"reason": ""}).status_code == 422
    assert irene.post(url, {"reason": "Retour"}).status_code == 303
    assert irene.post(url, {"reason": "Retour"}).status_code == 404
    ended = irene.get(LIST).text
    assert "révoquée le" in ended[ended.index("Terminées et révoquées") :]
    assert not cast.actor("nadia").holds("unit_head")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"since": "2026-13-45"}, "AAAA-MM-JJ"),
        ({"last_day": "2020-01-01"}, "précède"),
        ({"roles": ["administrator"]}, "choisissez une des réponses"),
        ({"roles": []}, "au moins une fonction"),
        ({"delegate": "quelqu’un"}, "choisissez une des réponses"),
        ({"holder": ""}, "de qui vient"),
        ({"authority": "l’Office"}, "l’une ou l’autre"),
        ({"unit": "commission"}, "choisissez une des réponses"),
        ({"deed": "x" * 201}, "dépasse"),
        ({"deed": "a\0b"}, "caractère"),
    ],
)
def test_it_refuses_and_keeps_what_was_typed(
    cast: Cast, elevated: Elevated, changed: dict[str, str | list[str]], sentence: str
) -> None:
    answer = elevated("irene").post(NEW, said(cast, **changed))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert str(changed.get("since", TODAY.isoformat())) in answer.text
    assert not Delegation.objects.exists()


def test_nobody_enters_her_own_and_the_commissioners_are_not_seen(cast: Cast, elevated: Elevated) -> None:
    mine = elevated("irene").post(NEW, said(cast, delegate=str(cast.user("irene").public_id)))
    assert (mine.status_code, "Personne ne se donne" in mine.text) == (422, True)

    elevated("farid").post(NEW, said(cast))
    assert "Nadia Bouchard" not in elevated("claire").get(LIST).text
    url = reverse(
        "administration:delegation_revoke", kwargs={"delegation": Delegation.objects.get().public_id}
    )
    assert elevated("claire").post(url, {"reason": "Non"}).status_code == 403


def test_a_conflict_of_the_delegate_still_hides_the_dossier(
    cast: Cast, elevated: Elevated, open_dossier: Open
) -> None:
    # Whoever is complained about is set apart from the dossier; a delegation gives it back no more than an absence.
    dossier = open_dossier(to="marc")
    with acting_as(cast.actor("nadia")) as nadia:
        declare_conflict(actor=nadia, dossier=dossier, reason="Visée par la plainte", now=NOW)
    elevated("irene").post(NEW, said(cast))
    client = client_of(cast.user("nadia"))

    assert cast.actor("nadia").holds("unit_head")
    assert client.get(reverse("staff:dossier", kwargs={"number": dossier.number})).status_code == 404
    assert dossier.number not in client.get(reverse("staff:box")).text


def test_a_letter_is_signed_and_journaled_by_delegation(
    cast: Cast, elevated: Elevated, open_dossier: Open
) -> None:
    dossier = open_dossier()
    elevated("irene").post(NEW, said(cast))
    nadia = cast.actor("nadia")
    module = registry.module_of_kind(dossier.kind)
    template = next(t for t in module.letters if t.requires_approval_by == roles.UNIT_HEAD)
    with acting_as(nadia):
        letter = Letter.objects.filter(dossier_id=dossier.pk)[0]
        letter.template = template.code
        assert approval(nadia, dossier, letter).allowed
        assert in_replacement(nadia, dossier, letter) == {"by_delegation": "Marc Gagnon"}
        signed = signature(nadia, dossier, letter, job_title="Analyste")
        assert signed == "Nadia Bouchard\npar délégation de Marc Gagnon"
