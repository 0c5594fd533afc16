"""What a verification found: sentences that name chains, ranks and decisions, never content.

Serves `egide verify`, which prints it, and the tests, which look for a finding's code.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

NBSP = "\u00a0"
SHOWN = 1000  # findings kept in memory; the others are only counted

SENTENCES = {
    "altered_columns": "entrée dont une colonne contredit le texte scellé",
    "altered_body": "entrée dont le texte ne correspond plus à son empreinte",
    "broken_link": "entrée qui ne suit pas la précédente",
    "missing_event": "entrée manquante",
    "missing_head": "chaîne sans tête",
    "missing_chain": "tête de chaîne sans entrée",
    "head_differs": "dernière entrée différente de la tête de chaîne",
    "unexplained": "comptes d’entrées et de têtes en désaccord, sans qu’une seconde lecture dise où",
    "head_unsealed": "tête de chaîne en désaccord avec les sceaux",
    "notes_differ": "notes ajoutées, retirées ou changées de place",
    "altered_note": "note dont le texte ne correspond plus à son empreinte",
    "note_without_decision": "note détruite sans décision au journal",
    "note_came_back": "note présente malgré sa destruction",
    "stray_note": "note sans entrée qui l’annonce",
    "sealed_event_differs": "entrée scellée absente ou récrite",
    "altered_seal": "sceau altéré",
    "missing_seal": "sceau manquant",
    "seal_count": "nombre de chaînes ou d’entrées scellées différent de celui du sceau",
    "missing_file": "sceau sans fichier exporté",
    "altered_file": "fichier exporté différent de son sceau",
    "stray_file": "fichier exporté sans sceau dans la base",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One discrepancy: its code, and where (a chain and a rank, or a seal's number)."""

    code: str
    chain: str = ""
    seq: int | None = None

    def __str__(self) -> str:
        place = f"{self.chain}, n°{NBSP}{self.seq}" if self.seq is not None else self.chain
        return f"{place}{NBSP}: {SENTENCES[self.code]}"


@dataclass(slots=True)
class Report:
    """The tally of a verification. `ok` is what matters; `lines()` is what is printed."""

    events: int = 0
    chains: int = 0
    notes: int = 0
    seals: int = 0
    destroyed: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    found: int = 0

    @property
    def ok(self) -> bool:
        """Will tell whether nothing was found."""
        return self.found == 0

    def add(self, code: str, chain: str = "", seq: int | None = None) -> None:
        """Will note a discrepancy."""
        self.found += 1
        if len(self.findings) < SHOWN:
            self.findings.append(Finding(code, chain, seq))

    @property
    def codes(self) -> frozenset[str]:
        """Will return the codes of the discrepancies."""
        return frozenset(finding.code for finding in self.findings)

    def lines(self) -> Iterator[str]:
        """Will say in French what was read, what a decision destroyed, and what is wrong."""
        yield (
            f"Journal{NBSP}: {self.chains} chaînes, {self.events} entrées, {self.notes} notes, "
            f"{self.seals} sceaux vérifiés."
        )
        for decision, count in sorted(self.destroyed.items()):
            yield f"Notes{NBSP}: {count}, détruit, décision n°{NBSP}{decision}."
        for finding in self.findings:
            yield f"ANOMALIE{NBSP}: {finding}."
        if self.found > len(self.findings):
            yield f"… et {self.found - len(self.findings)} autres anomalies."
        yield "Aucune anomalie." if self.ok else f"Anomalies{NBSP}: {self.found}."
