"""The events that end a period which no number of years measures: what the schedule writes 888, explained X1, X2…

Each names the facts of a dossier that tell its day (domain.md F). Not the years that follow: the rule says them.
"""

from dataclasses import dataclass

from egide.law.facts import Fact


@dataclass(frozen=True, slots=True)
class RetentionEvent:
    """One event: its mark in the schedule, the words of its note, the codes of the facts that tell its day.

    Without facts, its day is the day the dossier closes.
    """

    mark: str
    code: str
    label: str
    note: str
    facts: tuple[str, ...] = ()

    @property
    def fact(self) -> Fact:
        """The event as a rule of retention binds to it."""
        return Fact(self.code, self.label)


CLOSURE = RetentionEvent("X1", "closure", "fermeture du dossier", "Jusqu’à la fermeture du dossier.")
EVENTS: tuple[RetentionEvent, ...] = (
    CLOSURE,
    RetentionEvent(
        "X2",
        "end_of_recourses",
        "fin des recours",
        "Jusqu’à la fin du dernier recours, ou jusqu’au jour où plus aucun ne peut être formé.",
        ("recourses_ended",),
    ),
    RetentionEvent(
        "X3",
        "end_of_term",
        "fin du mandat",
        "Jusqu’à la fin du mandat de la personne nommée.",
        ("term_ended",),
    ),
    RetentionEvent(
        "X4",
        "departure",
        "départ de la personne",
        "Jusqu’au départ de la personne employée, retraite comprise.",
        ("departed",),
    ),
    RetentionEvent(
        "X5",
        "end_of_use",
        "fin d’utilité",
        "Tant que le document sert\u00a0: jusqu’à ce qu’il soit remplacé ou sans objet.",
        ("use_ended",),
    ),
    RetentionEvent(
        "X6",
        "asset_disposed",
        "disposition du bien",
        "Jusqu’à la vente, au don ou à la mise au rebut du bien.",
        ("asset_disposed",),
    ),
    RetentionEvent(
        "X7",
        "settled_in_law",
        "entrée en vigueur ou retrait",
        "Jusqu’à l’entrée en vigueur du règlement, ou jusqu’au retrait du projet.",
        ("settled_in_law",),
    ),
    RetentionEvent(
        "X8",
        "final_decision",
        "décision finale",
        "Jusqu’à la décision qui n’est plus susceptible d’appel.",
        ("final_decision",),
    ),
    RetentionEvent(
        "X9",
        "end_of_listing",
        "fin d’inscription",
        "Jusqu’au retrait de la personne de la liste des candidatures.",
        ("listing_ended",),
    ),
    RetentionEvent(
        "X10",
        "contract_ended",
        "fin du contrat",
        "Jusqu’à la fin du contrat, garanties comprises.",
        ("contract_ended",),
    ),
)
BY_CODE: dict[str, RetentionEvent] = {event.code: event for event in EVENTS}
# What a dossier records by hand: every event but its own closing.
RECORDED: tuple[RetentionEvent, ...] = tuple(event for event in EVENTS if event.facts)
EVENT_OF_FACT: dict[str, str] = {fact: event.code for event in EVENTS for fact in event.facts}


def facts_of(code: str) -> tuple[str, ...]:
    """Will give the codes of the facts that tell the day of an event; empty for a closing."""
    event = BY_CODE.get(code)
    return event.facts if event else ()
