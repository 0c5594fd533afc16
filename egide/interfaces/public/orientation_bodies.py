"""The other bodies: who to turn to about somebody who is a member of no order.

An editable list: each line stands alone, and says « à valider » until the Office has confirmed it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Body:
    """One body, what it deals with, and its site."""

    name: str
    acronym: str
    matters: str
    url: str
    to_validate: bool = True


BODIES = (
    Body(
        name="Office de la protection du consommateur",
        acronym="OPC",
        matters="Achats, contrats, garanties, réparation d’un véhicule, voyages, recouvrement de dettes.",
        url="https://www.opc.gouv.qc.ca/",
    ),
    Body(
        name="Autorité des marchés financiers",
        acronym="AMF",
        matters="Assurance, placements, courtage hypothécaire, planification financière.",
        url="https://lautorite.qc.ca/",
    ),
    Body(
        name="Organisme d’autoréglementation du courtage immobilier du Québec",
        acronym="OACIQ",
        matters="Courtage immobilier.",
        url="https://www.oaciq.com/",
    ),
    Body(
        name="Régie du bâtiment du Québec",
        acronym="RBQ",
        matters="Entrepreneurs en construction, licences, travaux, gaz, électricité, plomberie.",
        url="https://www.rbq.gouv.qc.ca/",
    ),
    Body(
        name="Commissaire local aux plaintes et à la qualité des services",
        acronym="",
        matters="Services reçus dans un établissement de santé ou de services sociaux.",
        url="",
    ),
)


def bodies() -> tuple[Body, ...]:
    """Will return the list, in the order of use."""
    return BODIES
