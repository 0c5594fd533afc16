"""What is typed about scanned pieces: the dossier, a title, or why they are set aside.

Which pieces are meant is ticked in the page; which dossier exists, the gate says.
"""

from typing import Any

from django import forms

FILE, ASIDE, BACK = "file", "aside", "back"
_NEEDED = {"number": FILE, "reason": ASIDE}


class PiecesForm(forms.Form):
    """One form for the three acts; each needs its own field only."""

    number = forms.CharField(
        label="Numéro du dossier",
        max_length=40,
        help_text="Par exemple INT-2026-00012.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Écrivez le numéro du dossier."},
    )
    title = forms.CharField(
        label="Titre",
        required=False,
        max_length=200,
        help_text="Pour une seule pièce; vide, le nom du fichier est gardé.",
    )
    reason = forms.CharField(
        label="Raison",
        max_length=300,
        help_text="Page blanche, doublon, mauvaise unité…",
        error_messages={"required": "Dites pourquoi ces pièces sont mises de côté."},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.asked = data.get("do", FILE) if data is not None else ""

    def full_clean(self) -> None:
        """Will judge what the act needs; the page then shows both fields as needed, each by its own button."""
        for name, act in _NEEDED.items():
            self.fields[name].required = self.asked in ("", act)
        super().full_clean()
        for name in _NEEDED:
            self.fields[name].required = True
