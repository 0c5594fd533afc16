"""The names of the chains: one per dossier, one per compartment and day for sign-ins and reads.

Serves every caller of `append`; a name says nothing of what the chain holds.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("America/Toronto")


def dossier_chain(dossier_id: int) -> str:
    """Will name the chain of a dossier."""
    return f"dossier:{dossier_id}"


def access_chain(compartment_code: str, day: date | datetime) -> str:
    """Will name the chain of sign-ins, reads and refusals of a compartment for a day of the Office.

    :raises ValueError: `day` is an instant without a time zone.
    """
    if isinstance(day, datetime):
        if day.tzinfo is None:
            raise ValueError("An instant without a time zone has no day.")
        day = day.astimezone(OFFICE_ZONE).date()
    return f"access:{compartment_code}:{day.isoformat()}"
