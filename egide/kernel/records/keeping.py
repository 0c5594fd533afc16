"""What a closed dossier keeps: its rule in its version, the day of each event, its dates with their proof.

Written when the dossier closes, when an awaited event happens, and when someone accepts another version.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from egide.kernel.dossiers.content import placed
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.events import day_of
from egide.kernel.records.models_keeping import Keeping
from egide.kernel.records.models_plan import json_text
from egide.kernel.records.schedule import Applicable
from egide.law.retention import RetentionProof, RetentionRule, retention_dates

COLUMNS = ("retention_series", "closed_on", "active_until", "semi_active_until", "disposition")


@dataclass(frozen=True, kw_only=True)
class Computed:
    """What a rule gives with the events known today; no proof while the first event is awaited."""

    proof: RetentionProof | None
    events: Mapping[str, date]
    waits_for: str = ""


def compute(rule: RetentionRule, events: Mapping[str, date]) -> Computed:
    """Will apply the rule to the days of its events."""
    day = events.get(rule.trigger.code)
    if day is None:
        return Computed(proof=None, events=events, waits_for=rule.trigger.label)
    second = events.get(rule.semi_trigger.code) if rule.semi_trigger else None
    proof = retention_dates(rule, trigger_on=day, semi_trigger_on=second)
    waits = rule.semi_trigger.label if rule.semi_trigger and second is None else ""
    return Computed(proof=proof, events=events, waits_for=waits)


def events_of(dossier: Dossier, rule: RetentionRule) -> dict[str, date]:
    """Will read the days of the rule's events; those that are awaited are left out."""
    wanted = (rule.trigger, *([rule.semi_trigger] if rule.semi_trigger else []))
    days = ((event.code, day_of(dossier, event)) for event in wanted)
    return {code: day for code, day in days if day is not None}


def keep(*, dossier: Dossier, found: Applicable, on: date) -> Computed:
    """Will write the dossier's dates and the proof of them, under this rule."""
    computed = compute(found.rule, events_of(dossier, found.rule))
    proof = computed.proof
    dossier.active_until = proof.active_until if proof else None
    dossier.semi_active_until = proof.semi_active_until if proof else None
    dossier.disposition = found.rule.disposition.value
    dossier.save(update_fields=list(COLUMNS))
    Keeping.objects.update_or_create(
        dossier_id=dossier.pk,
        defaults={
            **placed(dossier),
            "schedule_id": found.schedule,
            "series": found.rule.series,
            "events": json_text({code: day.isoformat() for code, day in computed.events.items()}),
            "waits_for": computed.waits_for[:160],
            "proof": json_text(proof.to_json()) if proof else "",
            "computed_on": on,
        },
    )
    return computed


def let_go(dossier: Dossier) -> None:
    """Will take the dates and their proof away: the dossier is active again."""
    dossier.closed_on = dossier.active_until = dossier.semi_active_until = None
    dossier.disposition = ""
    dossier.save(update_fields=list(COLUMNS))
    Keeping.objects.filter(dossier_id=dossier.pk).delete()


def kept_events(keeping: Keeping) -> dict[str, date]:
    """Will read the days that a keeping was computed with."""
    return {code: date.fromisoformat(day) for code, day in json.loads(keeping.events).items()}
