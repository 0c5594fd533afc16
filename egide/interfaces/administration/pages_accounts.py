"""The list of accounts: who, where, with which functions, open or closed.

Names and units are known to the whole staff; no content of any dossier is read here. Three queries.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from egide.interfaces.administration.choices import label_of
from egide.interfaces.administration.elevated import trail
from egide.kernel.dossiers.folding import fold
from egide.platform.accounts.absences import away, held_on
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Membership, Unit, User
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Table

ROWS = 100
COLUMNS = (Column(label="Personne"), Column(label="Fonctions"), Column(label="État", narrow=True))
OPEN, CLOSED, ALL = "ouverts", "fermes", "tous"


@dataclass(frozen=True, kw_only=True)
class AccountsPage:
    """The list as its template reads it."""

    crumbs: tuple[Crumb, ...]
    new: Action
    q: str
    state: str
    unit: str
    units: tuple[tuple[str, str], ...]
    states: tuple[tuple[str, str], ...]
    summary: str
    table: Table | None


def accounts_page(*, actor: Actor, asked: Mapping[str, str], today: date) -> AccountsPage:
    """Will build the list; what is searched is a part of the name or of the address."""
    q = asked.get("q", "").replace("\0", "").strip()[:100]
    state, unit = asked.get("etat", OPEN), asked.get("unite", "").replace("\0", "")[:40]
    found = _found(q, state if state in (OPEN, CLOSED, ALL) else OPEN, unit, today)
    total = found.count()
    users = list(found.order_by("full_name", "email")[:ROWS])
    words = formats.count(total, "compte")
    return AccountsPage(
        crumbs=trail(),
        new=Action(label="Ouvrir un compte", url=reverse("administration:new_account"), primary=True),
        q=q,
        state=state,
        unit=unit,
        units=tuple(Unit.objects.order_by("name").values_list("code", "name")),
        states=((OPEN, "Ouverts"), (CLOSED, "Fermés"), (ALL, "Tous")),
        summary=words
        if total <= ROWS
        else f"{words}; les {ROWS} premiers paraissent. Précisez la recherche.",
        table=_table(users, today) if users else None,
    )


def _found(q: str, state: str, unit: str, today: date) -> QuerySet[User]:
    users = User.objects.filter(external=False)
    if state != ALL:
        users = users.filter(is_active=state == OPEN)
    if q:
        # A few hundred people: folded here, so that « helene » finds Hélène.
        names = users.values_list("pk", "full_name", "email")
        words = fold(q).split()
        users = users.filter(
            pk__in=[pk for pk, *said in names if all(w in fold(" ".join(said)) for w in words)]
        )
    if unit:
        users = users.filter(pk__in=held_on(today).filter(unit__code=unit).values("user_id"))
    return users


def _table(users: list[User], today: date) -> Table:
    keys = [user.pk for user in users]
    held: dict[int, list[Membership]] = {}
    for row in held_on(today).filter(user_id__in=keys).select_related("unit").order_by("unit__name", "role"):
        held.setdefault(row.user_id, []).append(row)
    gone = away(keys, on=today)
    rows = tuple(
        (
            Cell(
                text=user.full_name,
                detail=user.email,
                url=reverse("administration:person", kwargs={"person": user.public_id}),
            ),
            Cell(
                text=", ".join(dict.fromkeys(label_of(m.role) for m in held.get(user.pk, ())))
                or "Aucune fonction",
                detail=", ".join(dict.fromkeys(m.unit.name for m in held.get(user.pk, ()))),
            ),
            Cell(badge=_badge(user, away=user.pk in gone)),
        )
        for user in users
    )
    return Table(caption="Comptes", columns=COLUMNS, rows=rows)


def _badge(user: User, *, away: bool) -> Badge:
    if not user.is_active:
        return Badge(label="fermé")
    return Badge(label="en absence", tone="soon") if away else Badge(label="ouvert", tone="met")
