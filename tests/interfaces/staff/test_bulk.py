"""Several dossiers at once: the preview tells, then each row succeeds or is refused on its own.

The same selection carries the success and the refusal.
"""

import re

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.notes.models import Note
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import Open, SignIn


def rows(text: str) -> list[str]:
    return re.findall(r'name="d" value="([^"]+)"', text)


def stored(dossier: Dossier) -> Dossier:
    with as_owner():
        return Dossier.objects.select_related("assignee").get(pk=dossier.pk)


def test_the_list_lets_rows_be_chosen(sign_in: SignIn, open_dossier: Open) -> None:
    dossier = open_dossier()

    text = sign_in("marc").get("/interventions/").text

    assert f'name="d" value="{dossier.number}"' in text
    assert 'value="confier"' in text


def test_dossiers_are_given_to_a_person_who_is_told(sign_in: SignIn, cast: Cast, open_dossier: Open) -> None:
    first, second = open_dossier(to=None), open_dossier(to=None)
    marc = sign_in("marc")
    preview = marc.get("/travail/lot/", {"faire": "confier", "d": [first.number, second.number]})
    assert "2 dossiers seront traités" in preview.text.replace("\u00a0", " ")

    done = marc.post(
        "/travail/lot/?faire=confier",
        {"d": rows(preview.text), "person": str(cast.user("nadia").public_id)},
    )

    assert done.text.count("Confié à Nadia Bouchard.") == 2
    assert [stored(d).assignee_id for d in (first, second)] == [cast.user("nadia").pk] * 2
    assert first.number in sign_in("nadia").get("/travail/avis/").text


def test_a_row_that_changed_since_the_preview_is_left_alone(
    sign_in: SignIn, cast: Cast, open_dossier: Open
) -> None:
    first, second = open_dossier(to=None), open_dossier(to=None)
    marc, person = sign_in("marc"), str(cast.user("nadia").public_id)
    preview = marc.get("/travail/lot/", {"faire": "confier", "d": [first.number, second.number]})
    with as_owner():
        Dossier.objects.filter(pk=first.pk).update(version=99)

    done = marc.post("/travail/lot/?faire=confier", {"d": rows(preview.text), "person": person})

    assert "depuis l’aperçu" in done.text
    assert stored(first).assignee_id is None
    assert stored(second).assignee_id == cast.user("nadia").pk


def test_an_analyst_gives_nothing_away_and_is_told_why(
    sign_in: SignIn, cast: Cast, open_dossier: Open
) -> None:
    dossier = open_dossier()
    nadia = sign_in("nadia")
    preview = nadia.get("/travail/lot/", {"faire": "confier", "d": dossier.number})

    done = nadia.post(
        "/travail/lot/?faire=confier",
        {"d": rows(preview.text), "person": str(cast.user("marc").public_id)},
    )

    assert "Cette action est réservée à" in preview.text
    assert "Cette action est réservée à" in done.text
    assert stored(dossier).assignee_id == cast.user("nadia").pk


def test_acknowledgments_leave_and_a_second_time_is_refused(sign_in: SignIn, open_dossier: Open) -> None:
    dossier = open_dossier()
    bruno = sign_in("bruno")
    query = {"faire": "accuser-reception", "d": dossier.number}
    preview = bruno.get("/travail/lot/", query)

    done = bruno.post("/travail/lot/?faire=accuser-reception", {"d": rows(preview.text)})

    assert "en file d’envoi" in done.text
    with as_owner():
        assert Letter.objects.get(dossier=dossier).state == LetterState.QUEUED
    assert "1 sera refusé" in bruno.get("/travail/lot/", query).text.replace("\u00a0", " ")


def test_the_same_note_goes_to_each(sign_in: SignIn, open_dossier: Open) -> None:
    first, second = open_dossier(), open_dossier()
    nadia = sign_in("nadia")
    preview = nadia.get("/travail/lot/", {"faire": "noter", "d": [first.number, second.number]})

    empty = nadia.post("/travail/lot/?faire=noter", {"d": rows(preview.text), "text": ""})
    nadia.post("/travail/lot/?faire=noter", {"d": rows(preview.text), "text": "Même ordre, même objet."})

    assert empty.status_code == 422
    with as_owner():
        assert Note.objects.filter(dossier__in=[first, second], text="Même ordre, même objet.").count() == 2


def test_one_text_becomes_one_letter_for_each(sign_in: SignIn, open_dossier: Open) -> None:
    first, second = open_dossier(), open_dossier(name="Farida Benali")
    nadia = sign_in("nadia")
    preview = nadia.get("/travail/lot/", {"faire": "meme-lettre", "d": [first.number, second.number]})
    letter = {
        "template": "acknowledgment",
        "subject": "Votre demande {{ numero }}",
        "body": "{{ destinataire }}, votre demande du {{ date_reception }} a été étudiée.",
    }
    sent = {"d": rows(preview.text)}

    wrong = nadia.post("/travail/lot/?faire=meme-lettre", sent | letter | {"body": "Bonjour {{ inconnu }}"})
    early = nadia.post("/travail/lot/?faire=meme-lettre", sent | letter | {"template": "reasoned_reply"})
    done = nadia.post("/travail/lot/?faire=meme-lettre", sent | letter)

    assert early.text.count("n’est pas offerte dans ce dossier") == 2
    assert wrong.text.count("refusé") >= 2
    assert done.text.count("soumise à l’approbation") == 2
    with as_owner():
        bodies = Letter.objects.filter(template="acknowledgment", state=LetterState.SUBMITTED)
        assert sorted(x.body.split(",")[0] for x in bodies) == ["Farida Benali", "Élise Tremblay"]
        assert {x.subject for x in bodies} == {f"Votre demande {d.number}" for d in (first, second)}


def test_what_is_not_visible_is_not_in_the_preview(sign_in: SignIn, open_dossier: Open) -> None:
    dossier = open_dossier()

    text = sign_in("farid").get("/travail/lot/", {"faire": "noter", "d": dossier.number}).text

    assert dossier.title not in text
    assert "Choisissez au moins un dossier" in text


def test_an_unknown_action_is_not_there(sign_in: SignIn) -> None:
    assert sign_in("nadia").get("/travail/lot/", {"faire": "detruire"}).status_code == 404


def test_letters_to_post_come_as_one_pdf(sign_in: SignIn, open_dossier: Open) -> None:
    dossiers = [open_dossier(), open_dossier()]
    bruno = sign_in("bruno")
    with as_owner():
        Letter.objects.filter(dossier__in=dossiers).update(delivery="post", channel="post")
    for dossier in dossiers:
        page = bruno.get(f"/dossiers/{dossier.number}/lettres/1/").text
        seen = re.findall(r'name="seen" value="([^"]+)"', page)[0]
        sent = {"seen": seen, "version": str(stored(dossier).version)}
        assert bruno.post(f"/dossiers/{dossier.number}/lettres/1/approuver/", sent).status_code == 303
    numbers = [dossier.number for dossier in dossiers]
    preview = bruno.get("/travail/lot/", {"faire": "imprimer", "d": numbers})

    response = bruno.post("/travail/lot/?faire=imprimer", {"d": rows(preview.text)})

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    labels = bruno.get("/travail/lot/", {"faire": "etiquettes", "d": numbers})
    assert (
        "n’a pas d’adresse postale" in labels.text
    )  # nothing to stick on an envelope: said before it is asked
