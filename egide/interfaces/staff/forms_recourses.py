"""What is asked of a step that the person took with the order: what, when, and whether the order confirmed it.

Validation of days only; the law that counts from them is the module's.
"""

from datetime import date
from typing import Any

from django import forms

from egide.interfaces.staff.forms_opening import EARLIEST, _choice, _text
from egide.modules.interventions.recourses import LONGEST_ABOUT
from egide.modules.interventions.vocabulary import RECOURSES

FORMAT = "Écrivez le jour sous la forme AAAA-MM-JJ. Exemple\u00a0: 2026-03-03"


def _day(label: str, help_text: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=help_text,
        error_messages={"invalid": FORMAT},
    )


class RecourseForm(forms.Form):
    """One step: its day, or the person's own words when she has no exact day."""

    kind = _choice("Démarche", RECOURSES)
    happened_on = _day("Jour de la démarche", "Laissez vide si la personne ne le sait pas au juste.")
    about = _text(
        "Ou, à peu près quand",
        LONGEST_ABOUT,
        required=False,
        help_text="Dans ses mots\u00a0: «\u00a0vers mars 2026\u00a0».",
    )
    confirmed_on = _day(
        "Date confirmée par l’ordre le",
        "Le jour où l’ordre l’a dit. Jusque-là, la date reste à confirmer.",
    )

    def __init__(self, *, today: date, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Will ask for a day or for words, and refuse days that cannot be."""
        cleaned = super().clean() or {}
        for name in ("happened_on", "confirmed_on"):
            day = cleaned.get(name)
            if day and day > self.today:
                self.add_error(name, "Ce jour n’est pas encore venu.")
            elif day and day < EARLIEST:
                self.add_error(name, f"Vérifiez l’année\u00a0: elle ne peut pas précéder {EARLIEST.year}.")
        if self.errors:
            return cleaned
        happened, confirmed = cleaned.get("happened_on"), cleaned.get("confirmed_on")
        if not happened and not cleaned.get("about"):
            self.add_error(
                "happened_on", "Donnez le jour de la démarche, ou dites à peu près quand elle a eu lieu."
            )
        elif confirmed and not happened:
            self.add_error(
                "happened_on", "L’ordre confirme une date exacte\u00a0: écrivez le jour de la démarche."
            )
        elif confirmed and happened and confirmed < happened:
            self.add_error("confirmed_on", "L’ordre n’a pas pu confirmer la démarche avant qu’elle ait lieu.")
        return cleaned
