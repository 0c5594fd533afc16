"""Two parties of a dossier that are one person: chosen field by field, and undone exactly.

The row that goes is kept as a picture behind the walls, with what pointed to it; undo puts everything back.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction

from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.joining.models import PartyMerge
from egide.kernel.parties.models import Party, PartyRole
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

LABELS = {
    "name": "Nom",
    "civility": "Civilité",
    "email": "Courriel",
    "phone": "Téléphone",
    "address": "Adresse",
    "language": "Langue",
    "preferred_channel": "Moyen préféré",
}
KEPT, ABSORBED = "kept", "absorbed"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A field that the two rows do not agree on."""

    name: str
    label: str
    kept: str
    absorbed: str


def differences(kept: Party, absorbed: Party) -> tuple[Difference, ...]:
    """Will list the fields to choose between; a field empty on one side offers the other."""
    pairs = ((name, str(getattr(kept, name, "")), str(getattr(absorbed, name, ""))) for name in LABELS)
    return tuple(
        Difference(name=name, label=LABELS[name], kept=own, absorbed=other)
        for name, own, other in pairs
        if own != other
    )


def merge_parties(
    *,
    dossier: Dossier,
    kept: Party,
    absorbed: Party,
    choices: Mapping[str, str],
    actor: Actor,
    now: datetime,
) -> PartyMerge:
    """Will keep one row with the values chosen, and point to it whatever pointed to the other.

    :raises Refused: the same row, the order with a person, or something that refuses to change hands.
    """
    _check(dossier, kept, absorbed)
    wanted = {d.name: d.absorbed for d in differences(kept, absorbed) if choices.get(d.name) == ABSORBED}
    picture: dict[str, Any] = {
        "absorbed": _values(absorbed),
        "kept": {name: getattr(kept, name) for name in wanted},
        "moved": {},
    }
    absorbed_rank = absorbed.rank
    try:
        with transaction.atomic():
            for model, name in _pointing():
                ids = list(model._base_manager.filter(**{name: absorbed}).values_list("pk", flat=True))
                if ids:
                    model._base_manager.filter(pk__in=ids).update(**{name: kept})
                    picture["moved"][f"{model._meta.label}.{name}"] = [str(pk) for pk in ids]
            absorbed.delete()
            for name, value in wanted.items():
                setattr(kept, name, value)
            kept.save()
            merge = PartyMerge.objects.create(
                **ranked(PartyMerge, dossier),
                kept=kept,
                absorbed_rank=absorbed_rank,
                picture=json.loads(json.dumps(picture, cls=DjangoJSONEncoder)),
                merged_at=now,
                merged_by=actor.code,
            )
    except (IntegrityError, models.ProtectedError) as error:
        raise Refused(
            "Un élément du dossier tient à l’une de ces deux parties et ne peut pas changer "
            "de main\u00a0: rien n’a été fusionné."
        ) from error
    _journal(dossier, "party.merged", kept.rank, absorbed_rank, now)
    return merge


def undo_merge(*, dossier: Dossier, merge: PartyMerge, now: datetime) -> None:
    """Will put both rows back as they were, each with what pointed to it before.

    :raises Refused: undone already, a later merge still stands on the same party, or its picture left (parting.py).
    """
    later = PartyMerge.objects.filter(dossier_id=dossier.pk, kept=merge.kept, undone_at=None)
    if merge.undone_at is not None:
        raise Refused("Cette fusion est déjà annulée.")
    if later.filter(rank__gt=merge.rank).exists():
        raise Refused("Une fusion plus récente vise la même personne\u00a0: annulez-la d’abord.")
    picture = merge.picture
    if not picture:  # the dossier was handed over since
        raise Refused(
            "La fiche absorbée a quitté ce dossier par une remise\u00a0: la fusion ne s’annule plus."
        )
    fields = {field.attname: field for field in Party._meta.concrete_fields}
    values = {name: fields[name].to_python(value) for name, value in picture["absorbed"].items()}
    if Party.objects.filter(dossier_id=dossier.pk, rank=values["rank"]).exists():
        # Someone was added since under the rank that the merge had freed: the one who comes back takes the next.
        values |= ranked(Party, dossier)
    absorbed = Party(**values)
    absorbed.save(force_insert=True)
    for model, name in _pointing():
        ids = picture["moved"].get(f"{model._meta.label}.{name}", [])
        if ids:
            model._base_manager.filter(pk__in=ids, **{name: merge.kept}).update(**{name: absorbed})
    kept = merge.kept
    for name, value in picture["kept"].items():
        setattr(kept, name, value)
    kept.save()
    merge.undone_at = now
    merge.save(update_fields=["undone_at"])
    _journal(dossier, "party.merge_undone", kept.rank, merge.absorbed_rank, now)


def _check(dossier: Dossier, kept: Party, absorbed: Party) -> None:
    if kept.pk == absorbed.pk:
        raise Refused("Choisissez deux parties différentes.")
    if {kept.dossier_id, absorbed.dossier_id} != {dossier.pk}:
        raise Refused("Ces deux parties ne sont pas du même dossier.")
    if (kept.role == PartyRole.ORDER) != (absorbed.role == PartyRole.ORDER):
        raise Refused("Un ordre et une personne ne se fusionnent pas.")


def _values(party: Party) -> dict[str, Any]:
    return {field.attname: getattr(party, field.attname) for field in Party._meta.concrete_fields}


def _pointing() -> Iterator[tuple[type[models.Model], str]]:
    for relation in Party._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.is_relation:
            yield relation.related_model, relation.field.name  # type: ignore[misc,union-attr]


def _journal(dossier: Dossier, code: str, rank: int, absorbed: int, now: datetime) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data={"rank": rank, "absorbed": absorbed},
        at=now,
    )
