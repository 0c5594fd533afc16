"""The section « Échanges » of a dossier's page: the messages both ways, what waits, and the secret links.

All SQL of the section is here; words are finished for the template.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.pages_dossier import Around
from egide.interfaces.staff.pages_sections import OPENABLE
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.messages.models import Alert, Direction, Message, MessageFile
from egide.kernel.parties.models import PartyRole
from egide.kernel.passes.models import Pass, Purpose
from egide.law.concerns import Concern
from egide.platform.accounts.models import User
from egide.platform.errors.failures import NotVisible
from egide.ui import formats
from egide.ui.pages import Action, Badge, FileView

WRITE, ACT = "write_letter", "act"


@dataclass(frozen=True, kw_only=True)
class MessageView:
    """One message, with what may be done about it."""

    rank: int
    who: str
    way: str
    when: str
    iso: str
    badges: tuple[Badge, ...]
    paragraphs: tuple[str, ...]
    files: tuple[FileView, ...]
    note: str
    actions: tuple[Action, ...]


@dataclass(frozen=True, kw_only=True)
class PassView:
    """One secret link: for whom, what for, its last visit; `revoke` closes it."""

    who: str
    purpose: str
    facts: str
    badge: Badge
    revoke: Action | None


@dataclass(frozen=True, kw_only=True)
class Exchanges:
    """The messages, newest first, then the links."""

    messages: tuple[MessageView, ...]
    write: Action | None
    passes: tuple[PassView, ...]
    send_link: Action | None


def exchanges_section(about: Around) -> Exchanges:
    """Will build the section."""
    number, actor, dossier = about.dossier.number, about.actor, about.dossier
    names = {party.pk: party.name for party in about.parties}
    roles = {party.pk: party.role for party in about.parties}
    writes, acts = may(actor, dossier, WRITE).allowed, may(actor, dossier, ACT).allowed
    rows = messages_of(dossier)
    alerts = {
        a.message_id: a for a in Alert.objects.filter(dossier_id=dossier.pk).select_related("handled_by")
    }
    authors = _authors(rows)
    return Exchanges(
        messages=tuple(
            _message(row, dossier, names, roles, alerts.get(row.pk), authors, acts, about.today)
            for row in rows
        ),
        write=Action(label="Écrire à la personne", url=of_dossier("message", number), primary=True)
        if writes
        else None,
        passes=tuple(_pass(row, dossier, names, acts, about.today) for row in _passes(dossier)),
        send_link=Action(label="Envoyer un nouveau lien de suivi", url=of_dossier("pass_send", number))
        if writes
        else None,
    )


def messages_of(dossier: Dossier) -> Sequence[Message]:
    """Will return the messages, newest first, with their files."""
    rows = Message.objects.filter(dossier_id=dossier.pk).select_related("party", "released_by")
    return list(rows.prefetch_related("files__version__document", "files__version__stored").order_by("-rank"))


def message_of(dossier: Dossier, rank: int) -> Message:
    """Will return one message of the dossier.

    :raises NotVisible: the dossier has none of this rank.
    """
    rows = Message.objects.filter(dossier_id=dossier.pk, rank=rank).select_related("party")
    found = rows.prefetch_related("files__version__document", "files__version__stored").first()
    if found is None:
        raise NotVisible
    return found


def pass_of(dossier: Dossier, rank: int) -> Pass:
    """Will return one pass of the dossier.

    :raises NotVisible: the dossier has none of this rank.
    """
    found = (
        Pass.objects.filter(dossier_id=dossier.pk, rank=rank).select_related("compartment", "party").first()
    )
    if found is None:
        raise NotVisible
    return found


def paragraphs(text: str) -> tuple[str, ...]:
    """Will cut what was written into paragraphs."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def files_of(message: Message, number: str) -> tuple[FileView, ...]:
    """Will return the files of a message, for the staff."""
    return tuple(_file(file, number) for file in message.files.all())


def _passes(dossier: Dossier) -> Sequence[Pass]:
    return list(Pass.objects.filter(dossier_id=dossier.pk).order_by("-rank"))


def _authors(rows: Sequence[Message]) -> dict[str, str]:
    ids = [int(row.posted_by[6:]) for row in rows if row.posted_by.startswith("staff:")]
    return {
        f"staff:{pk}": name for pk, name in User.objects.filter(pk__in=ids).values_list("pk", "full_name")
    }


def _message(
    row: Message,
    dossier: Dossier,
    names: dict[int, str],
    roles: dict[int, str],
    alert: Alert | None,
    authors: dict[str, str],
    acts: bool,
    today: date,
) -> MessageView:
    incoming = row.direction == Direction.IN
    other = names.get(row.party_id, "")
    from_order = incoming and roles.get(row.party_id) == PartyRole.ORDER
    return MessageView(
        rank=row.rank,
        who=other if incoming else authors.get(row.posted_by, "L’Office"),
        way="a écrit" if incoming else f"à {other}",
        when=formats.moment(row.posted_at, today=today),
        iso=formats.local(row.posted_at).isoformat(timespec="minutes"),
        badges=tuple(_badges(row, alert, from_order)),
        paragraphs=paragraphs(row.text),
        files=files_of(row, dossier.number),
        note=_note(row, alert, today),
        actions=tuple(_actions(row, alert, dossier.number, from_order)) if acts else (),
    )


def _badges(row: Message, alert: Alert | None, from_order: bool) -> list[Badge]:
    found = []
    if alert is not None:
        found.append(Badge(label=Concern(alert.concern).label, tone="idle" if alert.handled_at else "late"))
    if row.withdrawal:
        found.append(Badge(label="Désistement demandé", tone="idle" if row.settled_at else "soon"))
    if from_order:
        found.append(
            Badge(label="Transmise à la personne", tone="met")
            if row.released_at
            else Badge(label="Interne : non transmise", tone="now")
        )
    return found


def _actions(row: Message, alert: Alert | None, number: str, from_order: bool) -> list[Action]:
    found = []
    if alert is not None and alert.handled_at is None:
        found.append(
            Action(
                label="Prendre en charge",
                url=of_dossier("message_handle", number, rank=row.rank),
                primary=True,
            )
        )
    if row.withdrawal and row.settled_at is None:
        url = of_dossier("message_withdrawal", number, rank=row.rank)
        found.append(Action(label="Confirmer le désistement", url=url))
    if from_order and row.released_at is None:
        url = of_dossier("message_release", number, rank=row.rank)
        found.append(Action(label="Transmettre à la personne", url=url))
    return found


def _note(row: Message, alert: Alert | None, today: date) -> str:
    said = []
    if alert is not None and alert.handled_at and alert.handled_by:
        when = formats.moment(alert.handled_at, today=today)
        said.append(f"Pris en charge par {alert.handled_by.full_name} le {when}\u00a0: {alert.note}")
    if row.released_at and row.released_by:
        said.append(
            f"Transmise par {row.released_by.full_name} le {formats.moment(row.released_at, today=today)}."
        )
    return " ".join(said)


def _file(file: MessageFile, number: str) -> FileView:
    stored, document = file.version.stored, file.version.document
    openable = stored.scan_state in OPENABLE and not stored.is_destroyed
    return FileView(
        name=document.title,
        url=of_dossier("download", number, rank=document.rank) if openable else "",
        kind=file.version.file_name.rpartition(".")[2].upper()
        if "." in file.version.file_name
        else "Fichier",
        size=formats.size(file.version.size),
        note="" if openable else "Ne peut pas être ouvert.",
    )


def _pass(row: Pass, dossier: Dossier, names: dict[int, str], acts: bool, today: date) -> PassView:
    seen = (
        f"dernière visite le {formats.moment(row.last_seen_at, today=today)}"
        if row.last_seen_at
        else "jamais ouvert"
    )
    live = row.revoked_at is None and row.used_at is None
    state = "Révoqué" if row.revoked_at else "Utilisé" if row.used_at else "Ouvert"
    revoke = Action(
        label="Révoquer ce lien",
        url=of_dossier("pass_revoke", dossier.number, rank=row.rank or 0),
        danger=True,
    )
    return PassView(
        who=names.get(row.party_id or 0, ""),
        purpose=str(Purpose(row.purpose).label),
        facts=f"remis le {formats.day(formats.local(row.issued_at).date())}, {seen}, "
        f"valide jusqu’au {formats.day(formats.local(row.ends_at).date())}",
        badge=Badge(label=state, tone="met" if live else "idle"),
        revoke=revoke if live and acts else None,
    )
