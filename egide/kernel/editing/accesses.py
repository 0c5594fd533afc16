"""An address to edit one document in place: made from its page, read at each request, withdrawn, or ended by time.

256 random bits need no slow hash. The address gives what its person may do today and no more: the walls,
conflicts and roles are read again at each request, and the address reaches that one document only. It is made on a
page, hence by someone who showed a second factor.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from django.utils import timezone

from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.dossiers.content import placed
from egide.kernel.dossiers.models import Dossier
from egide.kernel.editing.failures import TooOften
from egide.kernel.editing.models import Access
from egide.kernel.editing.scratch import forget
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, ActorKind, actor_for_user, service
from egide.platform.accounts.models import User
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.journal.append import append, dossier_chain
from egide.platform.storage.names import clean_name

LIFE = timedelta(hours=8)  # a day's work
MOST_OPEN = 30  # addresses of one person at once
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
A_LETTER = "Une lettre produite ici est ce qui a été approuvé\u00a0: elle ne se modifie pas de cette façon."


@dataclass(frozen=True, kw_only=True)
class Granted:
    """What is shown once: the secret part of the address."""

    secret: str
    access: Access

    def __repr__(self) -> str:
        return "Granted(…)"  # never in a log or a trace


def grant(*, actor: Actor, dossier: Dossier, rank: int, now: datetime) -> Granted:
    """Will give the actor an address to a document; the dossier was opened, locked, for `add_document`.

    :raises NotVisible: no document has this rank. :raises Refused: it is a letter, or nobody of the house asks.
    :raises TooOften: too many addresses are open.
    """
    if actor.user_id is None or actor.kind is not ActorKind.STAFF:
        raise Refused("Seule une personne de l’Office modifie un document de cette façon.")
    newest = newest_of(dossier, rank)
    if newest is None:
        raise NotVisible
    if newest.document.origin == Origin.LETTER:
        raise Refused(A_LETTER)
    open_now = Access.objects.filter(user_id=actor.user_id, revoked_at=None, expires_at__gt=now)
    if open_now.count() >= MOST_OPEN:
        raise TooOften(
            f"Vous avez déjà {MOST_OPEN} adresses ouvertes\u00a0: retirez-en depuis la page de leurs documents."
        )
    secret = secrets.token_urlsafe(32)
    access = Access.objects.create(
        **placed(dossier),
        rank=rank,
        user_id=actor.user_id,
        digest=digest(secret),
        file_name=_name(newest),
        made_at=now,
        expires_at=now + LIFE,
    )
    _journal("editing.opened", access, now)
    return Granted(secret=secret, access=access)


def withdraw(*, actor: Actor, dossier: Dossier, rank: int, now: datetime) -> int:
    """Will end the actor's own addresses to a document, with their locks and scratch; returns how many."""
    rows = Access.objects.select_for_update().filter(dossier_id=dossier.pk, rank=rank, revoked_at=None)
    ended = list(rows.filter(user_id=actor.user_id or 0, expires_at__gt=now))
    for access in ended:
        access.revoked_at = now
        access.save(update_fields=["revoked_at"])
        forget(access)
        _journal("editing.closed", access, now)
    return len(ended)


def person_of(secret: str, *, now: datetime) -> Actor:
    """Will return whose address this is, as that person stands today; the desk of secrets looks it up.

    :raises NotVisible: malformed, unknown, withdrawn, ended, or its person is no longer of the house.
    """
    if _SECRET.fullmatch(secret) is None:
        raise NotVisible
    live = Access.objects.filter(digest=digest(secret), revoked_at=None, expires_at__gt=now)
    with acting_as(service("pass_desk"), read_only=True):
        user_id = live.values_list("user_id", flat=True).first()
    user = User.objects.filter(pk=user_id, is_active=True).first() if user_id else None
    if user is None:
        raise NotVisible
    actor = actor_for_user(user, on=timezone.localdate(now))
    if actor.kind is not ActorKind.STAFF or not actor.roles:
        raise NotVisible
    return actor


def own(*, actor: Actor, secret: str, now: datetime) -> Access:
    """Will read the address again, inside `acting_as` its person: what the walls hide is not there.

    :raises NotVisible: a conflict was declared since, or the compartment was left.
    """
    found = (
        Access.objects.filter(digest=digest(secret), user_id=actor.user_id or 0, revoked_at=None)
        .filter(expires_at__gt=now)
        .select_related("dossier", "compartment")
        .first()
    )
    if found is None:
        raise NotVisible
    return found


def newest_of(dossier: Dossier, rank: int) -> DocumentVersion | None:
    """Will return the newest version of a document of the dossier, or nothing."""
    return (
        DocumentVersion.objects.filter(dossier_id=dossier.pk, document__rank=rank)
        .select_related("document", "stored")
        .order_by("-number")
        .first()
    )


def digest(secret: str) -> str:
    """Will return what is kept of the secret."""
    return hashlib.sha256(f"egide-editing:{secret}".encode()).hexdigest()


def _name(version: DocumentVersion) -> str:
    suffix = PurePosixPath(version.file_name).suffix
    title = version.document.title.replace("/", "-").replace("\\", "-").replace("#", "-").replace("%", "-")
    return clean_name(f"{version.document.rank} - {title.removesuffix(suffix)[:100]}{suffix}")


def _journal(code: str, access: Access, now: datetime) -> None:
    append(
        chain=dossier_chain(access.dossier_id),
        compartment_id=access.compartment_id,
        dossier_id=access.dossier_id,
        code=code,
        data={"rank": access.rank},
        at=now,
    )
