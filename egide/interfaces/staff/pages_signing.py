"""The signing queue: what waits for my signature, then one letter beside what one must know to sign it.

All SQL for the screens happens here; a list costs the same for one letter and for a hundred.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.interfaces.staff.dates import Horizon, horizon
from egide.interfaces.staff.kinds import module_of, state_label
from egide.interfaces.staff.pages_deadlines import deadline_view, due_dates
from egide.interfaces.staff.pages_dossier import SummaryCard
from egide.interfaces.staff.pages_journal import recent
from egide.interfaces.staff.pages_letters import Reading, reading
from egide.kernel import registry
from egide.kernel.deadlines.models import Status
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.approving import approval, obstacle
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.letters.signatures import signature
from egide.kernel.letters.signing import to_sign
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, DeadlineView, Fact, HistoryEntry, Table

MOST = 200  # letters shown at once; the rest appear as the first are signed
QUEUE = "signature"  # what a form sends so that the next letter follows
COLUMNS = (
    Column(label="Échéance", narrow=True),
    Column(label="Lettre"),
    Column(label="Préparée par"),
    Column(label="Soumise", narrow=True),
)


@dataclass(frozen=True, kw_only=True)
class QueuePage:
    """The letters that wait for this reader."""

    table: Table | None
    begin: Action | None
    total: str


@dataclass(frozen=True, kw_only=True)
class SigningPage:
    """One letter to sign, beside its dossier."""

    title: str
    place: str
    number: str
    dossier_title: str
    dossier_url: str
    crumbs: tuple[Crumb, ...]
    letter: Reading
    enclosures: tuple[str, ...]
    signs_as: tuple[str, ...]
    sign: Action
    return_url: str
    returns: bool
    correct_url: str
    next_url: str
    queue_url: str
    pdf_url: str
    hidden: tuple[tuple[str, str], ...]
    facts: tuple[Fact, ...]
    cards: tuple[SummaryCard, ...]
    deadline: DeadlineView | None
    recent: tuple[HistoryEntry, ...]
    form: Any


def queue_page(*, actor: Actor, now: datetime) -> QueuePage:
    """Will build the list, the longest waiting first."""
    rows = list(to_sign(actor).select_related("dossier", "recipient").defer("body")[: MOST + 1])
    shown, near = rows[:MOST], horizon(timezone.localdate(now))
    names = _names([row.submitted_by or row.drafted_by for row in shown])
    table = Table(
        caption="Lettres à signer",
        columns=COLUMNS,
        rows=tuple(_row(row, names, near, now=now) for row in shown),
    )
    begin = Action(label="Commencer par la première", url=sign_url(shown[0]), primary=True) if shown else None
    total = f"Les {MOST} plus anciennes" if len(rows) > MOST else formats.count(len(shown), "lettre")
    return QueuePage(table=table if shown else None, begin=begin, total=total)


def signing_page(*, actor: Actor, dossier: Dossier, letter: Letter, form: Any, now: datetime) -> SigningPage:
    """Will build the page of one letter; it may have been signed meanwhile, and then says so."""
    today, title = timezone.localdate(now), User.objects.get(pk=actor.user_id or 0).job_title
    waiting = list(to_sign(actor).values_list("dossier__number", "rank")[:MOST])
    here = waiting.index((dossier.number, letter.rank)) if (dossier.number, letter.rank) in waiting else -1
    following = waiting[here + 1] if here + 1 < len(waiting) else None
    path = module_of(dossier).summary
    dues = due_dates(dossier)
    lead = next((due for due in dues if due.status == Status.OPEN and not due.runs_against_other), None)
    return SigningPage(
        title=letter.title,
        place=f"{here + 1} sur {len(waiting)}" if here >= 0 else "",
        number=dossier.number,
        dossier_title=dossier.title,
        dossier_url=dossier_url(dossier.number),
        crumbs=(
            Crumb(label="À signer", url=queue_url()),
            Crumb(label=dossier.number, url=dossier_url(dossier.number)),
            Crumb(label=letter.title),
        ),
        letter=reading(letter),
        enclosures=tuple(line for line in letter.enclosures.splitlines() if line.strip()),
        signs_as=tuple(signature(actor, dossier, letter, job_title=title).splitlines()),
        sign=_sign(actor, dossier, letter, today=today),
        return_url=of_dossier("letter_return", dossier.number, rank=letter.rank),
        returns=letter.state == LetterState.SUBMITTED,
        correct_url=of_dossier("letter", dossier.number, rank=letter.rank),
        next_url=of_dossier("letter_sign", following[0], rank=following[1]) if following else "",
        queue_url=queue_url(),
        pdf_url=of_dossier("letter_pdf", dossier.number, rank=letter.rank),
        hidden=_hidden(dossier, letter),
        facts=_facts(dossier, letter, now=now),
        cards=tuple(registry.resolve(path)(dossier, today=today)) if path else (),
        deadline=deadline_view(lead, horizon(today)) if lead else None,
        recent=recent(dossier, today=today),
        form=form,
    )


def next_to_sign(actor: Actor) -> str:
    """Will return the address of the letter to sign now, or of the empty queue."""
    first = to_sign(actor).values_list("dossier__number", "rank").first()
    return of_dossier("letter_sign", first[0], rank=first[1]) if first else queue_url()


def queue_url() -> str:
    """Will return the address of the queue."""
    return reverse("staff:signing")


def sign_url(letter: Letter) -> str:
    """Will return the address where this letter is signed; its dossier has been read with it."""
    return of_dossier("letter_sign", letter.dossier.number, rank=letter.rank)


def _row(letter: Letter, names: dict[str, str], near: Horizon, *, now: datetime) -> tuple[Cell, ...]:
    dossier = letter.dossier
    return (
        Cell(badge=near.badge(dossier.next_due_on), detail=dossier.next_due_label),
        Cell(
            text=f"{letter.title}, à {letter.recipient.name}",
            detail=f"{dossier.number} · {dossier.title}",
            url=sign_url(letter),
        ),
        Cell(text=names.get(letter.submitted_by or letter.drafted_by, "Le système")),
        Cell(text=formats.ago(letter.submitted_at or letter.edited_at, now)),
    )


def _sign(actor: Actor, dossier: Dossier, letter: Letter, *, today: date) -> Action:
    verdict = approval(actor, dossier, letter, on=today)
    reason = obstacle(letter, day=today) if verdict.allowed else verdict.reason
    if letter.state not in (LetterState.DRAFT, LetterState.SUBMITTED):
        reason = f"Cette lettre n’attend plus de signature\u00a0: {LetterState(letter.state).label.lower()}."
    return Action(
        label="Signer",
        url=of_dossier("letter_approve", dossier.number, rank=letter.rank),
        method="post",
        primary=True,
        reason=reason,
        fields=_hidden(dossier, letter),
    )


def _hidden(dossier: Dossier, letter: Letter) -> tuple[tuple[str, str], ...]:
    seen = letter.edited_at.isoformat()
    return (("version", str(dossier.version)), ("seen", seen), ("suite", QUEUE))


def _facts(dossier: Dossier, letter: Letter, *, now: datetime) -> tuple[Fact, ...]:
    codes = (letter.drafted_by, letter.edited_by, letter.submitted_by)
    names = _names(codes)
    hands = tuple(dict.fromkeys(names[code] for code in codes if code in names))
    facts = [
        Fact(term="Destinataire", value=letter.recipient.name, detail=str(letter.get_delivery_display())),
        Fact(term="Préparée par", value=", ".join(hands) or "le système, à partir du dossier"),
        Fact(
            term="Étape du dossier", badge=Badge(label=state_label(dossier.kind, dossier.state), tone="now")
        ),
    ]
    if letter.submitted_at:
        facts.append(Fact(term="Soumise", value=formats.ago(letter.submitted_at, now)))
    return tuple(facts)


def _names(codes: Sequence[str]) -> dict[str, str]:
    ids = {int(code[6:]) for code in codes if code.startswith("staff:") and code[6:].isdecimal()}
    if not ids:
        return {}
    people = User.objects.filter(pk__in=ids).values_list("pk", "full_name")
    return {f"staff:{pk}": name for pk, name in people}
