"""The form that tries a rule of delay on a date; nothing is kept.

The rule and the site are chosen among those declared.
"""

from collections.abc import Sequence
from typing import Any

from django import forms

from egide.interfaces.administration.forms import ReasonableDays, choice, day

Grouped = Sequence[tuple[str, Sequence[tuple[str, str]]]]


class TryForm(ReasonableDays):
    """A rule, a starting day, a site."""

    regle = choice("Règle")
    depart = day("Jour de départ", help_text="Le jour du fait qui fait courir le délai.")
    lieu = choice("Lieu", required=False, help_text="Pour compter les fermetures d’un seul lieu.")
    field_order = ("regle", "depart", "lieu")

    def __init__(self, rules: Grouped, sites: Sequence[tuple[str, str]], data: Any) -> None:
        super().__init__(data)
        for name, choices in (
            ("regle", [("", "Choisir…"), *rules]),
            ("lieu", [("", "Aucun en particulier"), *sites]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
