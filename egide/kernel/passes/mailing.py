"""Sending a secret link by e-mail: the number and the link, no name, no matter. Through the outbox, like all mail.

The message is kept encrypted like every other that leaves; the house's own tables hold the hash only.
"""

from datetime import datetime

from django.conf import settings

from egide.kernel.passes.actions import IssuedPass
from egide.law.dates_fr import plain_date
from egide.platform.mail.composing import compose, new_message_id
from egide.platform.mail.errors import MailProblem
from egide.platform.mail.outbox import enqueue, mail_domain

LINK = """Bonjour,

Voici le lien pour suivre {what} {number} :

{url}

Il est personnel et reste ouvert jusqu’au {ends} : ne le transmettez à personne.{again}

Office des professions du Québec
"""

AGAIN = """ Il remplace les liens précédents, qui n’ouvrent plus
rien. Gardez-le, même si vous n’avez rien demandé."""


def email_link(
    *,
    compartment_id: int,
    dossier_id: int | None,
    to: str,
    number: str,
    issued: IssuedPass,
    again: bool = False,
    now: datetime,
) -> bool:
    """Will put the link in the outbox; False when the address cannot be written to.

    `again`: it replaces a link that was lost, and says so.
    """
    what = "votre dossier" if dossier_id else "votre demande"
    try:
        email = compose(
            sender=settings.MAIL_FROM,
            recipients=[to.strip()],
            subject=f"Votre lien de suivi ({number})",
            body=LINK.format(
                what=what,
                number=number,
                url=settings.PUBLIC_URL + issued.url_path,
                ends=plain_date(issued.ends_at.date()),
                again=AGAIN if again else "",
            ),
            date=now,
            message_id=new_message_id(domain=mail_domain()),
        )
    except MailProblem:
        return False
    enqueue(email=email, compartment_id=compartment_id, dossier_id=dossier_id, now=now)
    return True
