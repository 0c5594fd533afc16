"""Who gets which answer, at each address, for each method: the rights of the house as one table to read.

The table is written by hand (tests/walls/matrix) and compared with the house; a change of rights shows as a changed
line in review.
"""

import zlib
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from egide.interfaces.public.receipts import Receipt, seal
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.messages.actions import post_message
from egide.kernel.parties.models import Party
from egide.kernel.passes.actions import issue_pass
from egide.kernel.redaction.actions import open_redaction
from egide.modules.interventions import actions
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Site, Unit
from tests.cast import NOW, TODAY
from tests.database import as_owner
from tests.interfaces.staff.documents_read import was_read
from tests.kernel.documents.making import pdf_of
from tests.walls.addresses import Address, named, paged
from tests.walls.house import House, client_of
from tests.walls.matrix_lines import APART, AUDIENCES, LINES, NAMES, Line
from tests.walls.planted import FIRST

OTHER_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


@dataclass(frozen=True)
class Scene:
    """The house, one dossier that everybody tries to reach, and everybody's browser."""

    house: House
    dossier: Dossier
    clients: dict[str, Client]

    @property
    def known(self) -> dict[str, object]:
        """Arguments that exist."""
        return {
            "number": self.dossier.number,
            "rank": 1,
            "reference": self.house.plants["office"].reference,
            "code": "start_triage",
            "month": f"{TODAY:%Y-%m}",
            "secret": "inconnu",
            "piece": f"COR-{NOW.year}-{FIRST['office']}",
            "sealed": "PLI-2026-00001",
            "module": "interventions",
            "destination": "syndic",
            "person": self.house.user("nadia").public_id,
            "unit": "interventions",
            "calendar": "public_service",
            "nature": "plainte-services",
            "day": "2026-11-22",
            "reminder": UUID(int=0),
            "export": UUID(int=0),
            "delegation": UUID(int=0),
            "public_id": UUID(int=0),
            "scan": UUID(int=0),
            "search": UUID(int=0),
            "step": "preuve",
            "question": f"CNS-2026-{FIRST['office']}",
            "file": 99_999,
            "sheet": "interventions",
            "batch": UUID(int=0),
            "former": "service_complaints",
            "version": 1,
            "stream": "interventions",
            "body": "opc",
            "act": "a-2.1",
            "section": "53",
            "compartment": "office",
            "template": "acknowledgment",
            "other": "INT-2026-99999",
            "other_rank": 1,
            "part": 1,
            "page": 1,
            "size": "page",
            "against": 1,
            "series": "6200",
            "held": self.dossier.number,
            "listed": "LD-2026-99999",
            "place": 1,
            "run": "office-99999",
            "k": 1,
            "box": "BTE-2026-99999",
            "shelf": "T-9",
            "check": 99_999,
            "of": self.dossier.number,
            "lot": "NUM-2026-99999",
            "token": seal(Receipt(reference="REC-2026-00001", received_on=TODAY)),
        }

    def url(self, name: str) -> str:
        """Will fill an address with arguments that exist."""
        known = self.known
        wanted = named(name).arguments
        unknown = set(wanted) - set(known)
        assert not unknown, f"« {name} » : dites dans Scene.known ce que vaut {', '.join(sorted(unknown))}."
        return reverse(name, kwargs={argument: known[argument] for argument in wanted})

    def status(self, person: str, method: str, url: str) -> int:
        """Will send an empty request and return the answer's status."""
        response = self.clients[person].generic(method, url)
        response.close()
        return int(response.status_code)


@pytest.fixture(scope="module")
def scene(house: House) -> Scene:
    """An office dossier waiting for its qualification, with a drafted letter and a document."""
    actor = house.actor("office")
    with acting_as(actor):
        intake = actions.Intake(
            title="Délai du syndic", name="Élise Tremblay", received_at=NOW, channel="post", summary="—",
            inquiry_requested_about="mars 2026",
        )  # fmt: skip
        dossier = actions.open_intervention(
            actor=actor,
            intake=intake,
            unit=Unit.objects.get(code="interventions"),
            site=Site.objects.get(code="quebec"),
            now=NOW,
        )
        assign(dossier=dossier, to=house.user("nadia"), now=NOW)
        letter = add_document(
            dossier=dossier, title="Lettre", origin=Origin.INTERNAL, stream=[pdf_of("Lettre")],
            file_name="lettre.pdf", actor_code=actor.code, now=NOW,
        )  # fmt: skip
        person = Party.objects.get(dossier_id=dossier.pk)
        issue_pass(dossier=dossier, party=person, purpose="follow_up", actor_code=actor.code, now=NOW)
        post_message(
            dossier=dossier, direction="in", party=person, text="Bonjour", actor_code=actor.code, now=NOW
        )
    was_read(letter, ["Lettre"])
    with acting_as(actor):
        letter.refresh_from_db()
        open_redaction(dossier=dossier, version=letter, now=NOW)
    _recuse(house, dossier)
    people = {name for names in AUDIENCES.values() for name in names}
    clients = {name: client_of(house.user(name) if name else None) for name in people}
    _deactivate(house)
    return Scene(house, dossier, clients)


def _recuse(house: House, dossier: Dossier) -> None:
    house.cast.users["recused"] = house.user("aside-office")
    with acting_as(house.actor("recused")):
        declare_conflict(actor=house.actor("recused"), dossier=dossier, reason="Parenté", now=NOW)


def _deactivate(house: House) -> None:
    with as_owner():
        person = house.user("inactive")
        person.is_active = False
        person.save(update_fields=["is_active"])


def _two_of(people: tuple[str, ...], line: Line) -> tuple[str, ...]:
    # Of a large audience two take turns at each line; test_canary.py sends every one of them everywhere.
    first = zlib.crc32(f"{line.name}-{line.method}".encode()) % len(people)
    return tuple({people[first]: None, people[(first + 1) % len(people)]: None})


# --- The table is whole ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", paged(), ids=lambda address: address.name)
def test_every_page_stands_in_the_table_with_its_methods(address: Address) -> None:
    assert address.page is not None
    written = {method for name, method in LINES if name == address.name}

    assert written == set(address.page.methods), (
        f"« {address.name} » : écrivez dans une table de tests/walls/matrix une ligne par méthode déclarée, "
        "et faites relire qui peut l’atteindre."
    )


def test_the_table_names_no_page_that_is_gone() -> None:
    assert set(NAMES) <= {address.name for address in paged()}


# --- The house agrees -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("line", LINES.values(), ids=lambda line: f"{line.name}-{line.method}")
def test_the_house_answers_as_the_table_says(scene: Scene, line: Line) -> None:
    url = scene.url(line.name)
    answers = {
        (audience, person): scene.status(person, line.method, url)
        for audience, people in AUDIENCES.items()
        for person in _two_of(people, line)
    }

    apart = APART.get((line.name, line.method), {})
    assert answers == {
        (audience, person): apart.get(person, line.expected[audience]) for audience, person in answers
    }


@pytest.mark.parametrize("name", NAMES)
def test_head_is_answered_as_get(scene: Scene, name: str) -> None:
    expected = LINES[name, "GET"].expected if (name, "GET") in LINES else dict.fromkeys(AUDIENCES, 405)

    for audience in ("anonymous", "stranger", "head"):
        person = AUDIENCES[audience][0]
        response = scene.clients[person].head(scene.url(name))
        response.close()
        apart = APART.get((name, "GET"), {})
        assert response.status_code == apart.get(person, expected[audience]), audience


@pytest.mark.parametrize("name", NAMES)
def test_a_method_that_is_not_in_the_table_is_refused_to_everybody(scene: Scene, name: str) -> None:
    refused = (*OTHER_METHODS, *({"GET", "POST"} - {method for known, method in LINES if known == name}))
    url = scene.url(name)

    # The method is judged before the person: one of those who may do most stands for all.
    for person in ("marc",):
        assert {method: scene.status(person, method, url) for method in refused} == dict.fromkeys(
            refused, 405
        )


@pytest.mark.parametrize("name", [name for name, method in LINES if method == "POST"])
def test_a_form_that_does_not_come_from_our_page_is_refused(scene: Scene, name: str) -> None:
    for person in ("", "marc"):
        visitor = client_of(scene.house.user(person) if person else None, csrf=True)
        response = visitor.post(scene.url(name), {"version": str(scene.dossier.version)})
        assert response.status_code == 403
        assert "expiré" in response.content.decode()
