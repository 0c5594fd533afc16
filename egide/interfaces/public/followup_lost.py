"""The lost link: looked up by number and e-mail, sent only to the address that the house already knows.

The page says the same thing in every case; the job that sends is asked for in every case too.
"""

from datetime import datetime

from egide.kernel.dossiers.folding import fold
from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party, PartyRole
from egide.kernel.passes.actions import Purpose, issue_pass, issue_request_pass, revoke_pass, revoke_passes
from egide.kernel.passes.exchanging import DESK
from egide.kernel.passes.journaling import journal
from egide.kernel.passes.mailing import email_link
from egide.kernel.passes.models import Pass
from egide.modules.interventions.models import Request
from egide.platform.accounts.actors import service
from egide.platform.jobs.app import enqueue, task

NOBODY = 0
# Whose file it is. An order, or someone merely named in it, knows the number too: no link to follow it for them.
FOLLOWERS = (PartyRole.REQUESTER, PartyRole.CO_REQUESTER, PartyRole.REPRESENTATIVE)


@task(name="public.lost_link", retry=3)
def send_lost_link(*, party: int, request: int, now: datetime) -> None:
    """Will send a new link to the known address and close the earlier ones; nobody found: nothing to do."""
    if party != NOBODY:
        _to_party(party, now)
    elif request != NOBODY:
        _to_request(request, now)


def ask(*, number: str, email: str) -> None:
    """Will ask for a new link, for whoever this number and this address name together, or for nobody."""
    party, request = _party(number, email), _request(number, email)
    enqueue(send_lost_link, actor=service(DESK), party=party, request=request)


def _party(number: str, email: str) -> int:
    people = Party.objects.filter(dossier__number=number, role__in=FOLLOWERS)
    found = people.filter(email_key=fold(email)).exclude(email_key="")
    return found.order_by("rank").values_list("pk", flat=True).first() or NOBODY


def _request(number: str, email: str) -> int:
    row = Request.objects.filter(reference=number, set_aside_at=None).first()
    if row is None or not email.strip() or fold(str(row.answers.get("email", ""))) != fold(email):
        return NOBODY
    return row.pk


def _to_party(pk: int, now: datetime) -> None:
    party = Party.objects.filter(pk=pk).first()
    if party is None or not party.email.strip():
        return
    rows = Dossier.objects.select_for_update(of=("self",)).select_related("compartment")
    dossier = rows.get(pk=party.dossier_id)
    revoke_passes(dossier=dossier, party=party, purpose=Purpose.FOLLOW_UP, now=now)
    issued = issue_pass(
        dossier=dossier, party=party, purpose=Purpose.FOLLOW_UP, actor_code=f"service:{DESK}", now=now
    )
    email_link(
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        to=party.email,
        number=dossier.number,
        issued=issued,
        again=True,
        now=now,
    )


def _to_request(pk: int, now: datetime) -> None:
    row = Request.objects.select_related("compartment", "dossier").get(pk=pk)
    if row.dossier_id is not None:
        # Opened meanwhile: the person of the dossier is written to instead.
        party = _party(row.dossier.number if row.dossier else "", str(row.answers.get("email", "")))
        return _to_party(party, now) if party != NOBODY else None
    waiting = Pass.objects.select_related("compartment").filter(
        compartment_id=row.compartment_id, reference=row.reference, dossier=None, revoked_at=None
    )
    for earlier in waiting.order_by("pk"):
        revoke_pass(row=earlier, now=now)
        journal(earlier, "pass.lost", now)
    issued = issue_request_pass(
        compartment=row.compartment, reference=row.reference, actor_code=f"service:{DESK}", now=now
    )
    email_link(
        compartment_id=row.compartment_id,
        dossier_id=None,
        to=str(row.answers.get("email", "")),
        number=row.reference,
        issued=issued,
        again=True,
        now=now,
    )
    return None
