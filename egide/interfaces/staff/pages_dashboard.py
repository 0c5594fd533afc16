"""« Tableau de bord »: the figures of a period as this reader sees them, compared with the period before.

All counts come from kernel/statistics; open dossiers of today come with the frame.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.dashboard_asked import OTHER, PERIODS, Asked
from egide.interfaces.staff.dashboard_charts import Figures, charts
from egide.interfaces.staff.dashboard_lists import Lists
from egide.interfaces.staff.navigation import readable_modules
from egide.interfaces.staff.pages_list import Choice
from egide.kernel import registry
from egide.kernel.recommendations.reading import recommending_kinds
from egide.kernel.statistics.figures import BREAKDOWNS, FIGURES, Figure
from egide.kernel.statistics.measuring import Measured, measure
from egide.law.access import Scope
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from egide.ui import formats
from egide.ui.pages import Chart, Measure

CODES = (
    "received",
    "handled",
    "open_at_end",
    "kept_rate",
    "kept",
    "missed",
    "median_days_to_reply",
    "p90_days_to_reply",
    "received_by_month",
    "handled_by_month",
    "open_at_end_by_month",
    "kept_rate_by_month",
    "kept_by_month",
    "missed_by_month",
    "kept_by_rule",
    "missed_by_rule",
    "answered_in_time",
    "late_with_notice",
    "late_without_notice",
    "received_by_type",
    "received_by_theme",
    "received_by_order",
    "received_by_channel",
    "handled_by_outcome",
)
# Besides, for kinds whose dossiers recommend something.
ADVICE = ("recommended",)
GOOD = 90  # hundredths, as on the home: below, the rate is not shown as a success


@dataclass(frozen=True, kw_only=True)
class DashboardPage:
    """The dashboard as its template reads it."""

    url: str
    words: str
    compared: str
    fresh: str
    iso: str
    periods: Choice
    choices: tuple[Choice, ...]
    since: str
    until: str
    free: bool
    problem: str
    measures: tuple[Measure, ...]
    charts: tuple[Chart, ...]
    narrowed: bool
    fields: tuple[tuple[str, str], ...]


def dashboard_page(*, actor: Actor, asked: Asked, now: datetime) -> DashboardPage:
    """Will measure the period and draw it."""
    kinds, units = _kinds(actor), _units(actor)
    kind = asked.kind if asked.kind in kinds else ""
    unit = next((u for u in units if u.code == asked.unit), None)
    figures = {figure.code: figure for figure in measured(actor, asked, now, units=units)}
    here = formats.local(now)
    lists = Lists.of(kind or (next(iter(kinds)) if len(kinds) == 1 else ""), asked)
    return DashboardPage(
        url=reverse("staff:dashboard"),
        words=asked.words,
        compared=f"Comparée à la période du {formats.day(asked.before.since)} au {formats.day(asked.before.last)}",
        fresh=f"Données à jour à {formats.clock(here.time())}",
        iso=here.isoformat(timespec="minutes"),
        periods=Choice(name="periode", label="Période", options=PERIODS, chosen=asked.choice),
        choices=tuple(_choices(asked, kinds, units, figures)),
        since=asked.since or asked.period.since.isoformat(),
        until=asked.until or asked.period.last.isoformat(),
        free=asked.choice == OTHER,
        problem=asked.problem,
        measures=tuple(_measures(figures, lists, now)),
        charts=charts(figures, lists),
        narrowed=bool(kind or unit or asked.order),
        fields=asked.pairs(),
    )


def measured(
    actor: Actor, asked: Asked, now: datetime, *, units: Sequence[Unit] | None = None
) -> tuple[Measured, ...]:
    """Will measure what is asked, over the kinds and `units` among which the reader may choose."""
    kinds, offered = _kinds(actor), _units(actor) if units is None else units
    chosen = [asked.kind] if asked.kind in kinds else list(kinds)
    return measure(
        codes=(*CODES, *ADVICE) if set(chosen) & set(recommending_kinds()) else CODES,
        kinds=chosen,
        period=asked.period,
        before=asked.before,
        as_of=now,
        units=[unit.pk for unit in offered if unit.code == asked.unit],
        order=asked.order,
    )


def _kinds(actor: Actor) -> dict[str, str]:
    # A module that declares nothing to count has no place here: its dossiers are its own work.
    return {m.kind.code: m.name for m in readable_modules(actor) if m.kind and m.counted}


@dataclass(frozen=True, kw_only=True)
class Definition:
    """A figure's words on the page of definitions."""

    label: str
    text: str
    unit: str
    source: str
    cuts: str


def definitions() -> tuple[Definition, ...]:
    """Will list every figure of the house once, with the ways in which it is cut."""
    cuts: dict[str, list[str]] = {}
    for figure in FIGURES.values():
        if figure.by and _base(figure) in FIGURES:
            cuts.setdefault(_base(figure), []).append(BREAKDOWNS[figure.by])
    return tuple(
        Definition(
            label=figure.label,
            text=figure.definition,
            unit=figure.unit,
            source=figure.source,
            cuts=", ".join(cuts.get(figure.code, ())),
        )
        for figure in FIGURES.values()
        if not (figure.by and _base(figure) in FIGURES)
    )


def _base(figure: Figure) -> str:
    return figure.code.removesuffix(f"_by_{figure.by}")


def _units(actor: Actor) -> list[Unit]:
    """The units among which the reader may choose: all of a compartment read whole, else the reader's own."""
    places, own = set(), set()
    for module in readable_modules(actor):
        for rule in registry.policy_of_kind(module.kind.code).rules_for("read") if module.kind else ():
            held = [a for a in actor.roles if a.role == rule.role.code]
            if rule.scope is Scope.COMPARTMENT:
                places |= {a.compartment_id for a in held}
            own |= {a.unit_id for a in held}
    if not places and len(own) < 2:
        return []
    found = Unit.objects.filter(compartment_id__in=places) | Unit.objects.filter(pk__in=own)
    return list(found.order_by("name"))


def _choices(asked: Asked, kinds: dict[str, str], units: list[Unit], figures: Figures) -> Iterator[Choice]:
    if len(kinds) > 1:
        systems = (("", "Tous"), *kinds.items())
        yield Choice(name="systeme", label="Système", options=systems, chosen=asked.kind)
    if len(units) > 1:
        named = (("", "Toutes"), *((u.code, u.name) for u in units))
        yield Choice(name="unite", label="Unité", options=named, chosen=asked.unit)
    orders = sorted(
        ((r.key, r.label) for r in figures["received_by_order"].rows if r.key), key=lambda o: o[1]
    )
    if orders or asked.order:
        known = dict(orders)
        kept = () if asked.order in known or not asked.order else ((asked.order, asked.order),)
        offered = (("", "Tous"), *kept, *orders)
        yield Choice(name="ordre", label="Ordre", options=offered, chosen=asked.order)


def _measures(figures: Figures, lists: Lists, now: datetime) -> Iterator[Measure]:
    yield _plain(figures["received"], url=lists.received())
    yield _plain(figures["handled"], url=lists.handled())
    # A list shows the open dossiers of today: the figure leads there only when the period ends today.
    today = lists.asked.period.last >= timezone.localdate(now)
    yield _plain(figures["open_at_end"], url=lists.standing() if today else "")
    yield _rate(figures)
    yield _days(figures)
    if "recommended" in figures:
        yield _plain(figures["recommended"])


def _plain(figure: Measured, *, url: str = "") -> Measure:
    return Measure(
        value=formats.number(figure.total or 0),
        label=figure.label,
        definition=figure.definition,
        change=_change(figure.total, figure.before),
        url=url,
    )


def _rate(figures: Figures) -> Measure:
    rate, kept, missed = figures["kept_rate"], figures["kept"], figures["missed"]
    total = (kept.total or 0) + (missed.total or 0)
    was = "—" if rate.before is None else formats.percent(rate.before)
    return Measure(
        value="—" if rate.total is None else formats.percent(rate.total),
        label=rate.label,
        definition=rate.definition,
        tone="met" if rate.total is not None and rate.total >= GOOD else "idle",
        detail=f"{formats.number(kept.total or 0)} sur {formats.number(total)}" if total else "",
        change=f"Période précédente\u00a0: {was}",
    )


def _days(figures: Figures) -> Measure:
    middle, most = figures["median_days_to_reply"], figures["p90_days_to_reply"]
    return Measure(
        value="—" if middle.total is None else f"{formats.number(middle.total)}{formats.NBSP}j",
        label=middle.label,
        definition=f"{middle.definition} {most.label}\u00a0: {most.definition}",
        detail=""
        if most.total is None
        else f"90e centile\u00a0: {formats.number(most.total)}{formats.NBSP}j",
    )


def _change(now: float | None, before: float | None) -> str:
    difference = (now or 0) - (before or 0)
    sign = "+" if difference > 0 else ""
    told = "Comme" if not difference else f"{sign}{formats.number(difference)} par rapport à"
    return f"{told} la période précédente ({formats.number(before or 0)})"
