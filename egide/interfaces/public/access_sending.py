"""From a valid form to an access request behind its compartment's wall, and the e-mail that confirms it.

The confirmation names neither the document nor the matter; the notice of receipt that the law asks for is a letter.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from egide.interfaces.public.access_forms import AccessRequestForm
from egide.interfaces.public.confirmations import can_write_to
from egide.kernel.dossiers.models import Dossier
from egide.kernel.handover.parcels import Person
from egide.kernel.parties.actions import party_of_role
from egide.kernel.parties.models import PartyRole
from egide.kernel.passes.actions import IssuedPass, Purpose, issue_pass, revoke_passes
from egide.law import roles
from egide.modules.access_requests.access import KIND
from egide.modules.access_requests.actions import INTAKE, Demand, submit_access_request
from egide.modules.access_requests.law import DECISION_DAYS
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Compartment
from egide.platform.mail.composing import compose, new_message_id
from egide.platform.mail.outbox import enqueue, mail_domain
from egide.platform.storage.joined import Upload
from egide.ui.formats import day

# The same form sent again shows a secret that works while the first may not have been seen, and not later.
SECOND_LOOK = timedelta(minutes=10)
SUBJECT = "Votre demande d’accès {number}\u00a0: nous l’avons reçue"
BODY = """Bonjour,

L’Office des professions du Québec a reçu votre demande d’accès le {received_on}.

Numéro de dossier\u00a0: {number}
Réponse au plus tard le\u00a0: {reply_by}

Un avis de réception suivra, avec vos recours et le nom de la personne à joindre.

Pour suivre votre demande, sans compte\u00a0:
{url}

Ou allez à {door} et inscrivez votre numéro et ce code\u00a0:
{code}

Ce lien est personnel\u00a0: ne le transmettez à personne.

Office des professions du Québec
"""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What the receipt says: the number, the day, the secret that follows the request, whether an e-mail confirms."""

    number: str
    received_on: date
    issued: IssuedPass
    confirmed: bool


def send(*, form: AccessRequestForm, now: datetime) -> Kept:
    """Will keep the request and confirm it by e-mail when the person gave one.

    :raises RefusedFiles: a file cannot be kept; nothing is.
    :raises Refused: nobody can receive it yet; nothing is kept.
    """
    given = form.cleaned_data
    kept = submit_access_request(
        person=Person(
            name=given["name"],
            email=given["email"],
            phone=given["phone"],
            address=given["address"].strip(),
            preferred_channel="email" if given["email"] else "post",
        ),
        demand=Demand(text=given["text"], asked=given["asked"], accommodation=given["accommodation"]),
        uploads=[Upload(stream=file.chunks(), file_name=file.name or "") for file in given["attachments"]],
        now=now,
    )
    reached = bool(given["email"]) and can_write_to(given["email"])
    if reached:
        _confirm(kept.number, kept.received_on, kept.issued, to=given["email"], now=now)
    return Kept(number=kept.number, received_on=kept.received_on, issued=kept.issued, confirmed=reached)


def secret_again(*, number: str, now: datetime) -> IssuedPass | None:
    """Will give a new secret, the first closed, for the same form sent twice in a row; None once it is old."""
    with acting_as(service(INTAKE, compartment_id=_place().pk)) as intake:
        rows = Dossier.objects.select_for_update(of=("self",)).filter(kind=KIND, number=number)
        dossier = rows.first()
        if dossier is None or now - dossier.received_at > SECOND_LOOK:
            return None
        person = party_of_role(dossier, PartyRole.REQUESTER)
        assert person is not None  # the form names one
        revoke_passes(dossier=dossier, purpose=Purpose.FOLLOW_UP, now=now)
        return issue_pass(
            dossier=dossier, party=person, purpose=Purpose.FOLLOW_UP, actor_code=intake.code, now=now
        )


def reply_by(received_on: date) -> date:
    """Will return the raw last day of the answer, as the person is told it."""
    return received_on + timedelta(days=DECISION_DAYS)


def _confirm(number: str, received_on: date, issued: IssuedPass, *, to: str, now: datetime) -> None:
    place = _place()
    email = compose(
        sender=settings.MAIL_FROM,
        recipients=[to.strip()],
        subject=SUBJECT.format(number=number),
        body=BODY.format(
            number=number,
            received_on=day(received_on),
            reply_by=day(reply_by(received_on)),
            url=settings.PUBLIC_URL + issued.url_path,
            door=settings.PUBLIC_URL + "/suivi/",
            code=issued.code,
        ),
        date=timezone.localtime(now),
        message_id=new_message_id(domain=mail_domain()),
    )
    with acting_as(service(INTAKE, compartment_id=place.pk)):
        enqueue(email=email, compartment_id=place.pk, now=now)


def _place() -> Compartment:
    return Compartment.objects.get(code=roles.ACCESS.code)
