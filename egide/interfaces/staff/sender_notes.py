"""What is said of an e-mail’s sender beside it: in the register, in the mail room, before it is handed over.

The words are the module’s; nothing is asked of the database.
"""

from dataclasses import dataclass
from typing import Literal

from egide.modules.correspondence.checking import SENTENCES, checked_of
from egide.modules.correspondence.models import Checked, Doubt, MailPiece
from egide.ui.pages import Badge, Fact

WAITS = "Il nomme un dossier\u00a0: rien n’y est versé avant que quelqu’un le confirme."
RESULTS = {
    "pass": "réussi",
    "fail": "échec",
    "softfail": "douteux",
    "neutral": "neutre",
    "none": "aucun",
    "temperror": "erreur passagère",
    "permerror": "erreur",
}


@dataclass(frozen=True, kw_only=True)
class SenderNote:
    """A title and a sentence; `kind` is the look of the alert."""

    title: str
    text: str
    kind: Literal["info", "error"]


def sender_note(piece: MailPiece) -> SenderNote | None:
    """Will warn about a sender that nobody vouches for; nothing for the others."""
    checked = checked_of(piece)
    if checked is None or checked == Checked.PASSED:
        return None
    kind: Literal["info", "error"] = "error" if checked == Checked.FAILED else "info"
    waits = f" {WAITS}" if piece.doubt == Doubt.FAILED else ""
    return SenderNote(title=str(checked.label), text=SENTENCES[checked] + waits, kind=kind)


def sender_fact(piece: MailPiece) -> Fact:
    """Will say in the facts of a piece what its server found; an empty value for what is no e-mail."""
    checked = checked_of(piece)
    return Fact(
        term="Vérification de l’adresse",
        value=str(checked.label) if checked else "",
        detail=_in_words(piece.check_said),
    )


def _in_words(said: str) -> str:
    pairs = (one.partition("=") for one in said.split())
    return " · ".join(f"{method.upper()}\u00a0: {RESULTS.get(result, result)}" for method, _, result in pairs)


def sender_badge(piece: MailPiece) -> Badge | None:
    """Will mark a borrowed address in a list."""
    if checked_of(piece) != Checked.FAILED:
        return None
    return Badge(label=str(Checked.FAILED.label), tone="late")
