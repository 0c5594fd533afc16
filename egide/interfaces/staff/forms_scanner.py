"""What is typed about scanned pieces: the dossier, a title, or why they are set aside.

Which pieces are meant is ticked in the page; which dossier exists, the gate says.
"""

from django import forms


class PiecesForm(forms.Form):
    """One form for the three acts; each asks for its own field only."""

    number = forms.CharField(
        label="Numéro du dossier",
        required=False,
        max_length=40,
        help_text="Par exemple INT-2026-00012.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    title = forms.CharField(
        label="Titre",
        required=False,
        max_length=200,
        help_text="Pour une seule pièce; vide, le nom du fichier est gardé.",
    )
    reason = forms.CharField(
        label="Raison",
        required=False,
        max_length=300,
        help_text="Pour mettre de côté\u00a0: page blanche, doublon, mauvaise unité…",
    )
