"""Typing a request: each nature in one act, its consequences said before; what is gone is gone, the rest comes back.

A refusal shares its set-up with the success.
"""

from dataclasses import replace

import pytest

from egide.interfaces.staff.natures import BY_SLUG
from egide.interfaces.staff.triage import slip_request
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.models import Conflict
from egide.kernel.handover.models import Receipt
from egide.modules.access_requests.models import AccessRequest
from egide.modules.admission_complaints.models import AdmissionComplaint
from egide.modules.disclosures.models import Disclosure
from egide.modules.information_cards.models import InformationCard
from egide.modules.interventions.models import Request
from egide.modules.service_complaints.models import ServiceComplaint
from egide.platform.accounts.acting import acting_as
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, Open, SignIn, Submit

YES = {"understood": "on"}
CARD = {"theme": "syndic", "body": "syndic", "outcome": "pointed", "order": "dentistes", "note": ""}
HANDED = ("plainte-services", "commentaire", "divulgation", "commissaire", "acces")
KINDS = ("service_complaint", "service_complaint", "disclosure", "admission_complaint", "access_request")
SECRET = "zibelinesecrete"


def url(request: Request, nature: str) -> str:
    return f"/boite/{request.reference}/nature/{nature}/"


def test_a_waiting_request_offers_every_nature_with_its_sign(sign_in: SignIn, submit: Submit) -> None:
    request = submit()

    text = sign_in("bruno").get(f"/boite/{request.reference}/").text

    for nature in (*HANDED, "renseignement"):
        assert url(request, nature) in text
    assert "Ce n’est pas une demande d’intervention?" in text


@pytest.mark.parametrize("nature", HANDED)
def test_the_consequences_are_said_before_and_nothing_happens_without_confirming(
    sign_in: SignIn, submit: Submit, nature: str
) -> None:
    request, bruno = submit(), sign_in("bruno")

    shown = bruno.get(url(request, nature))
    refused = bruno.post(url(request, nature), {})

    assert "Ce geste ne s’annule pas" in shown.text
    assert refused.status_code == 422
    assert "cochez la case pour confirmer" in refused.text
    with as_owner():
        assert not Receipt.objects.exists()


@pytest.mark.parametrize(("nature", "kind"), list(zip(HANDED, KINDS, strict=True)))
def test_what_is_handed_over_leaves_only_a_receipt(
    cast: Cast, sign_in: SignIn, submit: Submit, nature: str, kind: str
) -> None:
    request, bruno = submit(name=f"{SECRET} Tremblay", summary=f"{SECRET} résumé"), sign_in("bruno")

    answer = bruno.post(url(request, nature), YES)

    assert answer.status_code == 303
    page = bruno.get(f"/boite/{request.reference}/").text
    assert "reçu REM-2026-00001" in page
    assert SECRET not in page + bruno.get("/boite/").text + bruno.get("/remises/").text
    with acting_as(cast.actor("bruno")):
        assert SECRET not in str(list(Request.objects.values()))
        assert not Dossier.objects.filter(kind=kind).exists()
    with as_owner():
        assert Dossier.objects.get(kind=kind).channel == "form"


def test_the_words_arrive_whole_on_the_other_side(cast: Cast, sign_in: SignIn, submit: Submit) -> None:
    for nature in HANDED:
        sign_in("bruno").post(url(submit(summary=f"{SECRET} {nature}"), nature), YES)

    with acting_as(cast.actor("odile")):
        told = dict(ServiceComplaint.objects.values_list("nature", "text"))
    with acting_as(cast.actor("solange")):
        disclosed = Disclosure.objects.get().text
    with acting_as(cast.actor("claire")):
        complained = AdmissionComplaint.objects.get().facts
    with acting_as(cast.actor("amelie")):
        requested = AccessRequest.objects.get().text
    assert f"{SECRET} plainte-services" in told["complaint"]
    assert f"{SECRET} commentaire" in told["comment"]
    assert f"{SECRET} divulgation" in disclosed
    assert f"{SECRET} commissaire" in complained
    assert f"{SECRET} acces" in requested
    assert "Savoir où en est l’enquête." in disclosed


def test_a_complaint_is_hidden_from_whom_it_concerns(cast: Cast, sign_in: SignIn, submit: Submit) -> None:
    odile, marc = (str(cast.user(name).public_id) for name in ("odile", "marc"))

    sign_in("bruno").post(
        url(submit(), "plainte-services"),
        YES | {"people": [odile, marc], "units": ["secretariat"], "about": "l’accueil"},
    )

    with as_owner():
        away = set(Conflict.objects.values_list("user__full_name", flat=True))
    assert away == {"Odile Caron", "Marc Gagnon", "Amélie Roy", "Bruno Lavoie"}
    with acting_as(cast.actor("odile")):
        assert not Dossier.objects.exists()
    with acting_as(cast.actor("helene")):
        assert Dossier.objects.filter(kind="service_complaint").count() == 1


def test_a_question_is_counted_and_set_aside_then_comes_back_without_its_card(
    cast: Cast, sign_in: SignIn, submit: Submit
) -> None:
    request, bruno = submit(), sign_in("bruno")

    bruno.post(url(request, "renseignement"), CARD)
    shown = bruno.get(f"/boite/{request.reference}/").text
    assert "fiche n° 1 du jour" in shown.replace("\u00a0", " ")
    bruno.post(f"/boite/{request.reference}/reprendre/")

    with acting_as(cast.actor("bruno")):
        assert InformationCard.objects.get().withdrawn_at is not None
        assert Request.objects.get(pk=request.pk).set_aside_at is None


def prepared(cast: Cast, request: Request) -> None:
    """Will prepare a slip, as for an addressee who has no door of its own in the house."""
    nature = replace(
        BY_SLUG["acces"], way="slip", destination="elsewhere", destination_label="Un autre organisme"
    )
    with acting_as(cast.actor("bruno")) as bruno:
        slip_request(actor=bruno, request=Request.objects.get(pk=request.pk), nature=nature, now=CLOCK)


def test_a_slip_is_prepared_and_the_typing_is_corrected_until_the_hand_over(
    cast: Cast, sign_in: SignIn, submit: Submit
) -> None:
    request, bruno = submit(), sign_in("bruno")

    prepared(cast, request)
    slip = bruno.get(f"/boite/{request.reference}/bordereau/")
    assert "REM-2026-00001" in slip.text
    bruno.post(f"/boite/{request.reference}/reprendre/")
    with acting_as(cast.actor("bruno")):
        assert Request.objects.get(pk=request.pk).set_aside_at is None

    prepared(cast, request)
    bruno.post(f"/boite/{request.reference}/bordereau/")
    late = bruno.post(f"/boite/{request.reference}/reprendre/")

    assert late.status_code == 403
    assert "La remise est confirmée" in late.text
    assert bruno.get(f"/boite/{request.reference}/bordereau/").text.count("La remise est confirmée") == 1


def test_what_was_handed_over_does_not_come_back(sign_in: SignIn, submit: Submit) -> None:
    request, bruno = submit(), sign_in("bruno")
    bruno.post(url(request, "divulgation"), YES)

    back = bruno.post(f"/boite/{request.reference}/reprendre/")

    assert back.status_code == 403
    assert "n’est plus ici" in back.text


def test_one_set_aside_by_mistake_comes_back_as_it_was(cast: Cast, sign_in: SignIn, submit: Submit) -> None:
    request, bruno = submit(), sign_in("bruno")
    bruno.post(f"/boite/{request.reference}/mettre-de-cote/", {"reason": "Doublon."})
    assert "Remettre dans la boîte" in bruno.get(f"/boite/{request.reference}/").text

    bruno.post(f"/boite/{request.reference}/reprendre/")

    assert request.reference in bruno.get("/boite/").text


@pytest.mark.parametrize("nature", [*HANDED, "renseignement"])
def test_a_second_tab_is_told_that_it_was_dealt_with(sign_in: SignIn, submit: Submit, nature: str) -> None:
    request, bruno = submit(), sign_in("bruno")
    bruno.post(f"/boite/{request.reference}/mettre-de-cote/", {"reason": "Doublon."})

    answer = bruno.post(url(request, nature), YES | CARD, follow=True)

    assert "a déjà été traitée" in answer.text
    with as_owner():
        assert not Receipt.objects.exists()


def test_a_piece_of_the_mail_is_handed_over_without_being_kept(cast: Cast, sign_in: SignIn) -> None:
    bruno = sign_in("bruno")
    piece = {
        "channel": "post",
        "received_on": "2026-11-20",
        "name": f"{SECRET} Côté",
        "text": f"{SECRET} lettre de deux pages.",
    }

    late = bruno.post("/remises/nouvelle/divulgation/", YES | piece | {"received_on": "2027-01-04"})
    done = bruno.post("/remises/nouvelle/divulgation/", YES | piece, follow=True)

    assert late.status_code == 422
    assert "dans l’avenir" in late.text
    assert SECRET in late.text  # what was typed is not lost
    assert "REM-2026-00001" in done.text
    assert SECRET not in done.text
    with acting_as(cast.actor("solange")):
        assert f"{SECRET} lettre" in Disclosure.objects.get().text
        assert Dossier.objects.get().received_on.isoformat() == "2026-11-20"


@pytest.mark.parametrize("nature", ["renseignement", "inconnue"])
def test_only_what_has_a_receiver_is_handed_over_from_paper(sign_in: SignIn, nature: str) -> None:
    assert sign_in("bruno").get(f"/remises/nouvelle/{nature}/").status_code == 404


def test_a_second_tab_on_an_opened_request_goes_to_its_dossier(sign_in: SignIn, open_dossier: Open) -> None:
    dossier = open_dossier()
    with as_owner():
        reference = Request.objects.get(dossier=dossier).reference

    answer = sign_in("bruno").post(
        f"/boite/{reference}/", {"title": "x", "mechanism": "syndic", "unit": "interventions"}
    )

    assert answer.status_code == 303
    assert answer["Location"] == f"/dossiers/{dossier.number}/"


def test_coming_back_from_a_sign_in_on_set_aside_leads_to_the_request(
    sign_in: SignIn, submit: Submit
) -> None:
    request = submit()

    answer = sign_in("bruno").get(f"/boite/{request.reference}/mettre-de-cote/")

    assert answer.status_code in (302, 303)
    assert answer["Location"] == f"/boite/{request.reference}/"
