"""Consultations and the examination in a real browser: axe, light and dark, on a phone.

One seeded site; set EGIDE_SHOTS to a folder to look at the pictures.
"""

from datetime import timedelta
from decimal import Decimal

from egide.kernel.consulting import answering, asking
from egide.kernel.consulting.reach import question_of
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.models import Dossier
from egide.modules.access_requests.examination import deciding, inventory, thirds
from egide.modules.access_requests.examination.fees import estimate
from egide.modules.access_requests.examination.models import FoundDocument, ThirdPerson
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from tests import browsers
from tests.cast import NOW, TODAY, seed_office
from tests.database import Pair, as_owner
from tests.interfaces.staff.conftest import client_of
from tests.interfaces.staff.documents_read import was_read
from tests.kernel.documents.making import pdf_of
from tests.modules.access_requests.scene import Scene, open_scene

PAGES = [
    "Plan directeur en ressources informationnelles, décembre 2018.",
    "Le présent plan a été complété le 14 décembre 2018, et sera mis à jour annuellement par la suite.",
]


def test_axe_finds_nothing_in_consultations_and_in_the_examination(fresh: Pair, live_site: str) -> None:
    cast = seed_office()
    scene = open_scene(cast)
    _consulted(scene)
    _examined(scene)
    sessions = {who: client_of(cast.user(who)).cookies["egide_session"].value for who in ("lise", "claire")}
    home = f"/dossiers/{scene.number}"
    visits = (
        ("claire", "travail-consultation", "/travail/"),
        ("claire", "consultations", "/consultations/"),
        ("claire", "consultation", "/consultations/commission/CNSAC-2026-00001/"),
        ("claire", "consultation-choisir", "/consultations/commission/CNSAC-2026-00001/choisir/?dossier=X"),
        ("lise", "recherches", f"{home}/recherches/"),
        ("lise", "consulter", f"{home}/recherches/nouvelle/"),
        ("lise", "examen", f"{home}/examen/"),
        ("lise", "examen-document", f"{home}/examen/1/"),
        ("lise", "examen-page", f"{home}/examen/1/pages/2/"),
    )
    found: list[object] = []
    with browsers.launched() as browser:
        for width in (360, 1360) if browsers.SHOTS else (360,):
            people = {
                person: browsers.page_as(browser, live_site, session, width=width, complaints=found)
                for person, session in sessions.items()
            }
            for person, name, path in visits:
                found += browsers.visited(people[person], live_site + path, name)

    assert found == []


def _consulted(scene: Scene) -> None:
    for unit in ("commission", "presidency"):
        scene.act(
            "lise",
            lambda a, d, unit=unit: asking.ask(
                dossier=d,
                unit=Unit.objects.select_related("compartment").get(code=unit),
                words="Toute version du plan directeur en ressources informationnelles, de 2015 à aujourd’hui.",
                due_on=TODAY + timedelta(days=8),
                now=NOW,
            ),
        )
    with acting_as(scene.cast.actor("odile")) as odile:
        question = question_of(odile, "presidency", "CNSAP-2026-00001", lock=True)
        answering.answer(
            question=question,
            found=False,
            hours=Decimal("1.5"),
            comments="Vu aux archives.",
            signed=True,
            now=NOW,
        )
    with acting_as(scene.cast.actor("claire")) as claire:
        question = question_of(claire, "commission", "CNSAC-2026-00001", lock=True)
        answering.attach(question=question, stream=[pdf_of("Plan")], file_name="plan.pdf", now=NOW)


def _examined(scene: Scene) -> None:
    def add(actor: Actor, dossier: Dossier) -> None:
        for title in ("Plan directeur", "Copie du plan directeur"):
            version = add_document(
                dossier=dossier, title=title, origin=Origin.INTERNAL, stream=[pdf_of(*PAGES)], file_name="plan.pdf",
                actor_code=actor.code, now=NOW,
            )  # fmt: skip
            versions.append(version)

    versions: list[object] = []
    scene.act("lise", add)
    for version in versions:
        with as_owner():
            was_read(version, PAGES)

    def examine(actor: Actor, dossier: Dossier) -> None:
        ranks = [version.document.rank for version in versions]  # type: ignore[attr-defined]
        inventory.add_found(dossier=dossier, ranks=ranks, now=NOW)
        one = FoundDocument.objects.get(dossier_id=dossier.pk, rank=1)
        deciding.decide_page(dossier=dossier, found=one, page=2, decision="withhold", grounds=["37"], now=NOW)
        thirds.add_third_person(
            dossier=dossier, name="Gestion Bornais inc.", address="1, rue X\nQuébec", about=[1], now=NOW
        )
        person = ThirdPerson.objects.get(dossier_id=dossier.pk)
        thirds.record_notice(dossier=dossier, person=person, mailed_on=TODAY, informed_on=TODAY, now=NOW)
        estimate(dossier=dossier, copies=120, now=NOW)

    scene.act("lise", examine)
