"""The day that a fact takes from elsewhere: the date on a letter, the last day of a clock, the day of another fact.

Serves recourses, which run from the date of the decision and not from the day when the system saw it leave.
"""

from datetime import date

from egide.kernel import registry
from egide.kernel.deadlines.duedates import RUNNING, rule_code
from egide.kernel.deadlines.models import DueDate, FactRecord
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter
from egide.law import effects as verbs


def taken_from(dossier: Dossier, dated: verbs.FactDay) -> date | None:
    """Will return the day, or nothing when the dossier has no such letter, clock or fact."""
    match dated:
        case verbs.DayOfLetter(template):
            letters = Letter.objects.filter(
                dossier_id=dossier.pk, template=template, letter_date__isnull=False
            )
            return letters.order_by("-rank").values_list("letter_date", flat=True).first()
        case verbs.DayOfFact(fact):
            rows = FactRecord.objects.filter(dossier_id=dossier.pk, code=fact.code, withdrawn_at=None)
            return rows.order_by("-pk").values_list("occurred_on", flat=True).first()
        case verbs.DayOfExpiry(codes):
            return _expiry(dossier, codes)


def _expiry(dossier: Dossier, codes: tuple[str, ...]) -> date | None:
    module = registry.module_of_kind(dossier.kind)
    rules = [rule_code(dossier, module.deadline(code)) for code in codes]
    running = dict(
        DueDate.objects.filter(dossier_id=dossier.pk, rule__in=rules, status__in=RUNNING)
        .order_by("-rank")
        .values_list("rule", "raw_date")
    )
    return next((running[rule] for rule in rules if rule in running), None)
