"""The classification scheme in force: its classes as a tree, one of them by its code, who may open in it.

Everyone may read it. Writing a version is plan_writing.py's.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from egide.kernel.dossiers.models import Confidentiality
from egide.kernel.records.models_plan import Plan, PlanClass, PlanState, Subdivision

KNOWN = (PlanState.IN_FORCE, PlanState.REPLACED)


@dataclass(frozen=True, kw_only=True)
class ClassInForce:
    """One class, or one of its uniform subdivisions, as the scheme of a day has it."""

    code: str
    title: str
    level: int
    confidentiality: str
    units: tuple[str, ...]
    series: tuple[str, ...]
    sample: bool

    def open_to(self, unit: str) -> bool:
        """Will tell whether a unit may open dossiers there; no unit named means every unit."""
        return not self.units or unit in self.units

    @property
    def label(self) -> str:
        """The code and the title."""
        return f"{self.code} {self.title}"


def plan_in_force(on: date) -> Plan | None:
    """Will return the version of the scheme that applies on the day, if one does."""
    during = Q(ended_on=None) | Q(ended_on__gt=on)
    rows = Plan.objects.filter(during, state__in=KNOWN, effective_on__lte=on)
    return rows.order_by("-effective_on", "-number").first()


def class_in_force(code: str, *, on: date) -> ClassInForce | None:
    """Will return the class of this code, subdivision included (« 2100.03 »), in the scheme of the day."""
    plan = plan_in_force(on)
    if plan is None or not code or len(code) > 40:
        return None
    base, dot, ending = code.partition(".")
    found = PlanClass.objects.filter(plan=plan, code=base).first()
    if found is None:
        return None
    if not dot:
        return _known(found, plan)
    part = Subdivision.objects.filter(plan=plan, code=f".{ending}").first()
    return _known(found, plan, part) if part and divided(plan, found) else None


def classes_in_force(*, on: date) -> list[ClassInForce]:
    """Will return every class of the scheme of the day, in the order of the codes; two queries."""
    plan = plan_in_force(on)
    if plan is None:
        return []
    return [_known(one, plan) for one in PlanClass.objects.filter(plan=plan).order_by("code")]


def divided(plan: Plan, found: PlanClass) -> bool:
    """Will tell whether the uniform subdivisions apply: the class says so, or one above it does."""
    codes, one = [], found
    rows = {row.code: row for row in PlanClass.objects.filter(plan=plan, level__lt=found.level)}
    while True:
        codes.append(one.subdivided)
        if one.parent not in rows:
            return any(codes)
        one = rows[one.parent]


def _known(found: PlanClass, plan: Plan, part: Subdivision | None = None) -> ClassInForce:
    return ClassInForce(
        code=found.code + (part.code if part else ""),
        title=found.title + (f" – {part.title}" if part else ""),
        level=found.level,
        confidentiality=str(Confidentiality(found.confidentiality)),
        units=tuple(found.units.split()),
        series=tuple(found.series.split()),
        sample=plan.sample,
    )
