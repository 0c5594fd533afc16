"""The retention schedule on the screen: its rules, one rule, two versions side by side, what one would change.

Everyone of the staff reads it; what may be done is offered to those who may. All SQL of these pages is here.
"""

from datetime import date

from django.urls import reverse

from egide.interfaces.staff.navigation import holds_any
from egide.interfaces.staff.pages_plan import WRITERS
from egide.interfaces.staff.pages_records_sheet import Section, Sheet
from egide.interfaces.staff.pages_sealed_series import sealed_links
from egide.kernel.records.hands import is_hand
from egide.kernel.records.models import Schedule, ScheduleRule, ScheduleState
from egide.kernel.records.rules import COPIES, EVENT, MEDIA, copies_of, main_copy
from egide.kernel.records.schedule import schedule_in_force
from egide.kernel.records.schedule_writing import prepared_schedule, problems_of
from egide.law import roles
from egide.law.retention import Disposition
from egide.law.retention_events import BY_CODE, EVENTS
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Fact, Link, Table, Tone

APPROVERS = (roles.RECORDS_MANAGER, roles.PRESIDENT)
SAMPLE = (
    "Ce calendrier est un exemple fourni avec Égide\u00a0: ce n’est pas le calendrier approuvé de l’Office."
)
TONES: dict[str, Tone] = {
    ScheduleState.DRAFT: "soon",
    ScheduleState.SUBMITTED: "soon",
    ScheduleState.APPROVED: "met",
}
FIELDS = (
    ("title", "Titre"),
    ("classes", "Classes"),
    ("activity", "Activité"),
    ("holder", "Unité qui détient l’exemplaire principal"),
    ("description", "Description"),
    ("use", "Utilisation"),
    ("document_types", "Types de documents"),
    ("remarks", "Remarques"),
    ("source", "Source"),
)


def crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    """Will return « Calendrier de conservation › … »."""
    return (Crumb(label="Calendrier de conservation", url=reverse("staff:schedule")), *more)


def schedule_of(number: int | None, *, today: date) -> Schedule | None:
    """Will return the version of this number, or the one in force.

    :raises NotVisible: no version has this number.
    """
    if number is None:
        return schedule_in_force(today) or prepared_schedule()
    found = Schedule.objects.filter(number=min(number, 32_767)).first()
    if found is None:
        raise NotVisible
    return found


def rule_of(schedule: Schedule, series: str) -> ScheduleRule:
    """Will return a rule of the version.

    :raises NotVisible: it has no such rule.
    """
    known = len(series) <= 20 and "\x00" not in series
    found = schedule.rules.select_related("schedule").filter(series=series).first() if known else None
    if found is None:
        raise NotVisible
    return found


def version_url(schedule: Schedule, name: str = "schedule_version", **more: str | int) -> str:
    """Will return an address under the version."""
    return reverse(f"staff:{name}", kwargs={"version": schedule.number, **more})


def schedule_page(actor: Actor, schedule: Schedule | None, *, today: date) -> Sheet:
    """Will list the rules of a version with what each gives."""
    if schedule is None:
        empty = Section(
            title="Règles",
            empty="Aucun calendrier. Chargez l’exemple avec «\u00a0egide archives load-sample\u00a0», ou commencez un "
            "projet\u00a0: ses règles paraîtront ici.",
        )
        return Sheet(
            title="Calendrier de conservation", crumbs=crumbs(), actions=_begin(actor), sections=(empty,)
        )
    missing = problems_of(schedule) if schedule.state == ScheduleState.DRAFT else ()
    notes = tuple(f"{event.mark}\u00a0: {event.note}" for event in EVENTS)
    return Sheet(
        title=f"Calendrier de conservation, version {schedule.number}",
        sub=_sub(schedule),
        crumbs=crumbs(Crumb(label=f"Version {schedule.number}")),
        badges=badges(schedule),
        notice=SAMPLE if schedule.sample else "",
        actions=_actions(actor, schedule),
        links=(*_links(schedule), *sealed_links(actor)),
        sections=(
            Section(title="Règles", table=_rules(schedule), empty="Cette version n’a encore aucune règle."),
            *((Section(title="Avant de soumettre", lines=missing),) if missing else ()),
            Section(title="Événements des délais 888", lines=notes),
            Section(title="Soumission et approbation", facts=_approval(schedule)),
        ),
    )


def rule_page(actor: Actor, rule: ScheduleRule) -> Sheet:
    """Will show every field of a rule."""
    schedule = rule.schedule
    writes = holds_any(actor, WRITERS) and schedule.state == ScheduleState.DRAFT
    edit = Action(
        label="Modifier la règle",
        url=version_url(schedule, "schedule_rule_edit", series=rule.series),
        primary=True,
    )
    marks = (Badge(label="à valider", tone="soon"),) if rule.to_validate else ()
    return Sheet(
        title=f"Règle {rule.series}, {rule.title}",
        sub=f"Calendrier {schedule.reference}, version {schedule.number}",
        crumbs=crumbs(
            Crumb(label=f"Version {schedule.number}", url=version_url(schedule)), Crumb(label=rule.series)
        ),
        badges=(*badges(schedule), *marks),
        notice=SAMPLE if schedule.sample else "",
        actions=(edit,) if writes else (),
        sections=(
            Section(title="La règle", facts=_rule_facts(rule)),
            Section(title="Délais et disposition", table=copies_table(rule), lines=_explained(rule)),
        ),
    )


def badges(schedule: Schedule) -> tuple[Badge, ...]:
    """Will say where a version stands, and whether it is a sample."""
    state = Badge(
        label=str(ScheduleState(schedule.state).label), tone=TONES.get(ScheduleState(schedule.state), "idle")
    )
    return (state, Badge(label="exemple", tone="soon")) if schedule.sample else (state,)


def copies_table(rule: ScheduleRule) -> Table:
    """Will show each copy with its media, its periods and what becomes of it."""
    rows = tuple(
        (
            Cell(text=COPIES[copy.copy]),
            Cell(text=", ".join(copy.media), detail=", ".join(MEDIA[one] for one in copy.media)),
            Cell(text=copy.active.words, detail=copy.active.sentence),
            Cell(text=copy.semi_active.words, detail=copy.semi_active.sentence),
            Cell(text=copy.disposition, detail=Disposition(copy.disposition).label),
        )
        for copy in copies_of(rule)
    )
    columns = tuple(Column(label=x) for x in ("Exemplaire", "Support", "Actif", "Semi-actif", "Disposition"))
    return Table(caption="Délais et disposition par exemplaire", columns=columns, rows=rows)


def _rules(schedule: Schedule) -> Table | None:
    rows = tuple(
        (
            Cell(text=rule.series, url=version_url(schedule, "schedule_rule", series=rule.series)),
            Cell(
                text=rule.title,
                detail=rule.activity,
                badge=Badge(label="à valider", tone="soon") if rule.to_validate else None,
            ),
            Cell(text=main_copy(rule).active.words),
            Cell(text=main_copy(rule).semi_active.words),
            Cell(text=main_copy(rule).disposition, detail=Disposition(main_copy(rule).disposition).label),
        )
        for rule in schedule.rules.order_by("series")
    )
    columns = (
        Column(label="Règle", narrow=True),
        Column(label="Titre"),
        Column(label="Actif", narrow=True),
        Column(label="Semi-actif", narrow=True),
        Column(label="Disposition"),
    )
    return (
        Table(caption="Règles du calendrier, exemplaire principal", columns=columns, rows=rows)
        if rows
        else None
    )


def _begin(actor: Actor) -> tuple[Action, ...]:
    if not holds_any(actor, WRITERS) or prepared_schedule() is not None:
        return ()
    return (Action(label="Préparer une nouvelle version", url=reverse("staff:schedule_begin")),)


def _actions(actor: Actor, schedule: Schedule) -> tuple[Action, ...]:
    writes = holds_any(actor, WRITERS)
    if schedule.state == ScheduleState.DRAFT and writes:
        return (
            Action(label="Ajouter une règle", url=version_url(schedule, "schedule_rule_new")),
            Action(label="Ce que cela changerait", url=version_url(schedule, "schedule_effects")),
            Action(label="Soumettre", url=_step(schedule, "soumettre"), primary=True),
        )
    if schedule.state == ScheduleState.SUBMITTED:
        own = is_hand(schedule, actor.code)
        approve = Action(
            label="Consigner l’approbation",
            url="" if own else _step(schedule, "approuver"),
            reason="Une autre personne que vous la consigne." if own else "",
            primary=not own,
        )
        return (
            Action(label="Ce que cela changerait", url=version_url(schedule, "schedule_effects")),
            *([Action(label="Reprendre comme projet", url=_step(schedule, "reprendre"))] if writes else []),
            *([approve] if holds_any(actor, APPROVERS) else []),
        )
    return _begin(actor)


def _step(schedule: Schedule, step: str) -> str:
    return version_url(schedule, "schedule_step", step=step)


def _links(schedule: Schedule) -> tuple[Link, ...]:
    others = [one for one in Schedule.objects.order_by("-number")[:10] if one.pk != schedule.pk]
    found = [
        Link(label=f"Version {one.number} ({ScheduleState(one.state).label.lower()})", url=version_url(one))
        for one in others
    ]
    older = next((one for one in others if one.number < schedule.number), None)
    if older is not None:
        found.append(
            Link(
                label=f"Comparer avec la version {older.number}",
                url=version_url(schedule, "schedule_compare", against=older.number),
            )
        )
    found.append(Link(label="PDF", url=version_url(schedule, "schedule_pdf")))
    found.append(Link(label="Classeur (XLSX)", url=version_url(schedule, "schedule_sheets")))
    return tuple(found)


def _sub(schedule: Schedule) -> str:
    if schedule.effective_on is None:
        return f"Calendrier {schedule.reference}, en préparation."
    until = f", remplacé le {formats.day(schedule.ended_on)}" if schedule.ended_on else ""
    return (
        f"Calendrier {schedule.reference}. En vigueur depuis le {formats.day(schedule.effective_on)}{until}."
    )


def _approval(schedule: Schedule) -> tuple[Fact, ...]:
    told = [Fact(term="Ce qui change", value=schedule.note or "Non précisé")]
    if schedule.signed_as and schedule.submitted_at:
        on = formats.day(formats.local(schedule.submitted_at).date())
        told.append(Fact(term="Soumis", value=f"le {on}", detail=schedule.signed_as))
    if schedule.approved_on:
        told.append(
            Fact(
                term="Approuvé",
                value=f"n° {schedule.approval_number}, le {formats.day(schedule.approved_on)}",
                detail=schedule.approved_as,
            )
        )
    return tuple(told)


def _rule_facts(rule: ScheduleRule) -> tuple[Fact, ...]:
    told = [Fact(term="Numéro de la règle", value=rule.series)]
    for name, label in FIELDS[1:]:
        value = getattr(rule, name)
        shown = ", ".join(value.split()) if name == "classes" else value
        if shown:
            told.append(Fact(term=label, value=shown))
    return tuple(told)


def _explained(rule: ScheduleRule) -> tuple[str, ...]:
    lines: dict[str, None] = {}
    for copy in copies_of(rule):
        for period in (copy.active, copy.semi_active):
            if period.code == EVENT:
                event = BY_CODE[period.event]
                lines[f"{event.mark}\u00a0: {event.note}"] = None
        if copy.sampling:
            lines[f"Tri\u00a0: {copy.sampling}"] = None
    return tuple(lines)
