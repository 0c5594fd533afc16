"""Moving a dossier on, giving it, taking a step back, declaring a conflict: the pages and their refusals.

The same address for the right person, the reader and the stranger; what was typed is never lost.
"""

import pytest
from django.http import HttpResponse
from django.test import Client

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.approving import approve_letter
from egide.kernel.letters.dispatch import send_by_post
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle.running import run
from egide.platform.accounts.acting import acting_as
from egide.platform.journal.models import Event
from tests.cast import NOW, TODAY, Cast
from tests.interfaces.staff.conftest import Open, SignIn

ALL = ("start_triage", "close", "withdraw", "ask_particulars", "record_reply")
FIELDS = {"precisions": "La date.", "date_precisions": "2026-12-10"}


def post(client: Client, dossier: Dossier, where: str, **typed: str) -> HttpResponse:
    version = str(now(dossier).version)
    return client.post(f"/dossiers/{dossier.number}/{where}", {"version": version, **typed})  # type: ignore[return-value]


def now(dossier: Dossier) -> Dossier:
    from tests.database import as_owner

    with as_owner():
        return Dossier.objects.select_related("assignee").get(pk=dossier.pk)


def words(response: HttpResponse) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")


@pytest.fixture
def triaged(cast: Cast, dossier: Dossier) -> Dossier:
    with acting_as(cast.actor("nadia")) as nadia:
        fresh = Dossier.objects.get(pk=dossier.pk)
        run(actor=nadia, dossier=fresh, code="start_triage", answers={}, now=NOW)
    return dossier


# --- A transition -------------------------------------------------------------------------------------------------
def test_a_step_is_shown_with_its_consequences_then_made(sign_in: SignIn, triaged: Dossier) -> None:
    nadia, url = sign_in("nadia"), f"/dossiers/{triaged.number}/etapes/ask_particulars/"
    shown = words(nadia.get(url))  # type: ignore[arg-type]
    assert "Le dossier passe à l’étape « Incomplète »." in shown
    assert "Une demande de précisions ne suspend aucun délai." in shown

    response = post(nadia, triaged, "etapes/ask_particulars/", **FIELDS)

    assert (response.status_code, response.headers["Location"]) == (303, f"/dossiers/{triaged.number}/")
    assert now(triaged).state == "awaiting_particulars"


@pytest.mark.parametrize("code", ["unknown", "START_TRIAGE", "..", "x" * 500])
def test_an_unknown_step_is_not_found(sign_in: SignIn, dossier: Dossier, code: str) -> None:
    nadia = sign_in("nadia")

    assert nadia.get(f"/dossiers/{dossier.number}/etapes/{code}/").status_code == 404
    assert post(nadia, dossier, f"etapes/{code}/").status_code == 404
    assert nadia.get(f"/dossiers/{dossier.number}/etapes/start_triage/").status_code == 200


def test_a_step_of_another_moment_is_refused_with_the_sentence_of_the_action(
    sign_in: SignIn, dossier: Dossier
) -> None:
    nadia, said = sign_in("nadia"), "« Fermer le dossier » n’est pas offert à l’étape « Reçue »."

    for response in (
        nadia.get(f"/dossiers/{dossier.number}/etapes/close/"),
        post(nadia, dossier, "etapes/close/"),
    ):
        assert response.status_code == 403
        assert said in words(response)  # type: ignore[arg-type]
    assert now(dossier).state == "received"


def test_a_guard_that_closes_a_step_is_read_on_the_button_on_the_page_and_in_the_refusal(
    sign_in: SignIn, open_dossier: Open
) -> None:
    dossier, guard = open_dossier(to=None), "Confiez d’abord le dossier à une personne."
    nadia = sign_in("nadia")

    button = nadia.get(f"/dossiers/{dossier.number}/")
    shown = nadia.get(f"/dossiers/{dossier.number}/etapes/start_triage/")
    made = post(nadia, dossier, "etapes/start_triage/")

    assert guard in words(button)  # type: ignore[arg-type]
    assert (shown.status_code, made.status_code) == (403, 403)
    assert guard in words(shown)  # type: ignore[arg-type]
    assert guard in words(made)


def test_a_step_is_for_its_roles(sign_in: SignIn, triaged: Dossier) -> None:
    typed = {"motive": "Oui."}
    assert "réservée à" in words(post(sign_in("bruno"), triaged, "etapes/declare_admissible/", **typed))
    assert post(sign_in("helene"), triaged, "etapes/withdraw/", **typed).status_code == 403
    assert post(sign_in("farid"), triaged, "etapes/withdraw/", **typed).status_code == 404
    assert (
        post(Client(), triaged, "etapes/withdraw/", **typed).status_code == 403
    )  # what was typed is shown again

    assert post(sign_in("nadia"), triaged, "etapes/ask_particulars/", **FIELDS).status_code == 303


def test_nobody_makes_the_move_of_the_system(sign_in: SignIn, dossier: Dossier) -> None:
    assert sign_in("marc").get(f"/dossiers/{dossier.number}/etapes/record_reply/").status_code == 403


NASTY = ("", "\x00", "a\x00b", "x" * 8001, "2026-13-45", "2020-01-01", "2030-01-01", "99999-01-01", "\ud83d")


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_no_answer_breaks_a_step_and_a_refused_one_keeps_what_was_typed(
    sign_in: SignIn, dossier: Dossier, nasty: str
) -> None:
    nadia, typed = sign_in("nadia"), nasty.encode("utf-8", "surrogatepass").decode("latin-1")
    response = post(nadia, dossier, "etapes/withdraw/", occurred_on=typed, motive="Réglé avec l’ordre.")

    assert response.status_code == 422
    assert "Réglé avec l’ordre." in words(response)
    assert "à corriger" in words(response)
    assert now(dossier).state == "received"

    day = TODAY.isoformat()
    assert post(nadia, dossier, "etapes/withdraw/", occurred_on=day, motive="Réglé.").status_code == 303


@pytest.mark.parametrize(
    ("day", "why"), [("2026-11-22", "précède la réception"), ("2026-11-24", "dans l’avenir")]
)
def test_the_day_of_an_event_is_told_in_words_under_its_field(
    sign_in: SignIn, dossier: Dossier, day: str, why: str
) -> None:
    response = post(sign_in("nadia"), dossier, "etapes/withdraw/", occurred_on=day, motive="Réglé.")

    assert response.status_code == 422
    assert why in words(response)


def test_two_tabs_make_one_change_and_the_second_is_told_with_what_it_had_typed(
    sign_in: SignIn, triaged: Dossier
) -> None:
    nadia, seen = sign_in("nadia"), str(now(triaged).version)
    url = f"/dossiers/{triaged.number}/etapes/"

    first = nadia.post(f"{url}ask_particulars/", {"version": seen, **FIELDS})
    second = nadia.post(
        f"{url}withdraw/", {"version": seen, "occurred_on": "2026-11-23", "motive": "Un long motif."}
    )

    assert (first.status_code, second.status_code) == (303, 409)
    assert "Un long motif." in words(second)  # type: ignore[arg-type]
    assert "a changé depuis que vous avez ouvert la page" in words(second)  # type: ignore[arg-type]
    assert now(triaged).state == "awaiting_particulars"


@pytest.mark.parametrize("version", ["", "x", "-1", "1e3", "9" * 30, "²"])
def test_a_form_without_a_readable_version_changes_nothing(
    sign_in: SignIn, dossier: Dossier, version: str
) -> None:
    response = sign_in("nadia").post(f"/dossiers/{dossier.number}/etapes/start_triage/", {"version": version})

    assert response.status_code == 400
    assert now(dossier).state == "received"


# --- Giving it ----------------------------------------------------------------------------------------------------
def test_a_dossier_is_given_to_someone_of_the_unit(sign_in: SignIn, cast: Cast, open_dossier: Open) -> None:
    dossier, bruno = open_dossier(to=None), sign_in("bruno")
    offered = words(bruno.get(f"/dossiers/{dossier.number}/confier/"))  # type: ignore[arg-type]
    assert "Nadia Bouchard" in offered
    assert "Farid Haddad" not in offered

    for person in ("", "x", str(cast.user("farid").public_id), "\x00"):
        assert post(bruno, dossier, "confier/", person=person).status_code == 422
    assert now(dossier).assignee is None

    assert post(bruno, dossier, "confier/", person=str(cast.user("nadia").public_id)).status_code == 303
    assert now(dossier).assignee == cast.user("nadia")


# --- Taking it back -----------------------------------------------------------------------------------------------
def test_the_head_takes_a_step_back_with_a_reason_and_others_do_not(
    sign_in: SignIn, triaged: Dossier
) -> None:
    marc = sign_in("marc")
    assert post(sign_in("nadia"), triaged, "annuler/", reason="Erreur.").status_code == 403
    for reason in ("", "\x00", "x" * 2001):
        assert post(marc, triaged, "annuler/", reason=reason).status_code == 422
    assert now(triaged).state == "triage"

    assert post(marc, triaged, "annuler/", reason="Erreur de saisie.").status_code == 303
    assert now(triaged).state == "received"
    refused = post(marc, triaged, "annuler/", reason="Encore.")
    assert refused.status_code == 403
    assert "Il n’y a aucune étape à annuler" in words(refused)


def test_a_step_that_a_letter_followed_is_not_taken_back_and_the_page_says_why(
    sign_in: SignIn, cast: Cast, triaged: Dossier
) -> None:
    with acting_as(cast.actor("bruno")) as bruno:
        fresh = Dossier.objects.get(pk=triaged.pk)
        letter = Letter.objects.select_related("recipient").get(dossier_id=fresh.pk)
        letter.recipient.address = "12, rue du Port"
        letter.recipient.save()
        seen = letter.edited_at.isoformat()
        approve_letter(actor=bruno, dossier=fresh, letter=letter, seen=seen, now=NOW)
        send_by_post(actor=bruno, dossier=fresh, letter=letter, posted_on=TODAY, now=NOW)

    response = post(sign_in("marc"), triaged, "annuler/", reason="Erreur.")

    assert response.status_code == 403
    assert "Une lettre a été transmise depuis cette étape" in words(response)
    assert "Une lettre a été transmise depuis cette étape" in words(
        sign_in("marc").get(f"/dossiers/{triaged.number}/")  # type: ignore[arg-type]
    )


# --- Stepping aside -----------------------------------------------------------------------------------------------
def test_a_declared_conflict_closes_the_dossier_at_once_and_leaves_it_to_others(
    sign_in: SignIn, cast: Cast, dossier: Dossier
) -> None:
    nadia, url = sign_in("nadia"), f"/dossiers/{dossier.number}/"
    assert post(nadia, dossier, "conflit/", reason="").status_code == 422
    assert nadia.get(url).status_code == 200

    response = post(nadia, dossier, "conflit/", reason="Une parente.")

    assert (response.status_code, response.headers["Location"]) == (303, "/travail/")
    assert nadia.get(url).status_code == 404
    assert nadia.get(f"{url}conflit/").status_code == 404
    assert sign_in("marc").get(url).status_code == 200
    assert now(dossier).assignee is None
    with acting_as(cast.actor("marc")):
        assert Event.objects.filter(code="conflict.declared", actor=cast.actor("nadia").code).count() == 1


def test_who_declared_a_conflict_is_no_longer_offered_as_the_person_in_charge(
    sign_in: SignIn, dossier: Dossier
) -> None:
    bruno, url = sign_in("bruno"), f"/dossiers/{dossier.number}/confier/"
    assert "Nadia Bouchard" in words(bruno.get(url))  # type: ignore[arg-type]

    post(sign_in("nadia"), dossier, "conflit/", reason="Une parente.")

    assert "Nadia Bouchard" not in words(bruno.get(url))  # type: ignore[arg-type]
    assert "Marc Gagnon" in words(bruno.get(url))  # type: ignore[arg-type]


@pytest.mark.parametrize("where", ["etapes/start_triage/", "confier/", "annuler/", "conflit/"])
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_no_other_verb_is_served(sign_in: SignIn, dossier: Dossier, where: str, method: str) -> None:
    assert getattr(sign_in("marc"), method)(f"/dossiers/{dossier.number}/{where}").status_code == 405
