"""What is asked of my unit: the list of questions, and the page of one with its answer.

All SQL for these screens happens here; the asking side is pages_consulting_asked.py.
"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.addresses import dossier_url, with_query
from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.forms_consulting import AnswerForm
from egide.kernel.consulting.answering import declaration_text
from egide.kernel.consulting.models import WAITING, Question, QuestionFile, State
from egide.kernel.consulting.reach import may_entrust, people_of, questions_of
from egide.kernel.gate.visibility import visible
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Fact, Tab, Table, Tone

CONSULTATIONS = "consultations"
UNREAD = "Document d’un dossier que vous ne consultez pas"
SHOWN = 200
TO_ANSWER, DONE = "", "terminees"
TONES: dict[str, Tone] = {
    State.ANSWERED: "met",
    State.RETURNED: "soon",
    State.ASKED: "now",
    State.WITHDRAWN: "idle",
}
LIST_COLUMNS = (
    Column(label="Pour le", narrow=True),
    Column(label="Ce qui est cherché"),
    Column(label="Demandé par"),
    Column(label="Confiée à"),
)


@dataclass(frozen=True, kw_only=True)
class QuestionsPage:
    """What is asked of the reader's units."""

    tabs: tuple[Tab, ...]
    table: Table | None
    empty_title: str
    empty_text: str


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """A document that goes with the answer; `remove` is empty once it is sent."""

    number: int
    title: str
    place: str
    url: str
    remove: str
    badge: Badge


@dataclass(frozen=True, kw_only=True)
class QuestionPage:
    """One question: its words, what is prepared, what was handed."""

    crumbs: tuple[Crumb, ...]
    number: str
    words: str
    badges: tuple[Badge, ...]
    facts: tuple[Fact, ...]
    returned: str
    waits: bool
    withdrawn: bool
    files: tuple[FileLine, ...]
    declared: str
    comments: str
    declare_found: str
    declare_nothing: str
    form: AnswerForm | None
    url: str
    pick_url: str
    entrust: Action | None


def question_url(question: Question, name: str = "question", **more: int) -> str:
    """Will return an address of a question: its unit and its number in that unit's compartment."""
    kwargs: dict[str, str | int] = {"unit": question.unit.code, "question": question.number, **more}
    return reverse(f"staff:{name}", kwargs=kwargs)


def questions_page(actor: Actor, *, view: str, near: Horizon) -> QuestionsPage:
    """Will list those that wait, the nearest first, or those that have ended; two queries."""
    base = questions_of(actor)
    waiting = base.filter(state__in=WAITING)
    done = view == DONE
    rows = (
        base.exclude(state__in=WAITING).order_by("-ended_at", "-pk")
        if done
        else waiting.order_by("due_on", "pk")
    )
    found = list(rows.select_related("unit", "entrusted_to")[:SHOWN])
    count = waiting.count() if done else len(found)
    url = reverse("staff:consultations")
    return QuestionsPage(
        tabs=(
            Tab(label="À répondre", url=url, count=count, current=not done),
            Tab(label="Terminées", url=with_query(url, vue=DONE), current=done),
        ),
        table=Table(
            caption="Consultations", columns=LIST_COLUMNS, rows=tuple(_row(one, near) for one in found)
        )
        if found
        else None,
        empty_title="Aucune consultation terminée" if done else "Rien n’est demandé à votre unité",
        empty_text="Les réponses que votre unité a signées paraissent ici."
        if done
        else "Quand une demande d’accès vise des documents que votre unité pourrait détenir, la question arrive ici "
        "avec les mots exacts et un jour. Vous ne voyez ni la personne ni son dossier\u00a0: vous cherchez, vous "
        "déclarez ce qui est trouvé (rien est une réponse), les heures, et vous signez.",
    )


def question_page(
    actor: Actor, question: Question, form: AnswerForm, *, near: Horizon, today: date
) -> QuestionPage:
    """Will build the page of one question; its files are read once."""
    waits = question.state in WAITING
    files = list(
        question.files.filter(removed_at=None)
        .select_related("dossier", "version__document")
        .order_by("number")
    )
    # Another person of the unit may have picked it in a dossier that this one does not read.
    picked = {one.dossier_id for one in files if one.dossier_id}
    read = (
        frozenset(visible(actor).filter(pk__in=picked).values_list("pk", flat=True))
        if picked
        else frozenset()
    )
    return QuestionPage(
        crumbs=question_crumbs(question),
        number=question.number,
        words=question.words,
        badges=_badges(question, near),
        facts=_facts(question, today),
        returned=question.returned_because if question.state == State.RETURNED else "",
        waits=waits,
        withdrawn=question.state == State.WITHDRAWN,
        files=tuple(_file(question, one, waits=waits, read=read) for one in files),
        declared=question.declaration if question.state == State.ANSWERED else "",
        comments=question.comments if not waits else "",
        declare_found=declaration_text(question, found=True),
        declare_nothing=declaration_text(question, found=False),
        form=form if waits else None,
        url=question_url(question),
        pick_url=question_url(question, "question_pick"),
        entrust=Action(label="Confier à quelqu’un", url=question_url(question, "question_entrust"))
        if waits and may_entrust(actor, question)
        else None,
    )


def question_crumbs(question: Question, last: str = "") -> tuple[Crumb, ...]:
    """Will return the trail of a page of a question."""
    every = Crumb(label="Consultations", url=reverse("staff:consultations"))
    if not last:
        return (every, Crumb(label=question.number))
    return (every, Crumb(label=question.number, url=question_url(question)), Crumb(label=last))


def people_choices(question: Question, *, on: date) -> tuple[tuple[str, str], ...]:
    """Will return the people of the unit to whom the question may be entrusted."""
    return tuple((str(one.public_id), one.full_name) for one in people_of(question.unit, on=on))


def _row(question: Question, near: Horizon) -> tuple[Cell, ...]:
    first = question.words.split("\n", 1)[0]
    waits = question.state in WAITING
    badge = (
        near.badge(question.due_on)
        if waits
        else Badge(label=question.get_state_display(), tone=TONES[question.state])
    )
    return (
        Cell(badge=badge, detail=formats.short_day(question.due_on, today=near.today)),
        Cell(
            text=first if len(first) <= 140 else f"{first[:139].rstrip()}…",
            detail=" · ".join(
                (question.number, *(("à compléter",) if question.state == State.RETURNED else ()))
            ),
            url=question_url(question),
        ),
        Cell(text=question.origin),
        Cell(
            text=question.entrusted_to.full_name if question.entrusted_to else question.unit.name,
            detail=question.unit.name if question.entrusted_to else "",
        ),
    )


def _badges(question: Question, near: Horizon) -> tuple[Badge, ...]:
    state = Badge(label=question.get_state_display(), tone=TONES[question.state])
    return (state, near.badge(question.due_on)) if question.state in WAITING else (state,)


def _facts(question: Question, today: date) -> tuple[Fact, ...]:
    facts = [
        Fact(term="Demandé par", value=question.origin),
        Fact(term="Unité consultée", value=question.unit.name),
        Fact(term="Reçue le", value=formats.moment(question.received_at, today=today)),
        Fact(term="Réponse attendue le", value=formats.day(question.due_on)),
        Fact(
            term="Confiée à",
            value=question.entrusted_to.full_name if question.entrusted_to else "Personne en particulier",
        ),
    ]
    if question.state == State.ANSWERED and question.answered_at:
        facts += [
            Fact(
                term="Signée par",
                value=question.signed_by,
                detail=f"{question.signed_title} · {formats.day(timezone.localdate(question.answered_at))}",
            ),
            Fact(term="Heures de recherche", value=f"{formats.number(question.hours or 0)}\u00a0h"),
        ]
    return tuple(facts)


def _file(question: Question, file: QuestionFile, *, waits: bool, read: frozenset[int]) -> FileLine:
    sent = file.sent_at is not None
    place, url = "versé avec la réponse", ""
    title = file.title
    if file.dossier_id is not None and file.dossier_id not in read:
        title, place = UNREAD, "choisi par une autre personne de l’unité"
    elif file.dossier is not None and file.version is not None:
        place = f"{file.dossier.number}, document {file.version.document.rank}, version {file.version.number}"
        url = dossier_url(file.dossier.number)
    return FileLine(
        number=file.number,
        title=title,
        place=place,
        url=url,
        remove=question_url(question, "question_file", file=file.number) if waits and not sent else "",
        badge=Badge(label="remis", tone="met") if sent else Badge(label="à remettre", tone="now"),
    )


def chosen_person(public_id: str) -> User | None:
    """Will return the account that a valid form names, or nobody."""
    return User.objects.get(public_id=public_id) if public_id else None
