"""What joining kept of the people of a dossier that is handed over: pictures of records, and links to other dossiers.

Done as the carrier, so that a link hidden from whoever hands over goes too. Serves decision 0018.
"""

from datetime import datetime

from django.db.models import Q

from egide.kernel.dossiers.models import Dossier
from egide.kernel.handover.actions import CARRIER
from egide.kernel.joining.models import PartyMerge, SamePerson
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.journal.append import append, dossier_chain


def forget_people(*, dossier: Dossier, now: datetime) -> None:
    """Will empty the pictures of the merges, and end the links that would name the person from another dossier."""
    with acting_as(service(CARRIER, compartment_id=dossier.compartment_id)):
        PartyMerge.objects.filter(dossier_id=dossier.pk).update(picture={})
        links = SamePerson.objects.filter(Q(dossier_id=dossier.pk) | Q(other_id=dossier.pk))
        for link in links.filter(ended_at=None).select_related("party", "other_party").order_by("pk"):
            for where, party in ((link.dossier_id, link.party), (link.other_id, link.other_party)):
                append(
                    chain=dossier_chain(where),
                    compartment_id=dossier.compartment_id,
                    dossier_id=where,
                    code="party.same_person_undone",
                    data={"rank": party.rank},
                    at=now,
                )
        links.filter(ended_at=None).update(ended_at=now)
        links.update(picture={})
