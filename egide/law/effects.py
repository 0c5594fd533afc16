"""The closed list of verbs that a transition may trigger; the kernel interprets them, nothing else does.
Not code: anything that these verbs cannot say is an ordinary function in a module's actions."""

from dataclasses import dataclass
from typing import ClassVar

from egide.law.access import Role
from egide.law.facts import Fact


@dataclass(frozen=True, slots=True)
class DayOfLetter:
    """The day that a fact takes from a letter: the date written on the newest one of this template."""

    template: str


@dataclass(frozen=True, slots=True)
class DayOfFact:
    """The day that a fact takes from another, the newest that stands: what the law counts from the same start."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class DayOfExpiry:
    """The day that a fact takes from a clock: the raw date of the first of these deadlines that runs."""

    deadlines: tuple[str, ...]


FactDay = DayOfLetter | DayOfFact | DayOfExpiry


@dataclass(frozen=True, slots=True)
class RecordFact:
    """A dated fact becomes true. Some cannot be unsaid (a decision notified): `reversible=False`.

    Its day is the one that the form asks for, else today; `dated` takes it from elsewhere.
    """

    fact: Fact
    reversible: bool = True
    dated: FactDay | None = None

    @property
    def label(self) -> str:
        return f"Consigner\u00a0: {self.fact.label}"


@dataclass(frozen=True, slots=True)
class CancelDeadline:
    """A deadline no longer applies."""

    code: str
    reversible: ClassVar[bool] = True
    label: ClassVar[str] = "Annuler un délai"


@dataclass(frozen=True, slots=True)
class SuspendDeadline:
    """A deadline stops running, because its source says so."""

    code: str
    reversible: ClassVar[bool] = True
    label: ClassVar[str] = "Suspendre un délai"


@dataclass(frozen=True, slots=True)
class ResumeDeadline:
    """A deadline runs again, at its own date: it was suspended, or what met it was sent back."""

    code: str
    reversible: ClassVar[bool] = True
    label: ClassVar[str] = "Reprendre un délai"


@dataclass(frozen=True, slots=True)
class ExtendDeadline:
    """A deadline takes the extension that its declaration provides."""

    code: str
    reversible: ClassVar[bool] = True
    label: ClassVar[str] = "Prolonger un délai"


@dataclass(frozen=True, slots=True)
class DraftLetter:
    """A letter is drafted from its template. A draft can be withdrawn; the letter that left cannot."""

    template: str
    enclose: str | None = None
    reversible: ClassVar[bool] = True
    label: ClassVar[str] = "Préparer une lettre"


@dataclass(frozen=True, slots=True)
class RecordDecision:
    """A decision is recorded with its grounds; `outcome` fixes its result when only one is possible."""

    outcome: str | None = None
    reversible: bool = True
    label: ClassVar[str] = "Consigner une décision"


@dataclass(frozen=True, slots=True)
class Keep:
    """Columns of the module take what was answered; codes and days only, never free text.

    `answers` pairs (column, field); `fixed` pairs (column, value), used where nothing was answered.
    `fills` gives the fixed values to empty columns only.
    """

    answers: tuple[tuple[str, str], ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()
    fills: bool = False
    reversible: ClassVar[bool] = True
    label: ClassVar[str] = "Tenir à jour la fiche du dossier"


def keep(*fields: str, fills: bool = False, **fixed: str) -> Keep:
    """Will keep the fields under their own names, and fixed values (« result="redirected" »)."""
    return Keep(tuple((name, name) for name in fields), tuple(fixed.items()), fills)


@dataclass(frozen=True, slots=True)
class AssignMandate:
    """Work is entrusted to a person of that role; `title` names what is expected."""

    role: Role
    title: str = ""
    reversible: ClassVar[bool] = True

    @property
    def label(self) -> str:
        return f"Confier un mandat ({self.role.label})"


@dataclass(frozen=True, slots=True)
class EndMandates:
    """The open mandates of the dossier end."""

    reversible: ClassVar[bool] = True
    label: ClassVar[str] = "Mettre fin aux mandats"


@dataclass(frozen=True, slots=True)
class Notify:
    """People of that role are told, inside the house; a second message may correct the first."""

    role: Role
    reversible: ClassVar[bool] = True

    @property
    def label(self) -> str:
        return f"Aviser ({self.role.label})"


@dataclass(frozen=True, slots=True)
class PlaceHold:
    """Nothing of the dossier may be destroyed while the hold lasts."""

    reason: str
    reversible: ClassVar[bool] = True
    label: ClassVar[str] = "Suspendre l’élimination"


@dataclass(frozen=True, slots=True)
class LiftHold:
    """The hold placed for that reason ends."""

    reason: str
    reversible: ClassVar[bool] = True
    label: ClassVar[str] = "Lever la suspension de l’élimination"


@dataclass(frozen=True, slots=True)
class CloseDossier:
    """The dossier closes and its retention starts to run."""

    reversible: ClassVar[bool] = True
    label: ClassVar[str] = "Fermer le dossier"


@dataclass(frozen=True, slots=True)
class ReopenDossier:
    """The closed dossier returns to work: the only way out of a final state."""

    reversible: ClassVar[bool] = True
    label: ClassVar[str] = "Rouvrir le dossier"


@dataclass(frozen=True, slots=True)
class SetRetention:
    """The dossier follows that series of the retention schedule."""

    series: str
    reversible: ClassVar[bool] = True
    label: ClassVar[str] = "Fixer la règle de conservation"


Effect = (
    RecordFact
    | CancelDeadline
    | SuspendDeadline
    | ResumeDeadline
    | ExtendDeadline
    | DraftLetter
    | RecordDecision
    | Keep
    | AssignMandate
    | EndMandates
    | Notify
    | PlaceHold
    | LiftHold
    | CloseDossier
    | ReopenDossier
    | SetRetention
)
