"""Correcting where a letter goes, while it has not left: a mistyped address must never be a dead end.

The address is printed on the letter: what was approved with the old one must be approved again.
"""

from datetime import datetime

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.codes import revoke_codes
from egide.kernel.letters.delivery import channel_of, default_delivery
from egide.kernel.letters.drafting import APPROVED, EDITABLE, return_to_draft
from egide.kernel.letters.journaling import journal
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.parties.actions import correct_contact
from egide.platform.errors.failures import Refused
from egide.platform.mail.composing import address as read_address
from egide.platform.mail.errors import MailProblem


def readdress(*, dossier: Dossier, letter: Letter, email: str, address: str, now: datetime) -> None:
    """Will correct the recipient's addresses for every letter that has not left, and void their approvals.

    A letter whose e-mail came back keeps its approval: the same bytes go to the corrected address.

    :raises Refused: the letter has left or is leaving; no address at all; an e-mail that no server would take.
    """
    if letter.state not in (*EDITABLE, LetterState.BOUNCED):
        raise Refused("Cette lettre ne part plus d’ici : corrigez les coordonnées dans une lettre à venir.")
    if not email.strip() and not address.strip():
        raise Refused("Donnez au moins une adresse, de courriel ou postale.")
    if email.strip():
        try:
            read_address(email)
        except MailProblem as problem:
            raise Refused(str(problem)) from problem
    correct_contact(dossier=dossier, party=letter.recipient, email=email, address=address, now=now)
    waiting = Letter.objects.filter(dossier_id=dossier.pk, recipient=letter.recipient, state__in=EDITABLE)
    for other in waiting.order_by("rank"):
        void = other.state in APPROVED
        revoke_codes(dossier=dossier, letter=other, now=now)
        other.delivery = default_delivery(letter.recipient)
        other.channel, other.edited_at = channel_of(other.delivery), now
        return_to_draft(other)
        journal(dossier, other, "letter.approval_voided" if void else "letter.readdressed", now)
    # One set aside may come back by an undo: its printed address is no longer the right one either.
    aside = Letter.objects.filter(
        dossier_id=dossier.pk, recipient=letter.recipient, state=LetterState.CANCELLED, version__isnull=False
    )
    aside.update(version=None, approved_at=None, approved_by=None, letter_date=None, sha256="")
    letter.refresh_from_db()
