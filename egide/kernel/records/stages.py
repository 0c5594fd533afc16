"""Where a dossier stands in its life: active, semi-active or inactive, with the proof of the dates.

Read from what the dossier keeps; computing them anew is actions.py's, comparing them verifying.py's.
"""

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.models_keeping import Keeping
from egide.kernel.records.schedule import declared
from egide.law.retention import RetentionProof, retention_dates


class Stage(StrEnum):
    """The three ages of a document (domain.md F)."""

    ACTIVE = "active"
    SEMI_ACTIVE = "semi_active"
    INACTIVE = "inactive"

    @property
    def label(self) -> str:
        """The age in French."""
        return {"active": "actif", "semi_active": "semi-actif", "inactive": "inactif"}[self]


@dataclass(frozen=True, kw_only=True)
class Staged:
    """The age, the proof once the dossier is closed, and the event that is awaited, if one is."""

    stage: Stage
    proof: RetentionProof | None = None
    waits_for: str = ""


def stage_of(dossier: Dossier, *, today: date) -> Staged:
    """Will say where the dossier stands today; one query when it is closed, none before."""
    if dossier.closed_on is None:
        return Staged(stage=Stage.ACTIVE)
    return staged(dossier, Keeping.objects.filter(dossier_id=dossier.pk).first(), today=today)


def staged(dossier: Dossier, keeping: Keeping | None, *, today: date) -> Staged:
    """Will say the same from what was already read; no query."""
    if dossier.closed_on is None:
        return Staged(stage=Stage.ACTIVE)
    stage = stage_on(dossier, today)
    if keeping is not None:
        proof = RetentionProof.from_json(json.loads(keeping.proof)) if keeping.proof else None
        return Staged(stage=stage, proof=proof, waits_for=keeping.waits_for)
    rule = declared(dossier.retention_series)  # closed before the schedule was kept in the house
    return Staged(stage=stage, proof=retention_dates(rule, trigger_on=dossier.closed_on) if rule else None)


def stage_on(dossier: Dossier, day: date) -> Stage:
    """Will read the age from the dossier's own dates; a period without a known end is not over."""
    if dossier.closed_on is None or dossier.active_until is None or day <= dossier.active_until:
        return Stage.ACTIVE
    if dossier.semi_active_until is None or day <= dossier.semi_active_until:
        return Stage.SEMI_ACTIVE
    return Stage.INACTIVE
