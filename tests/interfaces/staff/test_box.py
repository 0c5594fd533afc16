"""The unit's box: a request is opened, given, set aside; what comes otherwise starts in the mail room.

What is refused and what is taken share their set-up.
"""

from datetime import date

from egide.kernel.deadlines import calendars
from egide.kernel.deadlines.models import ClosureDay
from egide.kernel.dossiers.models import Dossier
from egide.modules.interventions.models import Request
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Site
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, Open, SignIn, Submit

CHOICES = {
    "title": "Sans nouvelles du syndic",
    "order": "dentistes",
    "mechanism": "syndic",
    "unit": "interventions",
}


def test_the_oldest_request_comes_first_with_its_age_and_its_deadline(
    sign_in: SignIn, submit: Submit
) -> None:
    submit(name="Ginette Roy", title="La plus récente")
    submit(name="Gaston Côté", title="La plus ancienne", days_ago=3)

    text = sign_in("bruno").get("/boite/").text

    assert text.index("La plus ancienne") < text.index("La plus récente")
    assert "reçue il y a 3\u00a0jours" in text
    assert "dans 4\u00a0jours" in text  # Friday 20 November + 5 business days = Friday 27


def test_an_empty_box_says_how_things_come_to_it(sign_in: SignIn) -> None:
    text = sign_in("bruno").get("/boite/").text

    assert "Aucune demande n’attend" in text
    assert "Tous les dossiers ont une personne responsable" in text


def test_a_request_is_shown_as_it_was_received(sign_in: SignIn, submit: Submit) -> None:
    text = sign_in("bruno").get(f"/boite/{submit().reference}/").text

    for told in (
        "J’ai demandé une enquête au syndic.",
        "elise@exemple.example",
        "418\u00a0555-0123",
        "3\u00a0mars\u00a02026",
    ):
        assert told in text
    assert "Prévision" in text


def test_opening_gives_a_number_and_a_person_in_charge(sign_in: SignIn, cast: Cast, submit: Submit) -> None:
    request, nadia = submit(), cast.user("nadia")

    response = sign_in("bruno").post(
        f"/boite/{request.reference}/", CHOICES | {"person": str(nadia.public_id)}
    )

    assert (response.status_code, response.headers["Location"]) == (303, "/dossiers/INT-2026-00001/")
    with acting_as(cast.actor("bruno")):
        dossier = Dossier.objects.get(number="INT-2026-00001")
        assert (dossier.assignee_id, dossier.title) == (nadia.pk, CHOICES["title"])
        assert Request.objects.get(pk=request.pk).dossier_id == dossier.pk


def test_a_request_opened_by_someone_else_meanwhile_is_not_opened_twice(
    sign_in: SignIn, submit: Submit
) -> None:
    bruno, url = sign_in("bruno"), f"/boite/{submit().reference}/"
    first = bruno.post(url, CHOICES)

    second = bruno.post(url, CHOICES, follow=True)

    assert first.status_code == 303
    assert second.redirect_chain == [("/dossiers/INT-2026-00001/", 303)]
    assert "Cette demande est déjà ouverte" in second.text
    assert "Voir le dossier INT-2026-00001" in bruno.get(url).text


def test_nobody_is_put_in_charge_outside_the_unit_chosen(sign_in: SignIn, cast: Cast, submit: Submit) -> None:
    farid = str(cast.user("farid").public_id)

    response = sign_in("bruno").post(f"/boite/{submit().reference}/", CHOICES | {"person": farid})

    assert response.status_code == 422
    assert "Confier à" in response.text


def test_setting_aside_asks_for_a_reason_and_keeps_it(sign_in: SignIn, submit: Submit) -> None:
    bruno, reference = sign_in("bruno"), submit().reference
    url = f"/boite/{reference}/mettre-de-cote/"

    refused = bruno.post(url, {"reason": "  "})
    done = bruno.post(url, {"reason": "Envoyée deux fois par erreur"})

    assert (refused.status_code, done.status_code) == (422, 303)
    assert "«\u00a0Raison\u00a0» doit être rempli." in refused.text
    assert "Envoyée deux fois par erreur" in bruno.get(f"/boite/{reference}/").text
    assert "Élise Tremblay" not in bruno.get("/boite/").text


def test_a_new_dossier_without_a_form_starts_in_the_mail_room_with_what_is_known(sign_in: SignIn) -> None:
    bruno = sign_in("bruno")

    answer = bruno.get("/interventions/nouveau/?order=dentistes&channel=phone")

    assert answer.headers["Location"] == "/travail/courrier/?order=dentistes&channel=phone"
    form = bruno.get(answer.headers["Location"]).text
    assert '<option value="dentistes" selected>' in form
    assert '<option value="phone" selected>' in form


def test_a_dossier_of_nobody_stands_in_the_box_until_it_is_given(sign_in: SignIn, open_dossier: Open) -> None:
    open_dossier(to=None, title="Sans responsable")
    open_dossier(title="Avec responsable")

    text = sign_in("bruno").get("/boite/").text

    assert "Sans responsable" in text
    assert "Avec responsable" not in text


def test_the_date_announced_counts_the_closures_of_the_reader_s_site(
    sign_in: SignIn, cast: Cast, submit: Submit
) -> None:
    address = f"/boite/{submit(days_ago=3).reference}/"  # Friday 20 November + 5 business days
    assert "vendredi 27\u00a0novembre\u00a02026" in sign_in("bruno").get(address).text

    quebec = Site.objects.get(code="quebec")
    with as_owner():
        ClosureDay.objects.create(
            calendar="public_service", day=date(2026, 11, 25), name="Tempête", site=quebec
        )
        calendars.publish(code="public_service", version="tempête", now=CLOCK)

    assert "lundi 30\u00a0novembre\u00a02026" in sign_in("bruno").get(address).text


def test_a_mere_surname_is_folded_so_as_not_to_bury_a_duplicate(
    sign_in: SignIn, submit: Submit, open_dossier: Open
) -> None:
    open_dossier()
    open_dossier(name="Gaston Tremblay", email="gaston@exemple.example", phone="8195550177")

    text = sign_in("bruno").get(f"/boite/{submit().reference}/").text

    folded = text.index("Même nom de famille seulement&nbsp;: 1&nbsp;dossier<")
    assert text.index("Possible doublon") < folded < text.index("même nom de famille<")
