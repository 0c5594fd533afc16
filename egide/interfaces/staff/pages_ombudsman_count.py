"""The count of a fiscal year of exchanges, in words: each number with its unit.

The numbers are counted in modules.ombudsman.counting; nothing is read here.
"""

from egide.interfaces.staff.pages_records_sheet import Section
from egide.modules.ombudsman.counting import YearCount
from egide.modules.ombudsman.vocabulary import Answered, Nature
from egide.ui import formats
from egide.ui.pages import Fact


def count_section(count: YearCount) -> Section:
    """Will say the count of a fiscal year, each number with its unit."""
    words = "Aucune réponse" if count.median_days is None else f"{formats.number(count.median_days)} jours"
    natures = [
        Fact(term=str(Nature(code).label), value=formats.number(total))
        for code, total in count.by_nature.items()
    ]
    answers = [
        Fact(term=str(Answered(code).label) if code else "Sans réponse encore", value=formats.number(total))
        for code, total in count.by_answer.items()
        if total
    ]
    return Section(
        title=f"Compte de l’exercice, du {formats.day(count.first)} au {formats.day(count.last)}",
        note="Échanges reçus pendant l’exercice. Le délai médian compte les jours civils jusqu’à la réponse.",
        facts=(
            Fact(term="Échanges reçus", value=formats.number(count.received)),
            *natures,
            Fact(term="Répondus", value=formats.number(count.answered)),
            Fact(term="À la date demandée ou visée", value=formats.number(count.in_time)),
            Fact(term="Après cette date", value=formats.number(count.late)),
            Fact(term="Délai médian", value=words),
            Fact(term="Recommandations", value=formats.number(count.recommendations)),
            *answers,
            Fact(term="Réalisées", value=formats.number(count.done)),
        ),
    )
