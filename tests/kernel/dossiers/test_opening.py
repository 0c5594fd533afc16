"""Opening a dossier and putting someone in charge: numbers, receipt, unit, conflicts.

The module's own part of an opening is in tests/modules/interventions.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from egide.kernel import registry
from egide.kernel.dossiers.actions import Opening, open_dossier
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.modules.interventions.module import INTERVENTIONS
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Site, Unit, User
from egide.platform.errors.failures import Refused
from tests.cast import NOW, Cast
from tests.database import as_owner
from tests.kernel.scene import Scene, open_scene


def test_numbers_follow_each_other_within_the_year_of_receipt(cast: Cast) -> None:
    opened = [open_scene(cast, received_at=NOW - timedelta(days=days)) for days in (0, 400, 1)]

    assert [scene.number for scene in opened] == ["INT-2026-00001", "INT-2025-00001", "INT-2026-00002"]


def test_a_number_begins_as_the_kind_says_behind_that_wall(cast: Cast) -> None:
    installed = registry.modules()
    kind = replace(INTERVENTIONS.kind, elsewhere=(("commissioner", "INX"),))  # type: ignore[type-var]
    registry.install((replace(INTERVENTIONS, kind=kind),))
    try:
        with acting_as(cast.actor("claire")):
            dossier = open_dossier(
                opening=Opening(
                    kind="intervention_request",
                    title="Essai",
                    unit=Unit.objects.get(code="commission"),
                    site=Site.objects.get(code="montreal"),
                    received_at=NOW,
                    channel="post",
                    confidentiality="personal",
                ),
                now=NOW,
            )
    finally:
        registry.install(installed)

    assert dossier.number == "INX-2026-00001"
    assert open_scene(cast).number == "INT-2026-00001"


def test_a_receipt_in_the_future_is_refused(cast: Cast) -> None:
    def open_at(minutes: int) -> Dossier:
        with acting_as(cast.actor("bruno")):
            opening = Opening(
                kind="intervention_request",
                title="Essai",
                unit=Unit.objects.get(code="interventions"),
                site=Site.objects.get(code="quebec"),
                received_at=NOW + timedelta(minutes=minutes),
                channel="post",
                confidentiality="personal",
            )
            return open_dossier(opening=opening, now=NOW)

    with pytest.raises(Refused, match="dans l’avenir"):
        open_at(1)
    assert open_at(0).number == "INT-2026-00001"


@pytest.mark.parametrize("stranger", ["bruno", "farid", "claire", "denis"])
def test_who_works_elsewhere_is_not_put_in_charge(scene: Scene, stranger: str) -> None:
    with pytest.raises(Refused, match="ne travaille pas dans l’unité"):
        scene.give(stranger)
    assert scene.dossier.assignee is None

    scene.give("nadia")
    assert scene.dossier.assignee == scene.cast.user("nadia")
    assert scene.codes[-1] == "dossier.assigned"


def test_who_left_the_house_is_not_put_in_charge(scene: Scene) -> None:
    with as_owner():
        User.objects.filter(pk=scene.cast.user("nadia").pk).update(is_active=False)
    scene.cast.users["nadia"].refresh_from_db()

    with pytest.raises(Refused):
        scene.give("nadia")
    scene.give("marc")


def test_who_declared_a_conflict_is_not_put_in_charge_again(scene: Scene) -> None:
    scene.act("nadia", lambda a, d: declare_conflict(actor=a, dossier=d, reason="Parente", now=scene.now))

    with pytest.raises(Refused, match="a déclaré un conflit d’intérêts"):
        scene.give("nadia")
    scene.give("marc")
