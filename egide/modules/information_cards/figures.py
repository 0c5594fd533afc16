"""Cards of information are counted by theme and by order; they are no dossiers and have no deadline.

Declarations only; each figure is defined once, in kernel/statistics.
"""

from egide.law import roles
from egide.law.counting import Attribute, PlainTable

CARDS = PlainTable(
    kind="information_card",
    label="Fiches de renseignement",
    model="information_cards.InformationCard",
    day="noted_on",
    withdrawn="withdrawn_at",
    readers=(roles.INTAKE, roles.ANALYST, roles.UNIT_HEAD, roles.SCHEDULER),
    attributes=(
        Attribute("type", fixed="card", labels=(("card", "Fiches de renseignement"),)),
        Attribute("theme", path="theme"),
        Attribute("order", path="order__slug", label_path="order__name"),
    ),
)
