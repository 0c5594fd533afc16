"""Two people, two tabs or two clicks at the same instant: done once, and the other is told; never doubled.

Real connections that commit, one per person; each act is done by both sides at a barrier.
"""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection, connections, transaction
from django.test import Client
from django.urls import reverse

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.models import Dossier
from egide.kernel.joining.models import DossierLink, PartyMerge
from egide.kernel.letters.models import Letter
from egide.kernel.messages.actions import post_message
from egide.kernel.messages.models import Message
from egide.kernel.parties.actions import add_person
from egide.kernel.parties.models import Party, PartyRole
from egide.kernel.passes.actions import issue_pass
from egide.modules.interventions import actions
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Site, Unit
from egide.platform.errors.translating import failure_of
from egide.platform.journal.models import Event
from tests.cast import NOW
from tests.database import as_owner
from tests.patience import SECONDS
from tests.walls.house import House, client_of

SAID = {200, 302, 303, 403, 409, 422}


@pytest.fixture(autouse=True)
def no_limit(house: House) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def pair(house: House) -> tuple[Dossier, Dossier]:
    """Two dossiers of the Office, given to Nadia."""
    actor = house.actor("office")
    with acting_as(actor):
        made: list[Dossier] = []
        for name in ("Alpha", "Bêta"):
            intake = actions.Intake(
                title=f"Affaire {name}", name=f"Élise {name}", email=f"elise.{len(made)}@exemple.example",
                address="12, rue du Port\nQuébec (Québec)  G1K 1A1", received_at=NOW, channel="post", summary="—",
                order=house.cast.order,
            )  # fmt: skip
            dossier = actions.open_intervention(
                actor=actor,
                intake=intake,
                unit=Unit.objects.get(code="interventions"),
                site=Site.objects.get(code="quebec"),
                now=NOW,
            )
            assign(dossier=dossier, to=house.user("nadia"), now=NOW)
            made.append(dossier)
    return made[0], made[1]


def version(dossier: Dossier) -> str:
    with as_owner():
        return str(Dossier.objects.get(pk=dossier.pk).version)


def together(*sendings: Callable[[], Any]) -> list[int]:
    """Will send all of them at one instant, each on a connection of its own, and return their statuses."""
    barrier, statuses = threading.Barrier(len(sendings)), []

    def one(send: Callable[[], Any]) -> None:
        try:
            barrier.wait(timeout=SECONDS)
            response = send()
            statuses.append(int(response.status_code))
            response.close()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(send,)) for send in sendings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=SECONDS)
    assert len(statuses) == len(sendings)
    assert set(statuses) <= SAID, statuses
    return sorted(statuses)


def post(house: House, who: str, url: str, **data: Any) -> Callable[[], Any]:
    client = client_of(house.user(who))
    client.raise_request_exception = False
    return lambda: client.post(url, data)


def test_two_links_in_opposite_orders(house: House, pair: tuple[Dossier, Dossier]) -> None:
    one, other = pair
    for _ in range(3):
        together(
            post(
                house,
                "nadia",
                f"/dossiers/{one.number}/liens/lier/",
                version=version(one),
                number=other.number,
            ),
            post(
                house,
                "marc",
                f"/dossiers/{other.number}/liens/lier/",
                version=version(other),
                number=one.number,
            ),
        )

    with as_owner():
        links = list(DossierLink.objects.filter(dossier__in=pair).values_list("dossier_id", "other_id"))
    assert len(links) == len(set(links))


def test_one_merge_asked_for_twice(house: House, pair: tuple[Dossier, Dossier]) -> None:
    dossier = pair[0]
    with acting_as(house.actor("office")):
        twin = add_person(dossier=dossier, role=PartyRole.OTHER, name="Élise Alfa", now=NOW)
        kept = Party.objects.get(dossier_id=dossier.pk, role=PartyRole.REQUESTER)
    url = f"/dossiers/{dossier.number}/parties/fusionner/?kept={kept.rank}&absorbed={twin.rank}"
    answers = {"name": "kept", "email": "kept", "address": "kept", "preferred_channel": "kept"}
    data = {"version": version(dossier), "kept": kept.rank, "absorbed": twin.rank, **answers}

    statuses = together(post(house, "nadia", url, **data), post(house, "marc", url, **data))

    assert statuses == [303, 409] or statuses == [302, 409]
    with as_owner():
        assert PartyMerge.objects.filter(dossier_id=dossier.pk).count() == 1
        assert Party.objects.filter(dossier_id=dossier.pk, role=PartyRole.REQUESTER).count() == 1


def test_one_answer_of_an_order_released_twice(house: House, pair: tuple[Dossier, Dossier]) -> None:
    dossier = pair[0]
    with acting_as(house.actor("office")):
        order = Party.objects.get(dossier_id=dossier.pk, role=PartyRole.ORDER)
        message = post_message(
            dossier=dossier, direction="in", party=order, text="Nos délais.", actor_code="pass:1", now=NOW
        )
    url = f"/dossiers/{dossier.number}/echanges/{message.rank}/transmettre/"
    data = {"version": version(dossier), "sure": "on"}

    together(post(house, "nadia", url, **data), post(house, "marc", url, **data))

    with as_owner():
        told = Event.objects.filter(dossier_id=dossier.pk, code="message.released").count()
        assert told == (Message.objects.get(pk=message.pk).released_at is not None)
        assert told == 1


def test_one_link_of_an_order_answered_twice(house: House, pair: tuple[Dossier, Dossier]) -> None:
    dossier = pair[0]
    with acting_as(house.actor("office")):
        order = Party.objects.get(dossier_id=dossier.pk, role=PartyRole.ORDER)
        rank = _a_document(house, dossier)
        issued = issue_pass(
            dossier=dossier, party=order, purpose="answer", document_rank=rank, actor_code="staff:1", now=NOW
        )
    with as_owner():
        # Approved and on its way to the order: what its link shows.
        shown = DocumentVersion.objects.get(dossier_id=dossier.pk, document__rank=rank)
        Letter.objects.filter(dossier_id=dossier.pk, rank=1).update(recipient=order, version=shown)
    browsers = [Client(HTTP_USER_AGENT="Attaque/1.0") for _ in range(2)]
    for browser in browsers:
        assert browser.get(issued.url_path).status_code == 303

    together(
        *(
            lambda browser=browser, n=n: browser.post(
                "/reponse/lettre/", {"text": f"Réponse {n}", "form_key": f"{n}" * 32}
            )
            for n, browser in enumerate(browsers)
        )
    )

    with as_owner():
        assert Message.objects.filter(dossier_id=dossier.pk, party=order).count() == 1


def _a_document(house: House, dossier: Dossier) -> int:
    kept = add_document(
        dossier=dossier, title="Lettre", origin=Origin.LETTER, stream=[b"%PDF-1.7"], file_name="l.pdf",
        actor_code="staff:1", now=NOW,
    )  # fmt: skip
    return int(kept.document.rank)


def test_the_same_dossiers_assigned_in_bulk_by_two_people(
    house: House, pair: tuple[Dossier, Dossier]
) -> None:
    rows = [f"{dossier.number}:{version(dossier)}" for dossier in pair]

    def send(who: str, to: str, chosen: list[str]) -> Callable[[], Any]:
        url = reverse("staff:bulk") + "?faire=confier"
        return post(house, who, url, d=chosen, person=str(house.user(to).public_id))

    together(send("marc", "marc", rows), send("bruno", "nadia", rows[::-1]))

    with as_owner():
        for dossier in pair:
            codes = Event.objects.filter(dossier_id=dossier.pk, code="dossier.assigned").count()
            assert codes == 2  # the first one of the fixture, and one of these two: the other was told


def test_a_deadlock_is_said_as_someone_else_s_change(house: House, pair: tuple[Dossier, Dossier]) -> None:
    barrier, failures = threading.Barrier(2), []

    def lock(first: int, second: int) -> None:
        try:
            with acting_as(house.actor("office")), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("select 1 from dossiers_dossier where id = %s for update", [first])
                barrier.wait(timeout=SECONDS)
                cursor.execute("select 1 from dossiers_dossier where id = %s for update", [second])
        except OperationalError as error:
            failures.append(failure_of(error))
        finally:
            connections.close_all()

    ids = (pair[0].pk, pair[1].pk)
    threads = [threading.Thread(target=lock, args=order) for order in (ids, ids[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=SECONDS)

    assert [failure.status for failure in failures if failure] == [409]
