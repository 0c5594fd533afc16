"""What the person agrees to, word for word, by version: the version agreed to is kept with each request.

A new wording adds a line; it never edits one. The page shows the wording of the day.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Consent:
    """One wording, in force from `since` (included) until the next one."""

    version: str
    since: date
    text: str


CONSENTS = (
    Consent(
        version="2026-1",
        since=date(2026, 1, 1),
        text="J’accepte que l’Office utilise ces renseignements pour traiter ma demande et, si c’est utile, "
        "qu’il communique avec l’ordre concerné.",
    ),
)


def consent_on(day: date) -> Consent:
    """Will return the wording in force on that day; before the first one, the first."""
    return max((c for c in CONSENTS if c.since <= day), key=lambda c: c.since, default=CONSENTS[0])
