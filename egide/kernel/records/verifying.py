"""`egide verify`: every retention date recomputed with the version of the rule that the dossier keeps.

Runs as the owner; sentences name numbers and rules, never content.
"""

import json
from collections.abc import Iterator

from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.events import day_of
from egide.kernel.records.keeping import compute, kept_events
from egide.kernel.records.models_keeping import Keeping
from egide.kernel.records.schedule import kept_rule
from egide.law.retention import RetentionRule
from egide.law.retention_events import facts_of


def retention_problems(dossier: Dossier) -> Iterator[str]:
    """Will say whether the dates, the events and the proof of a closed dossier are what its rule gives."""
    keeping = Keeping.objects.filter(dossier_id=dossier.pk).first()
    if keeping is None:
        return
    if dossier.closed_on is None:
        yield f"{dossier.number} : des dates de conservation sont gardées d’un dossier ouvert."
        return
    rule = kept_rule(series=keeping.series, schedule=keeping.schedule_id)
    if rule is None or keeping.series != dossier.retention_series:
        yield f"{dossier.number} : la règle {keeping.series} n’est pas dans la version que le dossier garde."
        return
    again = compute(rule, kept_events(keeping))
    dates = (again.proof.active_until, again.proof.semi_active_until) if again.proof else (None, None)
    proof = json.loads(keeping.proof) if keeping.proof else None
    if (dossier.active_until, dossier.semi_active_until) != dates or proof != (
        again.proof.to_json() if again.proof else None
    ):
        yield f"{dossier.number} : la conservation (règle {keeping.series}) diffère de son recalcul."
    yield from _events(dossier, keeping, rule)


def _events(dossier: Dossier, keeping: Keeping, rule: RetentionRule) -> Iterator[str]:
    kept = kept_events(keeping)
    for event in (rule.trigger, *([rule.semi_trigger] if rule.semi_trigger else [])):
        # The closing day of a dossier is compared with its moves; the others, with its facts.
        told = day_of(dossier, event) if facts_of(event.code) else dossier.closed_on
        if kept.get(event.code) != told:
            yield f"{dossier.number} : l’événement « {event.code} » n’est pas celui que disent les faits."
