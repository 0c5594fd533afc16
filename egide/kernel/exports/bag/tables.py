"""The rows of a dossier as JSON, table by table, with a description: every walled table that names the dossier.

A new table is in the bag from its first day; what is left out is listed here, with the reason, and told in the bag.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Field, ForeignKey, Model

from egide.kernel.dossiers.models import Dossier, RankedContent
from egide.kernel.gate.visibility import visible
from egide.platform.accounts.actors import Actor

# By application, or by table; an empty reason: it is in the bag otherwise.
LEFT_OUT: Mapping[str, str] = {
    "journal": "",  # it has its own folder
    "notices": "les avis au personnel ne font pas partie du dossier",
    "exports": "les demandes de copies ne font pas partie du dossier",
    "batches": "les travaux en lot ne font pas partie du dossier",
    "documents.step": "étapes de lecture, refaites à partir des fichiers",
    "documents.page": "texte lu dans les fichiers, refait à partir d’eux",
    "documents.textblock": "texte lu dans les fichiers, refait à partir d’eux",
    "documents.rendition": "vignettes et versions à feuilleter, refaites à partir des fichiers",
    "uploads": "envois inachevés, qui durent un jour",
    "scans": "dépôts du numériseur\u00a0: ce qui en est versé est parmi les documents",
    "search": "index de recherche, refaits à partir des textes, des titres et des noms",
    "statistics": "comptes, refaits à partir des faits",
    "finding.word": "index de recherche, refaits à partir des textes, des titres et des noms",
    "passes.pass": "liens secrets remis à des personnes de l’extérieur",
    "letters.typing": "frappe en cours, propre à chaque personne",
    "planning.sectiontyping": "frappe en cours, propre à chaque personne",
    "joining.sameperson": "liens d’une personne avec ses autres dossiers, qui ont chacun leurs lecteurs",
    "notes.reminder": "rappels personnels",
    "gate.conflict": "déclarations de conflit d’intérêts\u00a0: elles concernent le personnel",
    "gate.grant": "droits d’accès accordés\u00a0: le journal les raconte",
    "parties.conflictflag": "signalements de ressemblance avec le personnel",
    "dossiers.dossier": "",  # it has its own file
}
# Columns that serve the house only: internal keys, folded copies of other columns, secrets of forms.
HIDDEN = frozenset(
    {
        "id", "dossier", "dossier_id", "compartment", "title_key", "name_key", "name_sorted", "sound_sorted",
        "sound_first", "sound_last", "email_key", "phone_key", "address_key", "postal_key", "key", "form_key",
        "printed_passes", "attachments", "user_key", "text_key", "before",
    }
)  # fmt: skip
KINDS = {
    "DateField": "jour (AAAA-MM-JJ)",
    "DateTimeField": "instant (UTC, ISO 8601)",
    "BooleanField": "vrai ou faux",
    "JSONField": "JSON tel que reçu",
    "ArrayField": "liste",
}


def tables() -> list[type[Model]]:
    """Will return the models whose rows name a dossier, in a stable order."""
    found = [model for model in apps.get_models() if _names_a_dossier(model) and not _left_out(model)]
    return sorted(found, key=lambda model: model._meta.label_lower)


def rows_of(model: type[Model], dossier: Dossier, actor: Actor) -> Iterator[dict[str, Any]]:
    """Will give the rows that the walls let the actor see, oldest first."""
    fields = _shown(model)
    joined = [f.name for f in fields if isinstance(f, ForeignKey) and f.related_model is not Dossier]
    rows = model._default_manager.filter(dossier_id=dossier.pk).order_by("pk")
    for row in (rows.select_related(*joined) if joined else rows).iterator(chunk_size=500):
        yield {field.name: _said(field, row, actor) for field in fields}


def description(model: type[Model]) -> dict[str, Any]:
    """Will describe a table: what it is, each column with its kind and its words."""
    return {
        "table": model._meta.label_lower,
        "nom": str(model._meta.verbose_name),
        "colonnes": {field.name: _column(field) for field in _shown(model)},
    }


def dossier_row(dossier: Dossier) -> dict[str, Any]:
    """Will give the dossier's own columns, codes beside their words."""
    skipped = {"version", "title_key"}
    told = {field.name: _plain(_of(field, dossier)) for field in _shown(Dossier) if field.name not in skipped}
    return {"compartment": dossier.compartment.code, **told}


def _names_a_dossier(model: type[Model]) -> bool:
    columns = {field.attname for field in model._meta.concrete_fields}
    return not model._meta.proxy and {"dossier_id", "compartment_id"} <= columns


def _left_out(model: type[Model]) -> bool:
    return model._meta.app_label in LEFT_OUT or model._meta.label_lower in LEFT_OUT


def _shown(model: type[Model]) -> list["Field[Any, Any]"]:
    return [field for field in model._meta.concrete_fields if field.name not in HIDDEN]


def _column(field: "Field[Any, Any]") -> dict[str, Any]:
    if isinstance(field, ForeignKey):
        kind = "renvoi"
    else:
        kind = KINDS.get(type(field).__name__, "nombre" if "Integer" in type(field).__name__ else "texte")
    told: dict[str, Any] = {"genre": kind}
    if str(field.verbose_name) != field.name.replace("_", " "):
        told["nom"] = str(field.verbose_name)
    if choices := dict(field.flatchoices):
        told["valeurs"] = {str(code): str(words) for code, words in choices.items()}
    return told


def _said(field: "Field[Any, Any]", row: Model, actor: Actor) -> Any:
    if field.related_model is Dossier:
        other = getattr(row, field.attname)
        return visible(actor).filter(pk=other).values_list("number", flat=True).first() if other else None
    value = _of(field, row)
    # The proof of a deadline is kept as JSON text: a list of steps is easier to read as a list.
    return json.loads(value) if field.name == "proof" and value else _plain(value)


def _of(field: "Field[Any, Any]", row: Model) -> Any:
    return getattr(row, field.name if isinstance(field, ForeignKey) else field.attname)


def _plain(value: Any) -> Any:
    """Will say any value in JSON; another row, by what people call it and never by its internal key."""
    if isinstance(value, Model):
        return _named(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def _named(row: Model) -> Any:
    if isinstance(row, RankedContent):
        return {"table": row._meta.label_lower, "rank": row.rank}
    for name in ("slug", "message_id", "code", "full_name", "sha256", "version", "number"):
        if isinstance(told := getattr(row, name, None), str | int) and told != "":
            more = getattr(row, "version", None)
            return f"{told}, version {more}" if name == "code" and isinstance(more, str) else told
    return None


def codes_in(values: Iterable[object]) -> set[str]:
    """Will find the codes of people (« staff:12 ») anywhere in these values."""
    found: set[str] = set()
    for value in values:
        if isinstance(value, str):
            kind, _, rest = value.partition(":")
            if kind in ("staff", "external") and rest.isdecimal():
                found.add(value)
        elif isinstance(value, Mapping):
            found |= codes_in(value.values())
        elif isinstance(value, list | tuple):
            found |= codes_in(value)
    return found
