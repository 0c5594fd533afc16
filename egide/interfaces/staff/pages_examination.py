"""What was found for a request: the inventory among the sections of its page, third persons, fees.

All SQL for these screens happens here; one document and its pages are in pages_examination_document.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.pages_moves import Nothing, crumbs
from egide.kernel.consulting.models import ConsultationDocument
from egide.kernel.documents.models import Document, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.redaction.grounds import label_of
from egide.law.deadlines import Computation
from egide.modules.access_requests.examination.fees import words_of
from egide.modules.access_requests.examination.inventory import WORK
from egide.modules.access_requests.examination.models import (
    Decision,
    FeeEstimate,
    FoundDocument,
    Position,
    ThirdPerson,
)
from egide.modules.access_requests.examination.readiness import copy_is_ready, readiness
from egide.modules.access_requests.examination.third_dates import (
    decision_due,
    notice_due,
    observations_due,
    release_after,
)
from egide.modules.access_requests.examination.third_letters import (
    DECISION,
    NOTICE,
    Letters,
    third_letters,
)
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, DeadlineView, Table, Tone

SHOWN = 500
TONES: dict[str, Tone] = {
    Decision.ACCESS: "met",
    Decision.PARTIAL: "soon",
    Decision.REFUSED: "late",
    Decision.NOT_HELD: "idle",
    Decision.OTHER_BODY: "idle",
}
COLUMNS = (
    Column(label="N°", narrow=True),
    Column(label="Document"),
    Column(label="Pages", numeric=True),
    Column(label="Décision"),
)
UNDECIDED = Badge(label="À examiner", tone="now")


@dataclass(frozen=True, kw_only=True)
class Third:
    """One third person: where she stands, her own days with their proof, what may be recorded."""

    title: str
    address: str
    badge: Badge
    about: str
    observations: str
    days: tuple[DeadlineView, ...]
    actions: tuple[Action, ...]


@dataclass(frozen=True, kw_only=True)
class Examination:
    """What was found, and what is left to do before deciding and before handing."""

    left: tuple[str, ...]
    table: Table | None
    actions: tuple[Action, ...]
    thirds: tuple[Third, ...]
    fees: tuple[str, ...]


def examination_section(actor: Actor, dossier: Dossier, *, today: date) -> Examination:
    """Will build the section."""
    rows = FoundDocument.objects.filter(dossier_id=dossier.pk).select_related(
        "consultation__unit", "redaction"
    )
    found = list(rows.order_by("rank")[:SHOWN])
    people = list(ThirdPerson.objects.filter(dossier_id=dossier.pk).order_by("rank"))
    fees = list(FeeEstimate.objects.filter(dossier_id=dossier.pk).order_by("-rank")[:1])
    work = may(actor, dossier, WORK).allowed
    letters = third_letters(dossier) if people else {}
    ready = readiness(dossier, today)
    sentences = (ready.search_obstacle, ready.decision_obstacle, ready.release_obstacle)
    return Examination(
        left=tuple(dict.fromkeys(filter(None, sentences))) if found or people else (),
        table=Table(caption="Inventaire", columns=COLUMNS, rows=tuple(_row(dossier, one) for one in found))
        if found
        else None,
        actions=_actions(dossier, found) if work else (),
        thirds=tuple(_third(dossier, one, today, letters, work=work) for one in people),
        fees=tuple(words_of(one) for one in fees),
    )


def found_url(dossier: Dossier, rank: int, name: str = "found", **more: int | str) -> str:
    """Will return an address of a document of the inventory."""
    return of_dossier(name, dossier.number, rank=rank, **more)


def examination_crumbs(dossier: Dossier, *last: Crumb) -> tuple[Crumb, ...]:
    """Will return the trail of a page of the examination."""
    every = Crumb(label="Documents trouvés", url=of_dossier("dossier_examination", dossier.number))
    return (*crumbs(dossier, "")[:2], every, *last)


def addable(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """Will return the documents of the dossier whose newest version the inventory does not hold."""
    held = FoundDocument.objects.filter(dossier_id=dossier.pk).values("version__document_id")
    # The letters of the request itself are no document that was found.
    rows = Document.objects.filter(dossier_id=dossier.pk).exclude(pk__in=held).exclude(origin=Origin.LETTER)
    rows = rows.order_by("-rank")[:SHOWN]
    return tuple((str(one.rank), f"{one.rank}. {one.title}") for one in rows)


def nothing_to_add(dossier: Dossier) -> Nothing:
    """Will say why no document can be put in the inventory, and where one is added."""
    held = FoundDocument.objects.filter(dossier_id=dossier.pk).exists()
    return Nothing(
        title="Tous les documents du dossier sont à l’inventaire"
        if held
        else "Aucun document du dossier à inscrire",
        text="Versez au dossier le document trouvé, puis inscrivez-le ici. Les lettres de la demande ne s’inscrivent "
        "pas\u00a0: elles ne sont pas des documents trouvés.",
        action=Action(label="Verser un document", url=of_dossier("upload", dossier.number), primary=True),
    )


def grounds_words(codes: Sequence[str]) -> str:
    """Will write the grounds of a decision."""
    return ", ".join(label_of(code) for code in codes)


def decision_badge(found: FoundDocument) -> Badge:
    """Will say what is decided of a document."""
    if not found.decision:
        return UNDECIDED
    return Badge(label=Decision(found.decision).label, tone=TONES[found.decision])


def _row(dossier: Dossier, one: FoundDocument) -> tuple[Cell, ...]:
    source = one.consultation.unit.name if one.consultation else "Versé au dossier"
    said = [grounds_words(one.grounds)]
    if one.decision == Decision.PARTIAL:
        said.append("copie caviardée prête" if copy_is_ready(one) else "caviardage à faire")
    if one.earlier:
        said.append(f"reprise de {one.earlier}")
    return (
        Cell(text=str(one.rank)),
        Cell(
            text=one.title,
            detail=" · ".join(filter(None, (source, one.reference))),
            url=found_url(dossier, one.rank),
        ),
        Cell(text=formats.number(one.pages) if one.pages else "—"),
        Cell(badge=decision_badge(one), detail=" · ".join(filter(None, said))),
    )


def _actions(dossier: Dossier, found: Sequence[FoundDocument]) -> tuple[Action, ...]:
    held = [one.version_id for one in found]
    came = ConsultationDocument.objects.filter(dossier_id=dossier.pk).exclude(version_id__in=held).count()
    take = Action(
        label=f"Inscrire {formats.count(came, 'document remis', 'documents remis')}",
        url=of_dossier("found_take_in", dossier.number),
        method="post",
        primary=True,
        fields=(("version", str(dossier.version)),),
    )
    return (
        *((take,) if came else ()),
        Action(label="Inscrire un document du dossier", url=of_dossier("found_add", dossier.number)),
        Action(label="Inscrire un tiers à aviser", url=of_dossier("third_add", dossier.number)),
        Action(label="Calculer les frais", url=of_dossier("fees_estimate", dossier.number)),
    )


def _third(dossier: Dossier, one: ThirdPerson, today: date, letters: Letters, *, work: bool) -> Third:
    return Third(
        title=f"Tiers n°\u00a0{one.rank}\u00a0: {one.name}",
        address=one.address,
        badge=_standing(one, today),
        about=f"Documents de l’inventaire\u00a0: {', '.join(map(str, one.about))}"
        if one.about
        else "Tous les documents",
        observations=one.observations,
        days=tuple(_days(dossier, one, today)),
        actions=tuple(_third_actions(dossier, one, letters)) if work else (),
    )


def _standing(one: ThirdPerson, today: date) -> Badge:
    if one.position:
        tone: Tone = "late" if one.position == Position.REFUSAL else "met"
        return Badge(label=Position(one.position).label, tone=tone)
    if one.informed_on is None:
        return Badge(label="à aviser", tone="now")
    over = today > observations_due(one.informed_on).raw_date
    return Badge(
        label="Délai écoulé\u00a0: silence" if over else "Peut écrire", tone="met" if over else "soon"
    )


def _days(dossier: Dossier, one: ThirdPerson, today: date) -> list[DeadlineView]:
    shown = []
    if one.notice_mailed_on is None:
        shown.append(_view("Aviser le tiers avant la fin du", notice_due(dossier.received_on), today))
    if one.informed_on and not one.position:
        shown.append(_view("Observations jusqu’au", observations_due(one.informed_on), today))
    if one.answered_on and one.decision_mailed_on is None:
        shown.append(_view("Décider au plus tard le", decision_due(one.answered_on), today))
    if one.decision_mailed_on:
        shown.append(
            _view("Remise possible après le", release_after(one.decision_mailed_on), today, waits=True)
        )
    return shown


def _view(label: str, made: Computation, today: date, *, waits: bool = False) -> DeadlineView:
    late = made.raw_date < today
    tone: Tone = ("met" if late else "soon") if waits else ("late" if late else "idle")
    return DeadlineView(
        label=label,
        words=formats.days_away(made.raw_date, today),
        date=formats.day(made.raw_date),
        tone=tone,
        iso=made.raw_date.isoformat(),
        steps=made.steps,
        source=made.source,
    )


def _third_actions(dossier: Dossier, one: ThirdPerson, letters: Letters) -> list[Action]:
    def step(label: str, code: str) -> Action:
        return Action(label=label, url=of_dossier("third_step", dossier.number, rank=one.rank, step=code))

    def letter(template: str, label: str, code: str) -> Action:
        drafted = letters.get((template, one.name))
        if drafted is None:
            return step(label, code)
        url = of_dossier("letter", dossier.number, rank=drafted.rank)
        return Action(label=f"Ouvrir la lettre {drafted.reference}", url=url)

    if one.informed_on is None or (not one.position and one.notice_mailed_on is None):
        return [letter(NOTICE, "Préparer l’avis", "lettre-avis"), step("Consigner l’avis", "avis")]
    if not one.position:
        return [step("Consigner sa position", "position"), step("Corriger les jours de l’avis", "avis")]
    if one.decision_mailed_on:
        return []
    return [
        letter(DECISION, "Préparer la décision au tiers", "lettre-decision"),
        step("Consigner la mise à la poste de la décision", "decision"),
    ]
