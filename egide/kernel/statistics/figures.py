"""The figures of the house, each defined once: its code, its words on the screen, its unit, where it is read.

Serves the dashboard, the reports and the page of definitions; how each is counted is in reading_….py.
"""

from collections.abc import Mapping
from dataclasses import dataclass

DOSSIERS, DECISIONS, DEADLINES, DAYS, PERCENT, CARDS = (
    "dossiers",
    "décisions",
    "échéances",
    "jours",
    "%",
    "fiches",
)
FILES = "Dossiers"
JUDGED = "Décisions consignées aux dossiers"
FACTS = "Faits datés consignés aux dossiers"
CLOCKS = "Échéances des dossiers et lettres transmises"
CARD = "Fiches de renseignement"
RECOMMENDATIONS, ADVICE = "recommandations", "Recommandations faites aux parties"
MEASURES, FOLLOWED = "mesures", "Mesures correctrices"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: `by` is empty for a single number, else what each row of it stands for."""

    code: str
    label: str
    definition: str
    unit: str
    source: str
    by: str = ""


def _cut(
    code: str, label: str, definition: str, *breakdowns: str, unit: str, source: str
) -> tuple[Figure, ...]:
    """The figure, then the same figure cut by each breakdown: one definition for all."""
    cuts = (
        Figure(f"{code}_by_{by}", f"{label}, {BREAKDOWNS[by]}", definition, unit, source, by)
        for by in breakdowns
    )
    return (Figure(code, label, definition, unit, source), *cuts)


BREAKDOWNS: Mapping[str, str] = {
    "month": "par mois",
    "type": "par nature",
    "theme": "par thème",
    "order": "par ordre",
    "channel": "par canal",
    "outcome": "par issue",
    "rule": "par règle",
    "finding": "par issue de l’examen",
    "answer": "par réponse",
}

# Said beside the outcomes too: read next to the decisions of the same period, they look like the same numbers.
OUTCOME_OR_DECISION = (
    "L’issue se compte le jour où le dossier se ferme; une décision, le jour où elle est rendue\u00a0: les deux "
    "nombres peuvent différer."
)
_FLOWS = (
    *_cut(
        "received",
        "Dossiers reçus",
        "Dossiers dont la date de réception tombe dans la période.",
        "month",
        "type",
        "theme",
        "order",
        "channel",
        unit=DOSSIERS,
        source=FILES,
    ),
    *_cut(
        "handled",
        "Dossiers fermés",
        f"Dossiers dont la date de fermeture tombe dans la période et qui sont encore fermés. {OUTCOME_OR_DECISION}",
        "month",
        "type",
        "outcome",
        unit=DOSSIERS,
        source=FILES,
    ),
    *_cut(
        "open_at_end",
        "Dossiers ouverts à la fin",
        "Dossiers reçus avant la fin de la période et qui n’étaient pas fermés à cette date.",
        "month",
        unit=DOSSIERS,
        source=FILES,
    ),
)
_DECISIONS = (
    Figure(
        "admissible",
        "Recevables",
        "Décisions de recevabilité rendues dans la période et toujours en vigueur; une plainte examinée jusqu’à "
        "sa conclusion était recevable.",
        DECISIONS,
        JUDGED,
    ),
    Figure(
        "not_admissible",
        "Non recevables",
        "Décisions de non-recevabilité rendues dans la période et toujours en vigueur.",
        DECISIONS,
        JUDGED,
    ),
    Figure(
        "redirected",
        "Réorientées",
        "Décisions de diriger la personne vers un autre organisme, rendues dans la période.",
        DECISIONS,
        JUDGED,
    ),
    Figure(
        "transferred",
        "Transférées",
        "Décisions de transférer la demande à un autre service, rendues dans la période.",
        DECISIONS,
        JUDGED,
    ),
    Figure(
        "founded",
        "Plaintes fondées",
        "Plaintes sur nos services que l’examen a jugées fondées dans la période; ne se dit jamais d’une demande "
        "d’intervention.",
        DECISIONS,
        JUDGED,
    ),
    Figure(
        "not_founded",
        "Plaintes non fondées",
        "Plaintes sur nos services que l’examen a jugées non fondées dans la période.",
        DECISIONS,
        JUDGED,
    ),
    Figure(
        "reopened", "Réouvertures", "Réouvertures de dossiers survenues dans la période.", DOSSIERS, FACTS
    ),
    Figure("withdrawn", "Désistements", "Désistements survenus dans la période.", DOSSIERS, FACTS),
)
_CONCLUSIONS = (
    *_cut(
        "concluded",
        "Plaintes conclues",
        "Conclusions arrêtées dans la période et toujours en vigueur, avec ou sans recommandation.",
        "finding",
        unit=DECISIONS,
        source=JUDGED,
    ),
    *_cut(
        "recommended",
        "Recommandations faites",
        "Recommandations écrites dans la période et non retirées; la réponse est celle qui est connue aujourd’hui.",
        "answer",
        unit=RECOMMENDATIONS,
        source=ADVICE,
    ),
)
_RESULT = (
    "Une échéance compte le jour où elle est réglée, ou le jour où elle passe sans l’être; les cibles et les "
    "engagements de l’Office se mesurent à la date brute."
)
_DEADLINES = (
    *_cut(
        "kept",
        "Échéances tenues",
        f"Échéances réglées à temps. {_RESULT}",
        "month",
        "rule",
        unit=DEADLINES,
        source=CLOCKS,
    ),
    *_cut(
        "missed",
        "Échéances manquées",
        f"Échéances réglées en retard, ou passées sans l’être. {_RESULT}",
        "month",
        "rule",
        unit=DEADLINES,
        source=CLOCKS,
    ),
    *_cut(
        "kept_rate",
        "Délais tenus",
        f"Échéances tenues sur le total des tenues et des manquées. {_RESULT}",
        "month",
        "rule",
        unit=PERCENT,
        source=CLOCKS,
    ),
    Figure(
        "acknowledged_in_time",
        "Accusés à temps",
        "Accusés de réception transmis à temps.",
        DEADLINES,
        CLOCKS,
    ),
    Figure(
        "acknowledged_late",
        "Accusés en retard",
        "Accusés de réception transmis en retard, ou attendus après leur date.",
        DEADLINES,
        CLOCKS,
    ),
    Figure(
        "answered_in_time",
        "Répondu dans le délai",
        "Réponses transmises à temps.",
        DEADLINES,
        CLOCKS,
    ),
    *_cut(
        "late_with_notice",
        "En retard, avis transmis à temps",
        "Réponses en retard, ou attendues après leur date, dont un avis de retard est parti à temps.",
        "rule",
        unit=DEADLINES,
        source=CLOCKS,
    ),
    Figure(
        "late_without_notice",
        "En retard, sans avis à temps",
        "Réponses en retard, ou attendues après leur date, sans avis de retard parti à temps.",
        DEADLINES,
        CLOCKS,
    ),
)


def _durations(code: str, words: str, what: str) -> tuple[Figure, ...]:
    return (
        Figure(
            f"median_days_to_{code}",
            f"{words}, médiane",
            f"La moitié {what} en ce nombre de jours civils ou moins.",
            DAYS,
            FILES if code == "close" else CLOCKS,
        ),
        Figure(
            f"p90_days_to_{code}",
            f"{words}, 90e centile",
            f"Neuf sur dix {what} en ce nombre de jours civils ou moins.",
            DAYS,
            FILES if code == "close" else CLOCKS,
        ),
    )


_DURATIONS = (
    *_durations("acknowledge", "Jours pour accuser réception", "des accusés de la période ont été transmis"),
    *_durations("reply", "Jours pour répondre", "des réponses de la période ont été transmises"),
    *_durations("close", "Jours pour fermer", "des dossiers fermés dans la période l’ont été"),
    Figure(
        "median_days_by_rule",
        "Jours médians, par règle",
        "La moitié des échéances réglées dans la période l’ont été en ce nombre de jours civils ou moins.",
        DAYS,
        CLOCKS,
        "rule",
    ),
    Figure(
        "p90_days_by_rule",
        "Jours, 90e centile, par règle",
        "Neuf échéances sur dix réglées dans la période l’ont été en ce nombre de jours civils ou moins.",
        DAYS,
        CLOCKS,
        "rule",
    ),
    Figure(
        "running_by_rule",
        "Échéances en cours, par règle",
        "Échéances qui courent aujourd’hui sans être réglées ni passées, quelle que soit la période.",
        DEADLINES,
        CLOCKS,
        "rule",
    ),
)
_CARDS = _cut(
    "cards",
    "Fiches de renseignement",
    "Renseignements donnés dans la période et comptés par une fiche, sans dossier.",
    "theme",
    "order",
    unit=CARDS,
    source=CARD,
)
_MEASURES = (
    Figure(
        "measures_proposed",
        "Mesures correctrices proposées",
        "Mesures correctrices proposées dans la période.",
        MEASURES,
        FOLLOWED,
    ),
    Figure(
        "measures_done",
        "Mesures correctrices réalisées",
        "Mesures correctrices dont la réalisation a été consignée dans la période.",
        MEASURES,
        FOLLOWED,
    ),
    Figure(
        "measures_late",
        "Mesures correctrices en retard",
        "Mesures correctrices proposées avant la fin de la période et dont la prochaine date est passée aujourd’hui.",
        MEASURES,
        FOLLOWED,
    ),
)

FIGURES: Mapping[str, Figure] = {
    figure.code: figure
    for figure in (
        *_FLOWS,
        *_DECISIONS,
        *_CONCLUSIONS,
        *_DEADLINES,
        *_DURATIONS,
        *_CARDS,
        *_MEASURES,
    )
}
