"""What the lifecycle's guards look at, and the guards: each gives None or a sentence that says what to do.

Pure. Read beside lifecycle.py; a guard never knows who asks, only what the dossier is.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the guards look at."""

    today: date
    assigned: bool
    acknowledged: bool
    # Whether a letter can reach the person: an anonymous request may come without any address.
    reachable: bool
    has_order: bool
    reply_leaving: bool
    reply_sent: bool
    # A letter that ends the file has left: not admissible, redirection, transfer.
    final_sent: bool
    order_letter_leaving: bool
    order_letter_sent: bool
    # A notice of the intervention left and its follow-up has not begun; it answers when sent as the reply.
    notice_to_follow: bool
    notice_answers: bool
    follow_up_until: date | None
    settled: bool
    withdrawn: bool
    joined: bool
    joins_known_dossier: bool
    motive: str
    new_date: date | None

    @property
    def answered(self) -> bool:
        """Whether the person has an answer, or the file a recorded end."""
        return self.reply_sent or self.final_sent or self.notice_answers or self.withdrawn or self.joined


def is_assigned(facts: Facts) -> str | None:
    """Someone must answer for the file."""
    return None if facts.assigned else "Confiez d’abord le dossier à une personne."


def has_motive(facts: Facts) -> str | None:
    """A decision says why."""
    return None if facts.motive else "Écrivez le motif : la personne et le journal doivent pouvoir le lire."


def is_acknowledged(facts: Facts) -> str | None:
    """Nobody is answered on the substance before knowing that the request was received."""
    if facts.acknowledged or not facts.reachable:
        return None
    return "L’accusé de réception n’a pas encore été transmis."


def has_order(facts: Facts) -> str | None:
    """A letter to the order needs an order."""
    return None if facts.has_order else "Aucun ordre n’est nommé au dossier : ajoutez-le aux parties."


def is_reachable(facts: Facts) -> str | None:
    """A letter needs somewhere to go."""
    return None if facts.reachable else "La personne n’a laissé aucune adresse : rien ne peut lui être écrit."


def reply_was_sent(facts: Facts) -> str | None:
    """The reply leaves only once approved; having left, it is the reply."""
    return None if facts.reply_sent else "La réponse motivée, approuvée, n’a pas été transmise."


def no_reply_leaving(facts: Facts) -> str | None:
    """A letter that is leaving or has left cannot be taken back to the desk."""
    return "La réponse est approuvée ou déjà partie." if facts.reply_leaving or facts.reply_sent else None


def order_letter_was_sent(facts: Facts) -> str | None:
    """The order is written to once the letter has left, not before."""
    return None if facts.order_letter_sent else "La lettre à l’ordre, approuvée, n’a pas été transmise."


def no_order_letter_leaving(facts: Facts) -> str | None:
    """What is leaving, or has left, is not given up."""
    leaving = facts.order_letter_leaving or facts.order_letter_sent
    return "La lettre à l’ordre est approuvée ou déjà partie." if leaving else None


def notice_was_sent(facts: Facts) -> str | None:
    """The follow-up begins with the notice that left."""
    return None if facts.notice_to_follow else "L’avis de l’intervention n’a pas été transmis à la personne."


def follow_up_is_over(facts: Facts) -> str | None:
    """Silence closes nothing before its day."""
    if facts.follow_up_until is not None and facts.today > facts.follow_up_until:
        return None
    return "Le suivi avec la personne n’est pas terminé."


def is_answered(facts: Facts) -> str | None:
    """No closing without a reply letter or a recorded reason."""
    return (
        None if facts.answered else "Pour fermer : la lettre qui répond à la personne n’a pas été transmise."
    )


def is_not_answered(facts: Facts) -> str | None:
    """Without a reply, the end of a follow-up returns the file to work."""
    return "La personne a déjà reçu sa réponse." if facts.answered else None


def is_settled(facts: Facts) -> str | None:
    """The person said so, and the notice that she got was the reply."""
    return None if facts.settled else "La personne n’a pas écrit que la difficulté est réglée."


def joins_a_known_dossier(facts: Facts) -> str | None:
    """A request is joined to a dossier that exists, is open, and is another one."""
    if facts.joins_known_dossier:
        return None
    return "Aucun autre dossier ouvert que vous pouvez consulter ne porte ce numéro."


def new_date_is_to_come(facts: Facts) -> str | None:
    """A new date that has passed informs nobody."""
    if facts.new_date is None or facts.new_date > facts.today:
        return None
    return "La nouvelle date doit être à venir : la personne compte sur elle."
