"""The e-mails that say something waits: the dossier's number and where to read it, no name, no matter.

They leave through the outbox, in the transaction of what they tell.
"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party
from egide.platform.mail.composing import compose, new_message_id
from egide.platform.mail.errors import MailProblem
from egide.platform.mail.outbox import enqueue, mail_domain

NEW_MESSAGE = """Bonjour,

Un message vous attend au sujet de votre dossier {number}.

{way}

Office des professions du Québec
"""
BY_DOOR = """Pour le lire et y répondre, ouvrez le lien de suivi que nous vous avons remis,
ou rendez-vous à cette adresse avec votre numéro et votre code :

{url}

Si vous n’avez plus votre lien, la même page permet d’en recevoir un nouveau."""
BY_LINK = """Pour le lire et y répondre, ouvrez ce lien :

{url}

Il est personnel : ne le transmettez à personne."""
CHANGED = """Bonjour,

L’adresse où nous vous écrivons au sujet du dossier {number} vient d’être changée à partir de la page de suivi.

Si ce n’est pas vous, téléphonez-nous sans tarder : {contact}

Office des professions du Québec
"""


def tell_new_message(*, dossier: Dossier, party: Party, link: str = "", now: datetime) -> bool:
    """Will tell the person by e-mail that a message waits; False when no e-mail address can be written to.

    `link`: the path of a secret link of her own, for someone who was never given one.
    """
    url = settings.PUBLIC_URL + (link or reverse("public:follow_up"))
    body = NEW_MESSAGE.format(number=dossier.number, way=(BY_LINK if link else BY_DOOR).format(url=url))
    return _send(dossier, party.email, f"Un message vous attend ({dossier.number})", body, now)


def tell_address_changed(*, dossier: Dossier, address: str, now: datetime) -> bool:
    """Will tell the former address that the person is now written to elsewhere."""
    body = CHANGED.format(number=dossier.number, contact=settings.PUBLIC_URL + settings.CONTACT_URL)
    return _send(dossier, address, f"Vos coordonnées ont été changées ({dossier.number})", body, now)


def _send(dossier: Dossier, address: str, subject: str, body: str, now: datetime) -> bool:
    if not address.strip():
        return False
    try:
        email = compose(
            sender=settings.MAIL_FROM,
            recipients=[address.strip()],
            subject=subject,
            body=body,
            date=now,
            message_id=new_message_id(domain=mail_domain()),
        )
    except MailProblem:
        return False  # an address that no server would take: the staff sees that the person was not told
    enqueue(email=email, compartment_id=dossier.compartment_id, dossier_id=dossier.pk, now=now)
    return True
