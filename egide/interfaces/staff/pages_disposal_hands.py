"""What a list asks of people: whose hands it goes through, and the paper that they must pull and destroy.

Two cards of the page of a list.
"""

from egide.interfaces.staff.pages_records_sheet import Section
from egide.kernel.disposal.models import DispositionList, ListState
from egide.kernel.disposal.paper import to_pull
from egide.ui import formats
from egide.ui.pages import Badge, Cell, Column, Table

PULLED = (Column(label="Boîte"), Column(label="Dossier et partie"), Column(label="Prêt"))
TO_PULL = (
    "Ce que la maison tenait est détruit; il reste ces parties de papier. La liste est exécutée, et son certificat "
    "fait, quand leur destruction est consignée."
)
HANDS = (
    "Quatre gestes, deux personnes au moins\u00a0: la gestion documentaire prépare; la personne responsable de l’unité "
    "({unit}) révise chaque dossier; la gestion documentaire vérifie et fige; une autre personne "
    "approuve, responsable d’une autre unité ou supérieure de la gestion documentaire. Règle de la maison, à valider."
)


def rule_of_hands(listed: DispositionList) -> str:
    """Will say who does what, before the list is approved: four hands, and another person at the end."""
    if listed.state in (ListState.WINDOW, ListState.RUNNING, ListState.CLOSED, ListState.CANCELLED):
        return ""
    return HANDS.format(unit=listed.unit.name)


def paper_to_pull(listed: DispositionList) -> tuple[Section, ...]:
    """Will list, box by box, what destroyed dossiers still have on paper; nothing when none has."""
    if listed.state != ListState.RUNNING or not (parts := to_pull(listed)):
        return ()
    rows = tuple(
        (
            Cell(text=one.box, detail=one.where),
            Cell(text=one.number, detail=f"partie {one.rank}, {one.medium.lower()}"),
            Cell(
                badge=Badge(label="Prêtée", tone="late") if one.lent else None, text=" " if one.lent else "—"
            ),
        )
        for one in parts
    )
    return (
        Section(
            title=f"Papier à retirer et à détruire ({formats.number(len(parts))})",
            note=TO_PULL,
            table=Table(caption="Papier à retirer", columns=PULLED, rows=rows),
        ),
    )
