"""One person in several dossiers of a compartment: the link, what is aligned between the two records, and its undo.

Each dossier keeps its own record: no table of persons stands above the walls.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.content import placed
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.joining.merging import ABSORBED, KEPT, differences
from egide.kernel.joining.models import SamePerson
from egide.kernel.parties.models import Party, PartyRole
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

APART = "apart"  # each record keeps its own value


@dataclass(frozen=True, kw_only=True)
class Known:
    """One standing link as seen from a dossier."""

    row: SamePerson
    mine: Party
    other: Dossier
    theirs: Party


def link_person(
    *,
    dossier: Dossier,
    party: Party,
    other: Dossier,
    other_party: Party,
    choices: Mapping[str, str],
    actor: Actor,
    now: datetime,
) -> SamePerson:
    """Will say that both records are one person, and give both the values chosen.

    `choices`: a field's name to KEPT (this record's value), ABSORBED (the other's) or APART.

    :raises Refused: one dossier, two compartments, an order, linked already.
    """
    _check(dossier, party, other, other_party)
    mine, theirs = {}, {}
    for each in differences(party, other_party):
        chosen = choices.get(each.name, APART)
        if chosen == ABSORBED:
            mine[each.name] = [each.kept, each.absorbed]
        elif chosen == KEPT:
            theirs[each.name] = [each.absorbed, each.kept]
    try:
        with transaction.atomic():
            row = SamePerson.objects.create(
                **placed(dossier),
                party=party,
                other=other,
                other_party=other_party,
                picture={"mine": mine, "theirs": theirs},
                made_at=now,
                made_by=actor.code,
            )
    except IntegrityError as error:
        raise Refused("Ces deux fiches sont déjà reliées.") from error
    _write(dossier, party, {name: pair[1] for name, pair in mine.items()})
    _write(other, other_party, {name: pair[1] for name, pair in theirs.items()})
    _journal(dossier, "party.same_person", now, party.rank)
    _journal(other, "party.same_person", now, other_party.rank)
    return row


def unlink_person(*, known: Known, dossier: Dossier, now: datetime) -> None:
    """Will take the link back; a value that someone changed since is left as it now is.

    :raises Refused: it was taken back already.
    """
    row = SamePerson.objects.select_for_update(of=("self",)).get(pk=known.row.pk)
    if row.ended_at is not None:
        raise Refused("Ce lien n’existe plus.")
    ends = {True: (dossier, known.mine), False: (known.other, known.theirs)}
    outgoing = row.dossier_id == dossier.pk
    for side, first in (("mine", outgoing), ("theirs", not outgoing)):
        where, party = ends[first]
        pairs: dict[str, list[str]] = row.picture.get(side, {})
        _write(where, party, {n: old for n, (old, new) in pairs.items() if str(getattr(party, n)) == new})
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    _journal(dossier, "party.same_person_undone", now, known.mine.rank)
    _journal(known.other, "party.same_person_undone", now, known.theirs.rank)


def persons_of(actor: Actor, dossier: Dossier) -> tuple[Known, ...]:
    """Will list the standing links of the dossier's people whose other dossier the actor may read."""
    ends = Q(dossier=dossier) | Q(other=dossier)
    rows = list(
        SamePerson.objects.filter(ends, ended_at=None)
        .select_related("party", "other_party")
        .order_by("made_at", "pk")
    )
    wanted = {row.other_id if row.dossier_id == dossier.pk else row.dossier_id for row in rows}
    seen = {found.pk: found for found in visible(actor).filter(pk__in=wanted)} if wanted else {}
    known = []
    for row in rows:
        outgoing = row.dossier_id == dossier.pk
        other = seen.get(row.other_id if outgoing else row.dossier_id)
        if other is not None:
            mine, theirs = (row.party, row.other_party) if outgoing else (row.other_party, row.party)
            known.append(Known(row=row, mine=mine, other=other, theirs=theirs))
    return tuple(known)


def _check(dossier: Dossier, party: Party, other: Dossier, other_party: Party) -> None:
    if dossier.pk == other.pk:
        raise Refused("Dans un même dossier, deux fiches d’une personne se fusionnent.")
    if dossier.compartment_id != other.compartment_id:
        raise Refused("Ces deux dossiers sont séparés par un cloisonnement\u00a0: rien ne les relie.")
    if party.dossier_id != dossier.pk or other_party.dossier_id != other.pk:
        raise Refused("L’une de ces fiches n’est plus au dossier.")
    if PartyRole.ORDER in (party.role, other_party.role):
        raise Refused("Un ordre est le même partout\u00a0: il ne se relie pas.")
    reverse = SamePerson.objects.filter(party=other_party, other_party=party, ended_at=None)
    if reverse.exists():
        raise Refused("Ces deux fiches sont déjà reliées.")


def _write(dossier: Dossier, party: Party, values: dict[str, Any]) -> None:
    if not values:
        return
    for name, value in values.items():
        setattr(party, name, value)
    party.save()
    touch(dossier)


def _journal(dossier: Dossier, code: str, now: datetime, rank: int) -> None:
    # Not the other number: the reader of this history may be kept away from that dossier.
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data={"rank": rank},
        at=now,
    )
