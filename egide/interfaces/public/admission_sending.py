"""From a valid form to a complaint behind the Commissioner's wall: one call, the person's own words.

The service that carries it acts in his compartment alone; the one of the ordinary form never enters there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from egide.interfaces.public.admission_forms import AdmissionComplaintForm
from egide.interfaces.public.confirmations import can_write_to
from egide.interfaces.public.orders import KnownOrder, matching
from egide.kernel.documents.actions import adopt_stored
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.models import Channel, Dossier
from egide.kernel.letters.letterheads import writes_as
from egide.kernel.parties.actions import party_of_role
from egide.kernel.parties.models import PartyRole
from egide.kernel.passes.actions import IssuedPass, Purpose, issue_pass, revoke_passes
from egide.law import roles
from egide.modules.admission_complaints.access import KIND
from egide.modules.admission_complaints.actions import NewComplaint, Target, open_complaint
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.accounts.models import Compartment, Unit
from egide.platform.errors.failures import Refused
from egide.platform.mail.composing import compose, new_message_id
from egide.platform.mail.outbox import enqueue, mail_domain
from egide.platform.storage.joined import Upload, keep_joined
from egide.ui.formats import day

CARRIER = "admission_form"
NO_UNIT = (
    "Le bureau du Commissaire n’a pas encore d’unité pour recevoir une plainte. Rien n’a été enregistré\u00a0: "
    "vous pouvez lui écrire ou lui téléphoner."
)
# The same form sent again shows a secret that works while the first may not have been seen, and not later.
SECOND_LOOK = timedelta(minutes=10)
SUBJECT = "Votre plainte {number}\u00a0: le Commissaire l’a reçue"
BODY = """Bonjour,

Le Commissaire à l’admission aux professions a reçu votre plainte le {received_on}.

Numéro de référence\u00a0: {number}

Un accusé de réception suivra dans les 5 jours, avec la suite de l’examen.

Pour suivre votre plainte, sans compte\u00a0:
{url}

Ou allez à {door} et inscrivez votre numéro et ce code\u00a0:
{code}

Ce lien est personnel\u00a0: ne le transmettez à personne.

Votre plainte ne suspend aucun délai de recours.

Le Commissaire est indépendant de l’Office des professions du Québec, qui n’a pas accès à votre plainte.

Commissaire à l’admission aux professions
"""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What the receipt says: the number, the secret that follows the complaint, whether an e-mail confirms it."""

    number: str
    issued: IssuedPass | None
    confirmed: bool


def submit(
    *,
    actor: Actor,
    form: AdmissionComplaintForm,
    orders: tuple[KnownOrder, ...],
    files: Iterable[UploadedFile],
    now: datetime,
) -> Kept:
    """Will open the complaint straight in the Commissioner's compartment; `actor`, the caller, never enters there.

    :raises RefusedFiles: files are too large, empty, infected or of a refused type; nothing is kept then.
    :raises Refused: the Commissioner has no unit yet; nothing is kept.
    """
    place = Compartment.objects.get(code=roles.COMMISSION.code)
    with acting_as(service(CARRIER, compartment_id=place.pk)) as carrier:
        unit = Unit.objects.select_related("compartment", "site").filter(compartment=place).first()
        if unit is None:
            raise Refused(NO_UNIT)
        uploads = [Upload(stream=file.chunks(), file_name=file.name or "") for file in files]
        stored = keep_joined(uploads, compartment=place, actor_code=carrier.code, now=now)
        dossier = open_complaint(
            actor=carrier,
            complaint=complaint_of(form, orders),
            unit=unit,
            site=unit.site,
            received_at=now,
            channel=Channel.FORM,
            now=now,
        )
        for one in stored:
            adopt_stored(
                dossier=dossier, stored=one, origin=Origin.RECEIVED, actor_code=carrier.code, now=now
            )
        issued = _secret(dossier, carrier, now)
        email = form.cleaned_data["email"]
        reached = bool(email) and can_write_to(email)
        if reached and issued is not None:
            _confirm(dossier, issued, to=email, now=now)
        return Kept(number=dossier.number, issued=issued, confirmed=reached)


def secret_again(*, number: str, now: datetime) -> IssuedPass | None:
    """Will give a new secret, the first closed, for the same form sent twice in a row; None once it is old."""
    place = Compartment.objects.get(code=roles.COMMISSION.code)
    with acting_as(service(CARRIER, compartment_id=place.pk)) as carrier:
        rows = Dossier.objects.select_for_update(of=("self",)).filter(kind=KIND, number=number)
        dossier = rows.first()
        if dossier is None or now - dossier.received_at > SECOND_LOOK:
            return None
        revoke_passes(dossier=dossier, purpose=Purpose.FOLLOW_UP, now=now)
        return _secret(dossier, carrier, now)


def complaint_of(form: AdmissionComplaintForm, orders: tuple[KnownOrder, ...]) -> NewComplaint:
    """Will put the answers in the words of the module; an order typed that is only one order is that order."""
    given = form.cleaned_data
    return NewComplaint(
        name=given["name"],
        email=given["email"],
        phone=given["phone"],
        address=given["address"],
        country=given["country"],
        preferred_channel=given["preferred_channel"],
        professions=tuple(part.strip() for part in given["professions"].split(",") if part.strip()),
        permit_type=given["permit_type"] or "unknown",
        route=given["route"] or "other",
        training_country=given["training_country"],
        stage=given["stage"] or "other",
        motives=tuple(given["motives"]),
        targets=_targets(given["order"], given["other_targets"], orders),
        facts=given["facts"],
        wish=given["wish"],
        representative=given["representative"],
        representative_email=given["representative_email"],
        extra=form.step_lines,
    )


def _targets(order: str, others: str, orders: tuple[KnownOrder, ...]) -> tuple[Target, ...]:
    found = matching(order, orders) if order else ()
    first = (Target(order_slug=found[0].slug) if len(found) == 1 else Target(name=order),) if order else ()
    named = [line.strip()[:200] for line in others.splitlines() if line.strip()]
    return (*first, *(Target(name=name) for name in named[:10]))


def _secret(dossier: Dossier, carrier: Actor, now: datetime) -> IssuedPass | None:
    person = party_of_role(dossier, PartyRole.REQUESTER)
    if person is None:
        return None
    return issue_pass(
        dossier=dossier, party=person, purpose=Purpose.FOLLOW_UP, actor_code=carrier.code, now=now
    )


def _confirm(dossier: Dossier, issued: IssuedPass, *, to: str, now: datetime) -> None:
    email = compose(
        sender=writes_as(dossier.compartment_id),
        recipients=[to.strip()],
        subject=SUBJECT.format(number=dossier.number),
        body=BODY.format(
            number=dossier.number,
            received_on=day(timezone.localdate(now)),
            url=settings.PUBLIC_URL + issued.url_path,
            door=settings.PUBLIC_URL + "/suivi/",
            code=issued.code,
        ),
        date=now,
        message_id=new_message_id(domain=mail_domain()),
    )
    enqueue(email=email, compartment_id=dossier.compartment_id, now=now)
