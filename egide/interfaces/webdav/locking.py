"""The locks as the protocol's library asks for them, kept in PostgreSQL: they outlive a restart, all workers see them.

Read once for each request; the document's are shared by all who edit it, those of a scratch room are its own.
"""

import time
from datetime import timedelta
from typing import Any

from django.db.models import Q
from wsgidav import util
from wsgidav.dav_error import HTTP_FORBIDDEN, HTTP_INSUFFICIENT_STORAGE, DAVError
from wsgidav.lock_man.lock_manager import generate_lock_token, normalize_lock_root, validate_lock

from egide.interfaces.webdav.visits import Visit
from egide.kernel.editing.locks import DEFAULT, LONGEST, SHORTEST
from egide.kernel.editing.models import LONGEST_PATH, Lock

# Where the document stands among the locks, whoever's address is used.
DOCUMENT = "/.document"
MOST_LOCKS = 100
LONGEST_OWNER = 2_000
Told = dict[str, Any]


class LockRows:
    """The library's store of locks, over the rows of one request."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        access = visit.access
        rows = Lock.objects.filter(
            Q(access=access, rank=None) | Q(rank=access.rank),
            dossier_id=access.dossier_id,
            expires_at__gt=visit.now,
        )
        self._rows = {row.token: row for row in rows.order_by("pk")}

    def open(self) -> None:
        """Will do nothing: the rows are there."""

    def close(self) -> None:
        """Will do nothing: each change was written at once."""

    def get(self, token: str) -> Told | None:
        """Will return a lock that stands."""
        row = self._rows.get(token)
        return None if row is None else self._told(row)

    def create(self, path: str, lock: Told) -> Told:
        """Will keep a new lock, and complete what was asked with its token and its end.

        :raises DAVError: too many locks, or too much said about who holds one.
        """
        path = normalize_lock_root(path)
        owner = util.to_str(lock["owner"] or "")
        if len(self._rows) >= MOST_LOCKS or len(owner) > LONGEST_OWNER or len(path) > LONGEST_PATH * 3:
            raise DAVError(HTTP_INSUFFICIENT_STORAGE)
        seconds = _seconds(lock.get("timeout"))
        lock |= {"root": path, "timeout": seconds, "expire": time.time() + seconds}
        validate_lock(lock)
        lock["token"] = generate_lock_token()
        access = self._visit.access
        self._rows[lock["token"]] = Lock.objects.create(
            dossier_id=access.dossier_id,
            compartment_id=access.compartment_id,
            access=access,
            user_id=access.user_id,
            rank=access.rank if path == DOCUMENT else None,
            path=path,
            token=lock["token"],
            scope=lock["scope"],
            depth=lock["depth"],
            owner=owner,
            seconds=seconds,
            made_at=self._visit.now,
            expires_at=self._visit.now + timedelta(seconds=seconds),
        )
        return lock

    def refresh(self, token: str, *, timeout: float | None) -> Told:
        """Will renew a lock.

        :raises DAVError: it is someone else's.
        """
        row = self._rows[token]
        if row.user_id != self._visit.access.user_id:
            raise DAVError(HTTP_FORBIDDEN)
        row.seconds = _seconds(timeout)
        row.expires_at = self._visit.now + timedelta(seconds=row.seconds)
        row.save(update_fields=["seconds", "expires_at"])
        return self._told(row)

    def delete(self, token: str) -> bool:
        """Will lift a lock; whether there was one."""
        row = self._rows.pop(token, None)
        if row is not None:
            row.delete()
        return row is not None

    def get_lock_list(
        self, path: str, *, include_root: bool, include_children: bool, token_only: bool
    ) -> list[Any]:
        """Will return the locks at a place, and below it when asked."""
        path = normalize_lock_root(path)
        found = [
            row
            for row in self._rows.values()
            if (include_root and row.path == path)
            or (include_children and row.path.startswith(path.rstrip("/") + "/"))
        ]
        return [row.token if token_only else self._told(row) for row in found]

    def _told(self, row: Lock) -> Told:
        left = (row.expires_at - self._visit.now).total_seconds()
        return {
            "root": row.path,
            "type": "write",
            "scope": row.scope,
            "depth": row.depth,
            "owner": row.owner.encode(),
            "timeout": row.seconds,
            "principal": str(row.user_id),
            "token": row.token,
            "expire": time.time() + left,
        }


def _seconds(asked: float | None) -> int:
    if not asked:
        return DEFAULT
    return LONGEST if asked < 0 else int(min(max(asked, SHORTEST), LONGEST))
