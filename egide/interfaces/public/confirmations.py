"""The confirmation that leaves by itself when a request arrives: a number, days, whom to reach, what is kept.

It names neither the professional, nor the order, nor the matter. It is not the acknowledgment: see `SAYS`.
"""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from egide.interfaces.public.commitments import promise, promised_dates
from egide.interfaces.public.offices import HOURS, TOLL_FREE, offices
from egide.kernel.passes.actions import IssuedPass
from egide.modules.interventions.models import Request
from egide.platform.mail.composing import address as read_address
from egide.platform.mail.composing import compose, new_message_id
from egide.platform.mail.errors import MailProblem
from egide.platform.mail.outbox import enqueue, mail_domain
from egide.ui.formats import day, phone

# Of what the acknowledgment must say (interventions.law.ACKNOWLEDGMENT_SAYS), what this one does say. The number
# is the request's, not the dossier's, and no person is named: the law does not take it for an acknowledgment.
SAYS = frozenset({"received_on", "reply_by", "privacy"})

SUBJECT = "Votre demande {number}\u00a0: nous l’avons reçue"
BODY = """Bonjour,

Nous avons reçu votre demande le {received_on}.

Numéro de référence\u00a0: {number}
Réponse prévue\u00a0: {reply_by}

Un accusé de réception suivra dans les {acknowledgment}, avec le numéro de votre dossier et le nom de la
personne à joindre.

Pour suivre votre demande, sans compte\u00a0:
{url}

Ou allez à {door} et inscrivez votre numéro et ce code\u00a0:
{code}

Ce lien est personnel\u00a0: ne le transmettez à personne.

Votre demande ne suspend aucun délai de recours.

Vos renseignements servent seulement à traiter votre demande\u00a0: {privacy}

Pour nous joindre\u00a0: {contact}

Office des professions du Québec
"""


def can_write_to(address: str) -> bool:
    """Will tell whether a server would take the address: the form accepts some that mail does not."""
    try:
        read_address(address.strip())
    except MailProblem:
        return False
    return True


def confirm(*, kept: Request, issued: IssuedPass, to: str, now: datetime) -> None:
    """Will put the confirmation in the outbox, in this transaction; a worker sends it.

    :raises MailProblem: the address cannot be written to: ask `can_write_to` before.
    """
    email = compose(
        sender=settings.MAIL_FROM,
        recipients=[to.strip()],
        subject=SUBJECT.format(number=kept.reference),
        body=body(number=kept.reference, received_on=timezone.localdate(kept.received_at), issued=issued),
        date=now,
        message_id=new_message_id(domain=mail_domain()),
    )
    enqueue(email=email, compartment_id=kept.compartment_id, now=now)


def body(*, number: str, received_on: date, issued: IssuedPass) -> str:
    """Will write the message."""
    lengths = promise(received_on)
    dates = promised_dates(received_on)
    return BODY.format(
        number=number,
        received_on=day(received_on),
        reply_by=f"au plus tard le {dates[-1].date}" if dates else f"dans les {lengths.reply}",
        acknowledgment=lengths.acknowledgment,
        url=settings.PUBLIC_URL + issued.url_path,
        door=settings.PUBLIC_URL + "/suivi/",
        code=issued.code,
        privacy=settings.PUBLIC_URL + "/renseignements-personnels/",
        contact=_contact(),
    )


def _contact() -> str:
    seat = offices()[0]
    ways = [seat.phone, f"{phone(TOLL_FREE)} (sans frais)", seat.email]
    return f"{', '.join(way for way in ways if way)}, {HOURS}."
