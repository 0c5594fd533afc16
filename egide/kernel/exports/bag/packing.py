"""The whole dossier as a bag: read as one person, behind the gate, written to a folder, checked, then zipped.

Serves the dossier's page (by a job) and `egide export`. Nothing is handed out that the Library of Congress's
tool, or the journal's own recomputation, finds wrong.
"""

import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.utils import timezone

from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.exports.bag import chain, contents, tables
from egide.kernel.exports.bag.names import plain
from egide.kernel.exports.bag.offline import verify_bag
from egide.kernel.exports.bag.readme import About, fields, readme
from egide.kernel.exports.bag.writer import BagWriter
from egide.kernel.gate.opening import open_dossier
from egide.law import roles
from egide.law.access import Role
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User
from egide.platform.journal.append import append, dossier_chain

CHUNK = 1024 * 1024  # bytes
LABELS = {role.code: role.label for role in vars(roles).values() if isinstance(role, Role)}


class BagNotValid(Exception):
    """The bag was written and does not hold; the message says why, in French."""


@dataclass(frozen=True, kw_only=True)
class Packed:
    """A bag that was checked, in its folder."""

    name: str
    folder: Path
    files: int

    def zip_to(self, target: IO[bytes], *, now: datetime) -> None:
        """Will write the bag as one ZIP, its files one after the other, under a folder of its own name."""
        stamp = timezone.localtime(now).timetuple()[:6]
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
            for path in sorted(self.folder.rglob("*")):
                if not path.is_file():
                    continue
                entry = zipfile.ZipInfo(f"{self.name}/{path.relative_to(self.folder).as_posix()}", stamp)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o600 << 16
                with path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as written:
                    while piece := source.read(CHUNK):
                        written.write(piece)


def pack(*, number: str, actor: Actor, folder: str | os.PathLike[str], now: datetime, policy: bool) -> Packed:
    """Will write the bag in a new folder under `folder`, check it, and journal it in the dossier.

    `policy`: the actor's roles must allow « export »; else reading is enough (the operator's command).

    :raises NotVisible: the dossier does not exist for the actor. :raises Refused: the roles do not allow it.
    :raises BagNotValid: what was written does not hold. :raises FileExistsError: the bag is already there.
    """
    with acting_as(actor, read_only=True):
        dossier = open_dossier(actor=actor, number=number, action="export" if policy else "read")
        name = f"sac-{plain(dossier.number)}-{timezone.localtime(now):%Y%m%d-%H%M%S}"
        place = Path(folder) / name
        place.mkdir(mode=0o700)
        files = _write(BagWriter(place), dossier, actor, now)
    faults, _ = verify_bag(place)
    if faults:
        raise BagNotValid(" ".join(faults[:5]))
    with acting_as(actor):
        append(
            chain=dossier_chain(dossier.pk),
            compartment_id=dossier.compartment_id,
            dossier_id=dossier.pk,
            code="bag.made",
            data={"files": files, "by": "request" if policy else "command"},
            at=now,
        )
    return Packed(name=name, folder=place, files=files)


def _write(bag: BagWriter, dossier: Dossier, actor: Actor, now: datetime) -> int:
    module = registry.module_of_kind(dossier.kind)
    assert module.kind is not None
    omissions = [*contents.add_documents(bag, dossier), *contents.add_messages_sent(bag, dossier)]
    contents.add_dossier(
        bag, dossier, kind=module.name, prefix=module.kind.prefix_in(dossier.compartment.code)
    )
    people = _tables(bag, dossier, actor)
    _journal(bag, dossier, people)
    bag.add_json("donnees/personnes.json", _names(people))
    about = About(
        number=dossier.number,
        kind=module.name,
        address=dossier.site.address,
        reader=_reader(actor),
        made_at=now,
    )
    bag.add_text("LISEZ-MOI.txt", readme(about, omissions))
    bag.close(fields(about))
    return len(bag.files)


def _tables(bag: BagWriter, dossier: Dossier, actor: Actor) -> set[str]:
    schema, people = {}, set[str]()
    for model in tables.tables():
        path = f"donnees/{model._meta.label_lower}.jsonl"
        if bag.add_lines(path, _noting(tables.rows_of(model, dossier, actor), people)):
            schema[path] = tables.description(model)
    bag.add_json("donnees/schema.json", schema)
    return people


def _noting(rows: Iterable[dict[str, Any]], people: set[str]) -> Iterator[dict[str, Any]]:
    for row in rows:
        people |= tables.codes_in([row])
        yield row


def _journal(bag: BagWriter, dossier: Dossier, people: set[str]) -> None:
    def entries() -> Iterator[dict[str, Any]]:
        for entry in chain.entries_of(dossier):
            people.add(entry["body"].split("\n", 8)[7])
            yield entry

    bag.add_lines("journal/chaine.jsonl", entries())
    bag.add("journal/journal.txt", (line.encode() for line in chain.told(chain.entries_of(dossier))))
    if seals := chain.seals_of(dossier):
        bag.add_json("journal/sceaux.json", seals)


def _names(codes: set[str]) -> dict[str, str]:
    ids = {int(code.partition(":")[2]): code for code in tables.codes_in(codes)}
    named = User.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "full_name", "job_title")
    return {ids[pk]: ", ".join(filter(None, (name, title))) for pk, name, title in named}


def _reader(actor: Actor) -> str:
    if actor.user_id is None:
        return "L’exploitant du système, par la commande «\u00a0egide export\u00a0»"
    held = sorted({LABELS.get(one.role, one.role) for one in actor.roles})
    return f"{actor.name} (fonctions\u00a0: {', '.join(held)})"
