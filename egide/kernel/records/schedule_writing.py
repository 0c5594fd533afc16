"""Writing a version of the schedule: begin a draft, change its rules, submit it signed, record its approval.

Approved by someone other than its author, with its number and its day; an approved version never changes.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from egide.kernel.records.hands import check_near, is_hand, one_beginning, put_hand
from egide.kernel.records.journaling import journal
from egide.kernel.records.models_schedule import Schedule, ScheduleRule, ScheduleState
from egide.kernel.records.rules import EVENT, MAIN, Copy, copies_of, copies_text
from egide.kernel.records.schedule import schedule_in_force
from egide.law.retention_events import BY_CODE
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused

TEXTS = (
    "title", "classes", "activity", "holder", "description", "use", "document_types", "remarks", "source",
)  # fmt: skip
REQUIRED = {
    "title": "Titre",
    "classes": "Classes",
    "activity": "Activité",
    "holder": "Unité qui détient l’exemplaire principal",
    "description": "Description",
    "use": "Utilisation",
    "document_types": "Types de documents",
}
NO_SAMPLING = "Un tri dit ce que l’on garde\u00a0: écrivez le texte du tri."


@dataclass(frozen=True, kw_only=True)
class RuleText:
    """What is typed of a rule."""

    series: str
    title: str
    classes: str
    activity: str
    holder: str
    description: str
    use: str
    document_types: str
    remarks: str
    source: str
    to_validate: bool
    copies: tuple[Copy, ...]


def prepared_schedule() -> Schedule | None:
    """Will return the version being written or submitted, if one is."""
    return Schedule.objects.filter(state__in=(ScheduleState.DRAFT, ScheduleState.SUBMITTED)).first()


def begin_schedule(*, actor: Actor, reference: str, note: str, now: datetime) -> Schedule:
    """Will copy the version in force as a draft.

    :raises Refused: one is being prepared already.
    """
    one_beginning("schedule")
    if prepared_schedule() is not None:
        raise Refused("Une version du calendrier est déjà en préparation\u00a0: poursuivez-la.")
    known = schedule_in_force(timezone.localdate(now))
    last = Schedule.objects.aggregate(last=Max("number"))["last"] or 0
    made = Schedule.objects.create(
        number=last + 1,
        reference=reference.strip()[:60] or (known.reference if known else "à numéroter"),
        note=note.strip(),
        sample=known.sample if known else False,
        written_by=actor.code,
        written_at=now,
        edited_at=now,
    )
    if known is not None:
        carried = ("series", *TEXTS, "to_validate", "copies")
        ScheduleRule.objects.bulk_create(
            ScheduleRule(schedule=made, **{name: getattr(one, name) for name in carried})
            for one in known.rules.order_by("series")
        )
    journal(actor, "schedule.begun", now, version=made.number)
    return made


def keep_rule(*, actor: Actor, schedule: Schedule, text: RuleText, known: str, now: datetime) -> ScheduleRule:
    """Will write a rule of the draft; `known` is the number it had, empty for a new one.

    :raises Refused: not a draft, a number taken, a mandatory field left empty, or lines that do not hold.
    """
    _draft_only(schedule)
    for name, label in REQUIRED.items():
        if not getattr(text, name).strip():
            raise Refused(f"«\u00a0{label}\u00a0» doit être rempli\u00a0: une règle le porte toujours.")
    if text.series != known and schedule.rules.filter(series=text.series).exists():
        raise Refused(f"La règle {text.series} existe déjà.")
    _lines(text.copies)
    row = (schedule.rules.filter(series=known).first() if known else None) or ScheduleRule(schedule=schedule)
    row.series, row.to_validate, row.copies = text.series, text.to_validate, copies_text(text.copies)
    for name in TEXTS:
        setattr(row, name, getattr(text, name).strip())
    row.save()
    _touch(schedule, actor, now)
    journal(actor, "schedule.rule_kept", now, version=schedule.number, rule=row.series)
    return row


def remove_rule(*, actor: Actor, schedule: Schedule, series: str, now: datetime) -> None:
    """Will take a rule out of the draft; closed dossiers keep the version that they follow.

    :raises Refused: not a draft.
    """
    _draft_only(schedule)
    schedule.rules.filter(series=series).delete()
    _touch(schedule, actor, now)
    journal(actor, "schedule.rule_removed", now, version=schedule.number, rule=series)


def submit_schedule(*, actor: Actor, schedule: Schedule, signed_as: str, now: datetime) -> None:
    """Will sign the version and mark it as submitted to the national archives.

    :raises Refused: not a draft, no signature, or no rule.
    """
    _draft_only(schedule)
    if not signed_as.strip():
        raise Refused("Écrivez le nom et la fonction de la personne qui signe.")
    if not schedule.rules.exists():
        raise Refused("Ce projet n’a aucune règle.")
    schedule.state, schedule.signed_as = ScheduleState.SUBMITTED, signed_as.strip()[:200]
    schedule.submitted_by, schedule.submitted_at = actor.code, now
    schedule.save()
    journal(actor, "schedule.submitted", now, version=schedule.number)


def take_back_schedule(*, actor: Actor, schedule: Schedule, now: datetime) -> None:
    """Will make a submitted version a draft again: the archives asked for a change.

    :raises Refused: it is not submitted.
    """
    _locked(schedule)
    if schedule.state != ScheduleState.SUBMITTED:
        raise Refused("Cette version n’est pas soumise.")
    schedule.state = ScheduleState.DRAFT
    schedule.save(update_fields=["state"])
    journal(actor, "schedule.taken_back", now, version=schedule.number)


@dataclass(frozen=True, kw_only=True)
class Approval:
    """What the archives answered: the number, its day, and from when the version applies."""

    number: str
    approved_on: date
    effective_on: date
    signed_as: str


def approve_schedule(*, actor: Actor, schedule: Schedule, approval: Approval, now: datetime) -> None:
    """Will record the approval; from its day the version applies to what closes, and proposes for what is closed.

    :raises Refused: not submitted, by its author, without a number, or on a day that cannot be.
    """
    today = timezone.localdate(now)
    _locked(schedule)
    if schedule.state != ScheduleState.SUBMITTED:
        raise Refused("Seule une version soumise est approuvée.")
    if is_hand(schedule, actor.code):
        raise Refused(
            "L’approbation est consignée par une autre personne que celles qui ont écrit la version."
        )
    if not approval.number.strip():
        raise Refused("Écrivez le numéro de l’approbation.")
    if approval.approved_on > today:
        raise Refused("L’approbation porte une date d’aujourd’hui ou d’avant.")
    if approval.effective_on < today:
        raise Refused(
            "La version s’applique à partir d’aujourd’hui ou plus tard\u00a0: le passé ne change pas."
        )
    check_near(approval.effective_on, today=today)
    before = Schedule.objects.filter(state=ScheduleState.APPROVED).order_by("-number").first()
    if before is not None and before.effective_on and before.effective_on >= approval.effective_on:
        raise Refused(
            "La version en vigueur commence ce jour-là ou après\u00a0: choisissez un jour plus tard."
        )
    if before is not None:
        before.state, before.ended_on = ScheduleState.REPLACED, approval.effective_on
        before.save(update_fields=["state", "ended_on"])
    schedule.state, schedule.effective_on = ScheduleState.APPROVED, approval.effective_on
    schedule.approval_number, schedule.approved_on = approval.number.strip()[:60], approval.approved_on
    schedule.approved_by, schedule.approved_at = actor.code, now
    schedule.approved_as = approval.signed_as.strip()[:200]
    schedule.save()
    journal(
        actor,
        "schedule.approved",
        now,
        version=schedule.number,
        number=schedule.approval_number,
        effective_on=approval.effective_on.isoformat(),
    )


def problems_of(schedule: Schedule) -> tuple[str, ...]:
    """Will list, in French, what must still be written before the version is submitted."""
    found = []
    for rule in schedule.rules.order_by("series"):
        try:
            _lines(copies_of(rule))
        except Refused as refusal:
            found.append(f"Règle {rule.series}\u00a0: {refusal.what}")
        if rule.to_validate:
            found.append(f"Règle {rule.series}\u00a0: à valider.")
    return tuple(found)


def _lines(copies: tuple[Copy, ...]) -> None:
    if not any(copy.copy == MAIN for copy in copies):
        raise Refused("Décrivez l’exemplaire principal.")
    for copy in copies:
        if not copy.media:
            raise Refused("Cochez au moins un support pour chaque exemplaire.")
        if copy.disposition == "T" and not copy.sampling.strip():
            raise Refused(NO_SAMPLING)
        for period in (copy.active, copy.semi_active):
            if period.code == EVENT and period.event not in BY_CODE:
                raise Refused("Un délai 888 dit quel événement l’achève.")
            if period.years < 0:
                raise Refused("Une période de conservation ne peut être négative.")


def _locked(schedule: Schedule) -> None:
    # Two people at once: the second meets the state that the first one left, and its sentence.
    schedule.refresh_from_db(from_queryset=Schedule.objects.select_for_update())


def _draft_only(schedule: Schedule) -> None:
    _locked(schedule)
    if schedule.state != ScheduleState.DRAFT:
        raise Refused("Cette version n’est plus un projet\u00a0: elle ne change plus.")


def _touch(schedule: Schedule, actor: Actor, now: datetime) -> None:
    schedule.edited_at = now
    put_hand(schedule, actor.code)
    schedule.save(update_fields=["edited_at", "hands"])
