"""The vocabulary of « À qui m’adresser? »: plain questions, their choices, and the bodies that they lead to.
Not the questions themselves, nor the law that gives the delays: see interfaces/public/orientation_data.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from egide.law.facts import Fact
from egide.law.french import NBSP
from egide.law.sources import Source
from egide.law.terms import Deadline, Roll, Term, Unit


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its slug stands in the address, `to` is the code of the next question or of an end."""

    slug: str
    label: str
    to: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Delay:
    """A time to know: who must do what before when. `text` may hold {length} and {period}, in their own units.

    A `deadline` is a module's own, read with the law of the day; a `term` is declared here for the others.
    """

    text: str
    deadline: Deadline | None = None
    term: Term | None = None
    source: Source | None = None
    # What the person may date to see the day itself: « Quand avez-vous reçu la décision du syndic? »
    asks: str = ""

    def words(self, on: date) -> str:
        """Will say the delay with the lengths in force on that day."""
        term, recurs = self.term_on(on), self.deadline.recurs if self.deadline else None
        return self.text.format(
            length=_words(term.unit, term.length) if term else "",
            period=_words(recurs.unit, recurs.every) if recurs else "",
        )

    def term_on(self, on: date) -> Term | None:
        """Will return the term in force on that day, None for a delay without length."""
        return self.deadline.term_on(on) if self.deadline else self.term

    def as_deadline(self) -> Deadline | None:
        """Will return what computes a day from it: the module’s own rule, or one made of the term told here."""
        if self.deadline or not self.term:
            return self.deadline
        told = Fact("told", "date indiquée")
        terms = (self.term,)
        # Never rolled forward: a public page shows the raw date, so that nobody loses a right (domain.md, C.4).
        return Deadline("told", self.text, starts_on=told, met_by=told, terms=terms, roll=Roll.NONE)

    def cited(self, on: date) -> str:
        """Will cite where the delay comes from."""
        term = self.term_on(on)
        source = term.source if term else self.source
        return source.cite() if source else ""


@dataclass(frozen=True, slots=True)
class Door:
    """The Office's own page that opens from an end page: an address's name, and what it is opened on."""

    page: str
    label: str
    situation: str = ""
    mechanism: str = ""


@dataclass(frozen=True, slots=True)
class Destination:
    """An end: the exact body, in what time, what to prepare, what it can and cannot do.

    `slug` stands in the address for good: a destination may be reworded, never renamed.
    """

    code: str
    slug: str
    title: str
    body: str
    source: Source
    delays: tuple[Delay, ...]
    prepare: tuple[str, ...]
    can: tuple[str, ...]
    cannot: tuple[str, ...]
    how: str = ""
    # The body belongs to an order: the page finds it by profession, and shows how to reach it.
    finds_order: bool = False
    door: Door | None = None
    contact: str = ""
    bodies: bool = False
    # Once it is done, or when it was not that: the same choices as a question offers.
    then: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question, on a page of its own."""

    code: str
    text: str
    choices: tuple[Choice, ...]
    help: str = ""


Node = Question | Destination
Step = tuple[Node, Choice]


def choices_of(node: Node) -> tuple[Choice, ...]:
    """Will return what a page offers next: a question's answers, or what may follow an end."""
    return node.choices if isinstance(node, Question) else node.then


@dataclass(frozen=True)
class Orientation:
    """The whole guide: a first question, and where each answer leads."""

    start: str
    questions: tuple[Question, ...]
    destinations: tuple[Destination, ...]
    _nodes: Mapping[str, Node] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        nodes: tuple[Node, ...] = (*self.questions, *self.destinations)
        object.__setattr__(self, "_nodes", {node.code: node for node in nodes})

    @cached_property
    def by_slug(self) -> dict[str, Destination]:
        """The destinations by what stands in their address."""
        return {destination.slug: destination for destination in self.destinations}

    def node(self, code: str) -> Node:
        """Will return the question or the end of that code.

        :raises KeyError: there is none.
        """
        return self._nodes[code]

    def walk(self, slugs: tuple[str, ...]) -> tuple[tuple[Step, ...], Node]:
        """Will follow the answers from the first question; what is not understood stops the walk there."""
        steps: list[Step] = []
        here = self.node(self.start)
        for slug in slugs:
            chosen = next((choice for choice in choices_of(here) if choice.slug == slug), None)
            if chosen is None:
                break
            steps.append((here, chosen))
            here = self.node(chosen.to)
        return tuple(steps), here

    def path_to(self, code: str) -> tuple[str, ...]:
        """Will return the shortest answers that lead there: an end page opened from a shared address has a way back.

        :raises KeyError: nothing leads there.
        """
        waiting: list[tuple[str, tuple[str, ...]]] = [(self.start, ())]
        seen = {self.start}
        while waiting:
            here, answers = waiting.pop(0)
            if here == code:
                return answers
            for choice in choices_of(self.node(here)):
                if choice.to not in seen:
                    seen.add(choice.to)
                    waiting.append((choice.to, (*answers, choice.slug)))
        raise KeyError(code)


def _words(unit: Unit, length: int) -> str:
    return unit.words(length).replace(" ", NBSP, 1)
