"""Reads of the module: the facts that guards look at, the rows of a report that stand.

No write here; the gate has already decided that the dossier may be seen.
"""

from datetime import date

from django.db.models import QuerySet

from egide.kernel.deadlines.models import DueDate
from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.snapshot import KernelFacts
from egide.modules.planning.lifecycle import Facts
from egide.modules.planning.models import (
    CommentRequest,
    Contribution,
    Edition,
    Publication,
    Recommendation,
    Report,
    Section,
    SectionCode,
)
from egide.modules.planning.periods import ReportPeriod
from egide.modules.planning.streams import BY_CODE, Stream
from egide.platform.accounts.acting import current_actor
from egide.platform.journal.models import Event

# Steps at which its texts may still change.
EDITABLE = ("preparation", "comments", "revision")
WRITING = ("report.section_edited", "report.recommended")  # in the journal, which keeps every hand
WAITING_FOR_COMMENTS = ("preparation", "comments")


def facts(dossier: Dossier, kernel: KernelFacts) -> Facts:
    """Will build the module's facts on top of the kernel's."""
    report, sections = report_of(dossier), list(sections_of(dossier))
    asked = list(comments_of(dossier))
    waiting = [one for one in asked if one.answered_at is None]
    edition = standing_edition(dossier)
    # Approved a moment ago in this transaction, or waiting for it: what the approval bears on.
    shown = published_of(dossier)
    written = {section.code for section in sections if section.text.strip()}
    return Facts(
        written={SectionCode.SUMMARY.value, SectionCode.CONCLUSIONS.value} <= written,
        asked=len(asked),
        waiting=len(waiting),
        comments_due=bool(waiting) and all(one.due_on < kernel.today for one in waiting),
        untreated=sum(1 for one in asked if one.answered_at is not None and not one.treatment),
        # Frozen since the report came to this step: one that was sent back is counted again.
        presented=edition is not None
        and edition.approved_at is None
        and edition.frozen_at >= dossier.entered_at,
        missing_streams=tuple(stream.label for stream in missing_streams(dossier, report)),
        own_hand=current_actor().code in hands(dossier, edition),
        signed=edition is not None and edition.approved_at is not None,
        ready_to_show=edition is not None and shown is not None and shown.edition_id == edition.pk,
        shown=shown is not None,
        motive=kernel.answer("motive"),
    )


def report_of(dossier: Dossier) -> Report:
    """Will return what the report adds to its dossier."""
    return Report.objects.get(pk=dossier.pk)


def period_of(report: Report) -> ReportPeriod:
    """Will return the report's period."""
    return ReportPeriod(kind=report.period_kind, since=report.since, until=report.until)


def streams_of(report: Report) -> tuple[Stream, ...]:
    """Will return the streams covered, in the order in which they are declared."""
    return tuple(stream for code, stream in BY_CODE.items() if code in report.streams)


def foreign_streams(report: Report) -> tuple[Stream, ...]:
    """Will return the covered streams that another compartment keeps: someone there pours their figures."""
    home = report.compartment.code
    return tuple(stream for stream in streams_of(report) if stream.compartment != home)


def missing_streams(dossier: Dossier, report: Report) -> tuple[Stream, ...]:
    """Will return the covered streams whose figures have not been poured."""
    poured = set(Contribution.objects.filter(dossier_id=dossier.pk).values_list("stream", flat=True))
    return tuple(stream for stream in foreign_streams(report) if stream.code not in poured)


def sections_of(dossier: Dossier) -> QuerySet[Section]:
    """Will return the texts, in the order of the report."""
    return Section.objects.filter(dossier_id=dossier.pk).order_by("rank")


def comments_of(dossier: Dossier) -> QuerySet[CommentRequest]:
    """Will return what units were asked, in the order asked."""
    rows = CommentRequest.objects.filter(dossier_id=dossier.pk)
    return rows.select_related("unit", "asked_of", "answered_by").order_by("rank")


def recommendations_of(dossier: Dossier) -> QuerySet[Recommendation]:
    """Will return the recommendations that stand."""
    rows = Recommendation.objects.filter(dossier_id=dossier.pk, withdrawn_at=None)
    return rows.select_related("unit").order_by("rank")


def editions_of(dossier: Dossier) -> QuerySet[Edition]:
    """Will return every edition, newest first; those that were sent back are marked."""
    rows = Edition.objects.filter(dossier_id=dossier.pk)
    return rows.select_related("pdf__document", "approved_by").order_by("-rank")


def standing_edition(dossier: Dossier) -> Edition | None:
    """Will return the edition that waits for approval, or else the last approved one."""
    return editions_of(dossier).filter(set_aside_at=None).first()


def publications_of(dossier: Dossier) -> QuerySet[Publication]:
    """Will return every publication, newest first, without their bytes."""
    rows = Publication.objects.filter(dossier_id=dossier.pk)
    return rows.defer("pdf", "workbook").order_by("-rank")


def published_of(dossier: Dossier) -> Publication | None:
    """Will return the newest version that stands on the intranet."""
    return publications_of(dossier).filter(withdrawn_at=None).first()


def comments_due_on(dossier: Dossier) -> date | None:
    """Will return the day by which units comment, once they were asked."""
    dues = DueDate.objects.filter(dossier_id=dossier.pk, rule="planning.comments").exclude(status="cancelled")
    return dues.order_by("-rank").values_list("due_date", flat=True).first()


def hands(dossier: Dossier, edition: Edition | None) -> frozenset[str]:
    """Will return the codes of all who ever wrote in the report, whoever wrote after them, and of who presented it."""
    wrote = Event.objects.filter(dossier_id=dossier.pk, code__in=WRITING).values_list("actor", flat=True)
    return frozenset((*wrote.distinct(), *((edition.frozen_by,) if edition else ())))
