"""`egide verify`: every retention date recomputed with the version of the rule that the dossier keeps.

Runs as the owner; sentences name numbers and rules, never content. What it compares was read for many at once.
"""

import json
from collections.abc import Collection, Iterator
from datetime import date

from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.events import day_told
from egide.kernel.records.keeping import compute, kept_events
from egide.kernel.records.models_keeping import Keeping
from egide.law.retention import RetentionRule
from egide.law.retention_events import facts_of

# The codes and days of the facts of a dossier that were not withdrawn.
Facts = Collection[tuple[str, date]]


def retention_problems(
    dossier: Dossier, keeping: Keeping | None, *, rule: RetentionRule | None, facts: Facts
) -> Iterator[str]:
    """Will say whether the dates, the events and the proof of a closed dossier are what its rule gives.

    `rule`: that of the series and the version which the keeping names.
    """
    if keeping is None:
        return
    if dossier.closed_on is None:
        yield f"{dossier.number}\u00a0: des dates de conservation sont gardées d’un dossier ouvert."
        return
    if rule is None or keeping.series != dossier.retention_series:
        yield f"{dossier.number}\u00a0: la règle {keeping.series} n’est pas dans la version que le dossier garde."
        return
    again = compute(rule, kept_events(keeping))
    dates = (again.proof.active_until, again.proof.semi_active_until) if again.proof else (None, None)
    proof = json.loads(keeping.proof) if keeping.proof else None
    if (dossier.active_until, dossier.semi_active_until) != dates or proof != (
        again.proof.to_json() if again.proof else None
    ):
        yield f"{dossier.number}\u00a0: la conservation (règle {keeping.series}) diffère de son recalcul."
    yield from _events(dossier, keeping, rule, facts)


def _events(dossier: Dossier, keeping: Keeping, rule: RetentionRule, facts: Facts) -> Iterator[str]:
    kept = kept_events(keeping)
    for event in (rule.trigger, *([rule.semi_trigger] if rule.semi_trigger else [])):
        # The closing day of a dossier is compared with its moves; the others, with its facts.
        closed_on = dossier.closed_on
        told = day_told(event, closed_on=closed_on, facts=facts) if facts_of(event.code) else closed_on
        if kept.get(event.code) != told:
            place = f"{dossier.number}\u00a0: l’événement «\u00a0{event.code}\u00a0»"
            yield f"{place} n’est pas celui que disent les faits."
