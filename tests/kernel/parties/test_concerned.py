"""The orders that lists read are those of the parties, and stand as their dossier stands, whoever writes either.

The proof is the one of `egide verify`; the list itself is compared with plain rows walked by hand.
"""

import threading
from dataclasses import replace
from datetime import timedelta
from random import Random

import psycopg
import pytest

from egide.interfaces.staff import keyset
from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.filters import Filters
from egide.interfaces.staff.list_rows import _following, _opening, wanted_rows
from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.parties import concerned
from egide.kernel.parties.actions import add_order
from egide.kernel.parties.models import ConcernedOrder, Party, PartyRole, ProfessionalOrder
from egide.kernel.records.holds import place_hold
from egide.modules.interventions.access import KIND
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from egide.platform.database.processes import wait_until
from egide.platform.database.together import A_DAY, ANY
from tests.cast import NOW, TODAY, Cast, seed_office
from tests.database import Pair, TestServer, as_owner
from tests.kernel.scene import Scene, open_scene
from tests.kernel.statistics.world import World
from tests.locks import waits
from tests.patience import SECONDS


def faults() -> list[str]:
    with as_owner():
        return list(concerned.problems())


def orders(cast: Cast) -> list[ProfessionalOrder]:
    with as_owner():
        other, _ = ProfessionalOrder.objects.get_or_create(
            slug="avocats", defaults={"name": "Avocats", "exercise": "exclusive"}
        )
    return [cast.order, other]


def test_a_second_order_a_merge_and_its_undo_are_followed(scene: Scene) -> None:
    _, other = orders(scene.cast)
    with acting_as(scene.cast.actor("bruno")):
        twice = [add_order(dossier=scene.dossier, order=other, now=NOW) for _ in range(2)]
        assert ConcernedOrder.objects.filter(dossier=scene.dossier).count() == 2

        twice[0].delete()  # as a merge does
        assert ConcernedOrder.objects.filter(dossier=scene.dossier, order=other).exists()
        twice[1].delete()
        assert not ConcernedOrder.objects.filter(dossier=scene.dossier, order=other).exists()

        twice[1].save(force_insert=True)  # as its undo does
        assert ConcernedOrder.objects.filter(dossier=scene.dossier, order=other).exists()
        Party.objects.filter(pk=twice[1].pk).update(order=scene.cast.order)
        assert not ConcernedOrder.objects.filter(dossier=scene.dossier, order=other).exists()
    assert faults() == []


def test_moves_and_their_undo_are_followed(scene: Scene) -> None:
    scene.give()
    scene.move("start_triage")
    with as_owner():
        assert ConcernedOrder.objects.get(dossier__number=scene.number).state == "triage"
    assert faults() == []
    scene.undo()
    assert faults() == []


def test_verification_names_a_dossier_that_differs_and_rebuilding_mends_it(scene: Scene) -> None:
    with as_owner():
        ConcernedOrder.objects.update(state="closed")

        assert any(scene.number in fault for fault in concerned.problems())
        concerned.rebuild()
        assert list(concerned.problems()) == []


def test_a_held_dossier_does_not_keep_them_from_being_made_again(scene: Scene) -> None:
    scene.act("nadia", lambda a, d: place_hold(dossier=d, reason="litige", actor_code=a.code, now=NOW))
    with as_owner():
        ConcernedOrder.objects.update(state="closed")

        concerned.rebuild()
        assert list(concerned.problems()) == []


@pytest.fixture
def world(cast: Cast) -> World:
    """Thirty dossiers in three compartments, each of none, one or two orders, changed at random afterwards."""
    made, random = World(cast, seed=7, size=30), Random(7)
    units = list(Unit.objects.filter(compartment__code="office")[:3])
    people = [None, cast.user("nadia"), cast.user("marc")]
    both = orders(cast)
    with as_owner():
        for file in made.files:
            dossier = Dossier.objects.get(pk=file.id)
            for order in random.sample(both, random.randrange(3)):
                Party.objects.create(
                    **ranked(Party, dossier), role=PartyRole.ORDER, order=order, name=order.name
                )
            if dossier.compartment.code == "office" and random.random() < 0.3:
                dossier.unit = random.choice(units)
            dossier.closed_on = random.choice((None, None, TODAY))
            dossier.next_due_on = random.choice((None, TODAY + timedelta(days=random.randrange(-9, 9))))
            dossier.state = random.choice(("received", "triage", "closed"))
            dossier.assignee = random.choice(people)
            dossier.save()
        for party in Party.objects.filter(role=PartyRole.ORDER).order_by("pk")[::5]:
            party.delete()
    return made


def walked(actor: Actor, asked: Filters) -> list[int]:
    """Will walk the list page by page, and return the ids in its order."""
    found: list[int] = []
    rows = _opening(actor, KIND, asked, TODAY).read()[0]
    while rows:
        found += [row.pk for row in rows[: keyset.PAGE]]
        if len(rows) <= keyset.PAGE:
            break
        end = Dossier.objects.get(pk=found[-1])
        day = end.received_on if asked.sort == "newest" else end.next_due_on
        written = _following(actor, KIND, replace(asked, after="…"), TODAY, day is None)
        rows = written.read({ANY: end.pk, A_DAY: day} if day else {ANY: end.pk})[0]
    return found


def test_whatever_is_asked_the_pages_of_one_order_are_its_dossiers_in_order(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert faults() == []
    monkeypatch.setattr(keyset, "PAGE", 3)
    seen, near = 0, Horizon(today=TODAY, soon=TODAY)
    with acting_as(world.cast.actor("marc")) as marc:
        hidden = wanted_rows(marc, KIND, Filters(order="avocats", standing="any"), near)[0]
        declare_conflict(actor=marc, dossier=hidden, reason="Une connaissance.", now=NOW)
    with as_owner():
        named_in = set(Party.objects.filter(order__slug="avocats").values_list("dossier_id", flat=True))
    for name in ("marc", "bruno"):
        for asked in (
            Filters(order="avocats", standing=standing, sort=sort, **more)
            for standing in ("open", "closed", "any")
            for sort in ("due", "newest")
            for more in ({}, {"state": "triage"}, {"scope": "mine"}, {"late": True})
        ):
            with acting_as(world.cast.actor(name)) as actor:
                plain = wanted_rows(actor, KIND, replace(asked, order=""), near)
                ordered = plain.order_by(*keyset.ORDERS[asked.sort, False]).values_list("pk", flat=True)
                expected = [pk for pk in ordered if pk in named_in]
                found = walked(actor, asked)
            assert found == expected, (name, asked)
            assert name != "marc" or hidden.pk not in found
            seen += len(found)
    assert seen > 50


def test_an_order_added_while_somebody_closes_the_dossier_is_not_left_open(
    fresh: Pair, test_server: TestServer
) -> None:
    scene = open_scene(seed_office())
    _, other = orders(scene.cast)
    pk = scene.dossier.pk
    add = """
        insert into parties_party
        select (jsonb_populate_record(p, jsonb_build_object('id', 900001, 'rank', 9, 'order_id', %s::bigint))).*
        from parties_party p where p.dossier_id = %s and p.role = 'order'
    """
    close = "update dossiers_dossier set closed_on = received_on, state = 'closed' where id = %s"
    login = test_server.cluster.url("egide_owner", fresh.default)
    with psycopg.connect(login) as one, psycopg.connect(login) as two:
        one.execute(add, [other.pk, pk])
        closing = threading.Thread(target=two.execute, args=(close, [pk]))
        closing.start()
        assert wait_until(lambda: waits(one, two), seconds=SECONDS)
        one.commit()
        closing.join(SECONDS)
        two.commit()

    with as_owner():
        assert ConcernedOrder.objects.filter(dossier_id=pk, closed_on=None).count() == 0
    assert faults() == []
