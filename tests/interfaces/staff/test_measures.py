"""Corrective measures on the staff's pages: proposed, followed, listed late ones first, refused in words.

Nadia proposes and carries out, Marc approves; Helene only reads; Farid sees nothing.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest

from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.letters.drafting import draft_letter
from egide.kernel.measures.actions import open_measure
from egide.kernel.measures.models import Measure
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Unit
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import Open, Queries, SignIn

PROPOSAL = {
    "text": "Récrire l’accusé de réception.",
    "source": "request",
    "unit": "interventions",
    "owner": "",
    "due_on": (TODAY + timedelta(days=30)).isoformat(),
}
Propose = Callable[..., Measure]


def version(dossier: Dossier) -> dict[str, str]:
    with as_owner():
        return {"version": str(Dossier.objects.get(pk=dossier.pk).version)}


@pytest.fixture
def propose(cast: Cast, dossier: Dossier) -> Propose:
    """Will propose a measure as Nadia, due in so many days."""

    def proposed(*, days: int = 30, on: Dossier | None = None, text: str = "Récrire l’accusé.") -> Measure:
        with acting_as(cast.actor("nadia")):
            made = open_measure(
                dossier=on or dossier,
                text=text,
                unit=Unit.objects.get(code="interventions"),
                due_on=TODAY + timedelta(days=max(days, 0)),
                source="request",
                now=NOW,
            )
        with as_owner():
            late = TODAY + timedelta(days=days)
            Measure.objects.filter(pk=made.pk).update(due_on=late, next_on=late)
        return made

    return proposed


def test_a_measure_is_proposed_from_the_dossier_then_followed_to_its_effect(
    sign_in: SignIn, dossier: Dossier
) -> None:
    nadia, marc, url = sign_in("nadia"), sign_in("marc"), f"/dossiers/{dossier.number}/mesures/"

    proposed = nadia.post(url + "nouvelle/", version(dossier) | PROPOSAL)
    assert (proposed.status_code, proposed["Location"]) == (303, url + "1/")
    steps = (
        (marc, "approuver", {"words": ""}),
        (nadia, "commencer", {"words": ""}),
        (nadia, "preuve", {"text": "La lettre est refaite.", "document": ""}),
        (nadia, "realisee", {"words": "", "check_on": "2027-03-01"}),
        (marc, "effet", {"effect": "effective", "words": "Plus de plainte.", "next_on": ""}),
    )
    for client, step, said in steps:
        assert client.post(f"{url}1/{step}/", version(dossier) | said).status_code == 303, step

    shown = nadia.get(url + "1/").text
    assert "Effet vérifié" in shown
    assert "Échéance\u00a0: " in shown
    assert "Effet à vérifier le 1er\u00a0mars\u00a02027." in shown
    assert "La lettre est refaite." in shown
    assert "La lettre est refaite." not in nadia.get(f"/dossiers/{dossier.number}/journal/").text


def test_a_measure_follows_a_letter_of_feedback(cast: Cast, sign_in: SignIn, dossier: Dossier) -> None:
    nadia, base = sign_in("nadia"), f"/dossiers/{dossier.number}/"
    url = base + "mesures/nouvelle/?lettre=2"
    with acting_as(cast.actor("nadia")) as actor:
        said = dict.fromkeys(("theme", "faits", "demande_ordre"), "syndic_delay")
        said["date_souhaitee"] = "2026-12-18"
        draft_letter(
            dossier=dossier, template="feedback_to_order", answers=said, actor_code=actor.code, now=NOW
        )

    assert f'href="{url}"' in nadia.get(base + "lettres/2/").text
    assert "lettre=" not in nadia.get(base + "lettres/1/").text
    assert f'href="{url}"' not in sign_in("helene").get(base + "lettres/2/").text
    asked = nadia.get(url).text
    assert '<option value="feedback" selected>' in asked
    assert f"À la suite de la lettre {dossier.number}/2." in asked
    assert nadia.post(url, version(dossier) | PROPOSAL | {"source": "feedback"}).status_code == 303

    assert f"À la suite de la lettre {dossier.number}/2." in nadia.get(base + "mesures/1/").text


@pytest.mark.parametrize(
    ("day", "said"),
    [("2020-01-01", "jour à venir"), ("9999-12-31", "Choisissez un jour d’ici dix ans au plus.")],
)
def test_a_day_past_or_too_far_is_refused_and_what_was_typed_stays(
    sign_in: SignIn, dossier: Dossier, day: str, said: str
) -> None:
    response = sign_in("nadia").post(
        f"/dossiers/{dossier.number}/mesures/nouvelle/", version(dossier) | PROPOSAL | {"due_on": day}
    )

    assert response.status_code == 422
    assert "Récrire l’accusé de réception." in response.text
    assert said in response.text
    assert "rappel se prend" not in response.text


def test_a_closed_step_says_why_and_keeps_what_was_typed(
    sign_in: SignIn, dossier: Dossier, propose: Propose
) -> None:
    propose()
    url = f"/dossiers/{dossier.number}/mesures/1/"
    assert "réservée" in sign_in("nadia").get(url).text

    response = sign_in("nadia").post(url + "approuver/", version(dossier) | {"words": "Allons-y."})

    assert response.status_code == 422
    assert "Allons-y." in response.text
    assert "réservée" in response.text


def test_a_supervisor_takes_a_step_back(sign_in: SignIn, dossier: Dossier, propose: Propose) -> None:
    propose()
    url = f"/dossiers/{dossier.number}/mesures/1/"
    sign_in("marc").post(url + "approuver/", version(dossier) | {"words": ""})

    undone = sign_in("marc").post(url + "annuler/", version(dossier) | {"reason": "Trop tôt."})

    assert undone.status_code == 303
    assert "Étape annulée" in sign_in("marc").get(url).text
    assert "Annuler la dernière étape" not in sign_in("nadia").get(url).text


def test_the_page_of_the_dossier_counts_what_waits(
    sign_in: SignIn, dossier: Dossier, propose: Propose
) -> None:
    propose()

    page = sign_in("marc").get(f"/dossiers/{dossier.number}/").text

    assert f'href="/dossiers/{dossier.number}/mesures/"' in page


@pytest.mark.parametrize("address", ["mesures/9/", "mesures/1/inconnue/", "mesures/99999999999/"])
def test_what_is_not_there_is_not_found(
    sign_in: SignIn, dossier: Dossier, propose: Propose, address: str
) -> None:
    propose()

    assert sign_in("nadia").get(f"/dossiers/{dossier.number}/{address}").status_code == 404


def test_whoever_only_reads_proposes_nothing(sign_in: SignIn, dossier: Dossier, propose: Propose) -> None:
    propose()
    helene, url = sign_in("helene"), f"/dossiers/{dossier.number}/mesures/"

    assert helene.get(url).status_code == 200
    assert helene.get(url + "1/").status_code == 200
    assert helene.get(url + "nouvelle/").status_code == 403
    assert helene.get(url + "1/preuve/").status_code == 403


def test_the_list_puts_the_latest_first_and_filters(sign_in: SignIn, propose: Propose) -> None:
    propose(days=20, text="Plus tard.")
    propose(days=-3, text="Déjà en retard.")
    marc = sign_in("marc")

    every, late = marc.get("/travail/mesures/").text, marc.get("/travail/mesures/?etat=en-retard").text

    assert every.index("Déjà en retard.") < every.index("Plus tard.")
    assert "Toutes celles que je vois</option>" in every
    assert "Plus tard." not in late
    assert "Aucune mesure ne correspond" in marc.get("/travail/mesures/?etat=terminees").text
    assert "Plus tard." in marc.get("/travail/mesures/?unite=interventions&tri=recentes").text


def test_the_list_goes_by_pages_without_losing_or_repeating_one(sign_in: SignIn, propose: Propose) -> None:
    for n in range(30):
        propose(days=n // 3, text=f"Mesure numéro {n:02d}.")
    marc = sign_in("marc")

    first = marc.get("/travail/mesures/").text
    following = marc.get("/travail/mesures/?apres=INT-2026-00001.25").text

    seen = [n for n in range(30) if f"numéro {n:02d}." in first]
    rest = [n for n in range(30) if f"numéro {n:02d}." in following]
    assert (len(seen), len(rest)) == (25, 5)
    assert not set(seen) & set(rest)
    assert "apres=INT-2026-00001.25" in first


@pytest.mark.parametrize("who", ["farid", "claire"])
def test_measures_of_others_do_not_exist(
    sign_in: SignIn, dossier: Dossier, propose: Propose, who: str
) -> None:
    propose(text="Rien pour eux.")
    client = sign_in(who)

    assert client.get(f"/dossiers/{dossier.number}/mesures/1/").status_code == 404
    assert "Rien pour eux." not in client.get("/travail/mesures/?etat=toutes").text


def test_someone_in_conflict_sees_no_measure(
    cast: Cast, sign_in: SignIn, dossier: Dossier, propose: Propose
) -> None:
    propose(text="Rien pour elle.")
    with acting_as(cast.actor("nadia")) as nadia:
        declare_conflict(actor=nadia, dossier=dossier, reason="Une amie.", now=NOW)

    assert "Rien pour elle." not in sign_in("nadia").get("/travail/mesures/").text


def test_the_number_of_queries_does_not_grow_with_the_measures(
    sign_in: SignIn, propose: Propose, queries: Queries, open_dossier: Open
) -> None:
    propose()
    marc = sign_in("marc")
    marc.get("/travail/mesures/")
    few = len(queries(marc, "/travail/mesures/"))
    for n in range(10):
        propose(on=open_dossier(), text=f"Autre {n}.")

    assert len(queries(marc, "/travail/mesures/")) == few
