"""What stands in the tree: the document, files and folders beside it, and the folders that hold them.

To delete the document, or to move it aside as some programs do while they save, hides it from that program only.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from wsgidav.dav_error import HTTP_BAD_REQUEST, HTTP_FORBIDDEN, DAVError
from wsgidav.dav_provider import DAVCollection, DAVNonCollection

from egide.interfaces.webdav.locking import DOCUMENT
from egide.interfaces.webdav.reading import Forward
from egide.interfaces.webdav.visits import Visit
from egide.kernel.editing import scratch
from egide.kernel.editing.models import Entry
from egide.platform.errors.failures import HouseFailure
from egide.platform.storage import store


@contextmanager
def told() -> Iterator[None]:
    """Will turn a failure of the house into the protocol's, with its status and its sentence."""
    try:
        yield
    except HouseFailure as failure:
        raise DAVError(failure.status, failure.what) from failure


class Folder(DAVCollection):  # type: ignore[misc]
    """A folder: of the tree itself (`fixed`), or made by a program."""

    def __init__(self, path: str, environ: Any, visit: Visit, *, entry: Entry | None = None) -> None:
        super().__init__(path, environ)
        self.visit, self.entry = visit, entry
        self.key = path.strip("/")

    def get_member_names(self) -> list[str]:
        """Will list what stands in the folder."""
        return self.provider.names_in(self.key)  # type: ignore[no-any-return]

    def get_creation_date(self) -> float | None:
        """Will return when a program made it."""
        return None if self.entry is None else _seconds(self.entry.made_at)

    def get_last_modified(self) -> float | None:
        """Will return when it changed."""
        return None if self.entry is None else _seconds(self.entry.changed_at)

    def prevent_locking(self) -> bool:
        """Will keep the tree's own folders free: a lock there would stop nobody."""
        return self.entry is None

    def create_empty_resource(self, name: str) -> Any:
        """Will make an empty file in the scratch room; or show the document again, under its name."""
        path = self._inside(name)
        with told():
            if path == self.visit.document_path:
                self.visit.come_back()
            else:
                self.visit.make(path, is_folder=False)
        return self.provider.get_resource_inst("/" + path, self.environ)

    def create_collection(self, name: str) -> Any:
        """Will make a folder in the scratch room."""
        path = self._inside(name)
        with told():
            self.visit.make(path, is_folder=True)
        return self.provider.get_resource_inst("/" + path, self.environ)

    def copy_move_single(self, dest_path: str, *, is_move: bool) -> None:
        """Will make the same folder elsewhere, without what it holds."""
        if self.entry is None:
            raise DAVError(HTTP_FORBIDDEN)
        target = self.provider.key_of(dest_path)
        if target not in self.visit.entries:
            self.provider.check_place(target)
            with told():
                self.visit.make(target, is_folder=True)
        _carry_properties(self, dest_path)

    def support_recursive_move(self, dest_path: str) -> bool:
        """Will say no: what it holds moves one by one."""
        return False

    def support_recursive_delete(self) -> bool:
        """Will say that a folder goes with all that it holds."""
        return True

    def delete(self) -> list[Any]:
        """Will remove the folder and all that it holds."""
        if self.entry is None:
            raise DAVError(HTTP_FORBIDDEN)
        for child in self.get_descendants(add_self=True):
            _forget_marks(child)
        inside = [
            entry
            for path, entry in self.visit.entries.items()
            if path == self.key or path.startswith(self.key + "/")
        ]
        scratch.drop(entries=inside, among=self.visit.entries)
        return []

    def _inside(self, name: str) -> str:
        if not self.key:
            raise DAVError(HTTP_FORBIDDEN)
        path: str = self.provider.key_of(f"/{self.key}/{name}")
        self.provider.check_place(path)
        return path


class File(DAVNonCollection):  # type: ignore[misc]
    """Base of what holds bytes."""

    def __init__(self, path: str, environ: Any, visit: Visit) -> None:
        super().__init__(path, environ)
        self.visit = visit

    def support_etag(self) -> bool:
        """Will say yes: the hash of the bytes."""
        return True

    def support_ranges(self) -> bool:
        """Will say yes."""
        return True

    def support_recursive_move(self, dest_path: str) -> bool:
        """Will say no: bytes are given to the other place, then leave this one."""
        return False

    def begin_write(self, *, content_type: str | None = None) -> "Unread":
        """Will take nothing yet: what was sent was received before the transaction."""
        return Unread()


class Unread:
    """Stands for the file being written; the bytes are kept at the end, where a refusal is heard."""

    def writelines(self, stream: Any) -> None:
        """Will leave the stream alone."""

    def close(self) -> None:
        """Will do nothing."""


class DocumentFile(File):
    """The document: reading gives its newest version, writing adds one."""

    def get_content_length(self) -> int:
        """Will return the size of the newest version, in bytes."""
        return self.visit.newest.size

    def get_content_type(self) -> str:
        """Will return its type by content."""
        return self.visit.newest.media_type

    def get_creation_date(self) -> float:
        """Will return when the newest version came."""
        return _seconds(self.visit.newest.added_at)

    get_last_modified = get_creation_date

    def get_etag(self) -> str:
        """Will return what changes with each version."""
        return f"{self.visit.newest.number}-{self.visit.newest.sha256[:32]}"

    def get_ref_url(self) -> str:
        """Will return one name for all addresses of the document: its locks are everybody's."""
        return DOCUMENT

    def get_content(self) -> Forward:
        """Will open the newest version.

        :raises DAVError: quarantined, destroyed.
        """
        with told():
            return Forward(store.open_stream(stored=self.visit.newest.stored))

    def end_write(self, *, with_errors: bool) -> None:
        """Will add the version."""
        if not with_errors:
            with told():
                self.visit.save_body()

    def copy_move_single(self, dest_path: str, *, is_move: bool) -> None:
        """Will copy the newest version beside; a move then hides the document until it is written again."""
        target = self.provider.key_of(dest_path)
        self.provider.check_place(target)
        with told():
            entry = self.visit.entries.get(target) or self.visit.make(target, is_folder=False)
            self.visit.fill_with_document(entry)

    def delete(self) -> None:
        """Will hide the document from this program; nothing of it is destroyed."""
        self.visit.put_away()
        _forget_marks(self)


class ScratchFile(File):
    """A file that a program wrote beside the document."""

    def __init__(self, path: str, environ: Any, visit: Visit, entry: Entry) -> None:
        super().__init__(path, environ, visit)
        self.entry = entry

    def get_content_length(self) -> int:
        """Will return its size, in bytes."""
        return self.entry.size

    def get_content_type(self) -> str:
        """Will return its type by content."""
        return self.entry.media_type or "application/octet-stream"

    def get_creation_date(self) -> float:
        """Will return when it was made."""
        return _seconds(self.entry.made_at)

    def get_last_modified(self) -> float:
        """Will return when it was last written."""
        return _seconds(self.entry.changed_at)

    def get_etag(self) -> str:
        """Will return what changes with its bytes."""
        return self.entry.sha256[:32] or "0"

    def get_content(self) -> Forward:
        """Will open it.

        :raises DAVError: altered.
        """
        with told():
            return Forward(scratch.read(self.entry))

    def end_write(self, *, with_errors: bool) -> None:
        """Will keep what was sent."""
        body = self.visit.body
        if not with_errors and body is not None:
            with told():
                self.visit.fill(self.entry, body.chunks(), body.size or 0)

    def copy_move_single(self, dest_path: str, *, is_move: bool) -> None:
        """Will give its bytes to another place; onto the document's name, they are a save."""
        target = self.provider.key_of(dest_path)
        with told():
            if target == self.visit.document_path:
                self.visit.save_entry(self.entry)
                return
            self.provider.check_place(target)
            entry = self.visit.entries.get(target) or self.visit.make(target, is_folder=False)
            scratch.share(entry=entry, source=self.entry, now=self.visit.now)
        _carry_properties(self, dest_path)

    def delete(self) -> None:
        """Will remove it."""
        _forget_marks(self)
        scratch.drop(entries=[self.entry], among=self.visit.entries)


def _carry_properties(resource: Any, dest_path: str) -> None:
    target = resource.provider.get_resource_inst(dest_path, resource.environ)
    if target is None:
        raise DAVError(HTTP_BAD_REQUEST)
    resource.provider.prop_manager.copy_properties(resource.get_ref_url(), target.get_ref_url())


def _forget_marks(resource: Any) -> None:
    resource.remove_all_properties(recursive=True)
    resource.remove_all_locks(recursive=True)


def _seconds(at: datetime) -> float:
    return at.timestamp()
