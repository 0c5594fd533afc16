"""What is asked of the register of mail, as its address carries it; the rows that it finds.

Shared by the screen and by the export, so that a file holds what the screen showed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from django.db.models import Q, QuerySet
from django.urls import reverse

from egide.interfaces.staff.addresses import with_query
from egide.interfaces.staff.filters import Misread, clean, day_of, known, misread
from egide.modules.correspondence.models import Direction, MailPiece, Medium
from egide.modules.correspondence.reach import keeps, readable, to_do
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit

TODO, EVERY, IN, OUT, INTERNAL, AUTOMATIC = "a-faire", "tout", "recu", "envoye", "interne", "automatiques"
VIEWS = (
    (EVERY, "Tout"),
    (TODO, "À faire"),
    (IN, "Reçu"),
    (OUT, "Envoyé"),
    (INTERNAL, "Interne"),
    (AUTOMATIC, "Réponses automatiques"),
)
MEDIA = (("", "Toutes les voies"), *((c.value, str(c.label).capitalize()) for c in Medium))
NAMES = ("voir", "du", "au", "voie", "unite", "avec", "numero")
_DIRECTIONS = {IN: Direction.IN, OUT: Direction.OUT, INTERNAL: Direction.INTERNAL}


@dataclass(frozen=True, kw_only=True)
class RegisterFilters:
    """`who`: the beginning of a correspondent's name. `number`: a piece's or a dossier's; `after` ends a page."""

    view: str = EVERY
    since: date | None = None
    until: date | None = None
    medium: str = ""
    unit: str = ""
    who: str = ""
    number: str = ""
    after: str = ""
    misread: Misread = ()  # the days that cannot be read, as typed

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        """Will read an address; what is not understood is left out, never an error; of days, it is kept to be said."""
        return cls(
            view=known(query.get("voir", ""), VIEWS),
            since=day_of(query.get("du", "")),
            until=day_of(query.get("au", "")),
            medium=known(query.get("voie", ""), MEDIA),
            unit=clean(query.get("unite", ""))[:40],
            who=clean(query.get("avec", ""))[:100].strip(),
            number=clean(query.get("numero", ""))[:40].strip().upper(),
            after=clean(query.get("apres", ""))[:40].upper(),
            misread=misread(query, ("du", "au")),
        )

    @property
    def narrowed(self) -> bool:
        """Whether something is left out of the register."""
        return replace(self, after="", view=EVERY, misread=()) != RegisterFilters()

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Will give what is asked, as the address names it; not the place in the list."""
        told = {
            "voir": "" if self.view == EVERY else self.view,
            "du": self.since.isoformat() if self.since else "",
            "au": self.until.isoformat() if self.until else "",
            "voie": self.medium,
            "unite": self.unit,
            "avec": self.who,
            "numero": self.number,
        }
        return tuple((name, value) for name, value in told.items() if value)

    def address(self, **changes: str) -> str:
        """Will write the address with some of the filters changed, on a first page unless `after` is given."""
        wanted = replace(self, **{"after": "", **changes})  # type: ignore[arg-type]
        return with_query(reverse("staff:register"), **dict(wanted.pairs()), apres=wanted.after)


def found(actor: Actor, filters: RegisterFilters) -> "QuerySet[MailPiece]":
    """Will select the lines, the newest first; those that wait for work, the nearest due first."""
    rows = to_do(actor) if filters.view == TODO else readable(actor)
    rows = rows.select_related("unit", "assignee", "dossier", "compartment")
    return rows.filter(_condition(filters)).order_by("-received_on", "-pk")


def page_after(rows: "QuerySet[MailPiece]", mark: str) -> "QuerySet[MailPiece]":
    """Will select what comes after the piece of this number; all of it when there is none."""
    end = rows.filter(number=mark).first() if mark else None
    if end is None:
        return rows
    before = Q(received_on__lt=end.received_on) | Q(pk__lt=end.pk)
    return rows.filter(received_on__lte=end.received_on).filter(before)


def _condition(filters: RegisterFilters) -> Q:
    asked = Q()
    if filters.view in _DIRECTIONS:
        asked &= Q(direction=_DIRECTIONS[filters.view])
    if filters.view == AUTOMATIC:
        asked &= Q(automatic=True)
    if filters.since:
        asked &= Q(received_on__gte=filters.since)
    if filters.until:
        asked &= Q(received_on__lte=filters.until)
    if filters.medium:
        asked &= Q(medium=filters.medium)
    if filters.unit:
        asked &= Q(unit__code=filters.unit) | Q(dossier__unit__code=filters.unit)
    if filters.who:
        asked &= (
            _begins("sender", filters.who) | _begins("addressee", filters.who) | Q(sender_email=filters.who)
        )
    if filters.number:
        asked &= Q(number=filters.number) | Q(dossier__number=filters.number)
    return asked


def _begins(column: str, words: str) -> Q:
    # A range, as everywhere behind a wall: « Roy » to what would come just after it.
    return Q(**{f"{column}__gte": words, f"{column}__lt": words + "\uffff"})


def units_kept(actor: Actor) -> list[Unit]:
    """Will return the units whose register the actor keeps, by name."""
    rows = Unit.objects.filter(compartment_id__in=sorted(actor.compartment_ids))
    known = rows.select_related("compartment", "site").order_by("name")
    return [unit for unit in known if keeps(actor, unit.compartment_id)]
