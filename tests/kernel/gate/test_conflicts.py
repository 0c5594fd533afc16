"""A conflict of interest: access ends at once, the dossier returns to the unit, and the journal keeps why.

Élise's dossier, Nadia who declares, Marc who goes on: the same address for both.
"""

import pytest

from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.gate.opening import open_dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.letters.models import Letter
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.errors.failures import NotVisible, Refused
from tests.kernel.scene import Scene


def declare(scene: Scene, who: str = "nadia", reason: str = "Une parente.") -> None:
    scene.act(who, lambda a, d: declare_conflict(actor=a, dossier=d, reason=reason, now=scene.now))


def reaches(scene: Scene, who: str) -> bool:
    with acting_as(scene.cast.actor(who)) as actor:
        try:
            open_dossier(actor=actor, number=scene.number, action="read")
        except NotVisible:
            return bool(visible(actor).count() or Letter.objects.count())
        return True


def test_access_ends_at_once_for_who_declared_and_for_nobody_else(scene: Scene) -> None:
    scene.give("nadia")
    assert (reaches(scene, "nadia"), reaches(scene, "marc")) == (True, True)

    declare(scene)

    assert (reaches(scene, "nadia"), reaches(scene, "marc")) == (False, True)


def test_the_dossier_returns_to_its_unit_when_it_was_hers(scene: Scene) -> None:
    scene.give("nadia")
    version = scene.dossier.version

    declare(scene)

    assert scene.dossier.assignee is None
    assert scene.dossier.version == version + 1


def test_the_dossier_stays_with_whoever_else_is_in_charge(scene: Scene) -> None:
    scene.give("marc")

    declare(scene)

    assert scene.dossier.assignee == scene.cast.user("marc")


def test_the_journal_keeps_who_and_why(scene: Scene) -> None:
    declare(scene)

    last = scene.journal[-1]
    assert (last.code, last.actor_name, dict(last.notes)) == (
        "conflict.declared",
        "Nadia Bouchard",
        {"reason": "Une parente."},
    )


def test_a_service_has_no_conflict_to_declare(scene: Scene) -> None:
    with acting_as(service("scheduler")) as scheduler, pytest.raises(Refused, match="Seule une personne"):
        declare_conflict(actor=scheduler, dossier=scene.dossier, reason="Rien", now=scene.now)

    assert "conflict.declared" not in scene.codes
