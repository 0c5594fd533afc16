"""The yearly totals that the Office may know: counted on the Commissioner's side, masked before they leave.

Not statistics: his own dashboards count his dossiers (kernel/statistics); this is what the others are shown.
"""

from collections import Counter
from datetime import datetime

from egide.kernel import registry
from egide.kernel.deadlines.models import FactRecord
from egide.kernel.gate.visibility import visible
from egide.modules.admission_work.masking import masked
from egide.modules.admission_work.models import YearTotals
from egide.modules.admission_work.summaries import COMPLAINT, CONCLUDED
from egide.platform.accounts.actors import Actor

Ending = str  # concluded, ended or under_way


def count_totals(*, actor: Actor, now: datetime) -> int:
    """Will count the complaints by calendar year of receipt, write them masked, and return how many years.

    Called as someone who reads the Commissioner's dossiers: the nightly task.
    """
    if COMPLAINT not in {module.kind.code for module in registry.modules() if module.kind}:
        return 0
    rows = list(visible(actor, kind=COMPLAINT).values_list("pk", "compartment_id", "year", "closed_on"))
    done = set(
        FactRecord.objects.filter(
            code=CONCLUDED, withdrawn_at=None, dossier_id__in=[row[0] for row in rows]
        ).values_list("dossier_id", flat=True)
    )
    counts: Counter[tuple[int, int, Ending]] = Counter()
    for key, compartment_id, year, closed_on in rows:
        ending = "concluded" if key in done else "ended" if closed_on else "under_way"
        counts[compartment_id, year, ending] += 1
    years = {(compartment_id, year) for compartment_id, year, _ in counts}
    for compartment_id, year in sorted(years):
        parts = tuple(counts[compartment_id, year, ending] for ending in ("concluded", "ended", "under_way"))
        received, shown = masked(sum(parts), parts)
        YearTotals.objects.update_or_create(
            compartment_id=compartment_id,
            year=year,
            defaults={
                "received": received,
                "concluded": shown[0],
                "ended": shown[1],
                "under_way": shown[2],
                "counted_at": now,
            },
        )
    return len(years)


def year_totals() -> list[YearTotals]:
    """Will return the totals by year, newest first; the table's wall lets the whole staff read them."""
    return list(YearTotals.objects.filter(withdrawn_at=None).order_by("-year"))
