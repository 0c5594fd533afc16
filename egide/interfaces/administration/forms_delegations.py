"""The forms of delegations: who lends which roles of which unit to whom, by which deed, until when.

They validate what is typed; what may be lent is decided in platform/accounts/delegations.py.
"""

from typing import Any

from django import forms

from egide.interfaces.administration.forms import Choices, ReasonableDays, choice, day, said, text


class DelegationForm(ReasonableDays):
    """A new delegation."""

    delegate = choice("Personne déléguée")
    unit = choice("Unité")
    roles = forms.MultipleChoiceField(
        label="Fonctions déléguées",
        widget=forms.CheckboxSelectMultiple,
        error_messages=said("Fonctions déléguées") | {"required": "Choisissez au moins une fonction."},
    )
    holder = choice(
        "Titulaire qui délègue",
        required=False,
        help_text="La délégation tombe d’elle-même le jour où cette personne n’a plus la fonction.",
    )
    authority = text(
        "Autorité",
        160,
        required=False,
        help_text="Sans titulaire\u00a0: qui délègue. Exemple\u00a0: la présidente, l’Office. Les lettres le diront.",
    )
    deed = text(
        "Acte", 200, help_text="Numéro de la résolution, date de la lettre. Exemple\u00a0: Résolution 2026-14"
    )
    since = day("Premier jour")
    last_day = day("Dernier jour", help_text="Compris. Le lendemain, plus rien n’est prêté.")

    def __init__(self, units: Choices, roles: Choices, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("delegate", [("", "Choisir…"), *people]),
            ("unit", [("", "Choisir…"), *units]),
            ("roles", roles),
            ("holder", [("", "L’autorité nommée ci-dessous"), *people]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)

    def clean(self) -> dict[str, Any]:
        """Will ask for a holder or an authority, and for one of the two only."""
        cleaned = super().clean()
        holder, authority = cleaned.get("holder"), str(cleaned.get("authority") or "").strip()
        if "holder" in cleaned and "authority" in cleaned and bool(holder) is bool(authority):
            self.add_error(
                "authority",
                "Choisissez une personne titulaire, ou nommez l’autorité\u00a0: l’une ou l’autre, pas les deux."
                if holder
                else "Dites de qui vient la délégation\u00a0: une personne titulaire, ou l’autorité.",
            )
        return cleaned


class RevokeForm(forms.Form):
    """Why a delegation ends before its day."""

    reason = text("Raison", 300, help_text="Conservée au journal, montrée nulle part ailleurs.")
