"""What is wrong with a source or a plan, and what is said of one line.

Sentences are French and name the line, the column or the word; the caller shows them as they are.
"""

from dataclasses import dataclass, field


class PlanProblem(ValueError):
    """The plan does not say what it should; the message names the entry."""


class SourceProblem(ValueError):
    """The source cannot be read further; what came before it stays taken."""


@dataclass
class Remarks:
    """What is said of one line: what keeps it out, and what one should know although it comes in."""

    refusals: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def refuse(self, code: str, words: str) -> None:
        """Will keep the line out."""
        self.refusals.append((code, words))

    def note(self, code: str, words: str) -> None:
        """Will tell, and let it in."""
        self.notes.append((code, words))

    @property
    def words(self) -> str:
        """All the sentences, refusals first."""
        return " ".join(words for _, words in (*self.refusals, *self.notes))


# What the reports count, in their order.
KINDS: dict[str, str] = {
    "line": "Ligne illisible",
    "number": "Ancien numéro absent ou trop court",
    "duplicate": "Ancien numéro en double",
    "title": "Titre absent ou trop long",
    "date": "Date absente ou non comprise",
    "unit": "Unité inconnue",
    "class": "Classe absente du plan de classification",
    "confidentiality": "Confidentialité inconnue",
    "dossier": "Dossier inconnu ou hors de portée",
    "path": "Chemin qui sort du dossier, ou lien",
    "missing": "Fichier absent",
    "empty": "Fichier vide",
    "large": "Fichier au-delà de la limite",
    "type": "Type de fichier refusé",
    "locked": "Fichier protégé par un mot de passe",
    "place": "Tablette ou lieu inconnu",
    "box": "Boîte ou partie mal décrite",
    "rights": "Droits insuffisants",
    "outside": "Fichier hors d’un dossier",
    "other": "Autre",
}
