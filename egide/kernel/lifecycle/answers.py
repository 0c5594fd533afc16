"""What a transition asks, checked field by field against its declaration.

Forms show the same fields; this is the check that also holds for a command or a job.
"""

from collections.abc import Mapping
from datetime import date

from egide.law.lifecycles import Field, Transition
from egide.platform.errors.failures import Refused

LONGEST = {"text": 300, "long_text": 8000, "choice": 60, "date": 10, "person": 60, "boolean": 5}


def checked_answers(transition: Transition, answers: Mapping[str, str]) -> dict[str, str]:
    """Will return the declared fields only, trimmed.

    :raises Refused: a required field is empty, too long, or holds something else than it asks.
    """
    given = {field.name: str(answers.get(field.name, "")).strip() for field in transition.fields}
    problems = [sentence for field in transition.fields if (sentence := problem(field, given[field.name]))]
    if problems:
        raise Refused(" ".join(problems))
    return given


def problem(field: Field, value: str) -> str | None:
    """Will say in French what is wrong with a value, or nothing."""
    if not value:
        return f"« {field.label} » doit être rempli." if field.required else None
    if len(value) > LONGEST[field.kind]:
        return f"« {field.label} » est trop long : {LONGEST[field.kind]} caractères au plus."
    if "\x00" in value:
        return f"« {field.label} » contient un caractère qui ne peut pas être enregistré."
    if field.kind == "choice" and value not in {code for code, _ in field.choices}:
        return f"« {field.label} » : choisissez une des réponses proposées."
    if field.kind == "date" and not _is_date(value):
        return f"« {field.label} » : écrivez la date sous la forme AAAA-MM-JJ."
    return None


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
