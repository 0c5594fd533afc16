"""What the codes of the journal mean, in French: one sentence per code, filled with the entry's data.

Serves the screens. Kernel and modules register theirs when they start; the journal itself keeps only codes,
so a sentence may be reworded without touching a single entry.
"""

from collections.abc import Mapping
from datetime import date, datetime
from string import Formatter
from typing import Any

from egide.law.dates_fr import plain_date
from egide.platform.journal.chains import OFFICE_ZONE

MISSING = "—"
NBSP = "\u00a0"

_SENTENCES: dict[str, str] = {}


def register(sentences: Mapping[str, str]) -> None:
    """Will add sentences by code, such as {"letter.sent": "Lettre {number} envoyée le {day:date}"}.

    `{day:date}` writes an ISO day in words, `{at:instant}` an ISO instant in the Office's zone.

    :raises ValueError: a code already has another sentence.
    """
    for code, sentence in sentences.items():
        if _SENTENCES.setdefault(code, sentence) != sentence:
            raise ValueError(f"The code {code} already has a sentence.")


def sentence_for(code: str, data: Mapping[str, Any]) -> str:
    """Will say in French what happened; an unknown code is shown as it is, absent data as a dash."""
    template = _SENTENCES.get(code)
    return code if template is None else _French().vformat(template, (), data)


def known_codes() -> frozenset[str]:
    """Will return the codes that have a sentence."""
    return frozenset(_SENTENCES)


class _French(Formatter):
    """A formatter for the data of entries: plain values by name only, never their attributes."""

    def get_field(self, field_name: str, args: Any, kwargs: Mapping[str, Any]) -> Any:
        return kwargs.get(field_name), field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        if value is None or value == "":
            return MISSING
        if format_spec == "date":
            return plain_date(date.fromisoformat(str(value)))
        if format_spec == "instant":
            return _instant(datetime.fromisoformat(str(value)))
        if isinstance(value, bool):
            return "oui" if value else "non"
        if isinstance(value, list | tuple):
            return ", ".join(self.format_field(item, format_spec) for item in value) or MISSING
        return str(value)


def _instant(at: datetime) -> str:
    local = at.astimezone(OFFICE_ZONE)
    return f"{plain_date(local.date())} à {local.hour}{NBSP}h{NBSP}{local.minute:02d}"


register(
    {
        "journal.notes_forgotten": f"Notes détruites ({{notes}}), décision n°{NBSP}{{decision}}",
        "access.refused": f"Accès refusé{NBSP}: {{action}}",
        "dossier.read": "Dossier {number} consulté",
    }
)
