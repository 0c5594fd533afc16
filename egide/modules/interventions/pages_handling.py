"""What the summary says of the handling: the result of the 90 days, the order, the follow-up, the outcome;
and the delays that the order owes, each with its proof. Finished words, no decision.
"""

from collections.abc import Iterable
from datetime import date

from egide.kernel.deadlines import calendars
from egide.kernel.deadlines.models import CalendarVersion
from egide.law.calendars import Calendar
from egide.law.holidays import BUILDERS
from egide.law.outcomes import Outcome
from egide.modules.interventions.models import InterventionDetails, RecourseUsed
from egide.modules.interventions.owed import Owed, owed
from egide.modules.interventions.vocabulary import (
    CAUSES,
    DESTINATIONS,
    INTERVENTION_TYPES,
    OUTCOMES,
    RECOURSES,
    SATISFACTIONS,
    Choices,
    label,
)
from egide.ui import formats
from egide.ui.pages import Badge, DeadlineView, Fact, Tone

CALENDAR = "interpretation_act"
TONES: dict[Outcome, Tone] = {
    Outcome.OPEN: "idle",
    Outcome.ANSWERED_IN_TIME: "met",
    Outcome.OVERDUE_WITH_TIMELY_NOTICE: "soon",
    Outcome.LATE_WITH_TIMELY_NOTICE: "soon",
    Outcome.OVERDUE: "late",
    Outcome.LATE_WITHOUT_NOTICE: "late",
}


def handling(own: InterventionDetails, found: Outcome | None) -> tuple[Fact, ...]:
    """Will say where the 90 days stand (`found`) and what the lifecycle kept; nothing that is still unknown."""
    facts = []
    if found is not None and found is not Outcome.OPEN:
        badge = Badge(label=found.label.capitalize(), tone=TONES[found])
        facts.append(Fact(term="Engagement de 90 jours", badge=badge))
    facts += _coded("Nature de l’intervention", INTERVENTION_TYPES, own.intervention_type)
    facts += _dated("Réponse de l’ordre", own.order_answered_on)
    facts += _dated("Fin du suivi avec la personne", own.follow_up_until)
    facts += _coded("Ce que la personne nous a dit", SATISFACTIONS, own.satisfaction)
    facts += _coded("Dirigée vers", DESTINATIONS, own.destination)
    if own.joined_to:
        facts.append(Fact(term="Jointe au dossier", value=own.joined_to))
    facts += _coded("Cause constatée", CAUSES, own.cause)
    facts += _coded("Issue", OUTCOMES, own.result)
    return tuple(facts)


def steps_taken(steps: Iterable[RecourseUsed]) -> tuple[Fact, ...]:
    """Will list the steps as the person reports them, and which ones the order confirmed."""
    return tuple(
        Fact(
            term=label(RECOURSES, step.kind),
            value=formats.day(step.happened_on) if step.happened_on else f"«\u00a0{step.about}\u00a0»",
            detail=_known_from(step),
        )
        for step in steps
    )


def timeline(
    steps: Iterable[RecourseUsed], version: CalendarVersion | None, *, today: date
) -> tuple[DeadlineView, ...]:
    """Will show what is awaited from the order, in the order of the law, with the proof of each date.

    `version` is the newest published calendar of CALENDAR, if any.
    """
    known = tuple(steps)
    dated = tuple((step.kind, step.happened_on) for step in known if step.happened_on)
    # A review asked for « vers mars 2026 » gives no date to count from, and is no longer to be asked for.
    done = any(step.kind == "review_requested" for step in known)
    awaited = owed(dated, today=today, calendar=_calendar(version, today))
    return tuple(_line(one, today) for one in awaited if one.given_on or not (one.of_person and done))


def _calendar(version: CalendarVersion | None, today: date) -> Calendar:
    if version is None:
        # Raw dates do not depend on closures: the law's own list is enough until a version is published.
        return BUILDERS[CALENDAR](range(today.year - 10, today.year + 6), "liste de la loi")
    return calendars.read(version)


def _line(one: Owed, today: date) -> DeadlineView:
    tone, words = _standing(one, today)
    note = ""
    if one.presumed_closed and one.presumed_closed != one.expected_on:
        note = f"Présumé expiré après le {formats.day(one.presumed_closed)}."
    return DeadlineView(
        label=formats.typography(one.label),
        words=words,
        date=formats.day(one.expected_on) if one.expected_on else "sans délai fixé",
        iso=one.expected_on.isoformat() if one.expected_on else "",
        tone=tone,
        steps=one.steps,
        source=formats.typography(one.source.cite()),
        note=note,
    )


def _standing(one: Owed, today: date) -> tuple[Tone, str]:
    if one.given_on:
        return ("late" if one.missed(today) else "met"), f"le {formats.day(one.given_on)}"
    if one.missed(today):
        return "late", "délai écoulé" if one.of_person else "rien de connu"
    return "idle", "possible jusqu’au" if one.of_person else "attendu"


def _known_from(step: RecourseUsed) -> str:
    if step.confirmed_on:
        return f"Date confirmée par l’ordre le {formats.day(step.confirmed_on)}."
    if step.happened_on:
        return "Selon la personne, à confirmer par l’ordre."
    if step.kind == "other":
        return "Dans les mots de la personne."
    return "Date approximative\u00a0: aucun délai n’en est calculé."


def _coded(term: str, choices: Choices, code: str) -> list[Fact]:
    return [Fact(term=term, value=label(choices, code))] if code else []


def _dated(term: str, day: date | None) -> list[Fact]:
    return [Fact(term=term, value=formats.day(day))] if day else []
