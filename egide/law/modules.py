"""A business module's table of contents: everything it declares, in one value that the kernel reads.
Not its code: pages, queries and actions are ordinary Django in the module's folder."""

from dataclasses import dataclass

from egide.law import completeness
from egide.law.access import Policy
from egide.law.counting import Countable, PlainTable
from egide.law.facts import Fact
from egide.law.grounds import Ground
from egide.law.letters import LetterTemplate
from egide.law.lifecycles import Lifecycle
from egide.law.recommending import Recommends
from egide.law.retention import RetentionRule
from egide.law.searched import SearchedRows, SearchedText
from egide.law.terms import Deadline


@dataclass(frozen=True, slots=True)
class DossierKind:
    """A kind of case file: its number's prefix (« INT ») and the code of the compartment that holds it.

    `default_class` is its place in the classification scheme until someone classifies a dossier elsewhere.
    `elsewhere` names the other compartments where dossiers of this kind live too, each with the prefix of its
    numbers there: the same work, behind another wall. A dossier lives where its unit does and never moves.
    """

    code: str
    label: str
    prefix: str
    compartment: str
    default_class: str = ""
    elsewhere: tuple[tuple[str, str], ...] = ()
    # Mail that names such a dossier is shown to whoever reads the dossier, and not to who keeps the register.
    reserved: bool = False

    @property
    def compartments(self) -> tuple[str, ...]:
        """The codes of every compartment that holds dossiers of this kind, its own first."""
        return (self.compartment, *(place for place, _ in self.elsewhere))

    @property
    def prefixes(self) -> tuple[str, ...]:
        """Every prefix that a number of this kind may begin with, its own first."""
        return (self.prefix, *(prefix for _, prefix in self.elsewhere))

    def prefix_in(self, compartment: str) -> str:
        """Will give the prefix of the numbers taken in a compartment, by its code."""
        return dict(self.elsewhere).get(compartment, self.prefix)


@dataclass(frozen=True)
class Module:
    """All that a module declares. `facts_builder` is the dotted path of what gives guards their facts.

    A module without a kind keeps plain tables; it may still have a lifecycle.
    """

    code: str
    name: str
    kind: DossierKind | None = None
    lifecycle: Lifecycle | None = None
    facts: tuple[Fact, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    grounds: tuple[Ground, ...] = ()
    policy: Policy | None = None
    letters: tuple[LetterTemplate, ...] = ()
    retention: tuple[RetentionRule, ...] = ()
    compartment: str | None = None
    facts_builder: str | None = None
    letter_fields: str | None = None
    # Names the texts of law printed after a letter's signature: (dossier, template, answers) -> their codes.
    letter_annexes: str | None = None
    # Proposes what goes with a letter, one name a line, to be edited: (dossier, template) -> the names.
    letter_enclosures: str | None = None
    # Proposes answers to a transition’s form, to be edited: (dossier, code of the transition) -> values by field.
    proposed: str | None = None
    # Says why a person may not sign a letter that day, beyond the roles: (actor, dossier, letter, day) -> "" or why.
    signing: str | None = None
    # Says why an approved letter may not leave that day: (dossier, letter, day) -> "" or why.
    leaving: str | None = None
    # Writes the columns that `Keep` names and gives back what they held: (dossier, values) -> values before.
    keeper: str | None = None
    # Reads the same columns of some dossiers, and what they hold in one just opened, in one question:
    # the dossiers' ids -> (values, first values) by id.
    kept: str | None = None
    summary: str | None = None
    # Says to the person outside, in plain words, where the dossier stands: dossier -> law.following.FollowUp.
    follow_up: str | None = None
    # Where a person outside who has an account reads the dossier: (dossier, party) -> the path of its page, or "".
    door: str | None = None
    # What its dossiers are counted by, and its tables that are counted without being dossiers.
    counted: Countable | None = None
    counted_tables: tuple[PlainTable, ...] = ()
    # At which steps its dossiers carry recommendations to their parties, when they do (kernel/recommendations).
    recommends: Recommends | None = None
    # Its texts, in its own tables, that full text reads beside those of the kernel.
    texts: tuple[SearchedRows | SearchedText, ...] = ()
    # What it serves, in one or two French sentences; the first line of its sheet.
    about: str = ""

    def rule_code(self, deadline: Deadline) -> str:
        """Will give the full code of a deadline: « interventions.acknowledgment »."""
        return f"{self.code}.{deadline.code}"

    def deadline(self, code: str) -> Deadline:
        """Will find a deadline by its code.

        :raises KeyError: when the module declares no such deadline.
        """
        return {deadline.code: deadline for deadline in self.deadlines}[code]

    def letter(self, code: str) -> LetterTemplate:
        """Will find a letter by its template's code.

        :raises KeyError: when the module declares no such letter.
        """
        return {letter.code: letter for letter in self.letters}[code]

    def fact(self, code: str) -> Fact:
        """Will find a fact by its code.

        :raises KeyError: when the module declares no such fact.
        """
        return {fact.code: fact for fact in self.facts}[code]

    def problems(self) -> tuple[str, ...]:
        """Will list, in French, everything that the declarations lack; empty when the module is complete."""
        return completeness.problems(self)
