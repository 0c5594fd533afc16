"""What the modules keep of their own, for the house to attack: a report, admission, mandates, receipts, complaints.

Rows are written as the owner: no action gives a planted word to each column.
"""

from datetime import timedelta

from egide.kernel.deadlines.models import FactRecord
from egide.kernel.documents.models import DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.handover.models import Receipt
from egide.kernel.letters.models import Letterhead
from egide.kernel.parties.models import Party
from egide.kernel.recommendations.models import Recommendation
from egide.modules.access_requests.models import AccessRequest
from egide.modules.admission_complaints import models as complaints
from egide.modules.admission_staff.models import StaffComplaint
from egide.modules.admission_work import models as admission
from egide.modules.disclosures.models import Disclosure
from egide.modules.information_cards.models import InformationCard
from egide.modules.mandates import models as office_mandates
from egide.modules.planning import models as planning
from egide.modules.records_office.models import SealedFile, SealedRelease
from egide.modules.service_complaints.models import ConcernedStaff, ServiceComplaint
from egide.platform.storage.models import StoredObject
from tests.cast import NOW, TODAY
from tests.walls.planted import FIRST, word


def plant_report(dossier: Dossier, code: str) -> None:
    """What a report leaves; its publication was taken back, for a standing one is everyone's."""
    place = {"compartment_id": dossier.compartment_id, "dossier": dossier}
    version = DocumentVersion.objects.filter(dossier=dossier).first()
    assert version is not None
    planning.Report.objects.create(
        **place,
        period_kind="quarter",
        since=TODAY,
        until=TODAY + timedelta(days=90),
        streams=[],
        opened_by=word(code),
    )
    section = planning.Section.objects.create(**place, rank=1, code="summary", text=word(code), edited_at=NOW)
    planning.SectionTyping.objects.create(
        **place, section=section, user_id=dossier.assignee_id, over=NOW, text=word(code), saved_at=NOW
    )
    planning.CommentRequest.objects.create(
        **place,
        rank=1,
        unit_id=dossier.unit_id,
        asked_of_id=dossier.assignee_id,
        asked_at=NOW,
        asked_by=word(code),
        due_on=TODAY,
    )
    planning.Recommendation.objects.create(
        **place, rank=1, text=word(code), written_at=NOW, written_by=word(code)
    )
    planning.Contribution.objects.create(
        **place, stream=word(code), figures={}, sha256="", released_at=NOW, released_by_id=dossier.assignee_id
    )
    edition = planning.Edition.objects.create(
        **place,
        rank=1,
        figures={},
        figures_sha256="",
        texts={"texte": word(code)},
        frozen_at=NOW,
        frozen_by=word(code),
        pdf=version,
        pdf_sha256="",
    )
    planning.Publication.objects.create(
        **place,
        rank=1,
        edition=edition,
        number=dossier.number,
        title=word(code),
        period=word(code),
        until=TODAY,
        pdf=b"",
        pdf_sha256="",
        workbook=b"",
        approved_on=TODAY,
        approved_as=word(code),
        published_at=NOW,
        published_by=word(code),
        withdrawn_at=NOW,
    )


def _commissioners(dossier: Dossier, code: str) -> None:
    """What stands around complaints of admission; what is published or told to all was taken back here."""
    place = {"compartment_id": dossier.compartment_id}
    stored = StoredObject.objects.filter(compartment_id=dossier.compartment_id).first()
    assert stored is not None
    told = {"received_on": TODAY, "closed_on": TODAY, "permit": word(code), "issue": "", "conclusions": ""}
    admission.AdmissionWork.objects.create(**place, dossier=dossier, nature="study", subject=word(code))
    admission.Summary.objects.create(
        **place, **told, dossier=dossier, written_at=NOW, written_by_id=dossier.assignee_id
    )
    admission.PublishedSummary.objects.create(**place, **told, published_on=TODAY, withdrawn_at=NOW)
    admission.YearTotals.objects.create(**place, year=NOW.year, counted_at=NOW, withdrawn_at=NOW)
    SealedRelease.objects.create(**place, kind=word(code), released_at=NOW, released_by=word(code))
    SealedFile.objects.create(
        **place, kind="", number=word(code), opened_year=2026, closed_on=TODAY, told_at=NOW, withdrawn_at=NOW
    )
    admission.OpeningsCertificate.objects.create(
        **place,
        month=TODAY.replace(day=1),
        stored=stored,
        sha256=word(code),
        openings=1,
        people=1,
        made_at=NOW,
    )
    complaints.AdmissionComplaint.objects.create(**place, dossier=dossier, facts=word(code), wish=word(code))
    Recommendation.objects.create(
        **place,
        dossier=dossier,
        rank=1,
        party=Party.objects.filter(dossier=dossier).first(),
        text=word(code),
        made_at=NOW,
        made_by=word(code),
        follow_up_on=TODAY,
    )
    complaints.Delegation.objects.create(
        **place,
        rank=1,
        user_id=dossier.assignee_id,
        powers=["examine"],
        since=TODAY,
        until=TODAY,
        given_at=NOW,
        given_by=word(code),
    )
    StaffComplaint.objects.create(**place, dossier=dossier, text=word(code))
    Letterhead.objects.update_or_create(**place, defaults={"organization": word(code)})


def _mandate(dossier: Dossier, code: str) -> None:
    """What a mandate says of itself, of its people, of its dates; and a month told to the presidency."""
    place = {"dossier": dossier, "compartment_id": dossier.compartment_id}
    who = dossier.assignee_id
    fact = FactRecord.objects.filter(dossier=dossier).first()
    office_mandates.OfficeMandate.objects.create(
        **place,
        requester="president",
        purpose=word(code),
        deliverable=word(code),
        first_due_on=TODAY,
        due_on=TODAY,
    )
    office_mandates.Contributor.objects.create(**place, rank=1, user_id=who, part=word(code), added_at=NOW)
    approver = office_mandates.Approver.objects.create(**place, rank=1, user_id=who, added_at=NOW)
    office_mandates.Opinion.objects.create(
        **place, rank=1, approver=approver, delivery=fact, verdict="returned", words=word(code), given_at=NOW
    )
    office_mandates.Task.objects.create(**place, rank=1, text=word(code), owner_id=who, added_at=NOW)
    office_mandates.Progress.objects.create(**place, rank=1, percent=40, words=word(code), told_at=NOW)
    office_mandates.Revision.objects.create(
        **place, rank=1, former=TODAY, due_on=TODAY + timedelta(days=1), reason=word(code), revised_at=NOW
    )
    office_mandates.MonthlyReport.objects.create(
        compartment_id=dossier.compartment_id,
        month=TODAY.replace(day=1),
        figures=[{"unit": word(code)}],
        sha256="0" * 64,
        presented_at=NOW,
        presented_name=word(code),
    )


def plant_typed(dossier: Dossier, code: str) -> None:
    """What the typing of requests leaves: a receipt, a complaint and whom it concerns, a disclosure, a card."""
    place = {"compartment_id": dossier.compartment_id}
    Receipt.objects.create(
        **place,
        dossier=dossier,
        number=f"REM-{FIRST[code]}",
        source="",
        nature="disclosure",
        destination="integrity",
        destination_label=word(code),
        made_at=NOW,
        made_by=word(code),
    )
    ServiceComplaint.objects.create(**place, dossier=dossier, nature="complaint", text=word(code))
    ConcernedStaff.objects.create(
        **place, dossier=dossier, rank=1, unit_id=dossier.unit_id, named_at=NOW, named_by=word(code)
    )
    Disclosure.objects.create(**place, dossier=dossier, text=word(code))
    AccessRequest.objects.create(
        **place,
        dossier=dossier,
        asked="documents",
        text=word(code),
        subject=word(code),
        accommodation=word(code),
    )
    _commissioners(dossier, code)
    _mandate(dossier, code)
    InformationCard.objects.create(
        **place,
        unit_id=dossier.unit_id,
        number=1,
        noted_on=TODAY,
        noted_at=NOW,
        noted_by=word(code),
        theme="other",
        body="none",
        outcome="answered",
        channel="phone",
        note=word(code),
    )
