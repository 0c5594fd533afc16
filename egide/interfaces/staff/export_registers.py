"""The registers of information cards and of mail as tables to take out, for a period.

The same audience as their screens; the walls decide which rows exist.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from egide.interfaces.staff.filters import day_of
from egide.interfaces.staff.navigation import CARD_ROLES
from egide.interfaces.staff.register_filters import MEDIA, NAMES, VIEWS, RegisterFilters, found
from egide.kernel.exports.sources import ExportSource, Filters, register
from egide.law.dates_fr import plain_date
from egide.modules.correspondence.models import Direction, Expected, Fate, MailPiece, Medium, Work
from egide.modules.correspondence.reach import readable
from egide.modules.information_cards.models import Body, CardChannel, InformationCard, Outcome, Theme
from egide.platform.accounts.actors import Actor
from egide.platform.sheets.cells import Column

if TYPE_CHECKING:
    from django.db.models import QuerySet

CARDS, MAIL = "cards", "mail"
CARD_COLUMNS = (
    Column("Jour", "date", width=12),
    Column("N°", "number", width=8),
    Column("Heure", "date", width=18),
    Column("Sujet", width=36),
    Column("Dirigée vers", width=32),
    Column("Issue", width=26),
    Column("Voie", width=14),
    Column("Ordre", width=36),
    Column("Précision", width=50),
    Column("Reprise en dossier", width=18),
)
MAIL_COLUMNS = (
    Column("Pièce", width=18),
    Column("Sens", width=12),
    Column("Reçue ou partie le", "date", width=16),
    Column("Inscrite le", "date", width=18),
    Column("Voie", width=14),
    Column("Bureau", width=16),
    Column("Expéditeur", width=30),
    Column("Destinataire", width=24),
    Column("Objet", width=50),
    Column("Date du document", "date", width=16),
    Column("Suite", width=28),
    Column("Dossier", width=20),
    Column("Unité", width=24),
    Column("Emplacement de l’original", width=28),
    Column("Action attendue", width=16),
    Column("Échéance", "date", width=12),
    Column("Travail", width=20),
    Column("Attribuée à", width=24),
    Column("Répondue par", width=18),
    Column("Copies", width=24),
    Column("Classement", width=16),
    Column("Réponse automatique", width=12),
)


def register_registers() -> None:
    """Will declare both registers."""
    register(
        ExportSource(
            code=CARDS,
            title="Fiches de renseignement",
            columns=CARD_COLUMNS,
            rows=_cards,
            cells=_card_cells,
            describe=_period_words,
            roles=CARD_ROLES,
            keeps=("du", "au"),
            reach=lambda _: InformationCard.objects.all(),
        )
    )
    register(
        ExportSource(
            code=MAIL,
            title="Registre du courrier",
            columns=MAIL_COLUMNS,
            rows=_pieces,
            cells=_piece_cells,
            describe=_mail_words,
            dossier=lambda row: row.dossier_id,
            keeps=NAMES,
            typed=("avec",),
            reach=readable,
        )
    )


def period(told: Filters, today: date) -> tuple[date, date]:
    """Will read the days asked, both included; what is not a day is the month so far."""
    since, until = day_of(told.get("du", "")), day_of(told.get("au", ""))
    return since or today.replace(day=1), until or today


def _cards(actor: Actor, told: Filters, now: datetime) -> "QuerySet[InformationCard]":
    since, until = period(told, timezone.localdate(now))
    standing = InformationCard.objects.filter(noted_on__gte=since, noted_on__lte=until, withdrawn_at=None)
    return standing.select_related("order").order_by("noted_on", "number", "pk")


def _card_cells(rows: Sequence[InformationCard], actor: Actor, now: datetime) -> Iterable[Sequence[object]]:
    return [
        (
            row.noted_on,
            row.number,
            row.noted_at,
            Theme(row.theme).label,
            Body(row.body).label,
            Outcome(row.outcome).label,
            CardChannel(row.channel).label,
            row.order.name if row.order else "",
            row.note,
            row.opened_at is not None,
        )
        for row in rows
    ]


def _pieces(actor: Actor, told: Filters, now: datetime) -> "QuerySet[MailPiece]":
    return found(actor, RegisterFilters.read(told)).select_related(
        "site", "unit", "assignee", "dossier", "answered_by"
    )


def _piece_cells(rows: Sequence[MailPiece], actor: Actor, now: datetime) -> Iterable[Sequence[object]]:
    return [
        (
            row.number,
            Direction(row.direction).label,
            row.received_on,
            row.entered_at,
            str(Medium(row.medium).label).capitalize(),
            row.site.name,
            row.sender,
            row.addressee,
            row.subject,
            row.document_on,
            Fate(row.fate).label,
            row.dossier.number if row.dossier else "",
            row.unit.name if row.unit else "",
            row.original_at,
            Expected(row.expected).label if row.expected else "",
            row.due_on,
            Work(row.work).label if row.work else "",
            row.assignee.full_name if row.assignee else "",
            row.answered_by.number if row.answered_by else "",
            row.copies,
            row.class_code,
            row.automatic,
        )
        for row in rows
    ]


def _mail_words(told: Filters) -> list[tuple[str, str]]:
    asked = RegisterFilters.read(told)
    words = [
        ("Sens", dict(VIEWS)[asked.view]),
        ("Du", plain_date(asked.since) if asked.since else ""),
        ("Au", plain_date(asked.until) if asked.until else ""),
        ("Voie", dict(MEDIA)[asked.medium] if asked.medium else ""),
        ("Unité", asked.unit),
        ("Correspondant", asked.who),
        ("Numéro", asked.number),
    ]
    return [(label, value) for label, value in words if value]


def _period_words(told: Filters) -> list[tuple[str, str]]:
    since, until = day_of(told.get("du", "")), day_of(told.get("au", ""))
    return [
        ("Du", plain_date(since) if since else "premier jour du mois"),
        ("Au", plain_date(until) if until else "jour de la production"),
    ]
