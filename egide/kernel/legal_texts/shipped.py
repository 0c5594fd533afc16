"""The texts that the house brings: those of 2019, read in a letter of the Office, then those of today, to be validated.

Frozen: a migration enters them once. What comes after is entered and validated by people, on the screen.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

ACT = (
    "Loi sur l’accès aux documents des organismes publics et sur la protection des renseignements personnels "
    "(RLRQ, c. A-2.1)"
)
READ_IN = (
    "Texte annexé à une lettre de l’Office du 19 décembre 2019. Premier jour non vérifié; dernier jour "
    "(réforme de 2021, c. 25) à valider."
)
# Nobody has read today's law into the house yet: its first draft is 2019's text, which blocks until validated.
TO_COMPARE = (
    "Texte de 2019 repris comme point de départ\u00a0: à comparer avec la version officielle (LégisQuébec) "
    "avant de valider."
)
TO_COMPARE_NOTICE = (
    "Avis de 2019 repris comme point de départ\u00a0: délais, articles et adresses de la Commission à "
    "vérifier avant de valider."
)
FIRST, REFORM = date(2019, 1, 1), date(2021, 9, 22)

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, kw_only=True)
class Shipped:
    """One text as it is entered, twice: for 2019, and for today, where it waits."""

    code: str
    section: str
    title: str
    history: str = ""

    @property
    def body(self) -> str:
        """Will read the words of 2019."""
        name = f"{self.code.replace(':', '_')}_2019.txt"
        return (DATA / name).read_text(encoding="utf-8").strip()


SHIPPED = (
    Shipped(code="a-2.1:53", section="53", title="Article 53"),
    Shipped(
        code="a-2.1:54", section="54", title="Article 54", history="1982, c. 30, a. 54; 2006, c. 22, a. 110."
    ),
    Shipped(code="a-2.1:recourse", section="Avis de recours", title="Avis de recours"),
)
