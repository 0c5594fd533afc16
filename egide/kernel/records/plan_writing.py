"""Writing a version of the scheme: begin a draft from what is in force, change its classes, have it adopted.

Adopted by someone other than its author, from a day on; what was in force is replaced that day, never edited.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from egide.kernel.records.hands import check_near, is_hand, one_beginning, put_hand
from egide.kernel.records.journaling import journal
from egide.kernel.records.models_plan import DEEPEST, Plan, PlanClass, PlanState, Subdivision
from egide.kernel.records.plan import plan_in_force
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused

CARRIED = (
    "code", "parent", "level", "title", "scope", "exclusions", "see_also", "confidentiality", "units", "series",
    "subdivided",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ClassText:
    """What is typed of a class; `see_also`, `units` and `series` are codes separated by spaces."""

    code: str
    parent: str
    title: str
    scope: str
    exclusions: str
    see_also: str
    confidentiality: str
    units: str
    series: str
    subdivided: bool


def draft_plan() -> Plan | None:
    """Will return the version being written, if one is."""
    return Plan.objects.filter(state=PlanState.DRAFT).first()


def begin_plan(*, actor: Actor, note: str, now: datetime) -> Plan:
    """Will copy the version in force as a draft.

    :raises Refused: a draft exists already.
    """
    one_beginning("plan")
    if draft_plan() is not None:
        raise Refused("Un projet de plan existe déjà\u00a0: poursuivez-le.")
    known = plan_in_force(timezone.localdate(now))
    last = Plan.objects.aggregate(last=Max("number"))["last"] or 0
    plan = Plan.objects.create(
        number=last + 1,
        note=note.strip(),
        sample=known.sample if known else False,
        written_by=actor.code,
        written_at=now,
        edited_at=now,
    )
    if known is not None:
        PlanClass.objects.bulk_create(
            PlanClass(plan=plan, **{name: getattr(one, name) for name in CARRIED})
            for one in known.classes.order_by("code")
        )
        Subdivision.objects.bulk_create(
            Subdivision(plan=plan, code=one.code, title=one.title, scope=one.scope)
            for one in known.subdivisions.all()
        )
    journal(actor, "plan.begun", now, version=plan.number)
    return plan


def keep_class(*, actor: Actor, plan: Plan, text: ClassText, known: str, now: datetime) -> PlanClass:
    """Will write a class of the draft; `known` is the code it had, empty for a new one.

    :raises Refused: not a draft, a code already taken, an unknown parent, or a fifth level.
    """
    _draft_only(plan)
    above = plan.classes.filter(code=text.parent).first() if text.parent else None
    if text.parent and above is None:
        raise Refused(f"La classe {text.parent} n’existe pas dans ce projet.")
    level = above.level + 1 if above else 1
    if level > DEEPEST:
        raise Refused(f"Le plan compte {DEEPEST} niveaux\u00a0: cette classe serait au cinquième.")
    if text.code != known and plan.classes.filter(code=text.code).exists():
        raise Refused(f"Le code {text.code} est déjà pris.")
    found = plan.classes.filter(code=known).first() if known else None
    if found is not None and found.code != text.code and plan.classes.filter(parent=found.code).exists():
        raise Refused("Des classes en dépendent\u00a0: changez d’abord leur classe supérieure.")
    row = found or PlanClass(plan=plan)
    for name in CARRIED:
        setattr(row, name, level if name == "level" else getattr(text, name))
    row.save()
    _touch(plan, actor, now)
    journal(actor, "plan.class_kept", now, version=plan.number, class_code=row.code)
    return row


def remove_class(*, actor: Actor, plan: Plan, code: str, now: datetime) -> None:
    """Will take a class out of the draft; dossiers already there keep its code until someone reclassifies them.

    :raises Refused: not a draft, or classes depend on it.
    """
    _draft_only(plan)
    if plan.classes.filter(parent=code).exists():
        raise Refused("Des classes en dépendent\u00a0: retirez-les d’abord.")
    plan.classes.filter(code=code).delete()
    _touch(plan, actor, now)
    journal(actor, "plan.class_removed", now, version=plan.number, class_code=code)


def adopt_plan(*, actor: Actor, plan: Plan, effective_on: date, signed_as: str, now: datetime) -> None:
    """Will put the draft in force from the day; the version it replaces ends that day.

    :raises Refused: by its author, before the version in force, in the past, or a class without a title.
    """
    _draft_only(plan)
    if is_hand(plan, actor.code):
        raise Refused("Le plan est adopté par une autre personne que celles qui l’ont écrit.")
    if effective_on < timezone.localdate(now):
        raise Refused("La version entre en vigueur aujourd’hui ou plus tard.")
    check_near(effective_on, today=timezone.localdate(now))
    if not plan.classes.exists():
        raise Refused("Ce projet n’a aucune classe.")
    before = Plan.objects.filter(state=PlanState.IN_FORCE).order_by("-number").first()
    if before is not None and before.effective_on and before.effective_on >= effective_on:
        raise Refused(
            "La version en vigueur commence ce jour-là ou après\u00a0: choisissez un jour plus tard."
        )
    if before is not None:
        before.state, before.ended_on = PlanState.REPLACED, effective_on
        before.save(update_fields=["state", "ended_on"])
    plan.state, plan.effective_on = PlanState.IN_FORCE, effective_on
    plan.approved_by, plan.approved_at, plan.approved_as = actor.code, now, signed_as.strip()[:200]
    plan.save()
    journal(actor, "plan.adopted", now, version=plan.number, effective_on=effective_on.isoformat())


def _locked(plan: Plan) -> None:
    # Two people at once: the second meets the state that the first one left, and its sentence.
    plan.refresh_from_db(from_queryset=Plan.objects.select_for_update())


def _draft_only(plan: Plan) -> None:
    _locked(plan)
    if plan.state != PlanState.DRAFT:
        raise Refused("Cette version est adoptée\u00a0: elle ne change plus. Commencez un projet.")


def _touch(plan: Plan, actor: Actor, now: datetime) -> None:
    plan.edited_at = now
    put_hand(plan, actor.code)
    plan.save(update_fields=["edited_at", "hands"])
