"""An e-mail that came back: the letter was not received, whatever the server had said.

The letter waits for a posted copy of the same approved bytes; whoever follows `LETTER_BOUNCED` reopens what the
sending had met. A delay announced by a server changes nothing: the message is still on its way.
"""

from datetime import datetime

from egide.kernel import events
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.journaling import journal
from egide.kernel.letters.models import Letter, LetterState
from egide.platform.mail.models import Message


def follow_return(message: Message, at: datetime) -> None:
    """Will carry a returned message over to its letter, in the transaction that reads the notification."""
    letter = Letter.objects.filter(message=message).first()
    if letter is None:
        return
    # The dossier first, always: its row is the lock of everything that hangs from it.
    dossier = Dossier.objects.select_for_update(of=("self",)).select_related("unit").get(pk=letter.dossier_id)
    letter.refresh_from_db()
    if letter.state not in (LetterState.SENT, LetterState.UNCERTAIN) or letter.channel != "email":
        return  # told twice, or already posted
    sent_on = letter.sent_on or at.date()
    letter.state = LetterState.BOUNCED
    letter.save(update_fields=["state"])
    journal(dossier, letter, "letter.bounced", at)
    events.announce(events.LETTER_BOUNCED, dossier=dossier, letter=letter, on=sent_on, now=at)
