"""Whoever a complaint concerns does not see it: a person, a unit, someone of the presidency, the president.

Each one kept away has a twin who, in the same dossier, still sees it.
"""

from datetime import timedelta

import pytest

from egide.kernel.dossiers.actions import assign
from egide.kernel.gate.models import Conflict
from egide.modules.service_complaints.actions import name_concerned
from egide.platform.accounts.models import Membership, Unit, User
from egide.platform.errors.failures import Refused
from egide.platform.journal.models import Event
from tests.cast import LONG_AGO, TODAY, Cast
from tests.database import as_owner
from tests.modules.service_complaints.scene import Scene, open_scene


@pytest.fixture
def scene(cast: Cast) -> Scene:
    with as_owner():
        colleague = User.objects.create_user("ines@office.example", "x" * 20, full_name="Inès Parent")
        Membership.objects.create(
            user=colleague, unit=Unit.objects.get(code="presidency"), role="presidency_office", since=LONG_AGO
        )
    cast.users["ines"] = colleague
    return open_scene(cast)


def test_a_person_of_the_bureau_who_is_concerned_no_longer_sees_it(scene: Scene) -> None:
    scene.give("ines")
    assert scene.sees("ines")

    scene.act(
        "odile",
        lambda a, d: name_concerned(actor=a, dossier=d, users=[scene.cast.user("ines")], now=scene.now),
    )

    assert not scene.sees("ines")
    assert scene.sees("odile")
    assert scene.dossier.assignee is None
    with pytest.raises(Refused, match="conflit d’intérêts"):
        scene.act("odile", lambda a, d: assign(dossier=d, to=scene.cast.user("ines"), now=scene.now))


def test_one_who_names_herself_loses_it_too(scene: Scene) -> None:
    scene.act(
        "odile",
        lambda a, d: name_concerned(actor=a, dossier=d, users=[scene.cast.user("odile")], now=scene.now),
    )

    assert not scene.sees("odile")
    assert scene.sees("ines")


def test_a_unit_that_is_concerned_is_kept_away_person_by_person(scene: Scene) -> None:
    unit = Unit.objects.get(code="secretariat")
    closed = scene.act("odile", lambda a, d: name_concerned(actor=a, dossier=d, units=[unit], now=scene.now))

    with as_owner():
        away = set(
            Conflict.objects.filter(dossier__number=scene.number).values_list("user__full_name", flat=True)
        )
    assert away == {"Amélie Roy", "Bruno Lavoie"}
    assert closed == 2


def test_who_joins_a_concerned_unit_later_is_kept_away_at_once_and_for_good(scene: Scene) -> None:
    secretariat = Unit.objects.get(code="secretariat")
    scene.act("odile", lambda a, d: name_concerned(actor=a, dossier=d, units=[secretariat], now=scene.now))
    assert scene.sees("ines")

    with as_owner():
        joined = Membership.objects.create(
            user=scene.cast.user("ines"), unit=secretariat, role="intake", since=LONG_AGO
        )
    assert not scene.sees("ines")

    with as_owner():
        joined.delete()
        found = Conflict.objects.get(dossier__number=scene.number, user=scene.cast.user("ines"))
    assert not scene.sees("ines")
    assert found.declared_by == "unit"
    assert scene.sees("odile")


def test_who_is_to_join_a_concerned_unit_is_kept_away_already(scene: Scene) -> None:
    secretariat = Unit.objects.get(code="secretariat")
    with as_owner():
        Membership.objects.create(
            user=scene.cast.user("ines"), unit=secretariat, role="intake", since=TODAY + timedelta(days=9)
        )

    scene.act("odile", lambda a, d: name_concerned(actor=a, dossier=d, units=[secretariat], now=scene.now))

    assert not scene.sees("ines")


def test_naming_twice_is_naming_once(scene: Scene) -> None:
    for expected in (1, 0):
        closed = scene.act(
            "odile",
            lambda a, d: name_concerned(actor=a, dossier=d, users=[scene.cast.user("bruno")], now=scene.now),
        )
        assert closed == expected


def test_nobody_named_is_refused(scene: Scene) -> None:
    with pytest.raises(Refused, match="Dites quelle personne"):
        scene.act("odile", lambda a, d: name_concerned(actor=a, dossier=d, now=scene.now))


def test_one_about_the_presidency_is_recorded_and_hidden_from_the_president(cast: Cast) -> None:
    scene = open_scene(cast, concerns_presidency=True)

    assert not scene.sees("helene")
    assert scene.sees("odile")


def test_the_journal_names_nobody(scene: Scene) -> None:
    scene.act(
        "odile",
        lambda a, d: name_concerned(actor=a, dossier=d, users=[scene.cast.user("bruno")], now=scene.now),
    )

    pk = scene.dossier.pk
    with as_owner():
        bodies = " ".join(Event.objects.filter(dossier_id=pk).values_list("body", flat=True))
    assert "Bruno" not in bodies
    assert "Élise" not in bodies
    assert "quarante minutes" not in bodies
