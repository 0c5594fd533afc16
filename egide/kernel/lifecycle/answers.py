"""What a transition asks, checked field by field against its declaration.

Forms show the same fields; this is the check that also holds for a command or a job.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.law.dates_fr import plain_date
from egide.law.lifecycles import Field, Transition
from egide.platform.errors.failures import Refused

LONGEST = {
    "text": 300,
    "long_text": 8000,
    "choice": 60,
    "date": 10,
    "person": 60,
    "boolean": 5,
    "dossier": 40,
}
# The day of the fact that the transition records; it binds deadlines, so it must be a day that existed.
OCCURRED_ON = "occurred_on"
_FILL = "«\u00a0{label}\u00a0» doit être rempli."
_CHOOSE = "«\u00a0{label}\u00a0»\u00a0: choisissez une des réponses proposées."
_NUMBER = re.compile(r"[A-Z]{3}-[0-9]{4}-[0-9]{5}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, kw_only=True)
class Period:
    """The days on which something may have happened to a dossier: from its receipt to today."""

    first: date
    last: date

    @classmethod
    def of(cls, dossier: Dossier, *, today: date) -> "Period":
        """Will return the period of a dossier."""
        return cls(first=dossier.received_on, last=today)


def checked_answers(transition: Transition, answers: Mapping[str, str], *, period: Period) -> dict[str, str]:
    """Will return the declared fields only, trimmed.

    :raises Refused: a required field is empty, too long, or holds something else than it asks.
    """
    given = {field.name: str(answers.get(field.name, "")).strip() for field in transition.fields}
    found = (problem(field, given[field.name], period=period) for field in transition.fields)
    problems = [sentence for sentence in found if sentence]
    if problems:
        raise Refused(" ".join(problems))
    return given


def problem(field: Field, value: str, *, period: Period) -> str | None:
    """Will say in French what is wrong with a value, or nothing."""
    name = f"«\u00a0{field.label}\u00a0»"
    if not value:
        return left_empty(field) if field.required else None
    if len(value) > LONGEST[field.kind]:
        return f"{name} est trop long\u00a0: {LONGEST[field.kind]} caractères au plus."
    if "\x00" in value:
        return f"{name} contient un caractère qui ne peut pas être enregistré."
    if field.kind == "choice" and value not in {code for code, _ in field.choices}:
        return _CHOOSE.format(label=field.label)
    if field.kind == "dossier" and not _NUMBER.fullmatch(value):
        return f"{name}\u00a0: écrivez le numéro sous la forme INT-2026-00142."
    if field.kind == "date":
        return _date_problem(name, field, value, period)
    return None


def left_empty(field: Field) -> str:
    """Will say what to do of a required field that was left empty: one chooses, or one writes."""
    return (_CHOOSE if field.kind == "choice" else _FILL).format(label=field.label)


def day_of(text: str) -> date | None:
    """Will read « 2026-03-03 », or return nothing; the other spellings of the standard are not the form's."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _date_problem(name: str, field: Field, value: str, period: Period) -> str | None:
    day = day_of(value)
    if day is None:
        return f"{name}\u00a0: écrivez la date sous la forme AAAA-MM-JJ."
    if field.name != OCCURRED_ON:
        return None
    if day > period.last:
        return f"{name}\u00a0: cette date est dans l’avenir."
    if day < period.first:
        return f"{name}\u00a0: cette date précède la réception de la demande, le {plain_date(period.first)}."
    return None


def proposed_answers(dossier: Dossier, code: str) -> dict[str, str]:
    """Will return what the module proposes for a transition's form; a person edits it before anything is kept."""
    named = registry.module_of_kind(dossier.kind).proposed
    return dict(registry.resolve(named)(dossier, code)) if named else {}
