"""The access officer away: whoever works behind the same wall signs « pour » her, on those days, and nobody else may.

Her role is not delegated: the page of delegations says why, and what to do instead (decision 0013).
"""

from datetime import date

import pytest

from egide.kernel.letters.models import Letter
from egide.platform.accounts.absences import enter_absence
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import actor_for_user
from egide.platform.accounts.delegations import INSTEAD
from egide.platform.errors.failures import Refused
from tests.cast import NOW, Cast
from tests.database import as_owner
from tests.modules.access_requests.scene import Scene, open_scene, validate_texts


def away(cast: Cast, replacement: str) -> None:
    actor = cast.actor("amelie")
    with acting_as(actor):
        enter_absence(
            actor=actor,
            user=cast.user("amelie"),
            replacement=cast.user(replacement),
            since=NOW.date(),
            last_day=NOW.date(),
            now=NOW,
        )


def proposed(cast: Cast) -> Scene:
    """A decision that Amélie prepared, to be signed by someone else."""
    validate_texts()
    scene = open_scene(cast)
    scene.give()
    for code in ("start_search", "start_analysis"):
        scene.move(code)
    scene.move("propose_decision", "amelie", outcome="not_held")
    return scene


def test_the_replacement_signs_for_her_on_those_days_only(cast: Cast) -> None:
    scene = proposed(cast)
    with pytest.raises(Refused, match=r"(?i)responsable de l’accès"):
        scene.approve("decision", "lise")

    away(cast, "lise")
    scene.approve("decision", "lise")

    with as_owner():
        letter = Letter.objects.get(dossier__number=scene.number, template="decision")
    assert letter.signed_as.split("\n")[1] == "pour Amélie Roy"
    after = actor_for_user(cast.user("lise"), on=date(2026, 11, 24))
    assert not after.holds("access_officer")


def test_nobody_in_front_of_the_wall_receives_her_role_behind_it(cast: Cast) -> None:
    away(cast, "nadia")  # she works in the Office, where Amélie has a role too
    nadia = actor_for_user(cast.user("nadia"), on=NOW.date())

    assert {held.compartment_code for held in nadia.roles} == {"office"}


def test_what_to_do_instead_is_said() -> None:
    assert "art. 8, à valider" in INSTEAD
    assert "absence avec remplacement" in INSTEAD
