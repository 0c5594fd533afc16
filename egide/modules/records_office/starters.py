"""The templates from which a dossier documentaire is opened: a class to begin with, and what usually goes in.

Data for the form, nothing more: everything may be changed, and no class is imposed.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Starter:
    """One template; `expected` lists the documents that such a file usually holds."""

    code: str
    label: str
    class_code: str
    title: str
    expected: tuple[str, ...]


STARTERS: tuple[Starter, ...] = (
    Starter(code="plain", label="Dossier simple", class_code="", title="", expected=()),
    Starter(
        code="human_resources",
        label="Ressources humaines\u00a0: dossier d’une personne",
        class_code="2100",
        title="Dossier de ",
        expected=(
            "Acte de nomination",
            "Description d’emploi",
            "Évaluations",
            "Formation et attestations",
            "Départ",
        ),
    ),
    Starter(
        code="committee",
        label="Comité ou groupe de travail",
        class_code="1130",
        title="Comité ",
        expected=("Mandat et composition", "Ordres du jour", "Comptes rendus", "Rapport final"),
    ),
    Starter(
        code="finance",
        label="Finances\u00a0: pièces d’une période",
        class_code="3200",
        title="Pièces justificatives, ",
        expected=("Factures", "Preuves de paiement", "Conciliations"),
    ),
    Starter(
        code="project",
        label="Projet",
        class_code="1300",
        title="Projet ",
        expected=("Fiche de projet", "Échéancier", "Décisions", "Livrables", "Bilan"),
    ),
)
BY_CODE = {starter.code: starter for starter in STARTERS}
