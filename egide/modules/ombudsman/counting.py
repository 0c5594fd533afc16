"""The yearly count of the exchanges: received by nature, answered by their date, what became of recommendations.

Counted over the dossiers that the reader sees, for a fiscal year (1 April to 31 March); recounted in the tests.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import TYPE_CHECKING

from egide.kernel.deadlines.models import DueDate, Status
from egide.modules.ombudsman.law import ANSWER
from egide.modules.ombudsman.models import OmbudsmanExchange, Recommendation
from egide.modules.ombudsman.vocabulary import Answered, Nature

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from egide.kernel.dossiers.models import Dossier

RULE = f"ombudsman.{ANSWER.code}"


@dataclass(frozen=True, kw_only=True)
class YearCount:
    """One fiscal year. Days are calendar days from receipt to answer; `median_days` is None without an answer."""

    first: date
    last: date
    received: int
    by_nature: dict[str, int]
    answered: int
    in_time: int
    late: int
    median_days: float | None
    recommendations: int
    by_answer: dict[str, int]
    done: int


def fiscal_year(day: date) -> tuple[date, date]:
    """Will give the first and last day of the fiscal year of a day (1 April to 31 March)."""
    year = day.year if day.month >= 4 else day.year - 1
    return date(year, 4, 1), date(year + 1, 3, 31)


def year_count(dossiers: "QuerySet[Dossier]", *, day: date) -> YearCount:
    """Will count the exchanges received in the fiscal year of `day`, among these dossiers."""
    first, last = fiscal_year(day)
    received = dict(
        dossiers.filter(received_on__gte=first, received_on__lte=last).values_list("pk", "received_on")
    )
    natures = OmbudsmanExchange.objects.filter(pk__in=received).values_list("nature", flat=True)
    settled = list(
        DueDate.objects.filter(
            dossier_id__in=received, rule=RULE, status__in=(Status.MET, Status.LATE)
        ).values_list("dossier_id", "status", "settled_on")
    )
    days = [(on - received[key]).days for key, _, on in settled if on]
    told = list(Recommendation.objects.filter(dossier_id__in=received).values_list("answer", "done_on"))
    return YearCount(
        first=first,
        last=last,
        received=len(received),
        by_nature=_each(Nature.values, natures),
        answered=len(settled),
        in_time=sum(status == Status.MET for _, status, _ in settled),
        late=sum(status == Status.LATE for _, status, _ in settled),
        median_days=median(days) if days else None,
        recommendations=len(told),
        by_answer=_each(("", *Answered.values), (answer for answer, _ in told)),
        done=sum(done is not None for _, done in told),
    )


def _each(codes: Iterable[str], found: Iterable[str]) -> dict[str, int]:
    counts = Counter(found)
    return {code: counts[code] for code in codes}
