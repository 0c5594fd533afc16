"""The properties that programs write on files, as the protocol's library asks for them, kept in PostgreSQL.

Bounded in number and length; they say nothing of the document itself and leave with the address.
"""

from typing import Any

from wsgidav import util
from wsgidav.dav_error import HTTP_INSUFFICIENT_STORAGE, DAVError

from egide.interfaces.webdav.visits import Visit
from egide.kernel.editing.models import Property

MOST, LONGEST_NAME, LONGEST_VALUE = 400, 300, 8_000


class PropertyRows:
    """The library's store of properties, over the rows of one request."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._rows: dict[str, dict[str, Property]] = {}
        self._count = 0
        for row in Property.objects.filter(access=visit.access).order_by("pk"):
            self._keep(row)

    def get_properties(self, url: str, environ: Any = None) -> list[str]:
        """Will return the names written at a place."""
        return list(self._rows.get(_place(url), {}))

    def get_property(self, url: str, name: str, environ: Any = None) -> bytes | None:
        """Will return what was written."""
        row = self._rows.get(_place(url), {}).get(name)
        return None if row is None else row.value.encode()

    def write_property(
        self, url: str, name: str, value: bytes | str, dry_run: bool = False, environ: Any = None
    ) -> None:
        """Will write one.

        :raises DAVError: too many, or too long.
        """
        text, place = util.to_str(value), _place(url)
        row = self._rows.get(place, {}).get(name)
        if len(name) > LONGEST_NAME or len(text) > LONGEST_VALUE or (row is None and self._count >= MOST):
            raise DAVError(HTTP_INSUFFICIENT_STORAGE)
        if dry_run:
            return
        if row is not None:
            row.value = text
            row.save(update_fields=["value"])
            return
        access = self._visit.access
        self._keep(
            Property.objects.create(
                dossier_id=access.dossier_id,
                compartment_id=access.compartment_id,
                access=access,
                user_id=access.user_id,
                path=place,
                name=name,
                value=text,
            )
        )

    def remove_property(self, url: str, name: str, dry_run: bool = False, environ: Any = None) -> None:
        """Will remove one; absent is fine."""
        if not dry_run and (row := self._rows.get(_place(url), {}).pop(name, None)) is not None:
            self._count -= 1
            row.delete()

    def remove_properties(self, url: str, environ: Any = None) -> None:
        """Will remove all of a place."""
        for name in self.get_properties(url):
            self.remove_property(url, name)

    def copy_properties(self, source: str, target: str, environ: Any = None) -> None:
        """Will write at the target what is at the source, and nothing else."""
        self.remove_properties(target)
        for name, row in list(self._rows.get(_place(source), {}).items()):
            self.write_property(target, name, row.value)

    def _keep(self, row: Property) -> None:
        self._rows.setdefault(row.path, {})[row.name] = row
        self._count += 1


def _place(url: str) -> str:
    return "/" + url.strip("/")
