"""The plan of an import: a TOML file that says what each column is. Nothing that it does not say is guessed.

A word that it does not know is refused: a misspelled key would otherwise be a silent omission.
"""

import codecs
import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from egide.kernel.imports.models import Target
from egide.kernel.imports.problems import PlanProblem

FORMATS = ("csv", "fmpxmlresult", "xlsx", "folders")
LARGEST = 1024 * 1024  # bytes of a plan
MEANINGS: dict[str, tuple[str, ...]] = {
    Target.FILES: (
        "number", "title", "description", "class", "template", "unit", "confidentiality",
        "received_on", "closed_on", "files",
    ),
    Target.DOCUMENTS: ("number", "dossier", "title", "dated_on", "files"),
    Target.BOXES: (
        "number", "label", "unit", "capacity", "place", "site", "room", "shelf", "places",
        "dossier", "part", "medium", "thickness",
    ),
}  # fmt: skip
NEEDED: dict[str, tuple[str, ...]] = {
    Target.FILES: ("number", "title", "class", "template", "unit", "received_on"),
    Target.DOCUMENTS: ("number", "dossier", "files"),
    Target.BOXES: ("number", "label", "unit", "capacity"),
}
# Columns that a tree of folders has by itself, from the levels that the plan names.
OF_FOLDERS = ("number", "title", "class", "files", "modified_on")
LEVELS = ("class", "dossier", "ignore")
_TABLES: dict[str, tuple[str, ...]] = {
    "": ("source", "target", "compartment", "list", "columns", "fixed", "empty", "words", "dates", "files",
         "numbers", "boxes"),
    "list": ("format", "path", "encoding", "separator", "header", "columns", "sheet", "levels", "class_word"),
    "dates": ("formats",),
    "files": ("root", "separator", "strip", "unfit"),
    "numbers": ("prefix", "label", "dossier_by"),
    "boxes": ("create_places",),
}  # fmt: skip
_SOURCE = re.compile(r"[a-z0-9][a-z0-9-]{2,58}[a-z0-9]")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the plan says, checked. `sha256` is that of the file: another plan is another import."""

    source: str
    target: Target
    compartment: str
    format: str
    path: Path
    encoding: str
    separator: str
    header: bool
    names: tuple[str, ...]
    sheet: str
    levels: tuple[str, ...]
    class_word: str
    columns: Mapping[str, str]
    fixed: Mapping[str, str]
    empty: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]
    date_formats: tuple[str, ...]
    root: Path
    file_separator: str
    strip: str
    leave_unfit: bool
    prefix: str
    label: str
    by_old_number: bool
    create_places: bool
    sha256: str


def read_plan(path: Path) -> Plan:
    """Will read and check the plan; paths are taken from its folder.

    :raises PlanProblem: unreadable, an unknown word, or something needed that it does not say.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        said = tomllib.loads(content.decode("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise PlanProblem(f"le plan ne se lit pas\u00a0: {error}") from error
    if len(content) > LARGEST:
        raise PlanProblem("le plan dépasse 1 Mo.")
    for table, known in _TABLES.items():
        _only(table, said if not table else _table(said, table), known)
    target = _one_of(said, "target", tuple(Target.values), "")
    source = _text(said, "source", "", needed=True)
    if not _SOURCE.fullmatch(source):
        raise PlanProblem("«\u00a0source\u00a0» prend de 4 à 60 minuscules, chiffres et traits d’union.")
    listed, files, numbers = _table(said, "list"), _table(said, "files"), _table(said, "numbers")
    kind = _one_of(listed, "format", FORMATS, "list")
    base = path.resolve().parent
    columns = _meanings(said, "columns", target)
    fixed, empty = _meanings(said, "fixed", target), _meanings(said, "empty", target)
    _complete(target, kind, columns, fixed)
    plan = Plan(
        source=source,
        target=Target(target),
        compartment=_text(said, "compartment", "", needed=True),
        format=kind,
        path=base / _text(listed, "path", "list", needed=True),
        encoding=_encoding(listed, kind),
        separator=_separator(listed, kind),
        header=_flag(listed, "header", "list"),
        names=_texts(listed, "columns", "list"),
        sheet=_text(listed, "sheet", "list"),
        levels=_levels(listed, kind),
        class_word=_text(listed, "class_word", "list") or "whole",
        columns=columns,
        fixed=fixed,
        empty=empty,
        words=_words(said, target),
        date_formats=_texts(_table(said, "dates"), "formats", "dates"),
        root=base / _text(files, "root", "files"),
        file_separator=_text(files, "separator", "files", blank=True),
        strip=_text(files, "strip", "files"),
        leave_unfit=bool(files)
        and "unfit" in files
        and _one_of(files, "unfit", ("refuse", "leave"), "files") == "leave",
        prefix=_text(numbers, "prefix", "numbers"),
        label=_text(numbers, "label", "numbers") or "Ancien numéro",
        by_old_number="dossier_by" in numbers
        and _one_of(numbers, "dossier_by", ("number", "old_number"), "numbers") == "old_number",
        create_places=_flag(_table(said, "boxes"), "create_places", "boxes"),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    _coherent(plan)
    return plan


def read_date(text: str, formats: tuple[str, ...]) -> date | None:
    """Will read a day written in one of the forms of the plan, or nothing."""
    from datetime import datetime

    for form in formats:
        try:
            found = datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 — a day has no zone
        except ValueError:
            continue
        return found if found.year >= 1800 else None
    return None


def _complete(target: str, kind: str, columns: Mapping[str, str], fixed: Mapping[str, str]) -> None:
    said = {*columns, *fixed}
    missing = [name for name in NEEDED[target] if name not in said]
    if missing:
        raise PlanProblem(f"[columns] ou [fixed] doit dire\u00a0: {', '.join(missing)}.")
    if twice := sorted(set(columns) & set(fixed)):
        raise PlanProblem(f"à la fois dans [columns] et dans [fixed]\u00a0: {', '.join(twice)}.")
    if kind == "folders" and (strange := sorted(set(columns.values()) - set(OF_FOLDERS))):
        raise PlanProblem(
            f"une arborescence a pour colonnes {', '.join(OF_FOLDERS)}\u00a0: pas {', '.join(strange)}."
        )


def _coherent(plan: Plan) -> None:
    dated = {"received_on", "closed_on", "dated_on"} & {*plan.columns, *plan.fixed}
    if dated and not plan.date_formats:
        raise PlanProblem('[dates] formats doit dire comment les dates sont écrites, par exemple "%Y-%m-%d".')
    for name in dated & set(plan.fixed):
        if read_date(plan.fixed[name], plan.date_formats) is None:
            raise PlanProblem(f"[fixed] {name}\u00a0: cette date n’est dans aucune des formes de [dates].")
    if plan.format in ("csv", "xlsx") and not plan.header and not plan.names:
        raise PlanProblem("[list] dit header = true, ou donne ses colonnes dans columns.")
    if "files" in plan.columns and plan.format != "folders" and not plan.file_separator:
        raise PlanProblem('[files] separator dit ce qui sépare deux fichiers, par exemple "\\n".')
    if plan.target == Target.BOXES and plan.format == "folders":
        raise PlanProblem("une liste de boîtes est un CSV, un XML ou un XLSX.")
    if plan.class_word not in ("whole", "first"):
        raise PlanProblem("[list] class_word\u00a0: «\u00a0whole\u00a0» ou «\u00a0first\u00a0».")


def _table(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = said.get(name, {})
    if not isinstance(found, dict):
        raise PlanProblem(f"[{name}] doit être une table.")
    return found


def _only(table: str, said: Mapping[str, Any], known: tuple[str, ...]) -> None:
    if strange := sorted(set(said) - set(known)):
        where = f"[{table}]" if table else "le plan"
        raise PlanProblem(
            f"{where} ne connaît pas\u00a0: {', '.join(strange)}. Connus\u00a0: {', '.join(known)}."
        )


def _text(
    said: Mapping[str, Any], name: str, table: str, *, needed: bool = False, blank: bool = False
) -> str:
    value = said.get(name, "")
    where = f"[{table}] {name}" if table else name
    if not isinstance(value, str) or "\0" in value or len(value) > 500:
        raise PlanProblem(f"{where} doit être un texte.")
    if needed and not value.strip():
        raise PlanProblem(f"{where} manque.")
    return value if blank else value.strip()


def _texts(said: Mapping[str, Any], name: str, table: str) -> tuple[str, ...]:
    value = said.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value) or len(value) > 500:
        raise PlanProblem(f"[{table}] {name} doit être une liste de textes.")
    if len(set(value)) != len(value):
        raise PlanProblem(f"[{table}] {name} dit deux fois la même chose.")
    return tuple(value)


def _flag(said: Mapping[str, Any], name: str, table: str) -> bool:
    value = said.get(name, False)
    if not isinstance(value, bool):
        raise PlanProblem(f"[{table}] {name} est true ou false.")
    return value


def _one_of(said: Mapping[str, Any], name: str, known: tuple[str, ...], table: str) -> str:
    value = said.get(name)
    if value not in known:
        where = f"[{table}] {name}" if table else name
        raise PlanProblem(f"{where} doit être un de\u00a0: {', '.join(known)}.")
    return str(value)


def _meanings(said: Mapping[str, Any], table: str, target: str) -> dict[str, str]:
    found = _table(said, table)
    _only(table, found, MEANINGS[target])
    return {name: _text(found, name, table) for name in found}


def _words(said: Mapping[str, Any], target: str) -> dict[str, dict[str, str]]:
    found = _table(said, "words")
    _only("words", found, MEANINGS[target])
    return {
        name: {old.strip(): _text(_table(found, name), old, f"words.{name}") for old in _table(found, name)}
        for name in found
    }


def _encoding(listed: Mapping[str, Any], kind: str) -> str:
    said = _text(listed, "encoding", "list", needed=kind == "csv")
    if kind != "csv":
        return ""
    try:
        name = codecs.lookup(said).name
        codecs.getincrementaldecoder(name)
        "".encode(name)
    except (LookupError, TypeError, UnicodeError, ValueError) as error:
        raise PlanProblem(
            f"[list] encoding\u00a0: «\u00a0{said}\u00a0» n’est pas un codage de texte connu."
        ) from error
    return "utf-8-sig" if name == "utf-8" else name


def _separator(listed: Mapping[str, Any], kind: str) -> str:
    said = _text(listed, "separator", "list", blank=True)
    if kind == "csv" and (len(said) != 1 or said in '"\r\n\v'):
        raise PlanProblem('[list] separator est un seul caractère, par exemple "," ou ";" ou "\\t".')
    return said


def _levels(listed: Mapping[str, Any], kind: str) -> tuple[str, ...]:
    found = _texts_any(listed)
    if kind != "folders":
        return ()
    if not found or found[-1] != "dossier" or found.count("dossier") != 1 or set(found) - set(LEVELS):
        raise PlanProblem(
            "[list] levels nomme chaque étage de l’arborescence, le dernier étant «\u00a0dossier\u00a0»\u00a0: "
            'par exemple ["class", "dossier"].'
        )
    return found


def _texts_any(listed: Mapping[str, Any]) -> tuple[str, ...]:
    value = listed.get("levels", [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise PlanProblem("[list] levels doit être une liste de textes.")
    return tuple(value)
