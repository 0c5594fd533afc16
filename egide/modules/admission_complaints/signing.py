"""What keeps a letter of a complaint from being signed, or from leaving, that day: delegations, periods.

A progress notice counts only for the period in which it leaves: its number is that of the day it is signed, and
still that of the day it leaves.
"""

import re
from datetime import date, timedelta

from egide.kernel.deadlines.periods import Period, period_of
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter
from egide.law.dates_fr import plain_date
from egide.modules.admission_complaints.delegating import refusal
from egide.modules.admission_complaints.law import PROGRESS_NOTICE
from egide.modules.admission_complaints.queries import running_notice
from egide.platform.accounts.actors import Actor

NOTICE = "progress_notice"
# The power that each letter takes; the others are signed by the Commissioner, or by his secretary.
LETTER_POWERS = {NOTICE: "progress", "out_of_scope": "refuse", "reasons": "refuse"}
_NUMBER = re.compile(r"n\u00b0\u00a0([0-9]{1,4})$")


def signing(actor: Actor, dossier: Dossier, letter: Letter, on: date) -> str:
    """Will say why this person may not sign this letter that day, or nothing (`Module.signing`)."""
    power = LETTER_POWERS.get(letter.template)
    if power is None:
        return ""
    return refusal(actor, power, compartment_id=dossier.compartment_id, on=on) or out_of_period(
        dossier, letter, on
    )


def leaving(dossier: Dossier, letter: Letter, on: date) -> str:
    """Will say why this letter may not leave that day, or nothing (`Module.leaving`)."""
    return out_of_period(dossier, letter, on, counted=f"Transmise le {plain_date(on)}, elle compterait")


def out_of_period(
    dossier: Dossier, letter: Letter, on: date, *, counted: str = "Signée aujourd’hui, elle compte"
) -> str:
    """Will say why a progress notice is not the one of that day, or nothing; `counted` says what the day does."""
    if letter.template != NOTICE:
        return ""
    period = period_on(dossier, on)
    if period is None:
        return "L’examen est terminé\u00a0: plus aucun avis de progression n’est dû."
    number = number_of(letter)
    if number == period.number:
        return ""
    if number is not None and number > period.number:
        opens = plain_date(period.last_on + timedelta(days=1))
        return (
            f"L’avis n\u00b0\u00a0{number} se signe à compter du {opens}\u00a0: aujourd’hui, il compterait pour la "
            f"période de l’avis n\u00b0\u00a0{period.number}, qui court jusqu’au {plain_date(period.last_on)}."
        )
    written = f"est l’avis n\u00b0\u00a0{number}" if number is not None else "ne porte plus son numéro"
    return (
        f"Cette lettre {written}. {counted} pour l’avis n\u00b0\u00a0{period.number} "
        f"(du {plain_date(period.opens_on)} au {plain_date(period.last_on)})\u00a0: rédigez de nouveau l’avis."
    )


def is_past(dossier: Dossier, letter: Letter, on: date) -> bool:
    """Will tell whether another notice than this one is to be written that day: its own period is over."""
    period, number = period_on(dossier, on), number_of(letter)
    return period is not None and (number is None or number < period.number)


def period_on(dossier: Dossier, on: date) -> Period | None:
    """Will give the period of the series in which the day falls; None once the examination ended."""
    due = running_notice(dossier)
    return period_of(due, PROGRESS_NOTICE, on=on) if due else None


def number_of(letter: Letter) -> int | None:
    """Will read which notice of the series the letter says it is, on its subject line."""
    found = _NUMBER.search(letter.subject)
    return int(found[1]) if found else None
