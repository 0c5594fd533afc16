"""How far each invented dossier goes: a few scripts, and how many dossiers follow each.

A script stops by itself where the present is reached; none writes anything but through the real actions.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

from egide.interfaces.demo import scripts_order as order
from egide.interfaces.demo.play import NotYet, Play
from egide.interfaces.demo.scripts_steps import acknowledge, admit, finish, reply
from egide.interfaces.demo.texts import REFUSED, Story


@dataclass(frozen=True, kw_only=True)
class Script:
    """One way a dossier goes; `since` is how many days ago it was received (from, to)."""

    name: str
    count: int
    since: tuple[int, int]
    act: Callable[[Play, Story, random.Random], None]


def closed(play: Play, story: Story, chance: random.Random) -> None:
    """Will go from receipt to closure."""
    acknowledge(play, chance, late=chance.random() < 0.08)
    admit(play, story, chance)
    reply(play, story, chance)
    finish(play, chance)
    play.wait(chance.choice((2, 5)), 9, chance.randrange(60))
    play.move(play.analyst, "close")


def answered(play: Play, story: Story, chance: random.Random) -> None:
    """Will stop once the reply has left."""
    acknowledge(play, chance)
    admit(play, story, chance)
    reply(play, story, chance)
    finish(play, chance)


def in_review(play: Play, story: Story, chance: random.Random) -> None:
    """Will stop with a reply waiting for approval."""
    acknowledge(play, chance)
    admit(play, story, chance)
    reply(play, story, chance)


def in_progress(play: Play, story: Story, chance: random.Random) -> None:
    """Will stop while the work goes on."""
    acknowledge(play, chance)
    admit(play, story, chance)


def overdue(play: Play, story: Story, chance: random.Random) -> None:
    """Will let the 90 days pass; one in two with a notice of delay."""
    acknowledge(play, chance)
    admit(play, story, chance)
    if chance.random() < 0.5:
        play.wait(45, 10, chance.randrange(60))
        play.move(
            play.analyst,
            "give_delay_notice",
            motif="L’ordre ne nous a pas encore transmis les renseignements demandés.",
            nouvelle_date=play.stage.now.date().replace(day=28).isoformat(),
        )
        play.wait(1, 11, chance.randrange(60))
        play.approve("marc", "delay_notice")
        play.wait(0, 15, 0)
        play.send(play.analyst, "delay_notice")


def in_triage(play: Play, story: Story, chance: random.Random) -> None:
    """Will stop at the qualification."""
    acknowledge(play, chance)


def incomplete(play: Play, story: Story, chance: random.Random) -> None:
    """Will ask for particulars and wait."""
    acknowledge(play, chance)
    play.wait(1, 10, chance.randrange(60))
    day = play.stage.calendar.add_business_days(play.clock.date(), 15)
    play.move(
        play.analyst,
        "ask_particulars",
        precisions="La copie de la dernière lettre reçue du bureau du syndic\nLa date de votre demande d’enquête",
        date_precisions=day.isoformat(),
    )


def received(play: Play, story: Story, chance: random.Random) -> None:
    """Will stop at the opening, one in two given to someone."""
    if chance.random() < 0.5:
        play.give()


def refused(play: Play, story: Story, chance: random.Random) -> None:
    """Will be declared not admissible, explained, and closed."""
    _, _, ground, destination, motive = chance.choice(REFUSED)
    acknowledge(play, chance)
    play.wait(2, 11, chance.randrange(60))
    play.move(play.analyst, "declare_not_admissible", outcome=ground, destination=destination, motive=motive)
    play.wait(1, 14, chance.randrange(60))
    play.approve("marc", "not_admissible")
    play.wait(0, 16, 0)
    play.send(play.analyst, "not_admissible")
    play.wait(3, 9, chance.randrange(60))
    play.move(play.analyst, "close")


def withdrawn(play: Play, story: Story, chance: random.Random) -> None:
    """Will end with the person's withdrawal."""
    acknowledge(play, chance)
    play.wait(4, 10, chance.randrange(60))
    play.move(
        play.analyst,
        "withdraw",
        occurred_on=play.clock.date().isoformat(),
        motive="La personne nous a écrit que l’ordre lui avait répondu à sa satisfaction.",
    )
    play.wait(1, 9, chance.randrange(60))
    play.move(play.analyst, "close")


SCRIPTS: tuple[Script, ...] = (
    Script(name="closed", count=70, since=(70, 260), act=closed),
    Script(name="answered", count=3, since=(50, 80), act=answered),
    Script(name="in_review", count=4, since=(45, 75), act=in_review),
    Script(name="in_progress", count=9, since=(15, 70), act=in_progress),
    Script(name="overdue", count=3, since=(93, 110), act=overdue),
    Script(name="in_triage", count=4, since=(6, 14), act=in_triage),
    Script(name="incomplete", count=3, since=(12, 30), act=incomplete),
    Script(name="received", count=5, since=(1, 5), act=received),
    Script(name="refused", count=22, since=(40, 400), act=refused),
    Script(name="withdrawn", count=9, since=(60, 400), act=withdrawn),
    Script(name="order_contacted", count=3, since=(18, 26), act=order.order_contacted),
    Script(name="awaiting_order", count=6, since=(26, 60), act=order.awaiting_order),
    Script(name="order_answered", count=20, since=(110, 420), act=order.order_answered),
    Script(name="follow_up", count=5, since=(35, 60), act=order.follow_up),
    Script(name="silent", count=8, since=(95, 360), act=order.silent),
    Script(name="persists", count=3, since=(50, 75), act=order.persists),
    Script(name="settled", count=10, since=(60, 300), act=order.settled),
    Script(name="redirected", count=20, since=(15, 400), act=order.redirected),
    Script(name="transferred", count=3, since=(12, 60), act=order.transferred),
    Script(name="joined", count=3, since=(12, 60), act=order.joined),
    Script(name="late_with_notice", count=6, since=(170, 400), act=order.late_with_notice),
    Script(name="reopened", count=2, since=(110, 160), act=order.reopened),
    Script(name="closed_since", count=72, since=(150, 540), act=closed),
)


def perform(script: Script, play: Play, story: Story, chance: random.Random) -> None:
    """Will follow the script as far as the present allows."""
    try:
        script.act(play, story, chance)
    except NotYet:
        return
