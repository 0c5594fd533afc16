"""What consultations and the examination leave in a compartment, for the house to attack: both sides of a question.

Rows are written as the owner: no action asks a unit from its own compartment with a planted word in each column.
"""

from datetime import timedelta
from uuid import uuid4

from egide.kernel.consulting.models import Consultation, ConsultationDocument, Question, QuestionFile
from egide.kernel.documents.models import DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.modules.access_requests.examination.models import (
    FeeEstimate,
    FoundDocument,
    FoundPage,
    Publication,
    PublishedDocument,
    ThirdPerson,
)
from tests.cast import NOW, TODAY


def plant_consulting(dossier: Dossier, planted: str, *, number: int) -> None:
    """Will plant a consultation with a copy that came back, and a question with a file picked in the dossier."""
    place = {"compartment_id": dossier.compartment_id}
    version = DocumentVersion.objects.filter(dossier=dossier).order_by("pk").first()
    assert version is not None
    told = {"words": planted, "due_on": TODAY, "unit_id": dossier.unit_id}
    asked = Consultation.objects.create(
        **place, **told, dossier=dossier, rank=1, number=f"CNS-2026-{number}", asked_at=NOW,
        asked_by_id=dossier.assignee_id, returned_because=planted,
    )  # fmt: skip
    ConsultationDocument.objects.create(
        **place, dossier=dossier, consultation=asked, version=version, reference=planted
    )
    question = Question.objects.create(
        **place, **told, key=uuid4(), asker_id=dossier.compartment_id, origin=planted, received_at=NOW,
        number=f"CNS-2026-{number}", comments=planted,
    )  # fmt: skip
    QuestionFile.objects.create(
        **place, question=question, number=1, title=planted, dossier=dossier, version=version, added_at=NOW,
        added_by=planted,
    )  # fmt: skip
    found = FoundDocument.objects.create(
        **place, dossier=dossier, rank=1, consultation=asked, version=version, title=planted, sha256="0" * 64,
        pages=1, added_at=NOW,
    )  # fmt: skip
    FoundPage.objects.create(**place, dossier=dossier, found=found, number=1, grounds=[planted])
    told = {"title": planted, "description": planted, "decided_on": TODAY}
    Publication.objects.create(
        **place, **told, dossier=dossier, rank=1, found=found, version=version, proposed_at=NOW,
        proposed_by_id=dossier.assignee_id,
    )  # fmt: skip
    # What everyone reads is no secret: here it was withdrawn.
    PublishedDocument.objects.create(
        **place, **told, published_on=TODAY, pages=1, size=1, sha256="0" * 64, body=b"", withdrawn_at=NOW,
        withdrawn_because=planted,
    )  # fmt: skip
    ThirdPerson.objects.create(
        **place, dossier=dossier, rank=1, name=planted, address=planted, added_at=NOW - timedelta(days=1)
    )
    FeeEstimate.objects.create(
        **place, dossier=dossier, rank=1, copies=1, rate_since=TODAY, cost=1, exempt=1, due=0, made_at=NOW,
        made_by_id=dossier.assignee_id,
    )  # fmt: skip
