"""The people of a dossier in other dossiers: those already linked, and those who resemble them, with the reasons.

Only dossiers that the reader may open are named or counted.
"""

from dataclasses import dataclass
from typing import Any

from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.interfaces.staff.pages_alike import STRENGTHS
from egide.interfaces.staff.pages_moves import crumbs
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.joining.persons import Known, persons_of
from egide.kernel.parties.matching import Resemblance, resemblances
from egide.kernel.parties.models import Party, PartyRole
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Badge, Crumb, Link


@dataclass(frozen=True, kw_only=True)
class Found:
    """A record of another dossier: linked already (`undo_url`), or to be compared (`compare_url`)."""

    link: Link
    badge: Badge
    reasons: str
    compare_url: str = ""
    undo_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Person:
    """One person of the dossier and what was found elsewhere."""

    name: str
    reach: str
    linked: tuple[Found, ...]
    alike: tuple[Found, ...]


@dataclass(frozen=True, kw_only=True)
class PersonsPage:
    """All the people of the dossier, the orders apart."""

    title: str
    number: str
    heading: str
    version: int
    crumbs: tuple[Crumb, ...]
    back: str
    people: tuple[Person, ...]


def persons_page(actor: Actor, dossier: Dossier) -> PersonsPage:
    """Will build the page."""
    title = "Les mêmes personnes dans d’autres dossiers"
    parties = Party.objects.filter(dossier_id=dossier.pk).exclude(role=PartyRole.ORDER).order_by("rank")
    known = persons_of(actor, dossier)
    found = {party: _alike(actor, dossier, party, known) for party in parties}
    return PersonsPage(
        title=title,
        number=dossier.number,
        heading=dossier.title,
        version=dossier.version,
        crumbs=crumbs(dossier, title),
        back=of_dossier("dossier_links", dossier.number),
        people=tuple(
            Person(
                name=party.name,
                reach=", ".join(filter(None, (party.email, party.phone))) or "sans coordonnées",
                linked=tuple(_linked(dossier, one) for one in known if one.mine.pk == party.pk),
                alike=alike,
            )
            for party, alike in found.items()
        ),
    )


def address(name: str, dossier: Dossier, party: Party | int, number: str, rank: int) -> str:
    """Will return an address about one pair of records."""
    own = party if isinstance(party, int) else party.rank
    return of_dossier(name, dossier.number, rank=own, other=number, other_rank=rank)


def _alike(actor: Actor, dossier: Dossier, party: Party, known: tuple[Known, ...]) -> tuple[Found, ...]:
    told = {(one.other.number, one.theirs.rank) for one in known if one.mine.pk == party.pk}
    found = resemblances(
        compartment_id=dossier.compartment_id,
        name=party.name,
        email=party.email,
        phone=party.phone,
        address=party.address,
        exclude_dossier=dossier.pk,
    )
    strong = [one for one in found if one.strength != "surname"]
    numbers = {one.dossier_number for one in strong}
    titles: dict[str, Any] = dict(visible(actor).filter(number__in=numbers).values_list("number", "title"))
    return tuple(
        _found(dossier, party, one, titles[one.dossier_number])
        for one in strong
        if one.dossier_number in titles and (one.dossier_number, one.rank) not in told
    )


def _found(dossier: Dossier, party: Party, one: Resemblance, title: str) -> Found:
    label, tone = STRENGTHS[one.strength]
    return Found(
        link=Link(
            label=one.dossier_number, url=dossier_url(one.dossier_number), detail=f"{one.name} · {title}"
        ),
        badge=Badge(label=label, tone=tone),
        reasons=formats.listing(one.reasons) if one.reasons else "",
        compare_url=address("person_link", dossier, party, one.dossier_number, one.rank),
    )


def _linked(dossier: Dossier, one: Known) -> Found:
    number = one.other.number
    return Found(
        link=Link(label=number, url=dossier_url(number), detail=f"{one.theirs.name} · {one.other.title}"),
        badge=Badge(label="Même personne", tone="met"),
        reasons="",
        undo_url=address("person_unlink", dossier, one.mine, number, one.theirs.rank),
    )
