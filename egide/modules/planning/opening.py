"""Opening a report: its dossier, its period, what it covers, its empty texts; and how small numbers are printed.

The period has ended, or nearly: a report of days to come has nothing to count.
"""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from egide.kernel.dossiers.actions import Opening, open_dossier, touch
from egide.kernel.dossiers.content import placed
from egide.kernel.dossiers.models import Channel, Confidentiality, Dossier
from egide.modules.planning.access import KIND, OPENERS
from egide.modules.planning.journaling import journal
from egide.modules.planning.models import Report, Section, SectionCode
from egide.modules.planning.periods import ReportPeriod
from egide.modules.planning.queries import EDITABLE, report_of
from egide.modules.planning.streams import TITLES, discreet_home, offered
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit, User
from egide.platform.errors.failures import Refused

OPENING = frozenset(role.code for role in OPENERS)


def unit_of(actor: Actor) -> Unit:
    """Will return the unit in which the actor prepares reports.

    :raises Refused: they prepare none.
    """
    held = sorted(a.unit_id for a in actor.roles if a.role in OPENING and a.compartment_code in TITLES)
    if not held:
        raise Refused(
            "Un rapport est ouvert par une ou un analyste, ou par la personne responsable de son unité, à l’Office "
            "ou chez le Commissaire."
        )
    return Unit.objects.select_related("compartment", "site").get(pk=held[0])


def open_report(*, actor: Actor, period: ReportPeriod, streams: Sequence[str], now: datetime) -> Dossier:
    """Will open the report in the actor's unit, in their charge.

    :raises Refused: no stream, an unknown one, a period that has not begun, one already reported on, or a person
        who prepares no report.
    """
    unit, today = unit_of(actor), timezone.localtime(now).date()
    home = unit.compartment.code
    covered = [one.code for one in offered(home) if one.code in streams]
    if not covered or set(streams) - set(covered):
        raise Refused("Choisissez au moins un volet.")
    if period.since >= today:
        raise Refused("La période n’a pas commencé\u00a0: il n’y a rien à compter.")
    _check_once(period, covered)
    opening = Opening(
        kind=KIND,
        title=f"{TITLES[home]}, {_in_title(period)}"[:200],
        unit=unit,
        site=unit.site,
        received_at=now,
        channel=Channel.FORM,
        confidentiality=Confidentiality.INTERNAL,
    )
    dossier = open_dossier(opening=opening, now=now)
    if actor.user_id is not None:
        dossier.assignee = User.objects.get(pk=actor.user_id)
        dossier.save(update_fields=["assignee"])
    Report.objects.create(
        dossier=dossier,
        compartment_id=dossier.compartment_id,
        period_kind=period.kind,
        since=period.since,
        until=period.until,
        streams=covered,
        opened_by=actor.code,
    )
    Section.objects.bulk_create(
        Section(**placed(dossier), rank=rank, code=code, edited_at=now)
        for rank, code in enumerate(SectionCode.values, start=1)
    )
    journal(
        dossier,
        "opened",
        now,
        since=period.since.isoformat(),
        last_day=period.last_day.isoformat(),
        streams=[str(code) for code in covered],
    )
    return dossier


def choose_masking(*, dossier: Dossier, hide: bool, now: datetime) -> None:
    """Will choose whether cells under five are hidden in what will be published.

    :raises Refused: the report has been presented.
    """
    if dossier.state not in EDITABLE:
        raise Refused("Le rapport est présenté\u00a0: ce choix ne change plus.")
    report = report_of(dossier)
    if not hide and discreet_home(report.compartment.code):
        raise Refused("Dans les rapports du Commissaire, les petits nombres restent masqués.")
    if report.mask_small == hide:
        return
    report.mask_small = hide
    report.save(update_fields=["mask_small"])
    touch(dossier)
    journal(dossier, "masking_chosen", now, hidden=hide, choice="masqués" if hide else "montrés")


def _check_once(period: ReportPeriod, covered: Sequence[str]) -> None:
    # Two reports of one period would publish the same figures twice; an erratum is made in the report itself.
    alive = Report.objects.filter(since=period.since, until=period.until).exclude(dossier__state="abandoned")
    other = (
        alive.filter(streams__overlap=list(covered)).order_by("pk").values_list("dossier__number", flat=True)
    )
    if number := other.first():
        raise Refused(
            f"Le rapport {number} porte déjà sur cette période\u00a0: poursuivez-le. Une fois publié, il se corrige "
            "par un erratum, dans le même dossier."
        )


def _in_title(period: ReportPeriod) -> str:
    return period.label[:1].lower() + period.label[1:]
