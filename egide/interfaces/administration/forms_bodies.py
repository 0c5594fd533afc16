"""The form of another body: its code once, then what it receives and how to reach it.

It validates what is typed; the list itself is kept by kernel.bodies.
"""

from typing import Any

from django import forms

from egide.interfaces.administration.forms import said, text

FULL_ADDRESS = "Écrivez l’adresse complète du site. Exemple\u00a0: https://www.exemple.ca/"


class BodyForm(forms.Form):
    """One body."""

    code = forms.SlugField(
        label="Code",
        max_length=60,
        help_text="En lettres minuscules, sans espace. Il ne change plus.",
        error_messages=said("Code")
        | {"invalid": "Le code n’a que des lettres sans accent, des chiffres et des traits d’union."},
    )
    name = text("Nom", 200)
    acronym = text("Sigle", 20, required=False)
    receives = text(
        "Ce que l’organisme reçoit",
        600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="En mots que le public comprend\u00a0: la liste paraît dans «\u00a0À qui m’adresser?\u00a0».",
    )
    address = text("Adresse postale", 400, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    phone = text("Téléphone", 60, required=False)
    url = forms.URLField(
        label="Site Web",
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages=said("Site Web") | {"invalid": FULL_ADDRESS},
    )
    source = text(
        "Source",
        300,
        help_text="D’où vient ce renseignement\u00a0: la page officielle, un appel, une lettre.",
    )

    def __init__(self, data: Any = None, *, initial: Any = None, known: bool = False) -> None:
        super().__init__(data, initial=initial)
        if known:
            del self.fields["code"]
