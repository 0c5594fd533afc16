"""A reply finds its dossier: by what it answers (Message-ID, RFC 5322), else by the number that it writes.

Neither proves who wrote: the message joins the conversation only when its address is that of someone of the dossier,
or when a person of the house says that it is.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.models import Dossier
from egide.kernel.messages.actions import LONGEST, post_message
from egide.kernel.messages.models import Direction
from egide.kernel.parties.models import Party
from egide.modules.correspondence import actions as register
from egide.modules.correspondence.models import MailPiece
from egide.modules.correspondence.outgoing import FROM_MAIL
from egide.modules.correspondence.told import Told
from egide.platform.accounts.actors import Actor
from egide.platform.mail.models import Message as SentMessage

if TYPE_CHECKING:
    from django.db.models import QuerySet

WORDLESS = "(Ce courriel n’a pas de texte\u00a0: voyez ses pièces.)"


def writer_of(told: Told) -> tuple[Dossier | None, Party | None]:
    """Will return the dossier that the message is about, its row locked, and who of the dossier wrote, if anyone."""
    dossier = _of_thread(told) or _of_number(told)
    if dossier is None:
        return None, None
    return dossier, party_with(dossier, told.sender_email)


def party_with(dossier: Dossier, email: str) -> Party | None:
    """Will return the party of the dossier whose address this is."""
    wanted = email.strip().casefold()
    rows = Party.objects.filter(dossier_id=dossier.pk).order_by("rank")
    return next((one for one in rows if wanted and one.email.strip().casefold() == wanted), None)


def put_in_dossier(
    *, piece: MailPiece, dossier: Dossier, party: Party, text: str, actor: Actor, now: datetime
) -> None:
    """Will put the files of the piece in the dossier and its words in the conversation; the row is locked.

    :raises Refused: someone already dealt with the piece.
    """
    versions = register.joined(piece=piece, dossier=dossier, actor=actor, now=now)
    post_message(
        dossier=dossier,
        direction=Direction.IN,
        party=party,
        text=text.strip()[:LONGEST] or WORDLESS,
        shared=versions,
        form_key=f"{FROM_MAIL}{piece.number}",
        actor_code=actor.code,
        now=now,
    )
    touch(dossier)
    # The work goes on in the dossier.
    piece.work, piece.doubt, piece.named = "", "", None
    piece.save(update_fields=["work", "doubt", "named"])


def _of_thread(told: Told) -> Dossier | None:
    if not told.mentions:
        return None
    sent = SentMessage.objects.filter(message_id__in=told.mentions, dossier_id__isnull=False)
    found = dict(sent.values_list("message_id", "dossier_id"))
    # The nearest message of the thread first.
    nearest = next((found[one] for one in told.mentions if one in found), None)
    return _locked().filter(pk=nearest).first() if nearest else None


def _of_number(told: Told) -> Dossier | None:
    if not told.numbers:
        return None
    found = {one.number: one for one in _locked().filter(number__in=told.numbers[:1])}
    return found.get(told.numbers[0])


def _locked() -> "QuerySet[Dossier]":
    rows = Dossier.objects.select_for_update(of=("self",))
    return rows.select_related("compartment", "unit__site")
