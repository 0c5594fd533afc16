"""What a version of the schedule changes: beside another, in the dossiers it would move, in the dates that it proposes.

Everyone who reads the schedule reads it; totals say what the reader cannot open. All SQL of these pages is here.
"""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from egide.interfaces.staff.addresses import dossier_url
from egide.interfaces.staff.navigation import holds_any
from egide.interfaces.staff.pages_plan import WRITERS
from egide.interfaces.staff.pages_records_sheet import Section, Sheet
from egide.interfaces.staff.pages_schedule import FIELDS, badges, crumbs, version_url
from egide.kernel.records.changes import DossierChange, SeriesChange, listed, rules_of, totals
from egide.kernel.records.models import Schedule, ScheduleRule
from egide.kernel.records.rules import COPIES, MAIN, Copy, copies_of, main_copy
from egide.law.retention import Disposition
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Cell, Column, Crumb, Table


def compare_page(old: Schedule, new: Schedule) -> Sheet:
    """Will show what differs between two versions, field by field."""
    before = {rule.series: rule for rule in old.rules.select_related("schedule")}
    after = {rule.series: rule for rule in new.rules.select_related("schedule")}
    rows: list[tuple[Cell, ...]] = []
    for series in sorted({*before, *after}):
        rows += [
            (Cell(text=series), Cell(text=label), Cell(text=was or "—"), Cell(text=now or "—"))
            for label, was, now in _differences(before.get(series), after.get(series))
        ]
    columns = (
        Column(label="Règle", narrow=True),
        Column(label="Ce qui change"),
        Column(label=f"Version {old.number}"),
        Column(label=f"Version {new.number}"),
    )
    table = Table(
        caption="Ce qui change d’une version à l’autre", columns=columns, rows=tuple(rows), wide=True
    )
    return Sheet(
        title=f"Comparer les versions {old.number} et {new.number}",
        crumbs=crumbs(Crumb(label=f"Version {new.number}", url=version_url(new)), Crumb(label="Comparer")),
        sections=(
            Section(
                title=formats.count(len(rows), "différence"),
                table=table if rows else None,
                empty="Les deux versions disent la même chose.",
            ),
        ),
    )


def effects_page(actor: Actor, schedule: Schedule) -> Sheet:
    """Will say what the version would keep or destroy among closed dossiers: counts, then those one may open."""
    rules = rules_of(schedule)
    found = totals(rules, actor=actor)
    hidden = sum(one.total - one.openable for one in found)
    note = (
        f"{formats.count(hidden, 'dossier')} que vous ne pouvez pas ouvrir "
        f"{'est compté' if hidden == 1 else 'sont comptés'} et non nommé{'' if hidden == 1 else 's'}."
        if hidden
        else ""
    )
    return Sheet(
        title=f"Ce que changerait la version {schedule.number}",
        sub="Dossiers fermés dont une date ou la disposition ne serait plus la même. Rien n’est changé ici.",
        crumbs=crumbs(
            Crumb(label=f"Version {schedule.number}", url=version_url(schedule)), Crumb(label="Effets")
        ),
        badges=badges(schedule),
        sections=(
            Section(title="Par règle", table=_totals(found, ()), empty="Aucun dossier fermé ne changerait."),
            Section(
                title="Dossiers",
                note=note,
                table=_changes(listed(rules, actor=actor)),
                empty="Aucun de ceux que vous pouvez ouvrir ne changerait.",
            ),
        ),
    )


def proposals_page(actor: Actor, schedule: Schedule | None) -> Sheet:
    """Will list what the version in force proposes for dossiers closed under another one."""
    rules = rules_of(schedule) if schedule else ()
    found = totals(rules, actor=actor)
    actions = tuple(
        Action(
            label=f"Accepter pour la règle {one.series}",
            url=reverse("staff:schedule_proposals"),
            method="post",
            fields=(("series", one.series),),
            confirm=f"Dater {formats.count(one.total, 'dossier')} selon la version en vigueur?",
        )
        for one in found
    )
    return Sheet(
        title="Propositions du calendrier",
        sub="Des dossiers fermés gardent une version antérieure de leur règle. Rien ne change sans votre accord.",
        crumbs=crumbs(Crumb(label="Propositions")),
        sections=(
            Section(
                title="Par règle",
                table=_totals(found, ()),
                empty="Tous les dossiers fermés suivent la version en vigueur, ou elle ne change pas leurs dates.",
                actions=actions if holds_any(actor, WRITERS) else (),
            ),
            Section(
                title="Dossiers",
                table=_changes(listed(rules, actor=actor)),
                empty="Aucun dossier que vous pouvez ouvrir.",
            ),
        ),
    )


def _differences(old: ScheduleRule | None, new: ScheduleRule | None) -> Iterable[tuple[str, str, str]]:
    if old is None or new is None:
        kept = new or old
        assert kept is not None
        yield (
            "Règle ajoutée" if old is None else "Règle retirée",
            old.title if old else "",
            new.title if new else "",
        )
        return
    for name, label in FIELDS:
        if getattr(old, name) != getattr(new, name):
            yield label, getattr(old, name), getattr(new, name)
    before, after = _by_copy(old), _by_copy(new)
    for key in sorted({*before, *after}):
        was, now = before.get(key), after.get(key)
        if was != now:
            yield COPIES[key], _line(was), _line(now)


def _by_copy(rule: ScheduleRule) -> dict[str, Copy]:
    return {copy.copy: copy for copy in reversed(copies_of(rule)) if copy.copy in COPIES} or {
        MAIN: main_copy(rule)
    }


def _line(copy: Copy | None) -> str:
    if copy is None:
        return ""
    words = f"{copy.active.words} / {copy.semi_active.words} / {copy.disposition} ({', '.join(copy.media)})"
    return f"{words}. {copy.sampling}" if copy.sampling else words


def _totals(found: Iterable[SeriesChange], _: tuple[()]) -> Table | None:
    rows = tuple(
        (
            Cell(text=one.series),
            Cell(text=formats.number(one.total)),
            Cell(text=formats.number(one.longer)),
            Cell(text=formats.number(one.shorter)),
            Cell(text=formats.number(one.disposition)),
            Cell(text=formats.number(one.to_destruction)),
        )
        for one in found
    )
    columns = (
        Column(label="Règle", narrow=True),
        Column(label="Dossiers", numeric=True),
        Column(label="Gardés plus longtemps", numeric=True),
        Column(label="Gardés moins longtemps", numeric=True),
        Column(label="Autre disposition", numeric=True),
        Column(label="Iraient à la destruction", numeric=True),
    )
    return (
        Table(caption="Dossiers fermés qui changeraient, par règle", columns=columns, rows=rows)
        if rows
        else None
    )


def _changes(found: Iterable[DossierChange]) -> Table | None:
    rows = tuple(
        (
            Cell(text=one.title, detail=one.number, url=dossier_url(one.number)),
            Cell(text=_until(one.last_day), detail=_disposed(one.disposition)),
            Cell(text=_until(one.new_last_day), detail=_disposed(one.new_disposition)),
        )
        for one in found
    )
    columns = (
        Column(label="Dossier"),
        Column(label="Dernier jour aujourd’hui"),
        Column(label="Dernier jour proposé"),
    )
    return Table(caption="Dossiers qui changeraient", columns=columns, rows=rows) if rows else None


def _until(day: date | None) -> str:
    return formats.day(day) if day else "sans terme"


def _disposed(letter: str) -> str:
    return f"{letter}, {Disposition(letter).label}" if letter else ""
