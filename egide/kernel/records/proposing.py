"""What an approved version proposes for dossiers already closed: accepted by a person, never applied in silence.

Each accepted dossier keeps the new version, and its journal says so. Refusing is doing nothing.
"""

from datetime import datetime

from django.utils import timezone

from egide.kernel.dossiers.actions import touch
from egide.kernel.records.actions import journal_dates
from egide.kernel.records.changes import changed_ids, dossiers_of, rules_of
from egide.kernel.records.keeping import keep
from egide.kernel.records.models_schedule import Schedule
from egide.kernel.records.schedule import Applicable, schedule_in_force
from egide.law.retention import RetentionRule
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused

AT_ONCE = 500  # dossiers dated while the person waits


def proposing_schedule(now: datetime) -> Schedule | None:
    """Will return the version whose rules are proposed: the one in force today."""
    return schedule_in_force(timezone.localdate(now))


def accept(*, actor: Actor, series: str, now: datetime) -> tuple[int, int]:
    """Will date the closed dossiers of one rule by the version in force, at most `AT_ONCE`; (done, left).

    :raises Refused: no version is in force, or it has no such rule.
    """
    schedule = proposing_schedule(now)
    rule = next((r for r in rules_of(schedule) if r.series == series), None) if schedule else None
    if schedule is None or rule is None:
        raise Refused(f"La règle {series} n’est pas au calendrier en vigueur.")
    ids = changed_ids([rule], actor=actor, limit=AT_ONCE + 1)
    done = dossiers_of(ids[:AT_ONCE])
    for dossier in done:
        _date(dossier.pk, rule, schedule, now)
    return len(done), len(ids) - len(done)


def _date(dossier_id: int, rule: RetentionRule, schedule: Schedule, now: datetime) -> None:
    dossier = dossiers_of([dossier_id])[0]
    keep(dossier=dossier, found=Applicable(rule=rule, schedule=schedule.pk), on=timezone.localdate(now))
    touch(dossier)
    journal_dates(dossier, "records.accepted", now, version=schedule.number, rule=rule.series)
