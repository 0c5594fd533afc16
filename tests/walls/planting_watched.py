"""What the exchanges with the Protecteur du citoyen and the incidents leave in a compartment, for the house to attack.

Rows are written as the owner: no action gives a planted word to each column.
"""

from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party
from egide.modules.ombudsman.models import (
    Delegate,
    DelegateExchange,
    Meeting,
    MeetingFile,
    NetworkSubject,
    OmbudsmanExchange,
    Recommendation,
    Respondent,
    Submission,
)
from egide.modules.privacy_incidents.models import PrivacyIncident
from egide.platform.storage.models import StoredObject
from tests.cast import NOW, TODAY


def plant_watched(dossier: Dossier, planted: str, *, number: int) -> None:
    """Will plant one row in each table of both modules."""
    place = {"compartment_id": dossier.compartment_id}
    own = {**place, "dossier": dossier}
    OmbudsmanExchange.objects.create(
        **own,
        nature="question",
        subject="other",
        their_reference=planted,
        linked_number=planted,
        text=planted,
    )
    Recommendation.objects.create(**own, rank=1, text=planted, received_on=TODAY)
    Submission.objects.create(
        **own,
        rank=1,
        user_id=dossier.assignee_id,
        words=planted,
        submitted_at=NOW,
        submitted_by=planted,
        # Taken back: nobody is given a dossier by the attack's own scene.
        withdrawn_at=NOW,
    )
    Respondent.objects.create(
        **place,
        user_id=dossier.assignee_id,
        unit_id=dossier.unit_id,
        number=number,
        subjects=[planted[:20]],
        since=TODAY,
    )
    delegate = Delegate.objects.create(
        **place,
        number=number,
        name=planted,
        email=f"{planted}-{number}@protecteur.example",
        entered_at=NOW,
        entered_by=planted,
    )
    party = Party.objects.filter(dossier=dossier).earliest("rank")
    DelegateExchange.objects.create(**own, delegate=delegate, party=party, since=NOW)
    NetworkSubject.objects.create(**place, code="plante", name=planted, since=TODAY)
    meeting = Meeting.objects.create(
        **place,
        number=number,
        held_on=TODAY,
        kind="meeting",
        participants=planted,
        subjects=planted,
        entered_at=NOW,
        entered_by=planted,
    )
    MeetingFile.objects.create(
        **place,
        meeting=meeting,
        stored=StoredObject.objects.filter(**place).earliest("pk"),
        rank=1,
        added_at=NOW,
        added_by=planted,
    )
    PrivacyIncident.objects.create(**own, information=planted, circumstances=planted, aware_on=TODAY)
