"""The forms of periodic reports: opening one, its texts, asking and giving comments, recommending, presenting.

What may be written is checked here; when it may be written is the report's own rule.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from egide.interfaces.staff.forms_letters import MARKS
from egide.kernel.lifecycle.answers import day_of
from egide.modules.planning.models import (
    LONGEST_COMMENT,
    LONGEST_RECOMMENDATION,
    LONGEST_SECTION,
    Treatment,
)
from egide.modules.planning.periods import (
    ReportPeriod,
    WrongPeriod,
    custom,
    quarter_of,
    recent_quarters,
    recent_years,
    year_of,
)
from egide.modules.planning.streams import Stream

OTHER = "other"


class OpenForm(forms.Form):
    """The period, then the streams."""

    period = forms.ChoiceField(label="Période", error_messages={"required": "Choisissez une période."})
    since = forms.CharField(label="Premier jour", required=False, max_length=10, widget=forms.DateInput)
    last_day = forms.CharField(
        label="Dernier jour",
        required=False,
        max_length=10,
        widget=forms.DateInput,
        help_text="Compté dans la période.",
    )
    streams = forms.MultipleChoiceField(
        label="Volets",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins un volet."},
    )

    def __init__(self, *args: Any, today: date, streams: Iterable[Stream], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["streams"].choices = [(one.code, one.label) for one in streams]  # type: ignore[attr-defined]
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            ("Trimestres", [(_key(one), f"{one.label} ({one.days})") for one in recent_quarters(today)]),
            ("Années financières", [(_key(one), f"{one.label} ({one.days})") for one in recent_years(today)]),
            ("Autre", [(OTHER, "Deux dates, ci-dessous")]),
        ]

    def clean(self) -> dict[str, Any]:
        """Will read the two days when another period is wanted."""
        cleaned = super().clean() or {}
        if cleaned.get("period") != OTHER:
            return cleaned
        days = {name: day_of((cleaned.get(name) or "").strip()) for name in ("since", "last_day")}
        for name, found in days.items():
            if found is None:
                self.add_error(name, "Écrivez la date sous la forme AAAA-MM-JJ.")
        if days["since"] and days["last_day"]:
            try:
                custom(days["since"], days["last_day"])
            except WrongPeriod as wrong:
                self.add_error("last_day", str(wrong))
        return cleaned | days

    @property
    def chosen(self) -> ReportPeriod:
        """The period, once the form is valid."""
        asked = self.cleaned_data["period"]
        if asked == OTHER:
            return custom(self.cleaned_data["since"], self.cleaned_data["last_day"])
        kind, _, day = asked.partition(":")
        return (quarter_of if kind == "quarter" else year_of)(date.fromisoformat(day))


class SectionForm(forms.Form):
    """One text of the report."""

    text = forms.CharField(
        label="Texte",
        required=False,
        max_length=LONGEST_SECTION,
        help_text=MARKS,
        widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "true"}),
    )


class AskForm(forms.Form):
    """Which units are asked."""

    units = forms.MultipleChoiceField(
        label="Unités consultées",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins une unité."},
    )

    def __init__(self, units: Iterable[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["units"].choices = list(units)  # type: ignore[attr-defined]


class CommentForm(forms.Form):
    """What the unit says."""

    text = forms.CharField(
        label="Commentaires de votre unité",
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Gardés avec votre nom et leur date. Ne nommez aucune personne qui s’est adressée à l’Office.",
        error_messages={"required": "Écrivez vos commentaires, ou dites que vous n’en avez pas."},
    )


class TreatForm(forms.Form):
    """What becomes of a comment."""

    treatment = forms.ChoiceField(
        label="Suite donnée",
        choices=Treatment.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites si le commentaire est intégré ou répondu."},
    )
    reply = forms.CharField(
        label="Ce qui est répondu à l’unité",
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Paraît au rapport, sous le commentaire.",
    )

    def clean(self) -> dict[str, Any]:
        """Will ask for the words of an answer."""
        cleaned = super().clean() or {}
        if cleaned.get("treatment") == Treatment.ANSWERED and not (cleaned.get("reply") or "").strip():
            self.add_error("reply", "Écrivez ce qui est répondu à l’unité.")
        return cleaned


class RecommendForm(forms.Form):
    """A recommendation and the unit that would answer for it."""

    text = forms.CharField(
        label="Recommandation",
        max_length=LONGEST_RECOMMENDATION,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Écrivez la recommandation."},
    )
    unit = forms.ChoiceField(label="Unité visée", required=False)

    def __init__(self, units: Iterable[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["unit"].choices = [("", "Aucune en particulier"), *units]  # type: ignore[attr-defined]


class MeasureForm(forms.Form):
    """Who answers for the corrective measure, and by when."""

    unit = forms.ChoiceField(label="Unité responsable", error_messages={"required": "Choisissez l’unité."})
    due_on = forms.CharField(label="Échéance", max_length=10, widget=forms.DateInput)

    def __init__(self, units: Iterable[tuple[str, str]], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["unit"].choices = [("", "Choisir"), *units]  # type: ignore[attr-defined]

    def clean_due_on(self) -> date:
        """Will read the day."""
        day = day_of(self.cleaned_data["due_on"].strip())
        if day is None:
            raise forms.ValidationError("Écrivez la date sous la forme AAAA-MM-JJ.")
        return day


class PresentForm(forms.Form):
    """What a corrected version corrects; nothing is asked of the first."""

    reason = forms.CharField(
        label="Ce que cette version corrige",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Paraît à la première page et à l’intranet.",
        error_messages={"required": "Dites ce que cette version corrige."},
    )

    def __init__(self, data: Any = None, *, erratum: bool) -> None:
        super().__init__(data)
        if not erratum:
            del self.fields["reason"]


def _key(period: ReportPeriod) -> str:
    return f"{period.kind}:{period.since.isoformat()}"
