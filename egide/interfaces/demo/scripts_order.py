"""How the invented dossiers go when the Office writes to the order, follows up, redirects, joins or reopens.

The steps shared with the plain scripts are in scripts_steps.py; the counts of all of them in scripts.py.
"""

import random
from datetime import timedelta

from egide.interfaces.demo.play import Play
from egide.interfaces.demo.scripts_steps import acknowledge, admit, finish, reply
from egide.interfaces.demo.texts import Story
from egide.law.dates_fr import plain_date


def _day(play: Play, days: int) -> str:
    return (play.clock.date() + timedelta(days=days)).isoformat()


def write_to_order(play: Play, story: Story, chance: random.Random, *, leave: bool = True) -> None:
    """Will prepare the letter to the order, and let it leave once approved."""
    acknowledge(play, chance)
    admit(play, story, chance)
    play.wait(chance.choice((3, 6, 9)), 10, chance.randrange(60))
    play.move(
        play.analyst,
        "contact_order",
        intervention_type=chance.choice(("delay_reminder", "information_request")),
        sujet="information donnée à la personne et délais",
        faits="La personne a demandé une enquête au bureau du syndic.\n"
        "Elle dit n’avoir reçu aucun avis de progression.",
        article=chance.choice(("123.1", "123", "123.4")),
        demandes="L’état d’avancement de l’enquête\nLa date du prochain avis écrit",
        date_souhaitee=_day(play, 21),
    )
    if leave:
        play.wait(chance.choice((1, 2)), 11, chance.randrange(60))
        play.approve("marc", "letter_to_order")
        play.wait(0, 15, 20)
        play.send(play.analyst, "letter_to_order")


def order_contacted(play: Play, story: Story, chance: random.Random) -> None:
    """Will stop with the letter to the order waiting for approval."""
    write_to_order(play, story, chance, leave=False)


def awaiting_order(play: Play, story: Story, chance: random.Random) -> None:
    """Will stop while the order has not answered."""
    write_to_order(play, story, chance)


def order_answered(play: Play, story: Story, chance: random.Random) -> None:
    """Will go on to a reply and the closing, the order having answered; now and then with feedback to it."""
    write_to_order(play, story, chance)
    play.wait(chance.choice((8, 12)), 10, chance.randrange(60))
    play.move("bruno", "receive_order_answer", occurred_on=play.clock.date().isoformat())
    reply(play, story, chance)
    finish(play, chance)
    if chance.random() < 0.5:
        play.wait(1, 13, chance.randrange(60))
        play.move(
            play.analyst,
            "give_feedback_after_reply",
            intervention_type="suggestion",
            theme="syndic_delay",
            faits="Trois personnes ont attendu plus de 90 jours un premier avis.",
            demande_ordre="L’Office suggère d’inscrire au calendrier du bureau du syndic la date de chaque avis.",
            date_souhaitee=_day(play, 60),
        )
        play.approve("marc", "feedback_to_order")
        play.wait(0, 16, 0)
        play.send(play.analyst, "feedback_to_order")
    play.wait(chance.choice((2, 5)), 9, chance.randrange(60))
    play.move(play.analyst, "close", cause=chance.choice(("late_notice", "unclear", "none")))


def notified(play: Play, story: Story, chance: random.Random, *, as_reply: bool, wait: int) -> None:
    """Will tell the person of the intervention, as the reply or not."""
    write_to_order(play, story, chance)
    play.wait(chance.choice((2, 4)), 10, chance.randrange(60))
    play.move(
        play.analyst,
        "prepare_notice_as_reply_waiting" if as_reply else "prepare_notice_waiting",
        demarches="Nous avons rappelé à l’ordre les délais d’information du syndic.\n"
        "Nous lui avons demandé de vous écrire.",
        date_intervention=play.clock.date().isoformat(),
        date_suivi=_day(play, wait),
    )
    template = "intervention_reply" if as_reply else "intervention_notice"
    play.wait(1, 14, chance.randrange(60))
    play.approve("marc", template)
    play.wait(0, 16, 10)
    play.send(play.analyst, template)


def follow_up(play: Play, story: Story, chance: random.Random) -> None:
    """Will stop in the follow-up with the person."""
    notified(play, story, chance, as_reply=chance.random() < 0.5, wait=90)


def silent(play: Play, story: Story, chance: random.Random) -> None:
    """Will close by silence, thirty days after a notice that was the reply."""
    notified(play, story, chance, as_reply=True, wait=30)
    play.wait(24, 4, 23)
    play.follow()


def persists(play: Play, story: Story, chance: random.Random) -> None:
    """Will return to work, the person having written that the difficulty persists."""
    notified(play, story, chance, as_reply=True, wait=60)
    play.wait(chance.choice((8, 14)), 10, chance.randrange(60))
    play.move(
        "bruno", "receive_follow_up", occurred_on=play.clock.date().isoformat(), satisfaction="persists"
    )


def settled(play: Play, story: Story, chance: random.Random) -> None:
    """Will close, the person having written that all is settled."""
    notified(play, story, chance, as_reply=True, wait=60)
    play.wait(chance.choice((8, 14)), 10, chance.randrange(60))
    play.move("bruno", "receive_follow_up", occurred_on=play.clock.date().isoformat(), satisfaction="settled")
    play.wait(1, 11, chance.randrange(60))
    play.move(play.analyst, "close_settled", cause="late_notice")


def redirected(play: Play, story: Story, chance: random.Random) -> None:
    """Will direct the person elsewhere; one in two is closed."""
    acknowledge(play, chance)
    play.wait(2, 11, chance.randrange(60))
    play.move(
        play.analyst,
        "redirect",
        body="conciliation",
        destination="secrétariat de l’ordre, qui vous remettra le formulaire",
        demarche="Demandez par écrit la conciliation de votre compte au syndic de l’ordre.",
        delai=f"Faites-le au plus tard le {plain_date(play.clock.date() + timedelta(days=20))}.",
        motive="Votre demande porte sur le montant d’un compte : la conciliation de l’ordre sert à cela.",
    )
    play.wait(1, 14, chance.randrange(60))
    play.approve("marc", "redirection")
    play.wait(0, 16, 0)
    play.send(play.analyst, "redirection")
    if chance.random() < 0.5:
        play.wait(3, 9, chance.randrange(60))
        play.move(play.analyst, "close")


def transferred(play: Play, story: Story, chance: random.Random) -> None:
    """Will hand the request to another service and tell the person."""
    acknowledge(play, chance)
    play.wait(2, 11, chance.randrange(60))
    play.move(
        play.analyst,
        "transfer",
        body="access_officer",
        destination="Office des professions du Québec",
        occurred_on=play.clock.date().isoformat(),
        motive="Vous demandez la copie d’un document que l’Office détient.",
    )
    play.wait(1, 14, chance.randrange(60))
    play.approve("marc", "transfer_notice")
    play.wait(0, 16, 0)
    play.send(play.analyst, "transfer_notice")


def joined(play: Play, story: Story, chance: random.Random) -> None:
    """Will be joined to the oldest dossier still open."""
    acknowledge(play, chance)
    play.wait(1, 10, chance.randrange(60))
    other = play.oldest_open()
    if not other:
        return
    play.move(
        play.analyst,
        "join",
        joined_to=other,
        motive="La même personne nous a écrit deux fois de la même affaire.",
    )
    play.wait(1, 9, chance.randrange(60))
    play.move(play.analyst, "close")


def late_with_notice(play: Play, story: Story, chance: random.Random) -> None:
    """Will tell the person in time that the reply will be late, then reply late."""
    acknowledge(play, chance)
    admit(play, story, chance)
    play.wait(45, 10, chance.randrange(60))
    play.move(
        play.analyst,
        "give_delay_notice",
        motif="L’ordre ne nous a pas encore transmis les renseignements demandés.",
        nouvelle_date=_day(play, 60),
    )
    play.wait(1, 11, chance.randrange(60))
    play.approve("marc", "delay_notice")
    play.wait(0, 15, 0)
    play.send(play.analyst, "delay_notice")
    play.wait(22, 9, chance.randrange(60))
    reply(play, story, chance)
    finish(play, chance)


def reopened(play: Play, story: Story, chance: random.Random) -> None:
    """Will be closed, then reopened on a new fact."""
    acknowledge(play, chance)
    admit(play, story, chance)
    reply(play, story, chance)
    finish(play, chance)
    play.wait(2, 9, chance.randrange(60))
    play.move(play.analyst, "close", cause="none")
    play.wait(8, 10, chance.randrange(60))
    play.move("marc", "reopen", motive="La personne nous a transmis une lettre de l’ordre reçue depuis.")
