"""The signing queue and what surrounds it: list, letter beside dossier, return, next; what is typed; how it leaves."""

import json

import pytest
from django.http import HttpResponse
from django.test import Client

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.approving import submit_letter
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle.running import run
from egide.platform.accounts.acting import acting_as
from egide.platform.mail.models import Message
from tests.cast import NOW, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, Open, Queries, SignIn
from tests.interfaces.staff.test_letters import TEXT, base, found, post, words

REPLY = {"verifications": "Le registre.", "constats": "Aucun avis.", "suites": ""}


@pytest.fixture
def waiting(cast: Cast, open_dossier: Open) -> Dossier:
    """A letter of the unit's head, submitted by Nadia."""
    return submitted(cast, open_dossier())


def submitted(cast: Cast, dossier: Dossier) -> Dossier:
    with acting_as(cast.actor("nadia")) as nadia:
        fresh = Dossier.objects.select_related("unit__site").get(pk=dossier.pk)
        run(actor=nadia, dossier=fresh, code="start_triage", answers={}, now=NOW)
        answers = {"outcome": "merits", "destination": "Le syndic.", "motive": "Le fond."}
        run(actor=nadia, dossier=fresh, code="declare_not_admissible", answers=answers, now=NOW)
        letter = Letter.objects.select_related("recipient").get(dossier_id=dossier.pk, rank=2)
        submit_letter(dossier=fresh, letter=letter, now=NOW)
    return dossier


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return words(response)  # type: ignore[arg-type]


def typed(client: Client, dossier: Dossier, **more: str) -> HttpResponse:
    sent = {"number": dossier.number, "rank": "1", "seen": found(dossier).edited_at.isoformat()}
    return client.post("/travail/frappe/", sent | TEXT | more)  # type: ignore[return-value]


# --- The queue ----------------------------------------------------------------------------------------------------
def test_what_waits_is_listed_for_whoever_signs_it_and_counted_in_the_navigation(
    sign_in: SignIn, waiting: Dossier
) -> None:
    seen = page(sign_in("marc"), "/travail/signature/")

    assert "Demande non recevable, à Élise Tremblay" in seen
    assert "Nadia Bouchard" in seen
    assert f"/dossiers/{waiting.number}/lettres/2/signature/" in seen
    assert "Aucune lettre n’attend votre signature" in page(sign_in("nadia"), "/travail/signature/")
    assert waiting.number not in page(sign_in("bruno"), "/travail/signature/")


def test_the_letter_is_read_beside_the_dossier_then_signed_and_the_next_one_follows(
    sign_in: SignIn, cast: Cast, open_dossier: Open, waiting: Dossier
) -> None:
    other = submitted(cast, open_dossier(name="Gaston Côté"))
    marc = sign_in("marc")
    seen = page(marc, base(waiting, 2) + "signature/")
    for told in (
        "lettre 1 sur 2",
        "Le fond.",
        "J’ai demandé une enquête au syndic.",
        "Marc Gagnon",
        "Signer",
    ):
        assert told in seen, told

    signed = post(marc, waiting, "approuver/", letter="2", suite="signature")

    assert (signed.status_code, signed.headers["Location"]) == (303, base(other, 2) + "signature/")
    assert found(waiting, 2).signed_as == "Marc Gagnon"
    last = post(marc, other, "approuver/", letter="2", suite="signature")
    assert last.headers["Location"] == "/travail/signature/"
    assert "n’attend plus de signature" in page(marc, base(other, 2) + "signature/")


def test_a_returned_letter_shows_its_comment_to_the_author(sign_in: SignIn, waiting: Dossier) -> None:
    marc = sign_in("marc")
    refused = post(marc, waiting, "retourner/", letter="2", suite="signature", comment="x" * 2001)
    assert (refused.status_code, "x" * 2001 in words(refused)) == (422, True)

    given = post(marc, waiting, "retourner/", letter="2", suite="signature", comment="Citez\nl’article 123.")

    assert given.headers["Location"] == "/travail/signature/"
    seen = page(sign_in("nadia"), base(waiting, 2))
    assert "Marc Gagnon vous la retourne" in seen
    assert "Citez\nl’article 123." in seen
    assert "l’article 123." in page(sign_in("nadia"), f"/dossiers/{waiting.number}/journal/")


def test_a_letter_written_alone_says_why_its_button_is_closed(
    sign_in: SignIn, cast: Cast, waiting: Dossier
) -> None:
    with as_owner():
        Letter.objects.filter(dossier_id=waiting.pk, rank=2).update(
            drafted_by=cast.actor("marc").code, submitted_by=cast.actor("marc").code
        )
    marc = sign_in("marc")

    assert "vous êtes la seule à l’avoir écrite" in page(marc, base(waiting, 2) + "signature/")
    assert waiting.number not in page(marc, "/travail/signature/")
    assert post(marc, waiting, "approuver/", letter="2").status_code == 403


def test_the_list_costs_the_same_for_one_letter_and_for_six(
    sign_in: SignIn, cast: Cast, open_dossier: Open, waiting: Dossier, queries: Queries
) -> None:
    marc = sign_in("marc")
    marc.get("/travail/signature/")  # what a process guesses of the calendar is read once
    few = queries(marc, "/travail/signature/")
    for n in range(5):
        submitted(cast, open_dossier(name=f"Personne {n}"))
    many = queries(marc, "/travail/signature/")

    assert len(many) == len(few), "\n".join(many)


# --- What is typed ------------------------------------------------------------------------------------------------
def test_what_is_typed_is_kept_given_back_and_forgotten_once_saved(sign_in: SignIn, dossier: Dossier) -> None:
    nadia, before = sign_in("nadia"), found(dossier).body
    answer = typed(nadia, dossier, body="Une phrase commencée")

    assert json.loads(answer.content)["words"].startswith("Enregistré à 12")
    assert found(dossier).body == before
    seen = page(nadia, base(dossier))
    assert "Votre texte vous attendait" in seen
    assert "Une phrase commencée" in seen
    assert "Une phrase commencée" not in page(sign_in("marc"), base(dossier))

    assert post(nadia, dossier, **TEXT).status_code == 303
    assert "Votre texte vous attendait" not in page(nadia, base(dossier))


def test_the_second_to_write_is_told_and_loses_nothing(sign_in: SignIn, dossier: Dossier) -> None:
    nadia, marc = sign_in("nadia"), sign_in("marc")
    typed(nadia, dossier, body="Le texte de Nadia")
    told = json.loads(typed(marc, dossier, body="Le texte de Marc").content)["warning"]
    assert "Nadia Bouchard écrit aussi dans cette lettre" in told.replace("\u00a0", " ")
    assert "Marc Gagnon écrivait dans cette lettre" in page(nadia, base(dossier))

    assert post(nadia, dossier, **TEXT | {"body": "Le texte de Nadia"}).status_code == 303

    assert found(dossier).body == "Le texte de Nadia"
    back = page(marc, base(dossier))
    assert "Le texte de Marc" in back
    assert "La lettre a changé depuis" in back
    forgotten = post(marc, dossier, "oublier/")
    assert (forgotten.status_code, "Le texte de Marc" in page(marc, base(dossier))) == (303, False)


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"number": "INT-2026-99999"}, 404),
        ({"number": "\x00"}, 404),
        ({"rank": "deux"}, 400),
        ({"rank": "99"}, 404),
        ({"seen": "hier"}, 400),
        ({"seen": "2026-13-45T99:00"}, 400),
        ({"body": "x" * 80_000}, 403),
        ({"body": "a\x00b"}, 200),
    ],
    ids=range(8),
)
def test_what_is_typed_is_bounded(
    sign_in: SignIn, dossier: Dossier, more: dict[str, str], status: int
) -> None:
    assert typed(sign_in("nadia"), dossier, **more).status_code == status
    assert typed(sign_in("helene"), dossier).status_code == 403
    assert typed(sign_in("farid"), dossier).status_code == 404


# --- How it leaves ------------------------------------------------------------------------------------------------
def test_the_way_of_leaving_is_chosen_on_the_letter(sign_in: SignIn, open_dossier: Open) -> None:
    dossier = open_dossier(address="12, rue du Port\nQuébec (Québec) G1K 1A1")
    bruno = sign_in("bruno")
    post(bruno, dossier, "approuver/")
    assert "Envoyer par lien sécurisé" in page(bruno, base(dossier))

    assert post(bruno, dossier, "mode-envoi/", delivery="email").status_code == 303
    assert "Envoyer par courriel" in page(bruno, base(dossier))
    assert post(bruno, dossier, "mode-envoi/", delivery="post").status_code == 303
    assert "Consigner la mise à la poste" in page(bruno, base(dossier))
    assert post(bruno, dossier, "mode-envoi/", delivery="pigeon").status_code == 403


def test_a_slow_mail_server_is_said_in_words(sign_in: SignIn, dossier: Dossier) -> None:
    nadia = sign_in("nadia")
    post(sign_in("bruno"), dossier, "approuver/")
    post(nadia, dossier, "envoyer/")
    assert "L’envoi attend" not in page(nadia, base(dossier))

    with as_owner():
        Message.objects.update(last_error="timed out", attempts=2, due_at=CLOCK.replace(hour=CLOCK.hour + 1))

    assert "le serveur de courriel ne répond pas" in page(nadia, base(dossier))


def test_a_returned_e_mail_asks_for_a_posted_copy(sign_in: SignIn, open_dossier: Open) -> None:
    dossier = open_dossier(address="12, rue du Port\nQuébec (Québec) G1K 1A1")
    bruno = sign_in("bruno")
    post(bruno, dossier, "approuver/")
    post(bruno, dossier, "envoyer/")
    with as_owner():
        Letter.objects.filter(dossier_id=dossier.pk).update(state="bounced", sent_on=NOW.date())
        Message.objects.update(bounce_words="550 No such user")

    seen = page(bruno, base(dossier))

    for told in (
        "Retour de courriel",
        "550 No such user",
        "Postez une copie",
        "Consigner la mise à la poste",
    ):
        assert told in seen, told
    assert post(bruno, dossier, "envoyer/").status_code == 403
    assert post(bruno, dossier, "poste/", posted_on=NOW.date().isoformat()).status_code == 303
    assert found(dossier).state == "sent"


def test_a_name_that_no_font_holds_is_said_before_the_approval(sign_in: SignIn, open_dossier: Open) -> None:
    readable, unreadable = open_dossier(name="Đorđe Иванов Ζωή"), open_dossier(name="王小明")
    nadia = sign_in("nadia")

    assert "n’ont pas de signe" not in page(nadia, base(readable))
    assert "n’ont pas de signe pour : 王 小 明" in page(nadia, base(unreadable))
