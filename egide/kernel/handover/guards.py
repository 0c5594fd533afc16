"""What must be settled before an open dossier is handed over: each condition gives None or a French sentence.

Pure: it looks at facts gathered by the page, and knows nothing of who asks.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Parting:
    """What is known of an open dossier that someone wants to hand over."""

    closed: bool
    letters_leaving: tuple[str, ...]
    held: bool
    infected: bool


def is_open(facts: Parting) -> str | None:
    """What is finished stays where it was finished."""
    return "Le dossier est fermé\u00a0: rouvrez-le avant de le remettre." if facts.closed else None


def nothing_is_leaving(facts: Parting) -> str | None:
    """A letter signed here would leave in the name of those who no longer hold the file."""
    if not facts.letters_leaving:
        return None
    titles = ", ".join(f"«\u00a0{title}\u00a0»" for title in facts.letters_leaving)
    return f"Une lettre attend l’approbation ou le départ\u00a0: {titles}. Envoyez-la ou annulez-la d’abord."


def is_not_held(facts: Parting) -> str | None:
    """A hold forbids any destruction, hence the emptying of this side."""
    if not facts.held:
        return None
    return (
        "L’élimination est suspendue pour ce dossier\u00a0: rien ne peut le quitter avant que ce soit levé."
    )


def nothing_is_quarantined(facts: Parting) -> str | None:
    """A file that may carry a threat is looked at first."""
    if not facts.infected:
        return None
    return "Une pièce est en quarantaine\u00a0: attendez son analyse, ou demandez qu’elle soit écartée."


GUARDS = (is_open, nothing_is_leaving, is_not_held, nothing_is_quarantined)


def obstacles(facts: Parting) -> tuple[str, ...]:
    """Will give the sentence of every condition that is not met, in order; none means that it may be done."""
    return tuple(sentence for guard in GUARDS if (sentence := guard(facts)) is not None)
