"""Table of contents of the module: a plain table, no kind of dossier, no deadline.

It is declared so that the house knows its name; there is nothing more to declare.
"""

from egide.law.modules import Module

INFORMATION_CARDS = Module(code="information_cards", name="Fiches de renseignement", compartment="office")
