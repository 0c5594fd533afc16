"""One call for the split: the second dossier opened as any other, its pieces copied, both linked.

All in the page's transaction: never half of it.
"""

from collections.abc import Collection
from datetime import datetime

from egide.kernel.documents.actions import adopt_stored
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.joining.links import link
from egide.kernel.joining.models import LinkKind
from egide.kernel.parties.models import Party, PartyRole
from egide.modules.interventions import actions
from egide.modules.interventions.access import KIND
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused


def copyable(dossier: Dossier) -> list[DocumentVersion]:
    """Will list the newest version of each document that was received or added, letters apart."""
    versions = DocumentVersion.objects.filter(dossier_id=dossier.pk).exclude(document__origin=Origin.LETTER)
    newest = versions.order_by("document_id", "-number").distinct("document_id")
    return sorted(newest.select_related("document", "stored"), key=lambda each: each.document.rank)


def split(
    *, dossier: Dossier, title: str, summary: str, ranks: Collection[int], actor: Actor, now: datetime
) -> Dossier:
    """Will open the second dossier, received the same day, with the same person and order.

    :raises Refused: another kind of dossier, or one without the person who writes.
    """
    if dossier.kind != KIND:
        raise Refused("Seule une demande d’intervention se sépare en deux.")
    people = list(Party.objects.filter(dossier_id=dossier.pk).select_related("order").order_by("rank"))
    person = next((party for party in people if party.role == PartyRole.REQUESTER), None)
    if person is None:
        raise Refused("Le dossier n’a pas de personne demanderesse\u00a0: il ne peut pas être séparé.")
    orders = tuple(party.order for party in people if party.order is not None)
    second = actions.open_intervention(
        actor=actor,
        intake=actions.Intake(
            title=title,
            name=person.name,
            received_at=dossier.received_at,
            channel=dossier.channel,
            summary=summary,
            order=next(iter(orders), None),
            orders=orders,
            email=person.email,
            phone=person.phone,
            address=person.address,
            preferred_channel=person.preferred_channel,
            language=person.language,
        ),
        unit=dossier.unit,
        site=dossier.site,
        assignee=dossier.assignee,
        now=now,
    )
    for version in copyable(dossier):
        if version.document.rank in ranks:
            adopt_stored(
                dossier=second,
                stored=version.stored,
                origin=Origin(version.document.origin),
                title=version.document.title,
                actor_code=actor.code,
                now=now,
            )
    link(dossier=second, other=dossier, kind=LinkKind.SPLIT, actor_code=actor.code, now=now)
    return second
