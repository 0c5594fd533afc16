"""How a letter reaches its reader, and the message that carries it or announces it.

A confidential letter goes by a secret link, unless the person chose otherwise. No message names the professional,
the order or the matter: its subject and its text are the same for every letter, the number apart.
"""

from datetime import datetime
from email.message import EmailMessage

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.codes import answer_url, answered_by_link, reading_url
from egide.kernel.letters.journaling import journal
from egide.kernel.letters.letterheads import contacts_of, names_of, writes_as
from egide.kernel.letters.models import Delivery, Letter, LetterState
from egide.kernel.parties.models import Party
from egide.platform.errors.failures import Refused
from egide.platform.mail.composing import Attachment, compose, new_message_id, one_line
from egide.platform.mail.outbox import mail_domain

CHOOSABLE = (LetterState.DRAFT, LetterState.SUBMITTED, LetterState.APPROVED, LetterState.FAILED)
ANNOUNCED = "Une lettre {of} vous attend"
ATTACHED = "Lettre {of}"

LINK = """Bonjour,

{who} vous a écrit au sujet du dossier {number}.
Pour lire la lettre, ouvrez cette adresse :

{url}

Cette adresse est un secret : elle ouvre votre lettre sans mot de passe. Ne la transmettez à personne.
Si elle ne s’ouvre pas, recopiez-la en entier dans votre navigateur, ou demandez-nous la lettre par la poste.

Pour nous joindre, écrivez à {email} en mentionnant le numéro {number}.

{name}
"""
ANSWER = """Bonjour,

{who} vous a écrit au sujet du dossier {number}. Pour lire la lettre, y répondre et
joindre vos documents, sans compte ni mot de passe, ouvrez cette adresse :

{url}

Cette adresse est un secret et sert à une seule réponse : ne la transmettez qu’à la personne qui répondra.

Pour nous joindre, écrivez à {email} en mentionnant le numéro {number}.

{name}
"""
ENCLOSED = """Bonjour,

Vous trouverez ci-joint une lettre {of} au sujet du dossier {number}.

Pour nous répondre, écrivez à {email} en mentionnant ce numéro.

{name}
"""


def default_delivery(party: Party) -> Delivery:
    """Will say how this person is written to when nobody decides otherwise."""
    if not party.email.strip():
        return Delivery.POST
    return Delivery.POST if party.preferred_channel == "post" and party.address.strip() else Delivery.LINK


def channel_of(delivery: str) -> str:
    """Will return the channel that the letter prints: post, or e-mail."""
    return "post" if delivery == Delivery.POST else "email"


def choose_delivery(*, dossier: Dossier, letter: Letter, delivery: str, now: datetime) -> None:
    """Will change how the letter is to leave; the approved bytes stay as they are.

    :raises Refused: it has left, the choice does not exist, or the person has no such address.
    """
    if letter.state not in CHOOSABLE:
        raise Refused("Cette lettre est partie ou annulée\u00a0: son mode d’envoi ne change plus.")
    if delivery not in Delivery.values:
        raise Refused("Choisissez un mode d’envoi de la liste.")
    if delivery == Delivery.POST and not letter.recipient.address.strip():
        raise Refused("Cette personne n’a pas d’adresse postale\u00a0: corrigez d’abord ses coordonnées.")
    if delivery != Delivery.POST and not letter.recipient.email.strip():
        raise Refused("Cette personne n’a pas d’adresse de courriel\u00a0: corrigez d’abord ses coordonnées.")
    letter.delivery, letter.channel = delivery, channel_of(delivery)
    letter.save(update_fields=["delivery", "channel"])
    journal(dossier, letter, "letter.delivery_chosen", now)


def message_for(
    *, dossier: Dossier, letter: Letter, pdf: bytes, actor_code: str, now: datetime
) -> EmailMessage:
    """Will compose what leaves: the news of the letter with its link, or the approved PDF itself.

    :raises InvalidAddress: no server would take the recipient's address.
    """
    assert letter.version is not None
    email = contacts_of(dossier)["courriel"]
    attached, names = letter.delivery == Delivery.EMAIL, names_of(dossier.compartment_id)
    if attached:
        body = ENCLOSED.format(number=dossier.number, email=email, **names)
    else:
        link = answer_url if answered_by_link(dossier, letter) else reading_url
        url = link(dossier=dossier, letter=letter, actor_code=actor_code, now=now)
        body = (ANSWER if link is answer_url else LINK).format(
            number=dossier.number, email=email, url=url, **names
        )
    return compose(
        sender=writes_as(dossier.compartment_id),
        recipients=[_named(letter.recipient)],
        subject=f"{(ATTACHED if attached else ANNOUNCED).format(**names)} ({dossier.number})",
        body=body,
        date=now,
        message_id=new_message_id(domain=mail_domain()),
        attachments=[Attachment(letter.version.file_name, pdf)] if attached else [],
        reply_to=email or None,
        automatic=False,
    )


def _named(recipient: Party) -> str:
    # A name is what someone typed: nothing in it may end the name and begin an address.
    name = one_line(recipient.name, limit=120).translate(str.maketrans("", "", '"<>'))
    return f"{name} <{recipient.email.strip()}>"
