"""The pages of a letter: its text, its approval, its address, its sending; two tabs, hostile text, refusals.

The bytes and the states are the kernel's tests; here what people see and type.
"""

import pytest
from django.http import HttpResponse
from django.test import Client

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle.running import run
from egide.platform.accounts.acting import acting_as
from egide.platform.mail.models import Message
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import Open, SignIn

TEXT = {
    "subject": "Accusé",
    "salutation": "Madame,",
    "body": "Votre demande est arrivée.",
    "closing": "Salutations.",
}
NAMES = (*TEXT, "enclosures")
LIMITS = {"subject": 200, "salutation": 120, "body": 60_000, "closing": 300, "enclosures": 2000}


def found(dossier: Dossier, rank: int = 1) -> Letter:
    with as_owner():
        return Letter.objects.select_related("recipient", "version").get(dossier_id=dossier.pk, rank=rank)


def base(dossier: Dossier, rank: int = 1) -> str:
    return f"/dossiers/{dossier.number}/lettres/{rank}/"


def post(
    client: Client, dossier: Dossier, where: str = "", *, letter: str = "1", **typed: str
) -> HttpResponse:
    rank = int(letter)
    with as_owner():
        version = str(Dossier.objects.get(pk=dossier.pk).version)
    hidden = {"version": version, "seen": found(dossier, rank).edited_at.isoformat()}
    return client.post(base(dossier, rank) + where, hidden | typed)  # type: ignore[return-value]


def words(response: HttpResponse) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")


def approved(sign_in: SignIn, dossier: Dossier) -> Dossier:
    assert post(sign_in("bruno"), dossier, "approuver/").status_code == 303
    return dossier


# --- Its text -----------------------------------------------------------------------------------------------------
def test_a_letter_is_read_by_readers_and_written_by_writers(sign_in: SignIn, dossier: Dossier) -> None:
    assert "<textarea" in words(sign_in("nadia").get(base(dossier)))  # type: ignore[arg-type]
    assert "<textarea" not in words(sign_in("helene").get(base(dossier)))  # type: ignore[arg-type]
    assert post(sign_in("helene"), dossier, **TEXT).status_code == 403
    assert sign_in("farid").get(base(dossier)).status_code == 404
    assert sign_in("nadia").get(base(dossier, 99)).status_code == 404

    assert post(sign_in("nadia"), dossier, **TEXT).status_code == 303
    assert found(dossier).body == "Votre demande est arrivée."


def test_line_ends_of_browsers_become_those_of_letters(sign_in: SignIn, dossier: Dossier) -> None:
    post(sign_in("nadia"), dossier, **TEXT | {"body": "Un.\r\n\r\n- deux\r\n- trois"})

    assert found(dossier).body == "Un.\n\n- deux\n- trois"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("nasty", ["a\x00b", "long"])
def test_a_text_that_cannot_be_kept_is_refused_in_words_and_given_back(
    sign_in: SignIn, dossier: Dossier, name: str, nasty: str
) -> None:
    before = found(dossier).body
    value = "x" * (LIMITS[name] + 1) if nasty == "long" else nasty
    other = "closing" if name != "closing" else "subject"
    response = post(sign_in("nadia"), dossier, **TEXT | {name: value, other: "Ce que j’écrivais"})

    assert response.status_code == 422
    assert "à corriger" in words(response)
    assert "Ce que j’écrivais" in words(response)
    assert "Null characters" not in words(response)
    assert found(dossier).body == before


@pytest.mark.parametrize("name", NAMES)
def test_a_text_at_the_limit_is_kept(sign_in: SignIn, dossier: Dossier, name: str) -> None:
    assert post(sign_in("nadia"), dossier, **TEXT | {name: "x" * LIMITS[name]}).status_code == 303
    assert len(getattr(found(dossier), name)) == LIMITS[name]


HOSTILE = (
    "#set page(width: 1pt)",
    "\\begin{x} $1/0$ *a* @b <c>",
    "\u202egnp.exe\u200b",
    "🦆" * 50,
    "a\u0301" * 400,
    "| " * 300,
)


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_prints(sign_in: SignIn, dossier: Dossier, hostile: str) -> None:
    nadia = sign_in("nadia")
    typed = dict.fromkeys(NAMES, hostile[:100]) | {"body": hostile}

    assert post(nadia, dossier, **typed).status_code == 303
    assert nadia.get(base(dossier)).status_code == 200
    printed = nadia.get(base(dossier) + "pdf/")
    assert (printed.status_code, printed.content[:5]) == (200, b"%PDF-")


def test_a_field_left_unfilled_is_said_and_nothing_is_approved(sign_in: SignIn, dossier: Dossier) -> None:
    post(sign_in("nadia"), dossier, **TEXT | {"body": "Bonjour {{ prenom }}"})

    for where in ("soumettre/", "approuver/"):
        response = post(sign_in("bruno"), dossier, where)
        assert response.status_code == 403
        assert "Le texte contient un champ qui n’est pas rempli : « {{ prenom }} »." in words(response)
    assert found(dossier).state == "draft"


# --- Two tabs -----------------------------------------------------------------------------------------------------
def test_two_tabs_keep_the_first_and_give_the_second_back(sign_in: SignIn, dossier: Dossier) -> None:
    nadia, marc = sign_in("nadia"), sign_in("marc")
    with as_owner():
        version = str(Dossier.objects.get(pk=dossier.pk).version)
    hidden = {"version": version, "seen": found(dossier).edited_at.isoformat()}

    first = nadia.post(base(dossier), hidden | TEXT)
    second = marc.post(base(dossier), hidden | TEXT | {"body": "La version de Marc."})

    assert (first.status_code, second.status_code) == (303, 409)
    assert "La version de Marc." in words(second)  # type: ignore[arg-type]
    assert found(dossier).body == TEXT["body"]


def test_a_text_seen_before_the_last_change_is_refused_with_both_versions(
    sign_in: SignIn, dossier: Dossier
) -> None:
    seen = found(dossier).edited_at.isoformat()
    with as_owner():
        Letter.objects.filter(dossier_id=dossier.pk).update(
            edited_at=NOW.replace(minute=59), body="L’autre texte."
        )

    response = post(sign_in("nadia"), dossier, seen=seen, **TEXT)

    assert response.status_code == 409
    assert "Votre demande est arrivée." in words(response)
    assert "L’autre texte." in words(response)
    assert found(dossier).body == "L’autre texte."


@pytest.mark.parametrize("seen", ["", "hier", "\x00"])
def test_an_approval_names_the_text_that_was_read(sign_in: SignIn, dossier: Dossier, seen: str) -> None:
    assert post(sign_in("bruno"), dossier, "approuver/", seen=seen).status_code == 409
    assert found(dossier).state == "draft"

    approved(sign_in, dossier)
    assert found(dossier).state == "approved"


# --- Approving and sending ----------------------------------------------------------------------------------------
def test_a_letter_is_approved_by_its_role_and_the_button_says_for_whom(
    sign_in: SignIn, cast: Cast, dossier: Dossier
) -> None:
    with acting_as(cast.actor("nadia")) as nadia:
        fresh = Dossier.objects.get(pk=dossier.pk)
        run(actor=nadia, dossier=fresh, code="start_triage", answers={}, now=NOW)
        answers = {"outcome": "merits", "destination": "Le syndic.", "motive": "Le fond."}
        run(actor=nadia, dossier=fresh, code="declare_not_admissible", answers=answers, now=NOW)
    assert post(sign_in("nadia"), dossier, "soumettre/", letter="2").status_code == 303

    said = "Cette action est réservée à : responsable de l’unité."
    assert said in words(sign_in("nadia").get(base(dossier, 2)))  # type: ignore[arg-type]
    refused = post(sign_in("nadia"), dossier, "approuver/", letter="2")
    assert (refused.status_code, said in words(refused)) == (403, True)

    assert post(sign_in("marc"), dossier, "approuver/", letter="2").status_code == 303
    assert found(dossier, 2).state == "approved"


def test_the_pdf_says_project_until_it_is_approved(sign_in: SignIn, dossier: Dossier) -> None:
    nadia = sign_in("nadia")
    draft = nadia.get(base(dossier) + "pdf/")
    assert "projet" in draft.headers["Content-Disposition"]
    assert "Aperçu en PDF (projet)" in words(nadia.get(base(dossier)))  # type: ignore[arg-type]

    approved(sign_in, dossier)

    final = nadia.get(base(dossier) + "pdf/")
    assert "projet" not in final.headers["Content-Disposition"]
    assert final.content != draft.content
    assert "Ouvrir le PDF approuvé" in words(nadia.get(base(dossier)))  # type: ignore[arg-type]
    assert "Ouvrir le PDF transmis" not in words(nadia.get(base(dossier)))  # type: ignore[arg-type]


def test_an_edit_of_an_approved_letter_is_announced_and_voids_the_approval(
    sign_in: SignIn, dossier: Dossier
) -> None:
    approved(sign_in, dossier)
    assert "annule l’approbation" in words(sign_in("nadia").get(base(dossier)))  # type: ignore[arg-type]

    assert post(sign_in("nadia"), dossier, **TEXT).status_code == 303

    assert (found(dossier).state, found(dossier).sha256) == ("draft", "")
    assert post(sign_in("nadia"), dossier, "envoyer/").status_code == 403


@pytest.mark.parametrize("where", ["soumettre/", "retourner/", "approuver/", "envoyer/", "renvoyer/"])
def test_a_queued_letter_answers_every_other_button_in_words(
    sign_in: SignIn, dossier: Dossier, where: str
) -> None:
    approved(sign_in, dossier)
    assert post(sign_in("nadia"), dossier, "envoyer/").status_code == 303

    response = post(sign_in("bruno"), dossier, where)

    assert response.status_code == 403
    assert found(dossier).state == "queued"
    with as_owner():
        assert Message.objects.count() == 1


def test_an_address_that_cannot_receive_is_refused_in_french_then_corrected(
    sign_in: SignIn, open_dossier: Open
) -> None:
    dossier = approved(sign_in, open_dossier(email="élise@exemple.ca"))
    nadia = sign_in("nadia")
    refused = post(nadia, dossier, "envoyer/")
    assert (refused.status_code, "n’est pas valide" in words(refused)) == (403, True)

    for email, address in (("", ""), ("elise", ""), ("é@exemple.ca", ""), ("", "a\x00b"), ("", "x" * 1001)):
        assert post(nadia, dossier, "destinataire/", email=email, address=address).status_code in (403, 422)
    assert found(dossier).recipient.email == "élise@exemple.ca"

    assert post(nadia, dossier, "destinataire/", email="elise@exemple.ca", address="").status_code == 303
    assert found(dossier).state == "draft"
    approved(sign_in, dossier)
    assert post(nadia, dossier, "envoyer/").status_code == 303


def test_who_only_reads_corrects_no_address(sign_in: SignIn, dossier: Dossier) -> None:
    assert sign_in("helene").get(base(dossier) + "destinataire/").status_code == 403
    assert post(sign_in("helene"), dossier, "destinataire/", email="a@b.ca").status_code == 403
    assert sign_in("nadia").get(base(dossier) + "destinataire/").status_code == 200


def test_a_person_without_any_address_is_told_before_the_approval(
    sign_in: SignIn, open_dossier: Open
) -> None:
    dossier = open_dossier(email="", address="")

    response = post(sign_in("bruno"), dossier, "approuver/")

    assert response.status_code == 403
    assert "n’a ni courriel ni adresse postale" in words(response)
    assert (
        post(sign_in("bruno"), dossier, "destinataire/", email="", address="12, rue du Port").status_code
        == 303
    )
    approved(sign_in, dossier)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (TODAY.isoformat(), 303),
        ("2026-11-22", 422),
        ("2026-11-24", 422),
        ("", 422),
        ("hier", 422),
        ("23/11/2026", 422),
        ("2026-W48-1", 422),
        ("\x00", 422),
        ("9" * 5000, 422),
    ],
)
def test_a_letter_is_posted_on_a_day_that_was(
    sign_in: SignIn, open_dossier: Open, day: str, status: int
) -> None:
    dossier = approved(sign_in, open_dossier(address="12, rue du Port"))

    response = post(sign_in("bruno"), dossier, "poste/", posted_on=day)

    assert response.status_code == status
    assert found(dossier).state == ("sent" if status == 303 else "approved")


def test_a_letter_that_has_no_postal_address_offers_no_posting(sign_in: SignIn, open_dossier: Open) -> None:
    by_mail, by_post = open_dossier(), open_dossier(address="12, rue du Port")
    bruno = sign_in("bruno")

    for dossier, offered in ((by_mail, False), (by_post, True)):
        approved(sign_in, dossier)
        assert ("Consigner la mise à la poste" in words(bruno.get(base(dossier)))) is offered  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "where", ["soumettre/", "retourner/", "approuver/", "envoyer/", "poste/", "renvoyer/"]
)
def test_a_button_is_only_posted_to(sign_in: SignIn, dossier: Dossier, where: str) -> None:
    assert sign_in("nadia").get(base(dossier) + where).status_code == 405
