"""The steps that the invented dossiers share: acknowledgment, admission, reply, and its sending.

Each by the person who does it at the Office, through the real actions.
"""

import random

from egide.interfaces.demo.play import Play
from egide.interfaces.demo.texts import Story


def acknowledge(play: Play, chance: random.Random, *, late: bool = False) -> None:
    """Will give the dossier, begin its qualification, and acknowledge receipt."""
    play.give()
    play.wait(chance.choice((0, 1)), chance.randrange(9, 12), chance.randrange(60))
    play.move(play.analyst, "start_triage")
    play.wait(6 if late else chance.choice((1, 2, 3)), chance.randrange(13, 16), chance.randrange(60))
    play.approve("bruno", "acknowledgment")
    play.wait(0, 16, 5)
    play.send("bruno", "acknowledgment")


def admit(play: Play, story: Story, chance: random.Random) -> None:
    """Will declare the request admissible and begin the work."""
    play.wait(chance.choice((1, 2, 4)), 11, chance.randrange(60))
    play.move(
        play.analyst,
        "declare_admissible",
        motive="La demande porte sur les délais d’un mécanisme de l’ordre et sur l’information donnée à la personne.",
        theme=story.theme,
    )
    play.wait(chance.choice((1, 2)), 9, chance.randrange(60))
    play.move(play.analyst, "start_work")


def reply(play: Play, story: Story, chance: random.Random) -> None:
    """Will write the reasoned reply and submit it."""
    play.wait(chance.choice((12, 18, 25, 33)), 14, chance.randrange(60))
    play.move(
        play.analyst,
        "prepare_reply",
        verifications=story.checks,
        constats=story.findings,
        suites=story.follow_up,
    )
    play.wait(1, 10, chance.randrange(60))
    play.submit_letter("reasoned_reply")


def finish(play: Play, chance: random.Random) -> None:
    """Will approve, send and close."""
    play.wait(chance.choice((1, 2)), 15, chance.randrange(60))
    play.approve("marc", "reasoned_reply")
    play.wait(0, 16, 10)
    play.send(play.analyst, "reasoned_reply")
