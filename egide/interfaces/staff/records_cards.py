"""The cards of the scheme, of the schedule and of the life cycle on the records office's home.

Each counts within the walls, in one statement.
"""

from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from egide.interfaces.staff.navigation import holds_any
from egide.interfaces.staff.pages_plan import WRITERS
from egide.interfaces.staff.pages_records_sheet import RecordsCard
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.records.changes import rules_of, totals
from egide.kernel.records.hands import is_hand
from egide.kernel.records.models import Disposed, Schedule, ScheduleState
from egide.kernel.records.plan import plan_in_force
from egide.kernel.records.plan_writing import draft_plan
from egide.kernel.records.schedule import schedule_in_force
from egide.kernel.records.schedule_writing import prepared_schedule
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Fact

YEAR = timedelta(days=365)


def plan_card(actor: Actor, today: date) -> RecordsCard:
    """Will say which version of the scheme is in force, and which waits for someone."""
    plan, draft = plan_in_force(today), draft_plan()
    facts = []
    if plan is not None and plan.effective_on is not None:
        mark = " (exemple)" if plan.sample else ""
        facts.append(
            Fact(
                term="En vigueur",
                value=f"Version {plan.number}{mark}",
                detail=f"depuis le {formats.day(plan.effective_on)}",
            )
        )
    if draft is not None:
        whom = "une autre personne que vous" if is_hand(draft, actor.code) else "votre lecture"
        facts.append(
            Fact(
                term="Projet",
                value=f"Version {draft.number}, attend {whom}",
                url=reverse("staff:plan_version", kwargs={"version": draft.number}),
            )
        )
    return RecordsCard(
        title="Plan de classification",
        facts=tuple(facts),
        empty="Aucun plan\u00a0: chargez l’exemple, ou commencez un projet.",
        url=reverse("staff:plan"),
        link="Voir le plan",
        actions=(Action(label="Ouvrir un dossier documentaire", url=reverse("staff:file_new")),)
        if plan is not None and holds_any(actor, WRITERS)
        else (),
    )


def schedule_card(actor: Actor, today: date) -> RecordsCard:
    """Will say which version of the schedule is in force, which is prepared, and what it proposes."""
    schedule, prepared = schedule_in_force(today), prepared_schedule()
    facts = []
    if schedule is not None and schedule.effective_on is not None:
        mark = " (exemple)" if schedule.sample else ""
        facts.append(
            Fact(
                term="En vigueur",
                value=f"Version {schedule.number}{mark}",
                detail=f"depuis le {formats.day(schedule.effective_on)}",
            )
        )
        # Only where a version replaced another one can there be something to propose.
        replaced = Schedule.objects.filter(state=ScheduleState.REPLACED).exists()
        proposed = sum(one.total for one in totals(rules_of(schedule), actor=actor)) if replaced else 0
        if proposed:
            facts.append(
                Fact(
                    term="À accepter",
                    value=formats.count(proposed, "dossier daté autrement", "dossiers datés autrement"),
                    url=reverse("staff:schedule_proposals"),
                )
            )
    if prepared is not None:
        facts.append(
            Fact(
                term="En préparation",
                value=f"Version {prepared.number}",
                url=reverse("staff:schedule_version", kwargs={"version": prepared.number}),
            )
        )
    return RecordsCard(
        title="Calendrier de conservation",
        facts=tuple(facts),
        empty="Aucun calendrier\u00a0: chargez l’exemple, ou commencez un projet.",
        url=reverse("staff:schedule"),
        link="Voir le calendrier",
    )


def life_card(actor: Actor, today: date) -> RecordsCard:
    """Will count the dossiers at each age, and those whose last day comes within a year."""
    rows = Dossier.objects.filter(compartment_id__in=sorted({a.compartment_id for a in actor.roles}))
    if not holds_any(actor, WRITERS):
        rows = visible(actor)
    rows = rows.filter(~Exists(Disposed.objects.filter(dossier_id=OuterRef("pk"))))  # their life is over
    active = Q(closed_on=None) | Q(active_until=None) | Q(active_until__gte=today)
    done = Q(semi_active_until__lt=today)
    found = rows.aggregate(
        active=Count("pk", filter=active),
        inactive=Count("pk", filter=done & ~active),
        total=Count("pk"),
        soon=Count("pk", filter=Q(semi_active_until__gte=today, semi_active_until__lt=today + YEAR)),
    )
    semi = found["total"] - found["active"] - found["inactive"]
    told = (
        ("Actifs", found["active"]),
        ("Semi-actifs", semi),
        ("Inactifs", found["inactive"]),
        ("Inactifs d’ici un an", found["soon"]),
    )
    return RecordsCard(
        title="Cycle de vie",
        text="L’âge de chaque dossier, calculé de sa règle; la preuve est dans son onglet Échéances.",
        facts=tuple(Fact(term=term, value=formats.number(count)) for term, count in told),
    )
