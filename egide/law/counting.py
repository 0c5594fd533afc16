"""What a module's dossiers may be counted by: its themes, its orders, its decisions, its own plain tables.
Not the figures themselves, which the kernel defines once for all modules, nor their queries."""

from dataclasses import dataclass

from egide.law.access import Role

Labels = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Attribute:
    """A breakdown of a kind. `path` leads from the row to the code; the words are `labels`, or another path,
    or else the choices of the column itself.

    An attribute without path is the same code for every row: all requests for intervention are of one type.
    """

    by: str
    path: str = ""
    labels: Labels = ()
    label_path: str = ""
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class RelatedRows:
    """Rows of a dossier under a figure of their own: its recommendations. `at` is when each was made, `withdrawn`
    when it was taken back; `attribute` cuts them.
    """

    figure: str
    model: str
    at: str
    withdrawn: str
    attribute: Attribute


@dataclass(frozen=True, slots=True)
class Countable:
    """How the dossiers of a kind are counted. Codes of decisions and of facts are the module's own."""

    attributes: tuple[Attribute, ...] = ()
    # Figure code -> the codes of decisions, or of facts, of which each is one.
    decisions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    facts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    # Codes of the deadlines that the acknowledgment and the reply meet, and the letter that warns of a delay.
    acknowledgment: str = ""
    reply: str = ""
    delay_notice: str = ""
    related: tuple[RelatedRows, ...] = ()


@dataclass(frozen=True, slots=True)
class PlainTable:
    """Rows counted without being dossiers: cards of information. `readers` are the roles that see them."""

    kind: str
    label: str
    model: str
    day: str
    withdrawn: str
    readers: tuple[Role, ...]
    attributes: tuple[Attribute, ...] = ()
