"""The tree of one address: a folder named by the dossier, with the document; a scratch folder beside.

Names are compared as composed Unicode: some systems send letters and accents apart.
"""

import unicodedata
from typing import Any

from wsgidav.dav_error import HTTP_BAD_REQUEST, HTTP_FORBIDDEN, DAVError
from wsgidav.dav_provider import DAVProvider
from wsgidav.lock_man.lock_manager import LockManager

from egide.interfaces.webdav.locking import DOCUMENT, LockRows
from egide.interfaces.webdav.properties import PropertyRows
from egide.interfaces.webdav.resources import DocumentFile, Folder, ScratchFile
from egide.interfaces.webdav.visits import SCRATCH, Visit

LONGEST_SEGMENT = 200


class Tree(DAVProvider):  # type: ignore[misc]
    """What one request sees."""

    def __init__(self, visit: Visit, *, mount: str) -> None:
        super().__init__()
        self.visit = visit
        self.set_mount_path(mount)
        self.set_share_path("")
        self.set_lock_manager(LockManager(LockRows(visit)))
        self.set_prop_manager(PropertyRows(visit))

    def get_resource_inst(self, path: str, environ: Any) -> Any:
        """Will return what stands at a path, or nothing."""
        key, visit = self.key_of(path), self.visit
        place = "/" + key
        if key in ("", visit.dossier.number, SCRATCH):
            return Folder(place, environ, visit)
        if key == visit.document_path:
            return None if visit.access.away else DocumentFile(place, environ, visit)
        entry = visit.entries.get(key)
        if entry is None:
            return None
        if entry.is_folder:
            return Folder(place, environ, visit, entry=entry)
        return ScratchFile(place, environ, visit, entry)

    def names_in(self, key: str) -> list[str]:
        """Will list a folder."""
        visit = self.visit
        if not key:
            return [visit.dossier.number, SCRATCH]
        names = [path.rpartition("/")[2] for path in visit.entries if path.rpartition("/")[0] == key]
        if key == visit.dossier.number and not visit.access.away:
            names.insert(0, visit.access.file_name)
        return names

    def ref_url_to_path(self, ref_url: str) -> str:
        """Will return the path in this tree of what a lock names."""
        if ref_url == DOCUMENT:
            return "/" + self.visit.document_path
        path: str = super().ref_url_to_path(ref_url)
        return path

    @staticmethod
    def key_of(path: str) -> str:
        """Will return a path as it is compared and kept."""
        return unicodedata.normalize("NFC", path).strip("/")

    def check_place(self, key: str) -> None:
        """Will stop a name that no program needs, and whatever would stand outside the two folders.

        :raises DAVError: such a name, or such a place.
        """
        parts = key.split("/")
        if any(
            not part or part in (".", "..") or len(part) > LONGEST_SEGMENT or not part.isprintable()
            for part in parts
        ):
            raise DAVError(HTTP_BAD_REQUEST)
        if len(parts) < 2 or parts[0] not in (self.visit.dossier.number, SCRATCH):
            raise DAVError(HTTP_FORBIDDEN)
