"""What the exchanges with the Protecteur du citoyen and the incidents leave in a compartment, for the house to attack.

Rows are written as the owner: no action gives a planted word to each column.
"""

from egide.kernel.dossiers.models import Dossier
from egide.modules.ombudsman.models import (
    Meeting,
    OmbudsmanExchange,
    Recommendation,
    Respondent,
    Submission,
)
from egide.modules.privacy_incidents.models import PrivacyIncident
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
    Meeting.objects.create(
        **place,
        number=number,
        held_on=TODAY,
        kind="meeting",
        participants=planted,
        subjects=planted,
        entered_at=NOW,
        entered_by=planted,
    )
    PrivacyIncident.objects.create(**own, information=planted, circumstances=planted, aware_on=TODAY)
