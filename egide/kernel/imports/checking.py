"""One line of a source against the plan and the house: what it would become, and in French what does not fit.

It writes nothing: the dry run stops here, the real one goes on with what fits.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from egide.kernel.dossiers.models import Confidentiality
from egide.kernel.finding.actions import SHORTEST
from egide.kernel.finding.models import reference_key
from egide.kernel.imports import folder, locating
from egide.kernel.imports.models import Target
from egide.kernel.imports.openers import OldFile, opener
from egide.kernel.imports.plan import Plan, read_date
from egide.kernel.imports.problems import PlanProblem, Remarks
from egide.kernel.imports.rows import Row
from egide.kernel.imports.seen import Seen
from egide.kernel.records.plan import ClassInForce, class_in_force
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Compartment, Unit
from egide.platform.reading import reader
from egide.platform.reading.problems import Protected, ReadingProblem
from egide.platform.storage import media
from egide.platform.storage.errors import MIB
from egide.platform.storage.sniffing import HEAD, is_refused, sniff

LONGEST_NUMBER, LONGEST_TITLE, LONGEST_DESCRIPTION = 60, 200, 4000
MOST_FILES = 20_000  # files of one line
LOCKABLE = {"application/pdf": ("pages", "pdf"), media.OLE: ("type", "any")}


@dataclass(frozen=True, kw_only=True)
class Record:
    """What one line becomes when nothing keeps it out; `values` are the mapped ones, words translated."""

    place: int
    number: str
    values: Mapping[str, str]
    remarks: Remarks
    file: OldFile | None = None
    dossier: str = ""
    dated_on: date | None = None
    unit: Unit | None = None
    files: tuple[str, ...] = ()
    left: tuple[str, ...] = field(default=())

    @property
    def key(self) -> str:
        """The digest under which the record is known: an old number is content, and a digest is enough."""
        return hashlib.sha256(self.number.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def fingerprint(self) -> str:
        """The digest of its values, its files apart: another one means that the source changed its mind."""
        kept = {name: value for name, value in self.values.items() if name != "files"}
        text = json.dumps(kept, sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()


class Checker:
    """What judges the lines of one pass; it keeps the units and the classes that it has met."""

    def __init__(
        self, plan: Plan, *, actor: Actor, compartment: Compartment, seen: Seen, now: datetime, thorough: bool
    ) -> None:
        self.plan, self.actor, self.seen, self.now, self.thorough = plan, actor, seen, now, thorough
        self.compartment = compartment
        self.today = timezone.localtime(now).date()
        rows = Unit.objects.select_related("compartment", "site").filter(compartment=compartment)
        self.units = {unit.code: unit for unit in rows}
        self.class_of = lru_cache(maxsize=2000)(self._class_of)

    def check(self, row: Row) -> Record:
        """Will judge one line."""
        remarks = Remarks()
        if row.problem:
            remarks.refuse(row.kind, row.problem)
            return Record(place=row.place, number="", values={}, remarks=remarks)
        values = self.values(row)
        number = self.number(values)
        self._number(number, row, remarks)
        paths = self.paths(row, values)
        fit, left = self._files(paths, remarks)
        parts = {"place": row.place, "number": number, "values": values, "remarks": remarks}
        if self.plan.target == Target.FILES:
            return Record(**parts, file=self._file(values, remarks), files=fit, left=left)  # type: ignore[arg-type]
        if self.plan.target == Target.DOCUMENTS:
            if not paths:
                remarks.refuse("missing", "La ligne ne nomme aucun fichier.")
            dated = self._date(values, "dated_on", remarks)
            dossier = self._dossier(values, remarks)
            return Record(**parts, dossier=dossier, dated_on=dated, files=fit, left=left)  # type: ignore[arg-type]
        unit = self._unit(values, remarks)
        dossier = self._box(values, remarks)
        return Record(**parts, unit=unit, dossier=dossier)  # type: ignore[arg-type]

    def values(self, row: Row) -> dict[str, str]:
        """Will read what the plan maps: fixed values, columns, what an empty cell means, words translated."""
        plan, found = self.plan, dict(self.plan.fixed)
        for name, column in plan.columns.items():
            raw = row.values.get(column, "")
            found[name] = plan.words.get(name, {}).get(raw, raw) if raw else plan.empty.get(name, "")
        return found

    def number(self, values: Mapping[str, str]) -> str:
        """Will return the old number, with the prefix that the plan gives."""
        raw = " ".join(values.get("number", "").split())
        return self.plan.prefix + raw if raw else ""

    def paths(self, row: Row, values: Mapping[str, str]) -> tuple[str, ...]:
        """Will return the files that the line names, from the root."""
        if self.plan.format == "folders":
            return row.files if self.plan.columns.get("files") else ()
        named = values.get("files", "").split(self.plan.file_separator) if values.get("files") else ()
        tidied = (folder.tidy_path(one, self.plan.strip) for one in named if one.strip())
        return tuple(dict.fromkeys(tidied))

    def file_problem(self, path: str) -> folder.Unfit | None:
        """Will say why a file cannot be taken, or nothing."""
        limit = settings.UPLOAD_LIMIT_MB * MIB
        try:
            with folder.opened(self.root, path) as content:
                size = os.fstat(content.fileno()).st_size
                if not size:
                    return folder.Unfit("empty", f"Le fichier «\u00a0{folder.shown(path)}\u00a0» est vide.")
                if size > limit:
                    return folder.Unfit(
                        "large",
                        f"Le fichier «\u00a0{folder.shown(path)}\u00a0» dépasse {settings.UPLOAD_LIMIT_MB}\u00a0Mo.",
                    )
                kind = sniff(content.read(HEAD) or b"", path)
                if is_refused(kind, path):
                    words = f"«\u00a0{folder.shown(path)}\u00a0» est un programme ou un script\u00a0: refusé."
                    return folder.Unfit("type", words)
                if self.thorough and self._locked(content.fileno(), kind):
                    words = f"«\u00a0{folder.shown(path)}\u00a0» est protégé par un mot de passe\u00a0: repris, non lu."
                    return folder.Unfit("locked", words)
        except folder.Unfit as unfit:
            return unfit
        except OSError:
            return folder.Unfit("missing", f"Le fichier «\u00a0{folder.shown(path)}\u00a0» ne se lit pas.")
        return None

    @property
    def root(self) -> Path:
        """The folder of the files."""
        return self.plan.path if self.plan.format == "folders" else self.plan.root

    def _number(self, number: str, row: Row, remarks: Remarks) -> None:
        if not number:
            remarks.refuse("number", "L’ancien numéro est vide.")
            return
        # A path under a root is its own number, and may be long: what is searched is its end.
        if self.plan.format != "folders" and len(number) > LONGEST_NUMBER:
            remarks.refuse("number", f"L’ancien numéro dépasse {LONGEST_NUMBER} caractères.")
        if len(reference_key(number)) < SHORTEST:
            words = (
                f"L’ancien numéro «\u00a0{number}\u00a0» est trop court\u00a0: [numbers] prefix l’allonge."
            )
            remarks.refuse("number", words)
        if self.plan.target == Target.BOXES:
            return  # a box has one line for each thing that it holds
        before = self.seen.first("number", number, row.place)
        if before is not None:
            words = f"L’ancien numéro «\u00a0{folder.shown(number)}\u00a0» est déjà à la ligne {before}."
            remarks.refuse("duplicate", words)

    def _file(self, values: Mapping[str, str], remarks: Remarks) -> OldFile | None:
        title = " ".join(values.get("title", "").split())
        description = values.get("description", "")
        if not title:
            remarks.refuse("title", "Le titre est vide.")
        if len(title) > LONGEST_TITLE:
            remarks.note(
                "title", f"Titre de plus de {LONGEST_TITLE} caractères\u00a0: entier dans la description."
            )
            description = f"{title}\n\n{description}".strip()
        if len(description) > LONGEST_DESCRIPTION:
            remarks.refuse("title", f"La description dépasse {LONGEST_DESCRIPTION} caractères.")
        unit = self._unit(values, remarks)
        code = self._class(values, unit, remarks)
        secret = values.get("confidentiality", "")
        if secret and secret not in Confidentiality.values:
            known = ", ".join(Confidentiality.values)
            remarks.refuse(
                "confidentiality",
                f"Confidentialité inconnue\u00a0: «\u00a0{secret}\u00a0». Connues\u00a0: {known}.",
            )
        received, closed = self._dates(values, remarks)
        if remarks.refusals or unit is None or received is None:
            return None
        file = OldFile(
            unit=unit, class_code=code, title=title[:LONGEST_TITLE], template=values.get("template", ""),
            description=description, received_on=received, closed_on=closed, confidentiality=secret,
        )  # fmt: skip
        if why := opener().problem(actor=self.actor, file=file, now=self.now):
            remarks.refuse("rights", why)
        return file

    def _dates(self, values: Mapping[str, str], remarks: Remarks) -> tuple[date | None, date | None]:
        received = self._date(values, "received_on", remarks)
        if received is None and not values.get("received_on"):
            remarks.refuse("date", "La date d’ouverture est vide.")
        closed = self._date(values, "closed_on", remarks)
        if received and closed and closed < received:
            remarks.refuse("date", f"La fermeture ({closed}) précède l’ouverture ({received}).")
        return received, closed

    def _date(self, values: Mapping[str, str], name: str, remarks: Remarks) -> date | None:
        text = values.get(name, "")
        if not text:
            return None
        found = read_date(text[:40], self.plan.date_formats)
        if found is None:
            remarks.refuse("date", f"Date non comprise\u00a0: «\u00a0{text[:40]}\u00a0».")
        elif found > self.today:
            remarks.refuse("date", f"Date dans l’avenir\u00a0: «\u00a0{text[:40]}\u00a0».")
            return None
        return found

    def _unit(self, values: Mapping[str, str], remarks: Remarks) -> Unit | None:
        code = values.get("unit", "")
        unit = self.units.get(code)
        if unit is None:
            remarks.refuse("unit", f"Unité inconnue dans le compartiment\u00a0: «\u00a0{code[:60]}\u00a0».")
        return unit

    def _class(self, values: Mapping[str, str], unit: Unit | None, remarks: Remarks) -> str:
        code = values.get("class", "")
        found = self.class_of(code[:41])
        if found is None:
            remarks.refuse("class", f"Classe absente du plan en vigueur\u00a0: «\u00a0{code[:60]}\u00a0».")
        elif unit is not None and not found.open_to(unit.code):
            remarks.refuse(
                "class", f"L’unité {unit.code} n’ouvre pas de dossier dans la classe {found.code}."
            )
        return code

    def _class_of(self, code: str) -> ClassInForce | None:
        return class_in_force(code, on=self.today)

    def _dossier(self, values: Mapping[str, str], remarks: Remarks) -> str:
        try:
            return locating.dossier_of(self.actor, self.plan, values.get("dossier", ""))
        except PlanProblem as problem:
            remarks.refuse("dossier", str(problem))
            return ""

    def _box(self, values: Mapping[str, str], remarks: Remarks) -> str:
        locating.check_box(self.plan, self.compartment, values, remarks)
        if not self._may_shelve():
            remarks.refuse("rights", "Les boîtes sont tenues par la gestion documentaire ou le secrétariat.")
        return self._dossier(values, remarks) if values.get("dossier") else ""

    def _may_shelve(self) -> bool:
        return any(self.actor.holds(role, compartment_id=self.compartment.pk) for role in locating.KEEPERS)

    def _files(self, paths: tuple[str, ...], remarks: Remarks) -> tuple[tuple[str, ...], tuple[str, ...]]:
        fit, left = [], []
        if len(paths) > MOST_FILES:
            remarks.refuse("other", f"La ligne nomme plus de {MOST_FILES} fichiers.")
            return (), ()
        for path in paths:
            self.seen.first("path", path)
            unfit = self.file_problem(path)
            if unfit is None or unfit.kind == "locked":
                fit.append(path)
                if unfit is not None:
                    remarks.note(unfit.kind, unfit.words)
            elif self.plan.leave_unfit:
                left.append(path)
                remarks.note(unfit.kind, unfit.words)
            else:
                remarks.refuse(unfit.kind, unfit.words)
        return tuple(fit), tuple(left)

    def _locked(self, descriptor: int, kind: str) -> bool:
        asked = LOCKABLE.get(kind)
        if asked is None:
            return False
        try:
            answer = reader.run(asked[0], descriptor, format=asked[1])
        except Protected:
            return True
        except ReadingProblem:
            return False
        for file in answer["files"]:
            file.close()
        return False
