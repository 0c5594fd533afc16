"""Mandates on the staff's pages: given, followed by several units, approved, counted, put in a calendar.

Hélène gives, Nadia answers for it, Bruno helps from another unit, Farid sees nothing.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from egide.kernel.dossiers.models import Dossier
from egide.modules.mandates.models import CalendarFeed, Contributor, OfficeMandate, Task
from egide.modules.mandates.opening import NewMandate, give
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Unit
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import Queries, SignIn

DUE = TODAY + timedelta(days=3)
Give = Callable[..., Dossier]


@pytest.fixture
def given(cast: Cast) -> Give:
    """Will give a mandate to Nadia, as the president."""

    def made(**more: Any) -> Dossier:
        told: dict[str, Any] = {"lead": cast.user("nadia"), "due_on": DUE} | more
        new = NewMandate(
            unit=Unit.objects.select_related("compartment", "site").get(code="interventions"),
            title="Bilan des délais de réponse",
            purpose="Dire où se perdent les jours.",
            deliverable="Une note de cinq pages.",
            **told,
        )
        with acting_as(cast.actor("helene")) as actor:
            return give(actor=actor, new=new, now=NOW)

    return made


def version(dossier: Dossier) -> dict[str, str]:
    with as_owner():
        return {"version": str(Dossier.objects.get(pk=dossier.pk).version)}


def page(number: str, *parts: str) -> str:
    return f"/dossiers/{number}/mandat/" + "".join(f"{part}/" for part in parts)


def test_the_president_gives_a_mandate_and_everyone_named_does_their_part(
    cast: Cast, sign_in: SignIn
) -> None:
    helene, nadia, bruno = (sign_in(name) for name in ("helene", "nadia", "bruno"))
    asked = {
        "title": "Bilan des délais", "requester": "minister", "purpose": "Où se perdent les jours.",
        "deliverable": "Une note.", "due_on": DUE.isoformat(), "priority": "high", "unit": "interventions",
        "lead": str(cast.user("nadia").public_id), "contributors": [str(cast.user("bruno").public_id)],
    }  # fmt: skip

    kept = helene.post("/mandats/nouveau/", asked | {"due_on": "2020-01-01"})
    answer = helene.post("/mandats/nouveau/", asked)
    with as_owner():
        dossier = Dossier.objects.get(kind="office_mandate")
    told = bruno.post(
        page(dossier.number, "faire", "avancement"), {"percent": "40", "words": "Lu."} | version(dossier)
    )
    refused = bruno.get(page(dossier.number, "faire", "date"))
    added = nadia.post(
        page(dossier.number, "faire", "sous-tache"),
        {"text": "Graphiques", "owner": str(cast.user("bruno").public_id)} | version(dossier),
    )
    done = bruno.post(f"{page(dossier.number)}sous-taches/1/terminer/", version(dossier))
    shown = nadia.get(page(dossier.number)).content.decode()

    assert kept.status_code == 422
    assert "Bilan des délais" in kept.content.decode()
    assert [one.status_code for one in (answer, told, added, done)] == [303] * 4
    assert refused.status_code == 403
    assert "40\u00a0%" in shown
    assert "Graphiques" in shown
    assert "Bruno Lavoie" in shown
    with as_owner():
        assert OfficeMandate.objects.get(pk=dossier.pk).requester == "minister"
        assert Task.objects.get(dossier=dossier).done_at is not None
    assert sign_in("farid").get(page(dossier.number)).status_code == 404


def test_the_note_is_a_pdf_and_the_dossier_page_leads_to_the_mandate(sign_in: SignIn, given: Give) -> None:
    dossier, nadia = given(), sign_in("nadia")

    note = nadia.get(f"{page(dossier.number)}note.pdf")
    summary = nadia.get(f"/dossiers/{dossier.number}/")

    assert note["Content-Type"] == "application/pdf"
    assert note.content.startswith(b"%PDF")
    assert page(dossier.number) in summary.content.decode()


def test_the_list_the_workload_and_ones_own_count_the_same(
    sign_in: SignIn, given: Give, queries: Queries
) -> None:
    late, _ = given(), given(due_on=TODAY + timedelta(days=200))
    with as_owner():
        Dossier.objects.filter(pk=late.pk).update(next_due_on=TODAY - timedelta(days=2))
    marc, nadia = sign_in("marc"), sign_in("nadia")

    load = marc.get("/mandats/charge/").content.decode()
    mine = nadia.get("/mandats/miens/").content.decode()
    listed = marc.get("/mandats/").content.decode()

    assert "Nadia Bouchard" in load
    assert "En retard, par unité" in load
    assert late.number in load
    assert mine.count("Responsable") == 2
    assert late.number in listed
    assert "Aucun mandat ouvert" in sign_in("farid").get("/mandats/charge/").content.decode()


def test_someone_removed_loses_the_mandate_at_once(cast: Cast, sign_in: SignIn, given: Give) -> None:
    dossier = given(contributors=(cast.user("bruno"),))
    bruno, marc = sign_in("bruno"), sign_in("marc")
    before = bruno.get(page(dossier.number)).status_code
    with as_owner():
        rank = Contributor.objects.get(dossier=dossier).rank

    marc.post(f"{page(dossier.number)}personnes/collaboration/{rank}/retirer/", version(dossier))

    assert (before, bruno.get(page(dossier.number)).status_code) == (200, 404)
    assert "Aucun mandat pour vous" in bruno.get("/mandats/miens/").content.decode()


@pytest.mark.parametrize("asked", ["", "?mois=2026-12", "?semaine=2026-11-25", "?mois=9999-99", "?semaine=x"])
def test_the_calendar_answers_whatever_is_asked_and_shows_the_mandate(
    sign_in: SignIn, given: Give, asked: str
) -> None:
    dossier = given()

    answer = sign_in("nadia").get(f"/calendrier/{asked}")

    assert answer.status_code == 200
    if "2026-12" not in asked:
        assert dossier.number in answer.content.decode()


def test_the_secret_address_is_shown_once_and_dies_when_revoked(sign_in: SignIn, given: Give) -> None:
    cache.clear()
    dossier, nadia, anyone = given(), sign_in("nadia"), sign_in("farid")
    made = nadia.post("/calendrier/abonnement/", {"faire": "nouvelle"}).content.decode()
    address = "/calendrier/flux/" + made.split("/calendrier/flux/")[1].split(".ics")[0] + ".ics"

    read = anyone.get(address)
    again = nadia.get("/calendrier/abonnement/").content.decode()
    nadia.post("/calendrier/abonnement/", {"faire": "revoquer"})

    assert read.status_code == 200
    assert dossier.number in read.content.decode()
    assert "Bilan" not in read.content.decode()
    assert "Nadia" not in read.content.decode()
    assert "/calendrier/flux/" not in again
    assert anyone.get(address).status_code == 404
    with as_owner():
        secret = address.rpartition("/")[2].removesuffix(".ics")
        assert all(secret not in row for row in CalendarFeed.objects.values_list("secret_sha256", flat=True))
