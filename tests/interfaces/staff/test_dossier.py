"""The dossier's page: proof, map, actions with their reasons, documents, letters, journal.

Each person sees her own buttons; who may see the page is in test_access.py.
"""

import re

import pytest

from egide.interfaces.staff import pages_journal
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter
from egide.kernel.lifecycle.running import run
from egide.kernel.records.actions import close_records
from egide.kernel.records.holds import place_hold
from egide.platform.accounts.acting import acting_as
from tests.cast import NOW, TODAY, Cast
from tests.interfaces.staff.conftest import Open, Queries, SignIn

SECTIONS = ("", "documents/", "lettres/", "parties/", "echeances/", "journal/")


def move(cast: Cast, dossier: Dossier, code: str, name: str = "nadia", **answers: str) -> None:
    with acting_as(cast.actor(name)) as actor:
        fresh = Dossier.objects.get(pk=dossier.pk)
        run(actor=actor, dossier=fresh, code=code, answers=answers, now=NOW)


def ready(text: str) -> list[str]:
    """The buttons, then the quieter links beside them and on the side."""
    offered = r'<a class="btn[^"]*" href="[^"]+">([^<]+)</a>|<li><a href="/dossiers/[^"]+">([^<]+)</a></li>'
    return [(button or link).strip() for button, link in re.findall(offered, text)]


def stations(text: str) -> list[tuple[str, str]]:
    return re.findall(r'class="map-(done|here|ahead)"[^>]*><span class="map-label">([^<]+)<', text)


def test_the_head_says_number_order_receipt_and_the_nearest_deadline(
    sign_in: SignIn, dossier: Dossier
) -> None:
    text = sign_in("nadia").get(f"/dossiers/{dossier.number}/").text

    for said in (
        "INT-2026-00001",
        "Ordre des dentistes du Québec",
        "reçue le 23\u00a0novembre\u00a02026 par le formulaire",
        "Renseignements personnels",
        "dans 7\u00a0jours",
        "lundi 30\u00a0novembre\u00a02026",
        "5e jour ouvrable",
        "Source\u00a0: nos engagements, Déclaration de services aux citoyens",
    ):
        assert said in text, said
    assert "Scellé" not in text


def test_the_summary_is_the_modules_own(sign_in: SignIn, dossier: Dossier) -> None:
    text = sign_in("nadia").get(f"/dossiers/{dossier.number}/").text

    for said in (
        "J’ai demandé une enquête au syndic.",
        "Avis de progression n° 3",
        "29 septembre 2026",
    ):
        assert said in text.replace("\u00a0", " "), said
    assert "Règle 6200" in text


def test_the_line_shows_where_the_dossier_is(sign_in: SignIn, cast: Cast, dossier: Dossier) -> None:
    move(cast, dossier, "start_triage")

    found = stations(sign_in("nadia").get(f"/dossiers/{dossier.number}/").text)

    assert found[:3] == [("done", "Reçue"), ("here", "Qualification"), ("ahead", "Recevable")]
    assert len(found) == 7


def test_a_side_state_stands_where_it_was_left_for(sign_in: SignIn, cast: Cast, dossier: Dossier) -> None:
    move(cast, dossier, "start_triage")
    move(cast, dossier, "ask_particulars", precisions="La date de la demande", date_precisions="2026-12-01")

    found = stations(sign_in("nadia").get(f"/dossiers/{dossier.number}/").text)

    assert found[:4] == [
        ("done", "Reçue"),
        ("done", "Qualification"),
        ("here", "Incomplète"),
        ("ahead", "Recevable"),
    ]


def test_what_can_no_longer_be_reached_leaves_the_line(sign_in: SignIn, cast: Cast, dossier: Dossier) -> None:
    move(cast, dossier, "withdraw", occurred_on="2026-11-23", motive="La personne renonce")

    found = stations(sign_in("nadia").get(f"/dossiers/{dossier.number}/").text)

    assert found == [("done", "Reçue"), ("here", "Désistement"), ("ahead", "Fermée")]


def test_the_usual_time_appears_once_enough_dossiers_have_passed(
    sign_in: SignIn, cast: Cast, open_dossier: Open
) -> None:
    nadia = sign_in("nadia")
    for _ in range(5):
        move(cast, open_dossier(days_ago=3), "start_triage")
    before = nadia.get("/dossiers/INT-2026-00001/").text  # four others: too few
    dossier = open_dossier(days_ago=1)
    move(cast, dossier, "start_triage")

    assert "d’habitude" not in before
    assert "1\u00a0j, d’habitude 3\u00a0j" in nadia.get(f"/dossiers/{dossier.number}/").text


def test_a_closed_action_says_why_and_the_letter_it_waits_for_leads(
    sign_in: SignIn, cast: Cast, dossier: Dossier
) -> None:
    move(cast, dossier, "start_triage")

    text = sign_in("nadia").get(f"/dossiers/{dossier.number}/").text

    assert "L’accusé de réception n’a pas encore été transmis." in text
    assert ready(text)[0] == "Relire\u00a0: Accusé de réception"
    assert text.count('class="btn go"') == 2  # the one action, and the keyboard help's own button


def test_each_role_has_its_own_buttons(sign_in: SignIn, cast: Cast, dossier: Dossier) -> None:
    move(cast, dossier, "start_triage")
    shown = {
        n: ready(sign_in(n).get(f"/dossiers/{dossier.number}/").text)
        for n in ("nadia", "marc", "bruno", "helene")
    }

    assert "Confier à une autre personne" in shown["bruno"]
    assert "Confier à une autre personne" not in shown["nadia"]
    assert "Annuler la dernière étape" in shown["marc"]
    assert "Annuler la dernière étape" not in shown["nadia"]
    # Whoever only reads: the map, and what keeps her away.
    assert shown["helene"] == ["Carte du cheminement", "Déclarer un conflit d’intérêts"]


def test_letters_and_documents_are_listed_with_their_addresses(sign_in: SignIn, dossier: Dossier) -> None:
    nadia, url = sign_in("nadia"), f"/dossiers/{dossier.number}/"

    assert f'href="{url}lettres/1/"' in nadia.get(url + "lettres/").text
    empty = nadia.get(url + "documents/").text
    assert "Aucun document" in empty
    assert f'href="{url}documents/verser/"' in empty


def test_a_party_shows_how_to_reach_her(sign_in: SignIn, dossier: Dossier) -> None:
    text = sign_in("nadia").get(f"/dossiers/{dossier.number}/parties/").text

    assert "elise@exemple.example" in text
    assert "418\u00a0555-0123" in text


def test_every_deadline_has_its_proof_open(sign_in: SignIn, dossier: Dossier) -> None:
    text = sign_in("nadia").get(f"/dossiers/{dossier.number}/echeances/").text
    section = text[text.index("Échéances en cours") :]

    assert section.count('<details class="proof" open>') == 2
    assert "Les dates sont fixées à la fermeture" in text


def test_a_closed_dossier_shows_its_retention_and_how_it_is_counted(
    sign_in: SignIn, cast: Cast, dossier: Dossier
) -> None:
    with acting_as(cast.actor("bruno")):
        close_records(dossier=dossier, on=TODAY)

    text = sign_in("nadia").get(f"/dossiers/{dossier.number}/echeances/").text.replace("\u00a0", " ")

    assert "active jusqu’au 23 novembre 2028" in text
    assert "Semi-active jusqu’au 23 novembre 2033, puis tri." in text
    assert "Départ : fermeture du dossier le 23 novembre 2026" in text


def test_a_hold_is_a_badge(sign_in: SignIn, cast: Cast, dossier: Dossier) -> None:
    with acting_as(cast.actor("bruno")) as bruno:
        place_hold(dossier=dossier, reason="Protecteur du citoyen", actor_code=bruno.code, now=NOW)

    assert "Retenu\u00a0: Protecteur du citoyen" in sign_in("nadia").get(f"/dossiers/{dossier.number}/").text


def test_the_journal_names_people_and_steps_and_shows_notes(
    sign_in: SignIn, cast: Cast, dossier: Dossier
) -> None:
    move(cast, dossier, "withdraw", occurred_on="2026-11-23", motive="La personne renonce")

    text = sign_in("nadia").get(f"/dossiers/{dossier.number}/journal/").text.replace("\u00a0", " ")

    assert "<b>Dossier confié</b> à Nadia Bouchard." in text
    assert "<b>Consigner un désistement :</b> le dossier passe à « Désistement »." in text
    assert "<dt>Motif</dt><dd>La personne renonce</dd>" in text
    assert "<b>Répondre à la personne</b> : échéance devenue sans objet." in text


def test_the_journal_is_read_page_by_page(
    sign_in: SignIn, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages_journal, "PAGE", 4)
    nadia, url, ranks = sign_in("nadia"), f"/dossiers/{dossier.number}/journal/", []

    while url:
        text = nadia.get(url).text
        ranks += [int(rank) for rank in re.findall(r'id="entree-(\d+)"', text)]
        older = re.search(r'rel="next" href="([^"]+)"', text)
        url = older[1] if older else ""

    assert len(ranks) > 4
    assert ranks == list(range(len(ranks), 0, -1))


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_asked_by_htmx_is_the_same_as_in_the_page(
    sign_in: SignIn, dossier: Dossier, section: str
) -> None:
    nadia, url = sign_in("nadia"), f"/dossiers/{dossier.number}/{section}"

    def got(**headers: str) -> str:
        # The token of a form is masked anew at each answer: the same token, other letters.
        return re.sub(r'(csrfmiddlewaretoken" value=)"[^"]+"', r"\1", nadia.get(url, headers=headers).text)

    part = got(**{"HX-Request": "true", "HX-Target": "section"})

    assert part.strip() in got()
    assert "<html" not in part


def test_a_dossier_costs_the_same_whatever_hangs_from_it(
    sign_in: SignIn, cast: Cast, dossier: Dossier, queries: Queries
) -> None:
    nadia, urls = sign_in("nadia"), [f"/dossiers/{dossier.number}/{section}" for section in SECTIONS]
    move(cast, dossier, "start_triage")
    few = [len(queries(nadia, url)) for url in urls]
    with acting_as(cast.actor("bruno")):
        letter = Letter.objects.get(dossier_id=dossier.pk)
        for rank in (2, 3, 4):
            letter.pk, letter.rank = None, rank
            letter.save(force_insert=True)
    move(cast, dossier, "ask_particulars", precisions="La date", date_precisions="2026-12-01")
    move(cast, dossier, "receive_particulars", occurred_on=TODAY.isoformat())

    many = [len(queries(nadia, url)) for url in urls]
    assert all(now <= before for now, before in zip(many, few, strict=True)), (few, many)
