"""Page objects of « À qui m’adresser? »: a question with its answers so far, and an end with everything to know.

Addresses carry the answers: a page can be shared, printed, and left by the way it was reached.
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from egide.interfaces.public.approximations import When
from egide.interfaces.public.frame import TITLES, PublicPage, trail
from egide.interfaces.public.offices import Office, offices
from egide.interfaces.public.orders import MOST_SHOWN, KnownOrder, matching
from egide.interfaces.public.orientation_bodies import Body, bodies
from egide.interfaces.public.orientation_data import GUIDE
from egide.interfaces.public.orientation_dates import CountedDay, counted_day
from egide.law.orientation import Destination, Node, Question, Step, choices_of
from egide.ui.pages import Link


@dataclass(frozen=True, kw_only=True)
class GuidePage(PublicPage):
    """What both kinds of pages show: the answers so far, each with the address that changes it."""

    answers: tuple[Link, ...]
    back: str
    choices: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionPage(GuidePage):
    """One question."""

    help: str
    number: int


@dataclass(frozen=True, kw_only=True)
class ToldDelay:
    """A delay in words, with its source; `day` when the person gave a date."""

    words: str
    source: str
    day: CountedDay | None = None


@dataclass(frozen=True, kw_only=True)
class FoundOrder:
    """An order that the person may mean, with how to reach it when it is known, and the Office’s form on it."""

    name: str
    email: str
    door: str


@dataclass(frozen=True, kw_only=True)
class EndPage(GuidePage):
    """One body: its times, what to prepare, what it can and cannot do, and how to reach it."""

    end: Destination
    source: str
    delays: tuple[ToldDelay, ...]
    door: str
    offices: tuple[Office, ...]
    bodies: tuple[Body, ...]
    reached: str
    # What was asked of the page: the profession and the date, as typed.
    profession: str
    found: tuple[FoundOrder, ...]
    found_note: str
    # One date only is asked: that of the first delay which may be counted.
    asks: str
    dated: str
    date_problem: str
    orders: tuple[KnownOrder, ...]
    address: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the person typed on an end page."""

    profession: str = ""
    dated: str = ""
    when: When | None = None
    problem: str = ""


def question_page(question: Question, steps: tuple[Step, ...]) -> QuestionPage:
    """Will show a question."""
    return QuestionPage(
        title=question.text,
        crumbs=trail(last=TITLES["orientation"]),
        answers=_answers(steps),
        back=_back(steps),
        choices=_choices(question, _slugs(steps)),
        help=question.help,
        number=len(steps) + 1,
    )


def end_page(
    end: Destination, steps: tuple[Step, ...], *, asked: Asked, orders: tuple[KnownOrder, ...], today: date
) -> EndPage:
    """Will show an end, with the order found and the day counted when the person asked for them."""
    found, note = _found(end, asked.profession, orders)
    slugs = _slugs(steps)
    dated = next((delay for delay in end.delays if delay.asks), None)
    return EndPage(
        title=end.title,
        crumbs=trail("orientation", last="Où vous adresser"),
        answers=_answers(steps),
        back=_back(steps),
        choices=_choices(end, slugs),
        end=end,
        source=end.source.cite(),
        delays=tuple(
            ToldDelay(
                words=delay.words(today),
                source=delay.cited(today),
                day=counted_day(delay, asked.when, today=today) if delay is dated and asked.when else None,
            )
            for delay in end.delays
        ),
        door=door_of(end),
        offices=offices() if end.contact in {"office", "commissioner"} else (),
        bodies=bodies() if end.bodies else (),
        reached=".".join(slugs),
        profession=asked.profession,
        found=found,
        found_note=note,
        asks=dated.asks if dated else "",
        dated=asked.dated,
        date_problem=asked.problem,
        orders=orders if end.finds_order else (),
        address=reverse("public:orientation_end", args=[end.slug]),
    )


def door_of(end: Destination, order: KnownOrder | None = None) -> str:
    """Will return the address of the Office’s own page, opened on what is already known; nothing without a door."""
    if end.door is None:
        return ""
    known = {
        "situation": end.door.situation,
        "instance": end.door.mechanism,
        "ordre": order.slug if order else "",
    }
    query = urlencode({name: value for name, value in known.items() if value})
    return reverse(f"public:{end.door.page}") + (f"?{query}" if query else "")


def address_of(node: Node, slugs: tuple[str, ...]) -> str:
    """Will return the address of a question or of an end, with the answers that lead there."""
    query = f"?{urlencode({'r': '.'.join(slugs)})}" if slugs else ""
    if isinstance(node, Destination):
        return reverse("public:orientation_end", args=[node.slug]) + query
    return reverse("public:orientation") + query


def _slugs(steps: tuple[Step, ...]) -> tuple[str, ...]:
    return tuple(choice.slug for _, choice in steps)


def _choices(node: Node, slugs: tuple[str, ...]) -> tuple[Link, ...]:
    return tuple(
        Link(
            label=choice.label,
            url=address_of(GUIDE.node(choice.to), (*slugs, choice.slug)),
            detail=choice.hint,
        )
        for choice in choices_of(node)
    )


def _answers(steps: tuple[Step, ...]) -> tuple[Link, ...]:
    slugs = _slugs(steps)
    return tuple(
        Link(
            label=node.text if isinstance(node, Question) else node.title,
            detail=choice.label,
            url=address_of(node, slugs[:index]),
        )
        for index, (node, choice) in enumerate(steps)
    )


def _back(steps: tuple[Step, ...]) -> str:
    return address_of(steps[-1][0], _slugs(steps)[:-1]) if steps else ""


def _found(end: Destination, text: str, orders: tuple[KnownOrder, ...]) -> tuple[tuple[FoundOrder, ...], str]:
    if not end.finds_order or not text:
        return (), ""
    found = matching(text, orders)
    if not found:
        return (), (
            f"Nous ne trouvons ni ordre ni profession de ce nom\u00a0: «\u00a0{text}\u00a0». Vérifiez "
            "l’orthographe, ou demandez-nous."
        )
    if len(found) > MOST_SHOWN:
        return (), "Plusieurs ordres correspondent. Ajoutez un mot au nom de la profession."
    return tuple(FoundOrder(name=o.name, email=o.email, door=door_of(end, o)) for o in found), ""
