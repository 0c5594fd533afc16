"""An open dossier that turns out to belong behind another wall: what leaves, what stays, what must wait.

The same dossier carries the act and its refusals.
"""

import re

from django.test import Client

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.handover.models import Receipt
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.lifecycle.replaying import dossiers_problems
from egide.kernel.parties.models import Party
from egide.kernel.records.holds import place_hold
from egide.modules.interventions.models import InterventionDetails, Request
from egide.modules.service_complaints.models import ServiceComplaint
from egide.platform.accounts.acting import acting_as
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, Open, SignIn

REASON = "La personne se plaint de nos propres délais."
SECRET = "zibelinesecrete"


def page_of(dossier: Dossier, nature: str = "plainte-services") -> str:
    return f"/dossiers/{dossier.number}/remettre/{nature}/"


def with_a_piece(cast: Cast, dossier: Dossier) -> None:
    """Will add a received piece that names someone."""
    with acting_as(cast.actor("nadia")) as actor:
        add_document(
            dossier=Dossier.objects.get(pk=dossier.pk),
            title=f"Lettre de {SECRET}",
            origin=Origin.RECEIVED,
            stream=[SECRET.encode()],
            file_name=f"{SECRET}.txt",
            actor_code=actor.code,
            now=CLOCK,
        )


def send(who: Client, dossier: Dossier, nature: str = "plainte-services", **more: str) -> int:
    shown = who.get(page_of(dossier, nature)).text
    version = re.search(r'name="version" value="(\d+)"', shown)
    if version is None:
        return 0
    answers = {"version": version[1], "reason": REASON, "understood": "on", **more}
    return who.post(page_of(dossier, nature), answers).status_code


def test_what_leaves_and_what_stays_is_said_before(sign_in: SignIn, cast: Cast, open_dossier: Open) -> None:
    dossier = open_dossier()
    with_a_piece(cast, dossier)
    nadia = sign_in("nadia")

    choice = nadia.get(f"/dossiers/{dossier.number}/remettre/").text
    shown = nadia.get(page_of(dossier)).text.replace("\u00a0", " ")

    assert "Plainte sur les services" in choice
    assert "Élise Tremblay" in shown
    assert f"1 pièce reçue : Lettre de {SECRET}" in shown
    assert "1 projet de lettre est annulé" in shown
    assert "Remettre à une autre unité" in nadia.get(f"/dossiers/{dossier.number}/").text


def test_a_dossier_handed_over_is_emptied_closed_and_receipted(
    sign_in: SignIn, cast: Cast, open_dossier: Open
) -> None:
    dossier = open_dossier()
    with_a_piece(cast, dossier)
    nadia = sign_in("nadia")

    assert send(nadia, dossier) == 303

    with as_owner():
        here = Dossier.objects.get(pk=dossier.pk)
        receipt = Receipt.objects.get(dossier=here)
        own = InterventionDetails.objects.get(pk=here.pk)
        piece = DocumentVersion.objects.select_related("stored", "document").get(
            dossier=here, document__origin=Origin.RECEIVED
        )
        made = ServiceComplaint.objects.get()
        assert here.state == "closed"
        assert own.result == "transferred"
        assert receipt.number in here.title
        assert piece.stored.is_destroyed
        assert SECRET not in f"{piece.file_name} {piece.document.title}"
        names = Party.objects.filter(dossier=here).exclude(role="order").values_list("name", "email")
        assert set(names) == {("Personne remise", "")}
        assert "aucune nouvelle" not in own.summary
        assert not Request.objects.get(dossier=here).answers
        assert Letter.objects.get(dossier=here).state == LetterState.CANCELLED
        assert REASON in made.text
        assert "aucune nouvelle" in made.text
        assert Party.objects.filter(dossier_id=made.pk, name="Élise Tremblay").exists()
        assert DocumentVersion.objects.filter(dossier_id=made.pk, file_name=f"{SECRET}.txt").exists()
        assert list(dossiers_problems(here.number)) == []
    text = nadia.get(f"/dossiers/{dossier.number}/").text
    assert "Élise" not in text
    assert receipt.number in text


def test_a_letter_on_its_way_closes_the_act_until_it_has_left(sign_in: SignIn, open_dossier: Open) -> None:
    dossier = open_dossier()
    with as_owner():
        Letter.objects.filter(dossier=dossier).update(state=LetterState.SUBMITTED)
    nadia = sign_in("nadia")

    text = nadia.get(page_of(dossier)).text

    assert "Une lettre attend l’approbation ou le départ" in text
    assert "understood" not in text
    refused = nadia.post(page_of(dossier), {"version": dossier.version, "reason": REASON, "understood": "on"})
    assert refused.status_code == 403
    with as_owner():
        assert not Receipt.objects.exists()


def test_a_hold_keeps_the_dossier_here(sign_in: SignIn, cast: Cast, open_dossier: Open) -> None:
    dossier = open_dossier()
    with acting_as(cast.actor("marc")) as actor:
        held = Dossier.objects.get(pk=dossier.pk)
        place_hold(dossier=held, reason="Litige.", actor_code=actor.code, now=CLOCK)

    assert "L’élimination est suspendue" in sign_in("nadia").get(page_of(dossier)).text


def test_nothing_happens_without_a_reason(sign_in: SignIn, open_dossier: Open) -> None:
    dossier = open_dossier()

    assert send(sign_in("nadia"), dossier, reason="") == 422
    with as_owner():
        assert not Receipt.objects.exists()


def test_a_disclosure_is_sealed_to_the_designated_officer(sign_in: SignIn, open_dossier: Open) -> None:
    dossier = open_dossier()

    assert send(sign_in("bruno"), dossier, "divulgation") == 303
    with as_owner():
        assert Dossier.objects.get(kind="disclosure").compartment.code == "integrity"


def test_the_step_is_never_made_without_the_hand_over(sign_in: SignIn, open_dossier: Open) -> None:
    dossier = open_dossier()
    url = f"/dossiers/{dossier.number}/etapes/hand_over/"

    refused = sign_in("nadia").post(url, {"version": dossier.version, "motive": REASON})

    assert refused.status_code in (403, 404, 422)
    with as_owner():
        assert Dossier.objects.get(pk=dossier.pk).state == "received"
