"""The name under a letter: one's own, in the interim of a vacant post, or for someone who is away."""

from dataclasses import replace

import pytest

from egide.kernel.letters.signatures import signature, title_under
from egide.law import roles
from egide.platform.accounts.actors import Actor
from tests.cast import Cast
from tests.kernel.scene import REPLY, Scene, in_progress, open_scene


@pytest.fixture
def reply(cast: Cast) -> Scene:
    """A dossier whose reply is signed by the head of the unit."""
    scene = in_progress(open_scene(cast))
    scene.move("prepare_reply", **REPLY)
    return scene


def sign(scene: Scene, actor: Actor, title: str = "Analyste") -> str:
    return scene.act(
        "nadia", lambda a, d: signature(actor, d, scene.letter("reasoned_reply"), job_title=title)
    )


@pytest.mark.parametrize(
    ("title", "name", "printed"),
    [
        ("Directrice des interventions", "Marc Gagnon", "Directrice des interventions"),
        (
            "Directrice des interventions par intérim",
            "Marc Gagnon, p.\u00a0i.",
            "Directrice des interventions",
        ),
        ("Directrice des interventions, p. i.", "Marc Gagnon, p.\u00a0i.", "Directrice des interventions"),
    ],
)
def test_a_vacant_post_is_said_by_the_name_and_not_twice(
    reply: Scene, title: str, name: str, printed: str
) -> None:
    assert sign(reply, reply.cast.actor("marc"), title) == name
    assert title_under(title) == printed


def test_a_role_of_ones_own_comes_before_a_borrowed_one(reply: Scene) -> None:
    marc, nadia = reply.cast.actor("marc"), reply.cast.actor("nadia")
    (own,) = (a for a in marc.roles if a.role == roles.UNIT_HEAD.code)
    lent = replace(own, acting_for="Marc Gagnon", acting_for_id=marc.user_id)

    assert sign(reply, marc) == "Marc Gagnon"
    assert sign(reply, replace(nadia, roles=nadia.roles | {lent})) == "Nadia Bouchard\npour Marc Gagnon"
    assert sign(reply, replace(nadia, roles=nadia.roles | {lent, own})) == "Nadia Bouchard"
