"""What follows a reply that left: it cannot be taken back, and a reopened dossier needs a reply of its own.

Architecture, section 1, decision 3; no path around an approval, even the second time.
"""

import pytest

from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.lifecycle.running import run
from egide.kernel.lifecycle.undoing import undo
from egide.platform.accounts.acting import acting_as
from egide.platform.errors.failures import Refused
from tests.cast import Cast, seed_office
from tests.kernel.lifecycle.test_fuzz import Walk, follow, handle, opened

TEXTS = {
    "verifications": "Le dossier de l’ordre.",
    "constats": "Aucune réponse depuis mars.",
    "motive": "Motif.",
}


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


def do(walk: Walk, *codes: str) -> None:
    # Nadia works, so that Marc may sign what she drafts; only he reopens.
    for code in codes:
        actor = walk.cast.actor("marc" if code == "reopen" else "nadia")
        with acting_as(actor):
            run(actor=actor, dossier=walk.reload(), code=code, answers=TEXTS, now=walk.tick())


def send(walk: Walk, template: str) -> None:
    with acting_as(walk.cast.actor("marc")):
        states = [LetterState.SENT, LetterState.CANCELLED]
        letter = Letter.objects.exclude(state__in=states).select_related("recipient", "version__stored").get(
            dossier_id=walk.dossier.pk, template=template
        )  # fmt: skip
    while letter.state != LetterState.SENT:
        handle(walk, letter)


@pytest.fixture
def replied(cast: Cast) -> Walk:
    """A dossier whose reply was approved and posted."""
    walk = opened(cast, 1)
    send(walk, "acknowledgment")
    do(walk, "start_triage", "declare_admissible", "start_work", "prepare_reply")
    send(walk, "reasoned_reply")
    assert walk.dossier.state == "replied"
    return walk


def test_a_reply_that_left_cannot_be_undone(replied: Walk) -> None:
    marc = replied.cast.actor("marc")

    with acting_as(marc), pytest.raises(Refused, match="transmise"):
        undo(actor=marc, dossier=replied.reload(), reason="Erreur.", now=replied.tick())

    assert replied.reload_as(marc).state == "replied"


def test_a_second_reply_waits_for_its_own_approval(replied: Walk) -> None:
    do(replied, "close", "reopen", "work_again", "prepare_reply")

    follow(replied)
    assert replied.dossier.state == "reply_review"

    send(replied, "reasoned_reply")
    assert replied.dossier.state == "replied"


def test_a_second_reply_can_go_back_to_the_desk(replied: Walk) -> None:
    do(replied, "close", "reopen", "work_again", "prepare_reply", "resume_work")

    assert replied.reload_as(replied.cast.actor("marc")).state == "in_progress"
