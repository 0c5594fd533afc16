"""The certificate of openings on the page: a tagged PDF, its rows whole in a JSON file attached to it.

The page of the records office's official documents serves (kernel/disposal); only the words are here.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from egide.kernel import disposal
from egide.kernel.letters.printing import FURNITURE, logo, mark, sender
from egide.law.dates_fr import plain_date
from egide.platform.accounts.models import Compartment, Unit
from egide.platform.errors.failures import NotVisible
from egide.platform.typesetting.engine import render

TEMPLATE = Path(disposal.__file__).parent / "typst" / "record.typ"
PRINTED = 900  # rows on paper; all of them are in the attached file
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
TITLE = "Attestation des consultations"


@dataclass(frozen=True, kw_only=True)
class Opened:
    """One person, one dossier, one day: how many entries the journal holds."""

    day: date
    person: str
    number: str
    times: int


@dataclass(frozen=True, kw_only=True)
class Administered:
    """One period of administration in the compartment: who, when, why as they wrote it."""

    day: date
    person: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class _Writing:
    unit: Unit
    compartment_id: int


def month_name(month: date) -> str:
    """Will say a month in French: « novembre 2026 »."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def certificate_pdf(
    compartment: Compartment,
    month: date,
    opened: Sequence[Opened],
    administered: Sequence[Administered],
    now: datetime,
) -> bytes:
    """Will print the month, on the compartment's own letterhead.

    :raises NotVisible: the compartment has no unit. :raises RenderingFailed: a text cannot be set.
    """
    unit = Unit.objects.select_related("site").filter(compartment=compartment).order_by("pk").first()
    if unit is None:
        raise NotVisible
    writing, day = _Writing(unit=unit, compartment_id=compartment.pk), now.date()
    every = {
        "compartment": compartment.code,
        "month": f"{month:%Y-%m}",
        "openings": [
            {"day": o.day.isoformat(), "person": o.person, "number": o.number, "times": o.times}
            for o in opened
        ],
        "administration": [
            {"day": a.day.isoformat(), "person": a.person, "reason": a.reason} for a in administered
        ],
    }
    record: dict[str, Any] = {
        "title": TITLE,
        "number": month_name(month),
        "lead": "Ce que le journal des consultations a consigné dans ce compartiment pendant le mois. Réservée au "
        "Commissaire.",
        "date": day.isoformat(),
        "mark": mark(),
        "sender": sender(writing),
        "facts": [
            {"label": "Établie le", "value": plain_date(day)},
            {"label": "Consultations", "value": str(sum(one.times for one in opened))},
            {"label": "Personnes", "value": str(len({one.person for one in opened}))},
            {"label": "Dossiers", "value": str(len({one.number for one in opened}))},
        ],
        "sections": [_openings(opened), _administration(administered)],
        "signatures": [],
        "attached": "consultations.json",
    }
    return render(
        template=TEMPLATE,
        data={"record": record},
        at=datetime.combine(day, time(12), tzinfo=UTC),
        libraries={"letter": FURNITURE},
        assets=logo(writing),
        attached={"consultations.json": json.dumps(every, ensure_ascii=False, sort_keys=True).encode()},
    )


def _openings(opened: Sequence[Opened]) -> dict[str, Any]:
    words = [] if opened else ["Personne n’a ouvert de dossier pendant ce mois."]
    if len(opened) > PRINTED:
        words = [f"Les {PRINTED} premières lignes sont imprimées; le fichier joint les contient toutes."]
    table = {
        "caption": "Une ligne par personne, par dossier et par jour",
        "columns": ["Jour", "Personne", "Dossier", "Fois"],
        "widths": [28, 0, 42, 14],
        "rows": [[one.day.isoformat(), one.person, one.number, str(one.times)] for one in opened[:PRINTED]],
    }
    return {"title": "Consultations", "words": words, "tables": [table] if opened else []}


def _administration(administered: Sequence[Administered]) -> dict[str, Any]:
    words = [] if administered else ["Aucune période d’administration n’a été ouverte."]
    table = {
        "caption": "Les accès d’administration, avec le motif donné",
        "columns": ["Jour", "Personne", "Motif"],
        "widths": [28, 45, 0],
        "rows": [[one.day.isoformat(), one.person, one.reason or "—"] for one in administered[:PRINTED]],
    }
    return {
        "title": "Périodes d’administration",
        "words": words,
        "tables": [table] if administered else [],
    }
