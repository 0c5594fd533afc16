"""Notes, calls, reminders and notices on the staff's pages: what each keeps, for whom, and what it never shows.

Success and refusal share the same Office and the same clock.
"""

import pytest
from django.conf import settings

from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.notes.models import Note, Reminder
from egide.kernel.notices.actions import notify
from egide.platform.accounts.acting import acting_as
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import SignIn

TOMORROW = "2026-11-24"


def version(dossier: Dossier) -> dict[str, str]:
    with as_owner():
        return {"version": str(Dossier.objects.get(pk=dossier.pk).version)}


def tell(cast: Cast, dossier: Dossier, *names: str, code: str = "step") -> None:
    with acting_as(cast.actor("bruno")):
        ids = [cast.user(name).pk for name in names]
        notify(user_ids=ids, dossier=dossier, code=code, now=NOW)


# --- Notes and calls ------------------------------------------------------------------------------------------
def test_a_note_is_kept_and_read_by_a_colleague(sign_in: SignIn, dossier: Dossier) -> None:
    url = f"/dossiers/{dossier.number}/notes/"

    sent = sign_in("nadia").post(url + "ecrire/", version(dossier) | {"text": "Rappeler le syndic."})

    assert sent.status_code == 303
    assert "Rappeler le syndic." in sign_in("marc").get(url).text
    assert "Rappeler le syndic." not in sign_in("marc").get(f"/dossiers/{dossier.number}/journal/").text
    assert "Note interne n°" in sign_in("marc").get(f"/dossiers/{dossier.number}/journal/").text


def test_an_empty_note_is_refused_in_words(sign_in: SignIn, dossier: Dossier) -> None:
    response = sign_in("nadia").post(
        f"/dossiers/{dossier.number}/notes/ecrire/", version(dossier) | {"text": "  "}
    )

    assert response.status_code == 422
    assert "Écrivez la note." in response.text


def test_whoever_only_reads_writes_no_note(sign_in: SignIn, dossier: Dossier) -> None:
    helene = sign_in("helene")

    assert helene.get(f"/dossiers/{dossier.number}/notes/").status_code == 200
    assert helene.get(f"/dossiers/{dossier.number}/notes/ecrire/").status_code == 403


def test_a_call_says_who_when_and_what(sign_in: SignIn, dossier: Dossier) -> None:
    call = {
        "person": "Élise Tremblay",
        "phone": "4185550123",
        "direction": "in",
        "day": TODAY.isoformat(),
        "hour": "9 h 15",
        "summary": "Elle demande où en est l’enquête.",
    }
    bruno = sign_in("bruno")

    kept = bruno.post(f"/dossiers/{dossier.number}/appels/consigner/", version(dossier) | call)
    late = bruno.post(
        f"/dossiers/{dossier.number}/appels/consigner/", version(dossier) | call | {"day": "2027-01-04"}
    )

    assert kept.status_code == 303
    text = bruno.get(f"/dossiers/{dossier.number}/notes/").text
    assert "Appel\u00a0: Élise Tremblay" in text
    assert "9\u00a0h\u00a015" in text
    assert late.status_code == 422
    assert "dans l’avenir" in late.text
    with as_owner():
        assert Note.objects.filter(dossier=dossier).count() == 1


@pytest.mark.parametrize("hour", ["25 h", "14 h 75", "midi", "-1", "1:2:3"])
def test_an_hour_that_is_not_one_is_refused(sign_in: SignIn, dossier: Dossier, hour: str) -> None:
    call = {"person": "X", "direction": "in", "day": TODAY.isoformat(), "hour": hour, "summary": "Y"}

    response = sign_in("bruno").post(f"/dossiers/{dossier.number}/appels/consigner/", version(dossier) | call)

    assert response.status_code == 422
    assert "Écrivez l’heure sous la forme" in response.text


# --- Reminders -------------------------------------------------------------------------------------------------
def test_a_reminder_taken_from_a_dossier_comes_back_on_its_day(sign_in: SignIn, dossier: Dossier) -> None:
    nadia, page = sign_in("nadia"), f"/dossiers/{dossier.number}/"
    asked = nadia.get("/travail/rappels/nouveau/", {"de": page})
    assert f'value="{dossier.number}"' in asked.text

    kept = nadia.post(
        "/travail/rappels/nouveau/",
        {"de": page, "due_on": TODAY.isoformat(), "text": "Relire la réponse", "number": dossier.number},
    )

    assert (kept.status_code, kept.headers["Location"]) == (303, page)
    home = nadia.get("/travail/").text
    assert "Relire la réponse" in home
    assert f'href="{page}">{dossier.number}' in home
    assert "Relire la réponse" not in sign_in("marc").get("/travail/").text


def test_a_reminder_of_tomorrow_waits_in_the_list(sign_in: SignIn) -> None:
    nadia = sign_in("nadia")

    nadia.post("/travail/rappels/nouveau/", {"due_on": TOMORROW, "text": "Appeler l’ordre", "number": ""})

    assert "Appeler l’ordre" not in nadia.get("/travail/").text
    assert "Appeler l’ordre" in nadia.get("/travail/rappels/").text


def test_a_reminder_is_done_or_put_off_by_its_owner_only(sign_in: SignIn) -> None:
    nadia = sign_in("nadia")
    nadia.post("/travail/rappels/nouveau/", {"due_on": TODAY.isoformat(), "text": "Relancer", "number": ""})
    with as_owner():
        url = f"/travail/rappels/{Reminder.objects.get().public_id}/"

    assert sign_in("marc").post(url, {"fait": "1"}).status_code == 404
    assert nadia.post(url, {"due_on": "2026-11-01"}).status_code == 422
    assert nadia.post(url, {"due_on": TOMORROW}).status_code == 303
    assert "Relancer" not in nadia.get("/travail/").text
    assert nadia.post(url, {"fait": "1"}).status_code == 303
    assert "Relancer" not in nadia.get("/travail/rappels/").text


@pytest.mark.parametrize(
    "elsewhere", ["https://ailleurs.example/", "//ailleurs.example/", "javascript:alert(1)"]
)
def test_a_reminder_never_leads_out_of_the_house(sign_in: SignIn, elsewhere: str) -> None:
    nadia = sign_in("nadia")

    page = nadia.get("/travail/rappels/nouveau/", {"de": elsewhere})
    kept = nadia.post(
        "/travail/rappels/nouveau/", {"de": elsewhere, "due_on": TOMORROW, "text": "X", "number": ""}
    )

    assert f'href="{elsewhere}"' not in page.text
    assert kept.headers["Location"] == "/travail/"


def test_a_number_that_leads_nowhere_keeps_what_was_typed(sign_in: SignIn, dossier: Dossier) -> None:
    response = sign_in("farid").post(
        "/travail/rappels/nouveau/", {"due_on": TOMORROW, "text": "Mon texte", "number": dossier.number}
    )

    assert response.status_code == 422
    assert "ne mène à aucun dossier" in response.text
    assert "Mon texte" in response.text


def test_a_conflict_takes_the_reminder_and_the_notice_away(
    sign_in: SignIn, cast: Cast, dossier: Dossier
) -> None:
    nadia = sign_in("nadia")
    nadia.post(
        "/travail/rappels/nouveau/",
        {"due_on": TODAY.isoformat(), "text": "Relire", "number": dossier.number},
    )
    tell(cast, dossier, "nadia")
    assert dossier.number in nadia.get("/travail/avis/").text

    with acting_as(cast.actor("nadia")) as actor:
        declare_conflict(actor=actor, dossier=Dossier.objects.get(pk=dossier.pk), reason="Parenté", now=NOW)

    assert "Relire" not in nadia.get("/travail/").text
    text = nadia.get("/travail/avis/").text
    assert dossier.number not in text
    assert "Tout est lu." in text


# --- Notices ---------------------------------------------------------------------------------------------------
def test_a_notice_is_counted_until_it_is_read(sign_in: SignIn, cast: Cast, dossier: Dossier) -> None:
    tell(cast, dossier, "nadia")
    nadia = sign_in("nadia")
    assert "non lus" in nadia.get("/travail/").text

    nadia.post("/travail/avis/", {"numero": dossier.number})

    assert "non lus" not in nadia.get("/travail/").text
    assert "Avis déjà lus" in nadia.get("/travail/avis/").text
    nadia.post("/travail/avis/", {"numero": dossier.number, "non_lu": "1"})
    assert "1 dossier a des nouvelles" in nadia.get("/travail/avis/").text.replace("\u00a0", " ")


def test_a_notice_is_nobody_elses(sign_in: SignIn, cast: Cast, dossier: Dossier) -> None:
    tell(cast, dossier, "nadia", "farid")

    assert dossier.number not in sign_in("marc").get("/travail/avis/").text
    assert dossier.number not in sign_in("farid").get("/travail/avis/").text


def test_the_rhythm_of_the_e_mails_is_kept(sign_in: SignIn) -> None:
    nadia = sign_in("nadia")

    nadia.post("/travail/avis/", {"courriels": "daily"})
    nadia.post("/travail/avis/", {"courriels": "chaque-minute"})

    assert 'value="daily" checked' in nadia.get("/travail/avis/").text


# --- The practice space ------------------------------------------------------------------------------------------
def test_each_page_of_the_practice_space_says_so_and_no_other_does(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    nadia = sign_in("nadia")
    # The public's pages too: they are the ones that could be taken for the real site.
    for address in ("/travail/", "/orientation/", "/demande/"):
        assert "Espace d’exercice" not in nadia.get(address).text

    monkeypatch.setattr(settings, "PRACTICE", True)

    for address in ("/travail/", "/orientation/", "/demande/"):
        assert "Espace d’exercice" in nadia.get(address).text
