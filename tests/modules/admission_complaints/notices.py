"""Progress notices drafted, signed, posted or told on a given day, by whoever does it."""

from datetime import date, datetime

from egide.kernel.deadlines.facts import record_letter_sent
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.approving import approve_letter
from egide.kernel.letters.dispatch import send_by_post
from egide.kernel.letters.models import Letter
from egide.modules.admission_complaints.progressing import draft_all
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from tests.cast import Cast
from tests.modules.admission_complaints.scene import Scene


def leave(scene: Scene, day: date) -> None:
    """Will write down that a notice left that day."""
    scene.at(day)
    scene.act(
        "claire",
        lambda a, d: record_letter_sent(
            dossier=d, template="progress_notice", sent_on=day, actor_code=a.code, now=scene.now
        ),
    )


def monday(cast: Cast, at: datetime) -> int:
    with acting_as(service("scheduler")) as scheduler:
        return draft_all(actor=scheduler, now=at)


def drafted(scene: Scene, day: date) -> None:
    """Will have the notice drafted that day, as the task of Monday does."""
    scene.at(day)
    assert monday(scene.cast, scene.now) == 1


def signed(scene: Scene, day: date) -> Letter:
    """Will have the notice drafted and signed that day, without sending it."""
    drafted(scene, day)

    def sign(actor: Actor, dossier: Dossier) -> None:
        letter = scene.letter("progress_notice")
        seen = letter.edited_at.isoformat()
        approve_letter(actor=actor, dossier=dossier, letter=letter, seen=seen, now=scene.now)

    scene.act("claire", sign)
    return scene.letters("progress_notice")[-1]


def post_on(scene: Scene, day: date) -> None:
    """Will note the notice as posted that day."""
    scene.act(
        "claire",
        lambda a, d: send_by_post(
            actor=a, dossier=d, letter=scene.letter("progress_notice"), posted_on=day, now=scene.now
        ),
    )
