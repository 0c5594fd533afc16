"""Issuing, binding and revoking passes: the secret is returned once, to be sent or printed, and only hashed here.

Opening one is in `exchanging`; what it shows is decided by PostgreSQL (gate 0007, passes 0002).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from egide.kernel.documents.models import Document
from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party
from egide.kernel.passes.journaling import journal
from egide.kernel.passes.models import Pass, Purpose
from egide.kernel.passes.secrets import digest, grouped, new_secret
from egide.platform.accounts.actors import Actor, ActorKind
from egide.platform.accounts.models import Compartment
from egide.platform.errors.failures import Refused

__all__ = [
    "IssuedPass",
    "Purpose",
    "actor_for_pass",
    "bind_passes",
    "issue_pass",
    "issue_request_pass",
    "revoke_pass",
    "revoke_passes",
    "was_given_a_pass",
]

# How long each stays open, in days [design]: a file lives longer than one answer.
LIVES = {Purpose.FOLLOW_UP: 730, Purpose.ANSWER: 90, Purpose.READ: 90}
ADDRESSES = {
    Purpose.FOLLOW_UP: "public:follow_up_open",
    Purpose.ANSWER: "public:answer_open",
    Purpose.READ: "public:follow_up_open",
}


@dataclass(frozen=True, kw_only=True)
class IssuedPass:
    """What leaves the house, once: `code` is the printable form of `secret`; `url_path` the link's path."""

    secret: str
    code: str
    url_path: str
    ends_at: datetime

    def __repr__(self) -> str:
        return "IssuedPass(…)"  # never in a log or a trace


def issue_pass(
    *,
    dossier: Dossier,
    party: Party,
    purpose: Purpose | str,
    document_rank: int | None = None,
    ends_at: datetime | None = None,
    secret: str = "",
    actor_code: str,
    now: datetime,
) -> IssuedPass:
    """Will give the party a new secret link to this dossier; the caller holds the dossier's row lock.

    `document_rank`: the document that carries the letter to answer or to read; none to follow the file.
    `secret`: one drawn by `new_secret()` beforehand, because the page that names the document prints it.

    :raises Refused: the party is of another dossier, or the letter is not named where it must be.
    """
    purpose = Purpose(purpose)
    if party.dossier_id != dossier.pk:
        raise Refused("Cette personne n’est pas une partie du dossier.")
    if (document_rank is None) != (purpose == Purpose.FOLLOW_UP):
        raise Refused(
            "Un lien pour répondre ou pour lire désigne une lettre; un lien de suivi n’en désigne pas."
        )
    document = None
    if document_rank is not None:
        document = Document.objects.filter(dossier_id=dossier.pk, rank=document_rank).first()
        if document is None:
            raise Refused("Le dossier n’a pas de document de ce rang.")
    secret = secret or new_secret()
    row = Pass.objects.create(
        compartment_id=dossier.compartment_id,
        dossier=dossier,
        party=party,
        document=document,
        rank=next_rank(dossier),
        purpose=purpose,
        secret_sha256=digest(secret),
        issued_at=now,
        issued_by=actor_code,
        ends_at=ends_at or now + timedelta(days=LIVES[purpose]),
    )
    journal(row, "pass.issued", now)
    return _issued(secret, row)


def issue_request_pass(
    *, compartment: Compartment, reference: str, actor_code: str, now: datetime
) -> IssuedPass:
    """Will give a secret link to follow a request that has no dossier yet."""
    secret = new_secret()
    row = Pass.objects.create(
        compartment=compartment,
        reference=reference,
        purpose=Purpose.FOLLOW_UP,
        secret_sha256=digest(secret),
        issued_at=now,
        issued_by=actor_code,
        ends_at=now + timedelta(days=LIVES[Purpose.FOLLOW_UP]),
    )
    journal(row, "pass.issued", now)
    return _issued(secret, row)


def bind_passes(*, reference: str, dossier: Dossier, party: Party, now: datetime | None = None) -> int:
    """Will make the passes of a request follow the dossier opened from it, and return how many did."""
    waiting = Pass.objects.filter(compartment_id=dossier.compartment_id, reference=reference, dossier=None)
    bound = 0
    for row in waiting.order_by("pk"):
        row.dossier, row.party, row.rank = dossier, party, next_rank(dossier)
        row.save(update_fields=["dossier", "party", "rank"])
        journal(row, "pass.bound", now or dossier.opened_at)
        bound += 1
    return bound


def revoke_passes(
    *, dossier: Dossier, party: Party | None = None, purpose: Purpose | str | None = None, now: datetime
) -> int:
    """Will close every live pass of the dossier, of one party or of one purpose when given; returns how many."""
    live = Pass.objects.filter(dossier_id=dossier.pk, revoked_at=None)
    if party is not None:
        live = live.filter(party=party)
    if purpose is not None:
        live = live.filter(purpose=Purpose(purpose))
    rows = list(live.order_by("rank"))
    for row in rows:
        revoke_pass(row=row, now=now)
    return len(rows)


def revoke_pass(*, row: Pass, now: datetime) -> None:
    """Will close one pass; closing it again changes nothing."""
    if row.revoked_at is None:
        row.revoked_at = now
        row.save(update_fields=["revoked_at"])
        journal(row, "pass.revoked", now)


def was_given_a_pass(*, party: Party) -> bool:
    """Will tell whether the party ever had a link to follow the file, closed since or not."""
    return Pass.objects.filter(dossier_id=party.dossier_id, party=party, purpose=Purpose.FOLLOW_UP).exists()


def actor_for_pass(pass_row: Pass) -> Actor:
    """Will return the bearer as an actor: no role and no account; PostgreSQL computes what it opens."""
    return Actor(
        kind=ActorKind.PASS, id=pass_row.pk, code=f"{ActorKind.PASS}:{pass_row.pk}", name="Lien secret"
    )


def next_rank(dossier: Dossier) -> int:
    """Will return the next free rank of a pass in the dossier, whose row the caller holds."""
    last = Pass.objects.filter(dossier_id=dossier.pk).order_by("-rank").values_list("rank", flat=True).first()
    return (last or 0) + 1


def _issued(secret: str, row: Pass) -> IssuedPass:
    code = grouped(secret)
    path = reverse(ADDRESSES[Purpose(row.purpose)], kwargs={"secret": code})
    return IssuedPass(secret=secret, code=code, url_path=path, ends_at=row.ends_at)
