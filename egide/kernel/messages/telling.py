"""The e-mails that say something waits: the dossier's number and where to read it, no name, no matter.

They leave through the outbox, in the transaction of what they tell.
"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from egide.kernel import registry
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
BY_ACCOUNT = """Pour le lire et y répondre, ouvrez cette adresse et connectez-vous à votre compte :

{url}"""
CHANGED = """Bonjour,

L’adresse où nous vous écrivons au sujet du dossier {number} vient d’être changée à partir de la page de suivi.

Si ce n’est pas vous, téléphonez-nous sans tarder : {contact}

Office des professions du Québec
"""


def door_of(dossier: Dossier, party: Party) -> str:
    """Will return the path where the person reads the dossier with an account of her own; nothing without one."""
    path = registry.module_of_kind(dossier.kind).door
    return str(registry.resolve(path)(dossier, party)) if path else ""


def tell_new_message(
    *, dossier: Dossier, party: Party, door: str = "", link: str = "", now: datetime
) -> bool:
    """Will tell the person by e-mail that a message waits; False when no e-mail address can be written to.

    `door`: the path of her account’s page. `link`: that of a secret link of her own, for someone who was never
    given one.
    """
    way = BY_ACCOUNT if door else BY_LINK if link else BY_DOOR
    url = settings.PUBLIC_URL + (door or link or reverse("public:follow_up"))
    body = NEW_MESSAGE.format(number=dossier.number, way=way.format(url=url))
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
