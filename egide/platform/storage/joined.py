"""Files that come together, joined to a form or a message: all are kept, or none, each refusal in its own sentence.

Serves every door where someone sends files; what becomes of them is their caller's.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import IO, TypeVar

from egide.platform.accounts.models import Compartment
from egide.platform.storage import store
from egide.platform.storage.errors import Infected, StorageProblem
from egide.platform.storage.models import ScanState, StoredObject
from egide.platform.storage.names import clean_name

Kept = TypeVar("Kept")


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file as it arrives."""

    stream: IO[bytes] | Iterable[bytes]
    file_name: str


class RefusedFiles(StorageProblem):
    """Some joined files cannot be kept; `files` holds (name, sentence) rows. Nothing is kept."""

    title = "Un fichier ne peut pas être joint"

    def __init__(self, files: tuple[tuple[str, str], ...]) -> None:
        self.files = files
        super().__init__(" ".join(f"«\u00a0{name}\u00a0»\u00a0: {sentence}" for name, sentence in files))


def keep_joined(
    uploads: Iterable[Upload], *, compartment: Compartment, actor_code: str, now: datetime
) -> list[StoredObject]:
    """Will store every file in the compartment, before any dossier has it.

    :raises RefusedFiles: files are too large, empty, infected or of a refused type; nothing is kept then.
    """

    def keep(upload: Upload) -> StoredObject:
        kept = store.put(
            stream=upload.stream,
            file_name=upload.file_name,
            compartment=compartment,
            actor_code=actor_code,
            now=now,
        )
        if kept.scan_state == ScanState.INFECTED:
            raise Infected(kept.scan_detail)
        return kept

    return each_or_none(uploads, keep)


def each_or_none(uploads: Iterable[Upload], keep: Callable[[Upload], Kept]) -> list[Kept]:
    """Will keep each file by `keep`, and tell all the refusals together.

    :raises RefusedFiles: at least one was refused; the caller's transaction keeps none.
    """
    kept, refused = [], []
    for upload in uploads:
        try:
            kept.append(keep(upload))
        except Infected as problem:
            # Nothing is kept: « isolé » would be said of a document of a dossier, not of this one.
            found = f"L’analyse antivirus y a trouvé un contenu dangereux («\u00a0{problem.threat}\u00a0»)."
            refused.append((clean_name(upload.file_name), found))
        except StorageProblem as problem:
            refused.append((clean_name(upload.file_name), problem.sentence))
    if refused:
        raise RefusedFiles(tuple(refused))
    return kept
