"""Handing an open dossier over, in one act: the other side opened, this side emptied, the dossier closed.

All in the page's transaction. What is known of the dossier is gathered here for the kernel's conditions.
"""

from dataclasses import dataclass
from datetime import datetime

from egide.interfaces.staff.natures import BY_SLUG, Nature
from egide.interfaces.staff.triage import Given, receiver_for
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.editing import scratch
from egide.kernel.exports.keeping import forget_dossier
from egide.kernel.handover.actions import hand_over
from egide.kernel.handover.emptying import empty_dossier, people_named, pieces_received
from egide.kernel.handover.guards import Parting, obstacles
from egide.kernel.handover.models import Receipt
from egide.kernel.handover.parcels import parcel_of_dossier
from egide.kernel.joining.parting import forget_people
from egide.kernel.letters.drafting import cancel_letter
from egide.kernel.letters.erasing import erase_unsent
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.messages.models import Message
from egide.kernel.notes.models import Note
from egide.kernel.passes.actions import revoke_passes
from egide.kernel.records.models import Hold
from egide.kernel.scans import forgetting
from egide.kernel.uploads import actions as uploads
from egide.modules.interventions.parting import close_handed, empty_details, words_of
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from egide.platform.storage.models import ScanState
from egide.ui import formats

ON_THE_WAY = (
    LetterState.SUBMITTED,
    LetterState.APPROVED,
    LetterState.QUEUED,
    LetterState.SENDING,
    LetterState.FAILED,
    LetterState.UNCERTAIN,
)
# What an open intervention may turn out to be, of what Égide can carry to the other side.
OFFERED: tuple[Nature, ...] = tuple(nature for nature in BY_SLUG.values() if nature.way == "hand")


@dataclass(frozen=True, kw_only=True)
class Shares:
    """What leaves and what stays, in finished words; `obstacles` close the act."""

    leaves: tuple[str, ...]
    stays: tuple[str, ...]
    obstacles: tuple[str, ...]


def shares_of(dossier: Dossier) -> Shares:
    """Will tell what a hand-over would take and leave, and what must be settled before."""
    people, pieces = people_named(dossier), pieces_received(dossier)
    letters = list(Letter.objects.filter(dossier_id=dossier.pk).exclude(state=LetterState.CANCELLED))
    drafts = [letter for letter in letters if letter.state == LetterState.DRAFT]
    gone = [letter for letter in letters if letter.state in (LetterState.SENT, LetterState.BOUNCED)]
    leaves = (
        "Le texte de la demande, et le souhait de la personne.",
        f"Les noms et coordonnées\u00a0: {', '.join(party.name for party in people)}." if people else "",
        f"{formats.count(len(pieces), 'pièce reçue', 'pièces reçues')}\u00a0: {_titles(pieces)}."
        if pieces
        else "",
        f"{formats.count(len(drafts), 'projet de lettre est annulé', 'projets de lettre sont annulés')}."
        if drafts
        else "",
    )
    stays = (
        f"Le numéro {dossier.number}, l’historique et les échéances.",
        f"{formats.count(len(gone), 'lettre partie', 'lettres parties')}, telles quelles." if gone else "",
        _counted(Note, dossier, "note interne", "notes internes"),
        _counted(Message, dossier, "message échangé", "messages échangés"),
        "Un reçu\u00a0: la date, le destinataire, le nombre de pièces. Rien de l’autre côté.",
    )
    return Shares(
        leaves=tuple(filter(None, leaves)),
        stays=tuple(filter(None, stays)),
        obstacles=obstacles(_known(dossier, letters)),
    )


def hand_dossier(
    *, actor: Actor, dossier: Dossier, nature: Nature, reason: str, given: Given, now: datetime
) -> Receipt:
    """Will hand the dossier over, empty this side of what left and close it with its reason.

    :raises Refused: a condition is not met, or nobody can receive it yet; nothing happened then.
    """
    letters = list(Letter.objects.filter(dossier_id=dossier.pk).exclude(state=LetterState.CANCELLED))
    if found := obstacles(_known(dossier, letters)):
        raise Refused(" ".join(found))
    kind, receive = receiver_for(nature, given)
    receipt = hand_over(
        actor=actor,
        sender=dossier.compartment,
        parcel=parcel_of_dossier(dossier, text=words_of(dossier, reason=reason), received=True),
        kind=kind,
        receive=receive,
        dossier=dossier,
        now=now,
    )
    for letter in letters:
        if letter.state == LetterState.DRAFT:
            cancel_letter(dossier=dossier, letter=letter, now=now)
    revoke_passes(dossier=dossier, now=now)
    empty_details(dossier=dossier, receipt=receipt)
    empty_dossier(dossier=dossier, receipt=receipt, now=now)
    # Copies of what has just left: unsent letters, pictures of the people, files taken out before, sheets scanned,
    # files on their way.
    left = f"Texte remis à une autre unité, reçu {receipt.number}."
    erase_unsent(dossier=dossier, said=left, decision=receipt.number, now=now)
    forget_people(dossier=dossier, now=now)
    forget_dossier(dossier=dossier, now=now)
    forgetting.forget_dossier(dossier=dossier, now=now)
    uploads.forget_dossier(dossier=dossier)
    scratch.forget_dossier(dossier=dossier)
    close_handed(dossier=dossier, reason=reason, now=now)
    return receipt


def _known(dossier: Dossier, letters: list[Letter]) -> Parting:
    received = DocumentVersion.objects.filter(dossier_id=dossier.pk, document__origin=Origin.RECEIVED)
    return Parting(
        closed=dossier.closed_on is not None,
        letters_leaving=tuple(letter.title for letter in letters if letter.state in ON_THE_WAY),
        held=Hold.objects.filter(dossier_id=dossier.pk, lifted_at=None).exists(),
        infected=received.filter(stored__scan_state=ScanState.QUARANTINED).exists(),
    )


def _titles(pieces: list[DocumentVersion]) -> str:
    return ", ".join(piece.document.title for piece in pieces)


def _counted(model: type[Note] | type[Message], dossier: Dossier, one: str, several: str) -> str:
    found = model.objects.filter(dossier_id=dossier.pk).count()
    return f"{formats.count(found, one, several)}." if found else ""
