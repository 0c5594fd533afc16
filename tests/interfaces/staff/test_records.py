"""The records office on the staff's pages: scheme, schedule, plain files, classes in bulk, a second filing.

René is the archivist, Hélène adopts and approves, Nadia and Marc work in their unit, Bruno elsewhere.
"""

import csv
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.actions import close_records
from egide.kernel.records.models import Filing, Plan, Schedule
from egide.kernel.records.samples import DATA
from egide.modules.records_office.models import DocumentaryFile
from egide.platform.accounts.acting import acting_as
from egide.ui.pages import Tab
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import Open, Queries, SignIn
from tests.kernel.records.making import loaded

NEW_FILE = {
    "starter": "committee",
    "class_code": "1130",
    "unit": "interventions",
    "title": "Comité d’accueil",
    "description": "",
}
CLASS = {
    "code": "1330",
    "parent": "1300",
    "title": "Suivi des engagements",
    "scope": "Tableaux de suivi.",
    "confidentiality": "internal",
    "series": "1000",
}


@pytest.fixture
def schedule(cast: Cast) -> None:
    """The samples, in force."""
    loaded(now=NOW)


def version(dossier: Dossier) -> dict[str, str]:
    with as_owner():
        return {"version": str(Dossier.objects.get(pk=dossier.pk).version)}


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode().replace("\u00a0", " ")


@pytest.mark.usefixtures("schedule")
def test_everyone_reads_the_scheme_and_the_schedule_marked_as_samples(sign_in: SignIn) -> None:
    bruno = sign_in("bruno")

    for url, word in {
        "/archives/plan/": "Demandes d’intervention",
        "/archives/plan/v1/classe/6200/": "6200 Demandes d’intervention",
        "/archives/calendrier/": "888 X1 + 2",
        "/archives/calendrier/v1/regle/6200/": "Garder un dossier sur dix",
    }.items():
        shown = text(bruno, url)
        assert word in shown, url
        assert "exemple" in shown, url
    assert "Préparer une nouvelle version" not in text(bruno, "/archives/plan/")
    assert bruno.get("/archives/plan/projet/").status_code == 403
    assert bruno.get("/archives/").status_code == 403
    assert bruno.get("/archives/plan/v7/").status_code == 404
    assert bruno.get("/archives/plan/v1/classe/0000/").status_code == 404
    assert bruno.get("/archives/calendrier/v1/regle/0000/").status_code == 404


def test_before_any_version_the_pages_say_what_to_do(sign_in: SignIn) -> None:
    rene = sign_in("rene")

    assert "Aucun plan de classification" in text(rene, "/archives/plan/")
    assert "Aucun calendrier" in text(rene, "/archives/calendrier/")
    assert "chargez l’exemple" in text(rene, "/archives/")


@pytest.mark.usefixtures("schedule")
def test_a_version_of_the_scheme_is_written_by_one_and_adopted_by_another(sign_in: SignIn) -> None:
    rene, helene = sign_in("rene"), sign_in("helene")
    assert rene.post("/archives/plan/projet/", {"note": "Une classe de plus."}).status_code == 303

    assert rene.post("/archives/plan/v2/nouvelle/", CLASS).status_code == 303
    again = rene.post("/archives/plan/v2/nouvelle/", CLASS)
    assert (again.status_code, "déjà pris" in again.content.decode()) == (422, True)
    too_deep = rene.post("/archives/plan/v2/nouvelle/", {**CLASS, "code": "1113", "parent": "1111"})
    assert too_deep.status_code == 422
    adopt = {"effective_on": TODAY.isoformat(), "signed_as": "Hélène Fortin, présidente"}
    own = rene.post("/archives/plan/v2/adopter/", adopt)
    assert (own.status_code, "autre personne" in own.content.decode()) == (422, True)
    assert helene.post("/archives/plan/v2/adopter/", adopt).status_code == 303

    assert "Suivi des engagements" in text(rene, "/archives/plan/")
    assert [plan.state for plan in Plan.objects.order_by("number")] == ["replaced", "in_force"]
    closed = rene.post("/archives/plan/v2/nouvelle/", {**CLASS, "code": "1340"})
    assert (closed.status_code, "ne change plus" in closed.content.decode()) == (422, True)


def rule_fields(client: Client, url: str) -> dict[str, object]:
    """What the form of a rule holds, as a browser would send it back."""
    form = client.get(url).context["page"].form
    values: dict[str, object] = {}
    for bound in form:
        value = bound.value()
        if value is not None and value is not False and value != "":  # 0 is sent
            values[bound.html_name] = "on" if value is True else value
    return values


@pytest.mark.usefixtures("schedule")
def test_a_version_of_the_schedule_goes_from_draft_to_approved_with_what_it_would_change(
    sign_in: SignIn, cast: Cast, dossier: Dossier
) -> None:
    with acting_as(cast.actor("nadia")):
        close_records(dossier=dossier, on=TODAY)
    rene, helene, marc = sign_in("rene"), sign_in("helene"), sign_in("marc")
    assert (
        rene.post("/archives/calendrier/projet/", {"note": "Plus long.", "reference": ""}).status_code == 303
    )
    url = "/archives/calendrier/v2/regle/6200/modifier/"
    told = rule_fields(rene, url)
    no_text = rene.post(url, {**told, "main_sampling": ""})
    assert (no_text.status_code, "texte du tri" in no_text.content.decode()) == (422, True)
    assert "facultatif" not in no_text.content.decode().split("Exemplaire principal")[1]
    for name, sentence in (("main_active_event", "quel événement"), ("main_semi_years", "combien d’années")):
        refused = rene.post(url, {**told, name: ""})
        assert (refused.status_code, sentence in refused.content.decode()) == (422, True)
    assert rene.post(url, {**told, "main_active_years": "6", "title": "Demandes"}).status_code == 303

    effects = text(marc, "/archives/calendrier/v2/effets/")
    assert dossier.number in effects
    hidden = text(rene, "/archives/calendrier/v2/effets/")
    assert dossier.number not in hidden
    assert "1 dossier que vous ne pouvez pas ouvrir est compté et non nommé." in hidden
    assert "888 X1 + 6" in text(rene, "/archives/calendrier/v2/comparer/1/")

    signed = {"signed_as": "René Archambault, archiviste"}
    assert rene.post("/archives/calendrier/v2/soumettre/", signed).status_code == 303
    answer = {
        "number": "A-12",
        "approved_on": TODAY.isoformat(),
        "effective_on": TODAY.isoformat(),
        "signed_as": "H. F.",
    }
    own = rene.post("/archives/calendrier/v2/approuver/", answer)
    assert (own.status_code, "autre personne" in own.content.decode()) == (422, True)
    assert helene.post("/archives/calendrier/v2/approuver/", answer).status_code == 303
    assert helene.post("/archives/calendrier/v2/soumettre/", signed).status_code == 422

    assert Schedule.objects.get(number=2).approval_number == "A-12"
    assert "1 dossier daté autrement" in text(rene, "/archives/")
    assert rene.post("/archives/calendrier/propositions/", {"series": "6200"}).status_code == 303
    assert "Tous les dossiers fermés suivent" in text(rene, "/archives/calendrier/propositions/")
    shown = text(sign_in("nadia"), f"/dossiers/{dossier.number}/echeances/")
    assert "calendrier de conservation EXEMPLE, version 2" in shown


@pytest.mark.usefixtures("schedule")
def test_the_schedule_comes_out_as_a_pdf_and_a_workbook(sign_in: SignIn) -> None:
    nadia = sign_in("nadia")

    pdf = nadia.get("/archives/calendrier/v1/calendrier.pdf")
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")
    sheets = nadia.get("/archives/calendrier/v1/calendrier.xlsx")
    assert (sheets.status_code, sheets.content[:2]) == (200, b"PK")


@pytest.mark.usefixtures("schedule")
def test_a_plain_file_is_opened_from_a_template_read_and_closed(sign_in: SignIn) -> None:
    nadia = sign_in("nadia")
    assert "Mandat et composition" not in text(nadia, "/archives/dossiers/nouveau/?modele=committee")
    refused = nadia.post("/archives/dossiers/nouveau/", {**NEW_FILE, "class_code": "2100"})
    assert refused.status_code == 422
    assert nadia.post("/archives/dossiers/nouveau/", NEW_FILE).status_code == 303

    with as_owner():
        made = DocumentaryFile.objects.select_related("dossier").get().dossier
    page = text(nadia, f"/dossiers/{made.number}/")
    assert "Mandat et composition" in page
    assert "1130" in page
    # Nobody outside is of it: no letters, no exchanges, no parties to look for.
    assert not {"Lettres", "Échanges", "Parties"} & {tab.label for tab in tabs_of(nadia, made)}
    assert made.number in text(nadia, "/dossiers-documentaires/")
    assert made.number in text(sign_in("rene"), "/archives/plan/v1/classe/1130/")
    assert sign_in("bruno").get(f"/dossiers/{made.number}/").status_code == 404
    moved = nadia.post(f"/dossiers/{made.number}/etapes/close/", version(made))
    assert moved.status_code == 303
    assert "Conservation (actif)" in text(nadia, f"/dossiers/{made.number}/")


def tabs_of(client: Client, dossier: Dossier) -> tuple[Tab, ...]:
    tabs: tuple[Tab, ...] = client.get(f"/dossiers/{dossier.number}/").context["page"].tabs
    return tabs


@pytest.mark.usefixtures("schedule")
def test_classes_are_changed_in_bulk_after_a_preview_and_put_back(
    sign_in: SignIn, open_dossier: Open
) -> None:
    marc = sign_in("marc")
    chosen = [open_dossier(), open_dossier()]
    numbers = [dossier.number for dossier in chosen]
    url = _bulk_url(marc, "reclasser", numbers)

    done = marc.post(url, {"d": _versions(chosen), "class_code": "6300"})
    assert done.status_code == 200
    assert "De 6200 à 6300. Règle 6300." in done.content.decode()
    with as_owner():
        assert {d.class_code for d in Dossier.objects.filter(number__in=numbers)} == {"6300"}
    assert "Reclassé" in text(marc, f"/dossiers/{numbers[0]}/journal/")

    back = marc.post(_bulk_url(marc, "annuler-reclassement", numbers), {"d": _versions(chosen)})
    assert "De nouveau dans la classe 6200." in back.content.decode()
    nadia = sign_in("nadia").post(url, {"d": _versions(chosen), "class_code": "6300"})
    assert "réservée" in nadia.content.decode()


def _bulk_url(client: Client, code: str, numbers: list[str]) -> str:
    url = f"{reverse('staff:bulk')}?{urlencode({'faire': code, 'd': numbers}, doseq=True)}"
    assert client.get(url).status_code == 200
    return url


def _versions(dossiers: list[Dossier]) -> list[str]:
    return [f"{d.number}:{version(d)['version']}" for d in dossiers]


@pytest.mark.usefixtures("schedule")
def test_a_document_is_filed_in_a_second_dossier_that_its_reader_reaches(
    sign_in: SignIn, cast: Cast, open_dossier: Open
) -> None:
    first, other = open_dossier(), open_dossier()
    with acting_as(cast.actor("nadia")) as actor:
        add_document(
            dossier=first, title="Entente", origin=Origin.INTERNAL, stream=[b"texte"], file_name="e.txt",
            actor_code=actor.code, now=NOW,
        )  # fmt: skip
    nadia, url = sign_in("nadia"), f"/dossiers/{first.number}/documents/1/classer/"

    unknown = nadia.post(url, {**version(first), "number": "INT-2026-99999"})
    assert (unknown.status_code, "à votre portée" in unknown.content.decode()) == (422, True)
    assert nadia.post(url, {**version(first), "number": other.number.lower()}).status_code == 303
    with as_owner():
        assert Filing.objects.get().dossier_id == other.pk
    out = f"/dossiers/{first.number}/documents/1/retirer/"
    assert nadia.post(out, {**version(first), "number": other.number}).status_code == 303
    with as_owner():
        assert Filing.objects.get().withdrawn_at is not None


@pytest.mark.usefixtures("schedule")
def test_the_pages_cost_the_same_whatever_the_number_of_rules(sign_in: SignIn, queries: Queries) -> None:
    rene = sign_in("rene")
    few = {url: len(queries(rene, url)) for url in ("/archives/plan/", "/archives/calendrier/", "/archives/")}

    assert max(few.values()) <= 20, few


def test_a_rule_of_the_sample_is_complete() -> None:
    with (DATA / "schedule.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))

    for row in rows:
        missing = [
            name for name in ("title", "activity", "holder", "description", "use", "types") if not row[name]
        ]
        assert not missing, (row["series"], missing)
        if "|T" in row["main"]:
            assert row["sampling"], row["series"]
