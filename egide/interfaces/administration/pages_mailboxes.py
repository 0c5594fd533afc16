"""The boxes of e-mails with their last visit and their last error; one box, corrected, paused, read again.

Nothing of a message is shown here: who administers boxes reads no mail.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from egide.interfaces.administration.elevated import trail
from egide.modules.correspondence.mailboxes import boxes, has_secret, units_of
from egide.modules.correspondence.models import Mailbox
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Fact, Table

TITLE = "Boîtes de courriel"
COLUMNS = (
    Column(label="Boîte"),
    Column(label="Unité"),
    Column(label="Dernière lecture"),
    Column(label="Reçus", numeric=True),
)


@dataclass(frozen=True, kw_only=True)
class MailboxesPage:
    """The boxes, and the form of a new one."""

    title: str
    crumbs: tuple[Crumb, ...]
    table: Table | None
    form: Any
    url: str


@dataclass(frozen=True, kw_only=True)
class MailboxPage:
    """One box."""

    title: str
    crumbs: tuple[Crumb, ...]
    facts: tuple[Fact, ...]
    error: str
    form: Any
    url: str
    actions: tuple[Action, ...]


def mailboxes_page(actor: Actor, form: Any, *, now: datetime) -> MailboxesPage:
    """Will build the list."""
    rows = tuple(
        (
            Cell(text=box.name, detail=box.address, url=box_url(box)),
            Cell(text=box.unit.name, detail=box.unit.compartment.name),
            Cell(badge=_state(box), text=" ", detail=_read(box, now)),
            Cell(text=formats.number(box.taken)),
        )
        for box in boxes(actor)
    )
    return MailboxesPage(
        title=TITLE,
        crumbs=trail((TITLE, "")),
        table=Table(caption=TITLE, columns=COLUMNS, rows=rows) if rows else None,
        form=form,
        url=reverse("administration:mailboxes"),
    )


def mailbox_page(box: Mailbox, form: Any, *, now: datetime) -> MailboxPage:
    """Will build the page of one box."""
    where = {"box": box.code}
    pause = "Suspendre" if box.active else "Reprendre"
    again = Action(
        label="Relire maintenant",
        url=reverse("administration:mailbox_read", kwargs=where),
        method="post",
        primary=True,
        reason="" if box.active else "La boîte est suspendue.",
    )
    return MailboxPage(
        title=box.name,
        crumbs=trail((TITLE, reverse("administration:mailboxes")), (box.name, "")),
        facts=(
            Fact(term="État", badge=_state(box)),
            Fact(term="Dernière lecture", value=_read(box, now)),
            Fact(
                term="Dernière visite", value=formats.moment(box.visited_at) if box.visited_at else "Jamais"
            ),
            Fact(term="Messages reçus", value=formats.number(box.taken)),
            Fact(
                term="Expéditeurs",
                value=f"Vérifiés par {box.authority}" if box.authority else "Personne ne les vérifie",
            ),
            Fact(
                term="Mot de passe",
                value=f"EGIDE_MAILBOX_{box.secret}",
                detail="Configuré" if has_secret(box.secret) else "Absent de la configuration",
            ),
        ),
        error=box.last_error,
        form=form,
        url=box_url(box),
        actions=(
            again,
            Action(label=pause, url=reverse("administration:mailbox_pause", kwargs=where), method="post"),
        ),
    )


def box_url(box: Mailbox) -> str:
    """Will return the address of a box."""
    return reverse("administration:mailbox", kwargs={"box": box.code})


def units(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Will return the units that a box of the actor's may feed."""
    return tuple(units_of(actor).values_list("code", "name"))


def _state(box: Mailbox) -> Badge:
    if not box.active:
        return Badge(label="Suspendue", tone="idle")
    if box.last_error:
        return Badge(label="En erreur", tone="late")
    if box.read_at is None:
        return Badge(label="Jamais lue", tone="soon")
    return Badge(label="Lue", tone="met")


def _read(box: Mailbox, now: datetime) -> str:
    return formats.ago(box.read_at, now) if box.read_at else "Aucune lecture réussie"
