"""The sections of a dossier's page: summary, documents, letters, parties, deadlines.

Each is a frozen object that its own template reads; all SQL for them is here, the journal's apart.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.kinds import module_of
from egide.interfaces.staff.pages_deadlines import class_fact, deadline_view, retention_fact, retention_view
from egide.interfaces.staff.pages_dossier import Around, SummaryCard
from egide.interfaces.staff.pages_filing import others_filed_here
from egide.interfaces.staff.pages_journal import recent
from egide.interfaces.staff.pages_letters import LETTER_TONES
from egide.interfaces.staff.pages_mandates import mandate_facts
from egide.kernel import registry
from egide.kernel.documents.models import DocumentVersion, Origin, ReadingState
from egide.kernel.gate.verdicts import may
from egide.kernel.letters.models import Delivery, LetterState
from egide.kernel.parties.models import Party, PartyRole
from egide.kernel.uploads.limits import longest, weight
from egide.platform.storage.models import ScanState
from egide.ui import formats
from egide.ui.pages import (
    Action,
    Badge,
    Cell,
    Column,
    DeadlineView,
    Fact,
    FileView,
    HistoryEntry,
    Link,
    Table,
    Tone,
)

OPENABLE = (ScanState.CLEAN, ScanState.NOT_SCANNED)
UNDER_WAY = (ReadingState.WAITING, ReadingState.READING)
SCAN_TONES: dict[str, Tone] = {
    ScanState.CLEAN: "met",
    ScanState.QUARANTINED: "late",
    ScanState.INFECTED: "late",
}
SCAN_NOTES = {
    ScanState.QUARANTINED: "Ne peut pas être ouvert\u00a0: l’analyse n’a pas pu être faite.",
    ScanState.INFECTED: "Ne peut pas être ouvert\u00a0: une menace y a été trouvée.",
}


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The module's own cards, what the kernel knows, and the last things that happened."""

    cards: tuple[SummaryCard, ...]
    facts: tuple[Fact, ...]
    recent: tuple[HistoryEntry, ...]
    journal_url: str


@dataclass(frozen=True, kw_only=True)
class Documents:
    """The documents, newest first."""

    files: tuple[FileView, ...]
    add: Action | None
    largest: str
    # Those of other dossiers that are filed here too, and that the reader may open where they live.
    elsewhere: tuple[Link, ...] = ()
    # Whether the list may renew itself while the system reads: not where each look is an entry of the journal.
    follows: bool = True


@dataclass(frozen=True, kw_only=True)
class Letters:
    """The letters of the dossier, newest first."""

    table: Table | None


@dataclass(frozen=True, kw_only=True)
class PartyCard:
    """A person or a body with the ways to reach it."""

    name: str
    role: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, kw_only=True)
class Parties:
    """The people and bodies of the dossier."""

    cards: tuple[PartyCard, ...]


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    """Every deadline with its proof, running ones first, then what retention says."""

    running: tuple[DeadlineView, ...]
    settled: tuple[DeadlineView, ...]
    retention: DeadlineView | None
    rule: tuple[Fact, ...]


def summary_section(about: Around) -> Summary:
    """Will build the summary."""
    path = module_of(about.dossier).summary
    cards: tuple[SummaryCard, ...] = registry.resolve(path)(about.dossier, today=about.today) if path else ()
    return Summary(
        cards=cards,
        facts=_own_facts(about),
        recent=recent(about.dossier, today=about.today),
        journal_url=of_dossier("dossier_journal", about.dossier.number),
    )


def documents_section(about: Around) -> Documents:
    """Will list the newest version of each document, then those of others that stand here too; two queries."""
    versions = (
        DocumentVersion.objects.filter(dossier_id=about.dossier.pk)
        .select_related("document", "stored")
        .order_by("document_id", "-number")
        .distinct("document_id")
    )
    add = Action(label="Verser un document", url=of_dossier("upload", about.dossier.number))
    return Documents(
        files=tuple(_file(about, version) for version in _under_containers(versions)),
        add=add if may(about.actor, about.dossier, "add_document").allowed else None,
        largest=weight(longest()),
        elsewhere=others_filed_here(about.actor, about.dossier),
        follows=about.dossier.compartment_id not in about.actor.journaled,
    )


def _under_containers(versions: Iterable[DocumentVersion]) -> Iterator[DocumentVersion]:
    """Will yield the newest first, each followed by what was taken out of it, in the order of the message."""
    inside: dict[int | None, list[DocumentVersion]] = {}
    for version in versions:
        inside.setdefault(version.document.container_id, []).append(version)
    waiting = sorted(inside.pop(None, []), key=lambda version: version.document.rank)
    while waiting:
        version = waiting.pop()
        yield version
        waiting += sorted(inside.pop(version.document_id, []), key=lambda inner: -inner.document.rank)


def letters_section(about: Around) -> Letters:
    """Will list the letters: where each stands, for whom, and when it left."""
    recipients = {party.pk: party.name for party in about.parties}
    rows = tuple(
        (
            Cell(badge=Badge(label=str(LetterState(x.state).label), tone=LETTER_TONES.get(x.state, "idle"))),
            Cell(
                text=x.title,
                detail=" · ".join(filter(None, (x.reference, recipients.get(x.recipient_id, "")))),
                url=of_dossier("letter", about.dossier.number, rank=x.rank),
            ),
            Cell(
                text=formats.day(x.sent_on) if x.sent_on else "",
                detail=str(Delivery(x.delivery).label)
                if x.sent_on
                else f"modifiée le {formats.moment(x.edited_at, today=about.today)}",
            ),
        )
        for x in about.letters
    )
    columns = (Column(label="État", narrow=True), Column(label="Lettre"), Column(label="Date"))
    return Letters(table=Table(caption="Lettres du dossier", columns=columns, rows=rows) if rows else None)


def parties_section(about: Around) -> Parties:
    """Will show the parties with their contact facts."""
    return Parties(cards=tuple(_party(party) for party in about.parties))


def deadlines_section(about: Around) -> Deadlines:
    """Will show every deadline with its proof open."""
    shown = [(due, deadline_view(due, about.horizon, opened=True)) for due in about.dues]
    return Deadlines(
        running=tuple(view for due, view in shown if due.settled_on is None and due.status == "open"),
        settled=tuple(view for due, view in shown if due.status != "open"),
        retention=retention_view(about.dossier, about.keeping, today=about.today, opened=True),
        rule=(class_fact(about.dossier), retention_fact(about.dossier, about.rule)),
    )


def _own_facts(about: Around) -> tuple[Fact, ...]:
    dossier, assignee = about.dossier, about.dossier.assignee
    charge = Fact(term="Confié à", value=assignee.full_name if assignee else "Personne pour le moment")
    if assignee and assignee.job_title:
        charge = Fact(term="Confié à", value=assignee.full_name, detail=assignee.job_title)
    facts = [
        charge,
        *mandate_facts(about.mandates),
        Fact(term="Unité", value=dossier.unit.name),
        class_fact(dossier),
        retention_fact(dossier, about.rule),
    ]
    if dossier.closed_on:
        facts.insert(0, Fact(term="Fermé le", value=formats.day(dossier.closed_on)))
    return tuple(facts)


def _file(about: Around, version: DocumentVersion) -> FileView:
    stored = version.stored
    readable = stored.scan_state in OPENABLE and not stored.is_destroyed
    note = SCAN_NOTES.get(ScanState(stored.scan_state), "")
    origin = str(Origin(version.document.origin).label)
    added = f"{origin} le {formats.short_day(formats.local(version.added_at).date(), today=about.today)}"
    return FileView(
        name=version.document.title,
        url=of_dossier("document", about.dossier.number, rank=version.document.rank),
        download=of_dossier("download", about.dossier.number, rank=version.document.rank) if readable else "",
        kind=version.file_name.rpartition(".")[2].upper() if "." in version.file_name else "Fichier",
        size=formats.size(version.size),
        added=added if version.number == 1 else f"{added} · version {version.number}",
        scan=Badge(label="Détruit", tone="idle")
        if stored.is_destroyed
        else Badge(label=stored.scan_label, tone=SCAN_TONES.get(stored.scan_state, "idle")),
        note="Détruit par décision." if stored.is_destroyed else note or _held(about, version),
        reading=None if stored.is_destroyed else _reading(version),
        under_way=version.reading in UNDER_WAY and not stored.is_destroyed,
        inside=version.document.container_id is not None,
    )


def _held(about: Around, version: DocumentVersion) -> str:
    kinds = {
        hold.get_kind_display(): None
        for hold in about.holds
        if hold.document_id in (None, version.document_id)
    }
    return f"Retenu\u00a0: {', '.join(kinds)}." if kinds else ""


def _reading(version: DocumentVersion) -> Badge | None:
    # A document that was read says nothing of it; only what is awaited, or could not be, is told.
    if version.reading == ReadingState.READ:
        return None
    return Badge(
        label=str(ReadingState(version.reading).label), tone="now" if version.reading in UNDER_WAY else "soon"
    )


def _party(party: Party) -> PartyCard:
    reach = (
        ("Courriel", party.email),
        ("Téléphone", formats.phone(party.phone) if party.phone else ""),
        ("Adresse", party.address),
        ("Langue", {"fr": "français", "en": "anglais"}.get(party.language, party.language)),
    )
    facts = tuple(Fact(term=term, value=value) for term, value in reach if value)
    return PartyCard(name=party.name, role=str(PartyRole(party.role).label), facts=facts)
