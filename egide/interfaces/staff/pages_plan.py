"""The classification scheme on the screen: its tree, a class, its versions.

Everyone of the staff reads it; what may be done is offered to those who may. All SQL of these pages is here.
"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from egide.interfaces.staff.addresses import dossier_url
from egide.interfaces.staff.navigation import holds_any
from egide.interfaces.staff.pages_records_sheet import Section, Sheet
from egide.kernel.dossiers.models import Confidentiality
from egide.kernel.gate.visibility import visible
from egide.kernel.records.hands import is_hand
from egide.kernel.records.models import Plan, PlanClass, PlanState, ScheduleRule
from egide.kernel.records.plan import divided, plan_in_force
from egide.kernel.records.plan_writing import draft_plan
from egide.kernel.records.schedule import schedule_in_force
from egide.law import roles
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import NotVisible
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Fact, Link, Table, Tone

WRITERS = (roles.RECORDS_MANAGER,)
ADOPTERS = (roles.RECORDS_MANAGER, roles.PRESIDENT)
SAMPLE = "Ce plan est un exemple fourni avec Égide\u00a0: ce n’est pas le plan adopté par l’Office."
TONES: dict[str, Tone] = {PlanState.DRAFT: "soon", PlanState.IN_FORCE: "met", PlanState.REPLACED: "idle"}
LISTED = 30


@dataclass(frozen=True, kw_only=True)
class ClassView:
    """A class in the tree, with what is under it."""

    code: str
    title: str
    scope: str
    exclusions: str
    level: int
    url: str
    below: tuple["ClassView", ...] = ()
    opened: bool = False


@dataclass(frozen=True, kw_only=True)
class PlanPage:
    """A version of the scheme."""

    title: str
    sub: str
    crumbs: tuple[Crumb, ...]
    badges: tuple[Badge, ...]
    notice: str
    actions: tuple[Action, ...]
    links: tuple[Link, ...]
    roots: tuple[ClassView, ...]
    subdivisions: Table | None


def crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    """Will return « Plan de classification › … »."""
    return (Crumb(label="Plan de classification", url=reverse("staff:plan")), *more)


def plan_of(number: int | None, *, today: date) -> Plan | None:
    """Will return the version of this number, or the one in force.

    :raises NotVisible: no version has this number.
    """
    if number is None:
        return plan_in_force(today)
    found = Plan.objects.filter(number=min(number, 32_767)).first()
    if found is None:
        raise NotVisible
    return found


def class_of(plan: Plan, code: str) -> PlanClass:
    """Will return a class of the version.

    :raises NotVisible: it has no such class.
    """
    found = plan.classes.filter(code=code).first() if len(code) <= 40 and "\x00" not in code else None
    if found is None:
        raise NotVisible
    return found


def roots_of(plan: Plan, *, linked: bool, opened: bool = False) -> tuple[ClassView, ...]:
    """Will return the classes of the first level with everything under them, in the order of the codes."""
    rows = list(plan.classes.order_by("code"))
    children: dict[str, list[PlanClass]] = {}
    for row in rows:
        children.setdefault(row.parent, []).append(row)

    def view(row: PlanClass, below: tuple[ClassView, ...] = ()) -> ClassView:
        url = class_url(plan, row.code) if linked else ""
        return ClassView(
            code=row.code,
            title=row.title,
            scope=row.scope,
            exclusions=row.exclusions,
            level=row.level,
            url=url,
            below=below,
            opened=opened,
        )

    def under(code: str) -> list[ClassView]:
        found: list[ClassView] = []
        for child in children.get(code, ()):
            found += [view(child), *under(child.code)]
        return found

    return tuple(view(root, tuple(under(root.code))) for root in children.get("", ()))


def class_url(plan: Plan, code: str, name: str = "plan_class") -> str:
    """Will return the address of a class in a version."""
    return reverse(f"staff:{name}", kwargs={"version": plan.number, "code": code})


def plan_page(actor: Actor, plan: Plan | None, *, today: date) -> PlanPage:
    """Will show a version as a tree."""
    state = plan.state if plan else ""
    title = f"Plan de classification, version {plan.number}" if plan else "Plan de classification"
    return PlanPage(
        title=title,
        sub=_sub(plan),
        crumbs=crumbs(Crumb(label=f"Version {plan.number}")) if plan else crumbs(),
        badges=badges(plan),
        notice=SAMPLE if plan and plan.sample else "",
        actions=_actions(actor, plan),
        links=_links(plan),
        roots=roots_of(plan, linked=True, opened=state == PlanState.DRAFT) if plan else (),
        subdivisions=_subdivisions(plan) if plan else None,
    )


def class_page(actor: Actor, plan: Plan, row: PlanClass, *, today: date) -> Sheet:
    """Will show a class: what goes there, its rule, and the reader's dossiers."""
    writes = holds_any(actor, WRITERS) and plan.state == PlanState.DRAFT
    above = [Crumb(label=f"Version {plan.number}", url=_version_url(plan))]
    if row.parent:
        above.append(Crumb(label=row.parent, url=class_url(plan, row.parent)))
    edit = Action(label="Modifier la classe", url=class_url(plan, row.code, "plan_class_edit"), primary=True)
    return Sheet(
        title=f"{row.code} {row.title}",
        sub=f"Plan de classification, version {plan.number}",
        crumbs=crumbs(*above, Crumb(label=row.code)),
        badges=badges(plan),
        notice=SAMPLE if plan.sample else "",
        actions=(edit,) if writes else (),
        sections=(
            Section(title="Ce qui va dans cette classe", facts=_class_facts(plan, row)),
            _dossiers(actor, plan, row),
        ),
    )


def badges(plan: Plan | None) -> tuple[Badge, ...]:
    """Will say where a version stands, and whether it is a sample."""
    if plan is None:
        return ()
    mark = Badge(label=str(PlanState(plan.state).label), tone=TONES[plan.state])
    return (mark, Badge(label="exemple", tone="soon")) if plan.sample else (mark,)


def _sub(plan: Plan | None) -> str:
    if plan is None:
        return "Où se range chaque dossier, et qui peut en ouvrir."
    if plan.effective_on is None:
        return f"Projet, modifié le {formats.day(formats.local(plan.edited_at).date())}."
    until = f", remplacé le {formats.day(plan.ended_on)}" if plan.ended_on else ""
    return f"En vigueur depuis le {formats.day(plan.effective_on)}{until}."


def _actions(actor: Actor, plan: Plan | None) -> tuple[Action, ...]:
    draft = draft_plan()
    found: list[Action] = []
    if holds_any(actor, WRITERS):
        if draft is None:
            found.append(Action(label="Préparer une nouvelle version", url=reverse("staff:plan_begin")))
        elif plan is not None and plan.pk == draft.pk:
            found.append(
                Action(
                    label="Ajouter une classe",
                    url=reverse("staff:plan_class_new", kwargs={"version": plan.number}),
                    primary=True,
                )
            )
    if plan is not None and draft is not None and plan.pk == draft.pk and holds_any(actor, ADOPTERS):
        own = "Une autre personne que vous l’adopte." if is_hand(draft, actor.code) else ""
        found.append(
            Action(
                label="Adopter cette version",
                url="" if own else reverse("staff:plan_adopt", kwargs={"version": plan.number}),
                reason=own,
            )
        )
    return tuple(found)


def _links(plan: Plan | None) -> tuple[Link, ...]:
    versions = Plan.objects.order_by("-number")[:10]
    others = [
        Link(
            label=f"Version {one.number} ({PlanState(one.state).label.lower()})",
            url=_version_url(one),
        )
        for one in versions
        if plan is None or one.pk != plan.pk
    ]
    public = [
        Link(label="Page publique", url=reverse("public:plan")),
        Link(label="PDF", url=reverse("public:plan_pdf")),
    ]
    return (*others, *(public if plan and plan.state == PlanState.IN_FORCE else ()))


def _version_url(plan: Plan) -> str:
    return reverse("staff:plan_version", kwargs={"version": plan.number})


def _subdivisions(plan: Plan) -> Table | None:
    rows = tuple(
        (Cell(text=one.code), Cell(text=one.title, detail=one.scope))
        for one in plan.subdivisions.order_by("code")
    )
    columns = (Column(label="Code", narrow=True), Column(label="Subdivision"))
    return Table(caption="Subdivisions uniformes", columns=columns, rows=rows) if rows else None


def _class_facts(plan: Plan, row: PlanClass) -> tuple[Fact, ...]:
    units = dict(Unit.objects.filter(code__in=row.units.split()).values_list("code", "name"))
    rules = _rules(row)
    told = [
        Fact(term="Contient", value=row.scope or "Pas encore décrit"),
        Fact(term="Ne contient pas", value=row.exclusions) if row.exclusions else None,
        Fact(term="Voir aussi", value=", ".join(row.see_also.split())) if row.see_also else None,
        Fact(term="Confidentialité par défaut", value=str(Confidentiality(row.confidentiality).label)),
        Fact(
            term="Unités qui y ouvrent des dossiers",
            value=", ".join(units.get(code, code) for code in row.units.split()) or "Toutes",
        ),
        *rules,
        Fact(term="Subdivisions uniformes", value="Oui" if divided(plan, row) else "Non"),
    ]
    return tuple(fact for fact in told if fact is not None)


def _rules(row: PlanClass) -> list[Fact]:
    codes = row.series.split()
    schedule = schedule_in_force(date.max)
    known = ScheduleRule.objects.filter(schedule=schedule, series__in=codes) if schedule else ()
    titles = {rule.series: rule.title for rule in known}
    if not codes:
        return [Fact(term="Règle de conservation", value="Aucune\u00a0: rien n’y est éliminé")]
    return [
        Fact(
            term="Règle de conservation",
            value=f"{code} {titles.get(code, '')}".strip(),
            url=reverse("staff:schedule_rule", kwargs={"version": schedule.number, "series": code})
            if schedule and code in titles
            else "",
        )
        for code in codes
    ]


def _dossiers(actor: Actor, plan: Plan, row: PlanClass) -> Section:
    rows = visible(actor).filter(class_code=row.code).order_by("-id")[:LISTED]
    cells = tuple(
        (
            Cell(text=one.title, detail=one.number, url=dossier_url(one.number)),
            Cell(text=formats.day(one.received_on)),
            Cell(text=f"Fermé le {formats.day(one.closed_on)}" if one.closed_on else "Ouvert"),
        )
        for one in rows
    )
    columns = (Column(label="Dossier"), Column(label="Ouvert le", narrow=True), Column(label="Où il en est"))
    table = Table(caption="Dossiers de la classe", columns=columns, rows=cells) if cells else None
    return Section(
        title=f"Vos dossiers de cette classe{f' (les {LISTED} plus récents)' if len(cells) == LISTED else ''}",
        table=table,
        empty="Aucun dossier que vous pouvez ouvrir n’est dans cette classe.",
    )


def classes_offered(found: Plan, *, but: str) -> list[tuple[str, str]]:
    """Will return the classes under which another may stand: the first three levels."""
    rows = PlanClass.objects.filter(plan=found, level__lt=4).exclude(code=but).order_by("code")
    return [(code, f"{code} {title}") for code, title in rows.values_list("code", "title")]


def units_offered() -> list[tuple[str, str]]:
    """Will return the units that may open a dossier of a class."""
    return list(Unit.objects.order_by("name").values_list("code", "name"))
