"""Taking what the scanner left: claimed, read, stored with its pieces in one transaction, only then deleted.

Serves the unit in whose folder the file was. Killed anywhere, the next round finishes: the claim’s token is the
row’s own key, so that a file committed and not yet deleted is never taken twice.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from django.conf import settings
from django.db import IntegrityError

from egide.kernel.scans import folder, reading
from egide.kernel.scans.filing import file_by_separator
from egide.kernel.scans.models import ScannedBatch, ScannedPiece
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from egide.platform.reading.problems import ReadingProblem, ToolMissing
from egide.platform.storage import store
from egide.platform.storage.errors import MIB, Infected, StorageProblem, TooLarge
from egide.platform.storage.models import ScanState, StoredObject

log = logging.getLogger(__name__)
NO_UNIT = "Aucune unité ne porte le code de ce dossier\u00a0: un sous-dossier porte le code d’une unité."
A_LINK = "Un raccourci n’est pas un document : déposez le fichier lui-même."
NOT_IN_A_UNIT = (
    "Ce fichier est hors du dossier d’une unité\u00a0: numérisez vers le sous-dossier de votre unité."
)


def take_all(*, actor: Actor, now: datetime) -> int:
    """Will take what has stopped growing in each unit’s folder, and return how many files were taken.

    `actor`: the scheduler, outside any transaction. One file that cannot be taken does not stop the others.
    """
    if not settings.SCAN_FOLDER or not Path(settings.SCAN_FOLDER).is_dir():
        return 0
    root, taken = Path(settings.SCAN_FOLDER), 0
    with acting_as(actor, read_only=True):
        units = {unit.code: unit for unit in Unit.objects.select_related("compartment")}
    for path in folder.strays(root, now=now):
        with _left_for_later():
            folder.refuse(path, home=root, name=path.name, sentence=NOT_IN_A_UNIT)
    for place in folder.units_in(root):
        unit = units.get(place.name)
        with _left_for_later():
            for claim in folder.claims(place, now=now):
                with _left_for_later():
                    if unit is None:
                        claim.refuse(NO_UNIT)
                    else:
                        taken += take(claim=claim, unit=unit, actor=actor, now=now)
    return taken


@contextmanager
def _left_for_later() -> Iterator[None]:
    try:
        yield
    except OSError as error:  # a disk that is full, a share that is gone: the next round tries again
        log.warning("A scanned file stays where it is: %s", os.strerror(error.errno or 0))
    except Exception:  # a defect that one file meets: told in the log, and the other units go on
        log.exception("A scanned file stays where it is")


def take(*, claim: folder.Claim, unit: Unit, actor: Actor, now: datetime) -> bool:
    """Will store one claimed file with its pieces; false when it was refused, or already taken."""
    if claim.path.is_symlink():
        claim.refuse(A_LINK)
        return False
    with acting_as(actor, read_only=True):
        known = ScannedBatch.objects.filter(public_id=claim.token).exists()
    if known:
        claim.forget()
        return False
    try:
        with claim.opened() as source:
            size = os.fstat(source.fileno()).st_size
            if size > settings.LARGE_UPLOAD_LIMIT_MB * MIB:
                raise TooLarge(settings.LARGE_UPLOAD_LIMIT_MB * MIB)
            with reading.read(source, name=claim.name, at_blanks=claim.at_blanks) as scan:
                source.seek(0)
                with acting_as(actor):
                    batch = _store(claim, unit, source, scan, actor, now)
                    if batch.stored.size != os.fstat(source.fileno()).st_size:
                        raise BlockingIOError  # it grew while it was read: the next round
    except ToolMissing:
        raise OSError from None
    except IntegrityError:  # another worker finished the same claim first
        return False
    except (StorageProblem, ReadingProblem) as problem:
        if isinstance(problem, StorageProblem) and problem.status >= 500:
            raise OSError from problem
        claim.refuse(str(problem))
        return False
    claim.forget()
    return True


def _store(
    claim: folder.Claim, unit: Unit, source: IO[bytes], scan: reading.Scan, actor: Actor, now: datetime
) -> ScannedBatch:
    def put(stream: object, name: str) -> StoredObject:
        stored = store.put(
            stream=stream,  # type: ignore[arg-type]
            file_name=name,
            compartment=unit.compartment,
            actor_code=actor.code,
            now=now,
            limit_bytes=settings.LARGE_UPLOAD_LIMIT_MB * MIB,
        )
        if stored.scan_state == ScanState.INFECTED:
            raise Infected(stored.scan_detail)
        return stored

    whole = put(source, claim.name)
    batch = ScannedBatch.objects.create(
        public_id=claim.token,
        compartment=unit.compartment,
        unit=unit,
        stored=whole,
        file_name=claim.name,
        pages=scan.pages,
        separators=scan.separators,
        received_at=now,
    )
    name = PurePosixPath(claim.name)
    for rank, cut in enumerate(scan.cuts, start=1):
        if cut.file is not None:
            cut.file.seek(0)  # the child that looked at it moved the same place
        piece = ScannedPiece.objects.create(
            compartment=unit.compartment,
            batch=batch,
            rank=rank,
            first_page=cut.stretch.first,
            last_page=cut.stretch.last,
            stored=whole if cut.file is None else put(cut.file, f"{name.stem} ({rank}){_suffix(name)}"),
            thumbnail=put([cut.thumbnail], "apercu.jpg") if cut.thumbnail else None,
            words=cut.words,
            named=cut.stretch.number,
        )
        if piece.named:
            file_by_separator(piece=piece, unit=unit, actor=actor, now=now)
    return batch


def _suffix(name: PurePosixPath) -> str:
    return ".pdf" if name.suffix.lower() == ".pdf" else ".tif"
