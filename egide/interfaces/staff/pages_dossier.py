"""The page of a dossier: its head, its map, what may be done, what stands beside every section.

Generic for every kind; what is a module's own comes from its declared `summary`. All SQL is here or below.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Protocol

from django.utils import timezone

from egide.interfaces.staff.actions_row import actions_row, in_three, other_actions
from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.interfaces.staff.conflict_block import ConflictBlock, conflict_block
from egide.interfaces.staff.counting import counts_for
from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.kinds import access_badges, compartment_code, module_of, state_label
from egide.interfaces.staff.navigation import kind_url
from egide.interfaces.staff.pages_alerts import AlertView, alert_views, waiting_alerts
from egide.interfaces.staff.pages_consulting_asked import extra_sections
from egide.interfaces.staff.pages_deadlines import deadline_view, retention_view, running_first
from egide.interfaces.staff.pages_map import stations, usual_days
from egide.kernel.deadlines.models import DueDate, Status
from egide.kernel.documents.models import Document
from egide.kernel.dossiers.models import Channel, Dossier
from egide.kernel.gate.pages import HouseRequest
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.lifecycle.passages import Move, moves_of, recorded_moves
from egide.kernel.mandates.actions import standing_mandates
from egide.kernel.mandates.models import Mandate
from egide.kernel.measures.models import Measure
from egide.kernel.messages.models import Alert
from egide.kernel.parties.models import Party, PartyRole
from egide.kernel.records.ended import ended_by
from egide.kernel.records.models import Disposed, DisposedAs, Hold, Keeping
from egide.kernel.records.schedule import ANY_SERIES, rule_shown, rules_of_series
from egide.kernel.registry import module_of_kind
from egide.law.retention import RetentionRule
from egide.platform.accounts.actors import Actor
from egide.platform.database.together import ANY, Prepared, prepare
from egide.platform.journal.chains import dossier_chain
from egide.ui import formats
from egide.ui.pages import Action, Badge, Crumb, DeadlineView, Fact, Station, Tab

SECTIONS = (
    ("dossier", "Sommaire"),
    ("dossier_documents", "Documents"),
    ("dossier_letters", "Lettres"),
    ("dossier_notes", "Notes"),
    ("dossier_measures", "Mesures"),
    ("dossier_links", "Liens"),
    ("dossier_exchanges", "Échanges"),
    ("dossier_parties", "Parties"),
    ("dossier_deadlines", "Échéances"),
    ("dossier_journal", "Journal"),
)
# Of no use to a dossier whose kind writes to nobody, while nobody is of it either.
OUTSIDE = frozenset({"dossier_letters", "dossier_exchanges", "dossier_parties"})
CHANNELS = {
    Channel.EMAIL: "par courriel",
    Channel.FORM: "par le formulaire",
    Channel.POST: "par la poste",
    Channel.PHONE: "par téléphone",
    Channel.IN_PERSON: "en personne",
    Channel.FAX: "par télécopieur",
}


class SummaryCard(Protocol):
    """What a module's `summary` gives: a titled box of paragraphs and facts."""

    @property
    def title(self) -> str: ...

    @property
    def paragraphs(self) -> Sequence[str]: ...

    @property
    def facts(self) -> Sequence[Fact]: ...


@dataclass(frozen=True, kw_only=True)
class PartyLine:
    """A person or a body, as the side of the page names it."""

    name: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class DossierPage:
    """What surrounds every section of a dossier's page; `section` names the template of the section."""

    number: str
    title: str
    crumbs: tuple[Crumb, ...]
    line: tuple[str, ...]
    badges: tuple[Badge, ...]
    alerts: tuple[AlertView, ...]
    lead: DeadlineView | None
    stations: tuple[Station, ...]
    actions: tuple[Action, ...]
    more: tuple[Action, ...]
    closed: tuple[Action, ...]
    others: tuple[Action, ...]
    tabs: tuple[Tab, ...]
    section: str
    deadlines: tuple[DeadlineView, ...]
    parties: tuple[PartyLine, ...]
    parties_url: str
    deadlines_url: str
    conflicts: ConflictBlock | None
    content: object


@dataclass(frozen=True, kw_only=True)
class Around:
    """What the head and every section share, read once."""

    actor: Actor
    dossier: Dossier
    now: datetime
    today: date
    horizon: Horizon
    dues: tuple[DueDate, ...]
    parties: tuple[Party, ...]
    letters: tuple[Letter, ...]
    mandates: tuple[Mandate, ...]
    holds: tuple[Hold, ...]
    alerts: tuple[Alert, ...]
    documents: int
    measures: int
    moves: tuple[Move, ...]
    keeping: Keeping | None
    rule: RetentionRule | None
    certificate: str  # of its destruction


def around(request: HouseRequest, dossier: Dossier) -> Around:
    """Will read what the head and the sections both need, in one statement; the days are the frame's."""
    dues, parties, letters, mandates, holds, alerts, documents, measures, moves, kept, rules, ended = (
        _written().read(
            {
                ANY: dossier.pk,
                dossier_chain(ANY): dossier_chain(dossier.pk),
                ANY_SERIES: dossier.retention_series,
            }
        )
    )
    today = timezone.localdate(request.now)
    keeping, certificate = next(iter(kept), None), next(iter(ended), "")
    if certificate:  # no section offers what the gate refuses
        dossier.over = ended_by(certificate)
    return Around(
        actor=request.actor,
        dossier=dossier,
        now=request.now,
        today=today,
        horizon=counts_for(request).near,
        dues=tuple(running_first(dues)),
        parties=tuple(parties),
        letters=tuple(letters),
        mandates=tuple(mandates),
        holds=tuple(holds),
        alerts=tuple(alerts),
        documents=len(documents),
        measures=len(measures),
        moves=tuple(moves_of(moves)),
        keeping=keeping,
        rule=rule_shown(dossier, keeping, rules, today=today),
        certificate=certificate,
    )


@cache
def _written() -> Prepared:
    """Will write the statement of `around`, once for all dossiers."""
    any_one, own = Dossier(pk=ANY), {"dossier_id": ANY}
    return prepare(
        DueDate.objects.filter(**own),
        Party.objects.filter(**own).order_by("rank"),
        Letter.objects.filter(**own).order_by("-rank"),
        standing_mandates(any_one),
        Hold.objects.filter(**own, lifted_at=None).order_by("pk"),
        waiting_alerts(any_one),
        Document.objects.filter(**own).values_list("pk", flat=True),
        Measure.objects.filter(**own, next_on__isnull=False).values_list("pk", flat=True),
        recorded_moves(any_one),
        Keeping.objects.filter(**own),
        rules_of_series(ANY_SERIES),
        Disposed.objects.filter(**own, fate=DisposedAs.DESTROYED).values_list("certificate", flat=True),
    )


def dossier_page(about: Around, *, section: str, content: object) -> DossierPage:
    """Will build the page around one section's content."""
    dossier, moves = about.dossier, about.moves
    # Nothing more is done in a destroyed dossier (kernel/records/ended.py).
    row = () if about.certificate else actions_row(about.actor, dossier, about.letters, today=about.today)
    first, more, closed = in_three(row)
    usual = usual_days(about.actor, dossier) if moves else {}
    lead = next((due for due in about.dues if due.status == Status.OPEN and not due.runs_against_other), None)
    held = about.horizon
    return DossierPage(
        number=dossier.number,
        title=dossier.title,
        crumbs=(
            Crumb(label=module_of(dossier).name, url=kind_url(dossier.kind)),
            Crumb(label=dossier.number),
        ),
        line=_line(about),
        badges=_badges(about),
        alerts=alert_views(dossier, about.alerts),
        lead=deadline_view(lead, held) if lead else retention_view(dossier, about.keeping, today=about.today),
        stations=stations(dossier, moves, usual, now=about.now),
        actions=first,
        more=more,
        closed=closed,
        others=() if about.certificate else other_actions(about.actor, dossier, moves),
        tabs=_tabs(about, section),
        section=f"staff/parts/{section}.html",
        deadlines=tuple(deadline_view(due, held) for due in about.dues if due is not lead),
        parties=tuple(_party_line(party) for party in about.parties),
        parties_url="" if _alone(about) else of_dossier("dossier_parties", dossier.number),
        deadlines_url=of_dossier("dossier_deadlines", dossier.number),
        conflicts=conflict_block(dossier),
        content=content,
    )


def _line(about: Around) -> tuple[str, ...]:
    dossier = about.dossier
    order = next((party.name for party in about.parties if party.role == PartyRole.ORDER), "")
    channel = CHANNELS.get(Channel(dossier.channel), "")
    received = f"reçue le {formats.day(dossier.received_on)} {channel}".strip()
    if dossier.kind in (
        "periodic_report",
        "documentary_file",
        "office_mandate",
    ):  # opened here: nobody sent it
        received = f"ouvert le {formats.day(dossier.received_on)}"
    return tuple(part for part in (order, received) if part)


def _badges(about: Around) -> tuple[Badge, ...]:
    dossier = about.dossier
    gone = (
        (Badge(label=f"Détruit, certificat {about.certificate}", tone="late"),) if about.certificate else ()
    )
    return (
        *gone,
        Badge(label=state_label(dossier.kind, dossier.state), tone="now"),
        *access_badges(dossier, compartment_code(about.actor, dossier)),
        *(Badge(label=f"Retenu\u00a0: {words}", tone="soon") for words in _held(about.holds)),
    )


def _held(holds: tuple[Hold, ...]) -> tuple[str, ...]:
    """Will say each kind of hold once, with what the module wrote of it when that says more."""
    told: dict[str, None] = {}
    for hold in holds:
        kind = hold.get_kind_display()
        told[kind if hold.reason in ("", kind) else f"{kind} ({hold.reason})"] = None
    return tuple(told)


def _alone(about: Around) -> bool:
    """Will tell whether nobody outside is of the dossier, and its kind writes to nobody."""
    return not about.parties and not about.letters and not module_of_kind(about.dossier.kind).letters


def _tabs(about: Around, section: str) -> tuple[Tab, ...]:
    live = sum(letter.state != LetterState.CANCELLED for letter in about.letters)
    counts = {
        "dossier_documents": about.documents,
        # Nothing rather than zero: most dossiers have no measure that waits.
        "dossier_measures": about.measures or None,
        "dossier_letters": live,
        "dossier_parties": len(about.parties),
    }
    kept = frozenset({f"dossier_{section}"}) if _alone(about) else OUTSIDE
    return tuple(
        Tab(
            label=label,
            url=dossier_url(about.dossier.number)
            if name == "dossier"
            else of_dossier(name, about.dossier.number),
            count=counts.get(name),
            current=name == f"dossier_{section}" or (name, section) == ("dossier", "summary"),
        )
        for name, label in (*SECTIONS, *extra_sections(about.dossier.kind))
        if name not in OUTSIDE or name in kept
    )


def _party_line(party: Party) -> PartyLine:
    role = str(PartyRole(party.role).label)
    reach = {"email": "courriel", "post": "poste", "phone": "téléphone"}.get(party.preferred_channel, "")
    language = {"fr": "français", "en": "anglais"}.get(party.language, party.language)
    detail = (
        role if party.role == PartyRole.ORDER else f"{role} · {', '.join(filter(None, (reach, language)))}"
    )
    return PartyLine(name=party.name, detail=detail)
