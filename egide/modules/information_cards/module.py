"""Table of contents of the module: a plain table, no kind of dossier, no deadline.

It is declared so that the house knows its name; it is counted, and there is nothing more to declare.
"""

from egide.law.modules import Module
from egide.modules.information_cards.figures import CARDS

INFORMATION_CARDS = Module(
    code="information_cards",
    name="Fiches de renseignement",
    compartment="office",
    counted_tables=(CARDS,),
    about="Une question reçue et la réponse donnée, sans nom ni dossier, pour savoir ce que les gens demandent.",
)
