"""What a move does beside the lifecycle: a dossier joined to another points to it, until the move is taken back.

The lifecycle says « joined »; the link says to which dossier. Modules declare nothing for it: a field of kind
« dossier » on a transition is enough.
"""

from collections.abc import Mapping
from datetime import datetime

from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.joining.links import link, unlink
from egide.kernel.joining.models import DossierLink, LinkKind
from egide.law.lifecycles import Transition
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused

JOINED = "joined"
UNKNOWN = "Ce numéro ne mène à aucun dossier qui vous est ouvert."


def link_joined(
    *, actor: Actor, dossier: Dossier, transition: Transition, answers: Mapping[str, str], now: datetime
) -> None:
    """Will link the dossier to the one it has just been joined to, if the move joins.

    :raises Refused: the other is unknown to the actor, or is itself joined to a third.
    """
    name = next((field.name for field in transition.fields if field.kind == "dossier"), "")
    if transition.target != JOINED or not name:
        return
    other = visible(actor).filter(number=answers.get(name, "")).first()
    if other is None:
        raise Refused(UNKNOWN)
    link(dossier=dossier, other=other, kind=LinkKind.JOINED, actor_code=actor.code, now=now)


def unlink_joined(*, dossier: Dossier, now: datetime) -> None:
    """Will take the link back once the dossier is no longer joined."""
    if dossier.state == JOINED:
        return
    standing = DossierLink.objects.filter(dossier=dossier, kind=LinkKind.JOINED, ended_at=None)
    for row in standing.select_related("other"):
        unlink(dossier=dossier, other=row.other, kind=LinkKind.JOINED, now=now)
