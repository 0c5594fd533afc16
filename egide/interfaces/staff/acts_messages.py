"""What the section « Échanges » does over several parts of the kernel: one function per click.

The dossier has passed the gate and its row is locked.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from egide.kernel.documents.models import Document, DocumentVersion
from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.running import lifecycle_of, run
from egide.kernel.messages.actions import post_message, settle_withdrawal
from egide.kernel.messages.models import Direction, Message
from egide.kernel.messages.telling import door_of, tell_new_message
from egide.kernel.parties.models import Party, PartyRole
from egide.kernel.passes.actions import Purpose, issue_pass, revoke_passes, was_given_a_pass
from egide.kernel.passes.mailing import email_link
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from egide.platform.storage.joined import Upload

WITHDRAW = "withdraw"
MOST_SHARED = 100
NOBODY = "Ce dossier n’a pas de personne à qui écrire."


def people_to_write_to(dossier: Dossier) -> list[tuple[str, str]]:
    """Will return who may be written to here, as (rank, name and role); an order is written to by letter."""
    rows = Party.objects.filter(dossier_id=dossier.pk).exclude(role=PartyRole.ORDER).order_by("rank")
    return [(str(row.rank), f"{row.name}, {str(PartyRole(row.role).label).lower()}") for row in rows]


def shareable(dossier: Dossier) -> list[tuple[str, str]]:
    """Will return the dossier's documents, newest first, as (rank, title)."""
    rows = Document.objects.filter(dossier_id=dossier.pk).order_by("-rank")[:MOST_SHARED]
    return [(str(row.rank), row.title) for row in rows]


def write_to(*, dossier: Dossier, values: Mapping[str, Any], actor: Actor, now: datetime) -> str:
    """Will post the message and tell the person by e-mail; returns the sentence that says so.

    :raises RefusedFiles: a file cannot be kept; nothing is.
    """
    party = Party.objects.get(dossier_id=dossier.pk, rank=int(values["to"]))
    post_message(
        dossier=dossier,
        direction=Direction.OUT,
        party=party,
        text=values["text"],
        files=[Upload(stream=file.chunks(), file_name=file.name or "") for file in values["files"]],
        shared=_newest(dossier, [int(rank) for rank in values.get("shared", ())]),
        actor_code=actor.code,
        now=now,
    )
    touch(dossier)
    door, link = door_of(dossier, party), ""
    if not door and party.email.strip() and not was_given_a_pass(party=party):
        # A representative or another signatory reads her own messages only, so she needs a link of her own.
        link = issue_pass(
            dossier=dossier, party=party, purpose=Purpose.FOLLOW_UP, actor_code=actor.code, now=now
        ).url_path
    if tell_new_message(dossier=dossier, party=party, door=door, link=link, now=now):
        return "Le message est envoyé; un courriel avertit la personne, sans rien dire du contenu."
    return "Le message est déposé, mais la personne n’a pas d’adresse de courriel\u00a0: avertissez-la autrement."


def confirm_withdrawal(*, actor: Actor, dossier: Dossier, message: Message, now: datetime) -> None:
    """Will make the move that records the withdrawal, on the day and in the words of the message.

    :raises Refused: it was not asked for, is already recorded, or the dossier's step does not allow it.
    """
    if not message.withdrawal or message.settled_at is not None:
        raise Refused("Ce message ne demande pas de désistement, ou il a déjà été consigné.")
    if not lifecycle_of(dossier).has_transition(WITHDRAW):
        raise Refused("Ce genre de dossier ne connaît pas le désistement.")
    answers = {
        "occurred_on": timezone.localtime(message.posted_at).date().isoformat(),
        "motive": message.text[:2000],
    }
    run(actor=actor, dossier=dossier, code=WITHDRAW, answers=answers, now=now)
    settle_withdrawal(message=message, now=now)


def send_new_link(*, dossier: Dossier, actor: Actor, now: datetime) -> None:
    """Will send a new follow-up link to the requester's known address and close the earlier ones.

    :raises Refused: nobody to send it to, or no address that a server would take.
    """
    rows = Party.objects.filter(dossier_id=dossier.pk, role=PartyRole.REQUESTER).order_by("rank")
    party = rows.first()
    if party is None:
        raise Refused(NOBODY)
    if not party.email.strip():
        raise Refused(
            "La personne n’a pas d’adresse de courriel : imprimez une lettre qui porte son code de suivi."
        )
    again = was_given_a_pass(party=party)
    revoke_passes(dossier=dossier, party=party, purpose=Purpose.FOLLOW_UP, now=now)
    issued = issue_pass(
        dossier=dossier, party=party, purpose=Purpose.FOLLOW_UP, actor_code=actor.code, now=now
    )
    sent = email_link(
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        to=party.email,
        number=dossier.number,
        issued=issued,
        again=again,
        now=now,
    )
    if not sent:
        raise Refused("L’adresse de courriel de la personne n’est pas complète : corrigez ses coordonnées.")
    touch(dossier)


def _newest(dossier: Dossier, ranks: list[int]) -> list[DocumentVersion]:
    rows = DocumentVersion.objects.filter(dossier_id=dossier.pk, document__rank__in=ranks)
    newest = {row.document_id: row for row in rows.order_by("number")}
    return list(newest.values())
