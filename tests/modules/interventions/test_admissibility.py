"""A recourse in progress is the normal case: a pending inquiry of the syndic never makes a request inadmissible.

Tried over every ground that the stream declares, and over every state of the recourse that a person may report.
"""

from datetime import timedelta

import pytest

from egide.kernel.lifecycle.offered import offers
from egide.law.grounds import Ground
from egide.modules.interventions.law import GROUNDS
from egide.modules.interventions.lifecycle import LIFECYCLE
from egide.modules.interventions.models import Situation
from tests.cast import NOW, Cast
from tests.kernel.scene import open_scene

PENDING = ("enquête en cours", "en instance", "recours en cours", "syndic", "en attente")


@pytest.mark.parametrize("ground", GROUNDS, ids=lambda ground: ground.code)
def test_no_ground_speaks_of_a_recourse_in_progress(ground: Ground) -> None:
    said = f"{ground.code} {ground.label} {ground.wording}".lower()

    assert not [words for words in PENDING if words in said]


def test_the_form_offers_the_grounds_of_this_stream_and_no_other() -> None:
    asked = {field.name: field for field in LIFECYCLE.transition("declare_not_admissible").fields}

    assert asked["outcome"].choices == tuple((ground.code, ground.label) for ground in GROUNDS)
    assert {"motive", "destination"} <= {name for name, field in asked.items() if field.required}


@pytest.mark.parametrize("situation", Situation.values)
@pytest.mark.parametrize("days", [None, 1, 89, 400])
def test_whatever_the_recourse_the_request_may_be_declared_admissible(
    cast: Cast, situation: str, days: int | None
) -> None:
    asked = NOW.date() - timedelta(days=days) if days else None
    scene = open_scene(cast, situation=situation, inquiry_requested_on=asked, mechanism="syndic")
    scene.give()
    scene.acknowledge()
    scene.later(hours=1).move("start_triage")

    offered = scene.act("nadia", lambda actor, d: offers(actor=actor, dossier=d, today=scene.today))
    found = {offer.transition.code: offer.reasons for offer in offered}
    assert found["declare_admissible"] == ()

    scene.move("declare_admissible", motive="Les délais d’un mécanisme.")
    assert scene.dossier.state == "admissible"
