"""`{% load ui %}`: brings every component and filter of the design system.
Importing the families registers them in the one library; nothing is written here."""

from egide.ui.components import (
    actions,
    charts,
    containers,
    dossier,
    fields,
    figures,
    filters,
    icons,
    marks,
    tables,
    trails,
)
from egide.ui.components.library import register

__all__ = [
    "actions",
    "charts",
    "containers",
    "dossier",
    "fields",
    "figures",
    "filters",
    "icons",
    "marks",
    "register",
    "tables",
    "trails",
]
