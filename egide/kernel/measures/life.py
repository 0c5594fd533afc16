"""The life of a corrective measure (domain.md D.14), declared with the same words as a dossier's.

Pure. Who may do each step also needs the dossier's own policy: see actions.py.
"""

from dataclasses import dataclass

from egide.law import roles
from egide.law.lifecycles import Lifecycle, State, Transition

WORK = (
    roles.ANALYST,
    roles.UNIT_HEAD,
    roles.PRESIDENCY_OFFICE,
    roles.PRESIDENT,
    roles.DESIGNATED_OFFICER,
)
HEADS = (roles.UNIT_HEAD, roles.PRESIDENT, roles.DESIGNATED_OFFICER)


@dataclass(frozen=True, kw_only=True)
class MeasureFacts:
    """What the guards look at: the pieces of evidence that stand, and whether the owner is the one who acts."""

    evidence: int
    by_owner: bool


def has_evidence(facts: MeasureFacts) -> str | None:
    """Will refuse to call done what nothing shows."""
    if facts.evidence:
        return None
    return "Aucune preuve n’est versée\u00a0: consignez-en une avant de dire que la mesure est réalisée."


def is_not_the_owner(facts: MeasureFacts) -> str | None:
    """Will leave the check of the effect to someone else than the person who answers for the measure."""
    if not facts.by_owner:
        return None
    return "La personne qui répond de la mesure n’en vérifie pas elle-même l’effet."


LIFE = Lifecycle(
    "corrective_measure",
    version="2026-1",
    initial="proposed",
    states=(
        State("proposed", "Proposée"),
        State("approved", "Approuvée", approved=True),
        State("in_progress", "En cours", approved=True),
        State("done", "Réalisée", approved=True),
        State("effect_checked", "Effet vérifié", final=True, approved=True),
        State("abandoned", "Abandonnée", station=False, final=True),
    ),
    transitions=(
        Transition(
            "approve",
            "Approuver la mesure",
            {"proposed"},
            "approved",
            by=HEADS,
            approval=True,
            primary=True,
            help="Après l’approbation, l’unité responsable peut commencer.",
        ),
        Transition(
            "start",
            "Commencer la mesure",
            {"approved"},
            "in_progress",
            by=WORK,
            primary=True,
        ),
        Transition(
            "mark_done",
            "Déclarer la mesure réalisée",
            {"in_progress"},
            "done",
            by=WORK,
            requires=(has_evidence,),
            primary=True,
            help="Une preuve au moins montre ce qui a été fait; un jour est choisi pour en vérifier l’effet.",
        ),
        Transition(
            "check_effect",
            "Vérifier l’effet\u00a0: efficace",
            {"done"},
            "effect_checked",
            by=WORK,
            requires=(is_not_the_owner,),
            primary=True,
        ),
        Transition(
            "check_again",
            "Vérifier l’effet\u00a0: partiellement efficace",
            {"done"},
            "done",
            by=WORK,
            requires=(is_not_the_owner,),
            help="Un autre jour est choisi pour vérifier de nouveau.",
        ),
        Transition(
            "resume",
            "Vérifier l’effet\u00a0: non efficace",
            {"done"},
            "in_progress",
            by=WORK,
            requires=(is_not_the_owner,),
            help="La mesure reprend, avec une nouvelle échéance.",
        ),
        Transition(
            "abandon",
            "Abandonner la mesure",
            {"proposed", "approved", "in_progress"},
            "abandoned",
            by=HEADS,
            help="La raison reste dans l’histoire de la mesure.",
        ),
    ),
    main_line=("proposed", "approved", "in_progress", "done", "effect_checked"),
)
