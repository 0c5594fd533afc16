"""The forms of the scheme and of the schedule: a class, a rule with its copies, adopting, submitting, approving.

They validate what is typed; whether it may be written is the version's own rule.
"""

from typing import Any

from django import forms

from egide.interfaces.staff import forms_notes
from egide.kernel.dossiers.models import Confidentiality
from egide.kernel.records.models import PlanClass, ScheduleRule
from egide.kernel.records.plan_writing import ClassText
from egide.kernel.records.rules import EVENT, FOREVER, MAIN, MEDIA, SECONDARY, YEARS, Copy, Period, copies_of
from egide.kernel.records.schedule_writing import NO_SAMPLING, RuleText
from egide.law.retention import Disposition
from egide.law.retention_events import EVENTS

CODE = r"^[0-9A-Za-z][0-9A-Za-z-]{0,18}$"
CODES_HELP = "Des codes séparés par une espace."
KINDS = (
    (YEARS, "En années"),
    (EVENT, "888\u00a0: jusqu’à un événement, puis des années"),
    (FOREVER, "999\u00a0: sans terme"),
)
LINES = ((MAIN, "principal"), (SECONDARY, "secondaire"))
_NO_MEDIUM = "Cochez au moins un support."


def _required(label: str) -> dict[str, str]:
    return {
        "required": f"«\u00a0{label}\u00a0» doit être rempli.",
        "invalid": f"«\u00a0{label}\u00a0»\u00a0: vérifiez.",
    }


def text(
    label: str, longest: int = 200, *, required: bool = True, rows: int = 0, help: str = ""
) -> forms.CharField:
    """Will make a text field with its French messages."""
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=help,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
        error_messages=_required(label),
    )


class DayField(forms_notes.DayField):
    """A day, with its French messages."""

    def __init__(self, label: str, help: str = "", *, required: bool = True) -> None:
        super().__init__(
            label=label, max_length=10, required=required, help_text=help, error_messages=_required(label)
        )


class ClassForm(forms.Form):
    """A class of a draft of the scheme."""

    code = forms.RegexField(
        CODE,
        label="Code",
        help_text="Des chiffres, des lettres, un trait d’union.",
        error_messages=_required("Code"),
    )
    parent = forms.ChoiceField(label="Classe supérieure", required=False)
    title = text("Titre", 160)
    scope = text("Contient", 4000, required=False, rows=3)
    exclusions = text("Ne contient pas", 4000, required=False, rows=2)
    see_also = text("Voir aussi", 200, required=False, help=CODES_HELP)
    confidentiality = forms.ChoiceField(label="Confidentialité par défaut", choices=Confidentiality.choices)
    units = forms.MultipleChoiceField(
        label="Unités qui y ouvrent des dossiers",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Aucune cochée\u00a0: toutes les unités.",
    )
    series = text("Règles de conservation", 200, required=False, help=CODES_HELP)
    subdivided = forms.BooleanField(label="Avec les subdivisions uniformes", required=False)

    def __init__(
        self,
        data: Any,
        *,
        classes: list[tuple[str, str]],
        units: list[tuple[str, str]],
        row: PlanClass | None,
    ) -> None:
        known = {}
        if row is not None:
            known = {name: getattr(row, name) for name in self.base_fields} | {"units": row.units.split()}
        super().__init__(data, initial=known)
        self.fields["parent"].choices = [("", "Aucune (premier niveau)"), *classes]  # type: ignore[attr-defined]
        self.fields["units"].choices = units  # type: ignore[attr-defined]

    def read(self) -> ClassText:
        """Will give what was typed."""
        said = self.cleaned_data
        return ClassText(**{**said, "units": " ".join(said["units"])})


class RuleForm(forms.Form):
    """A rule of a draft of the schedule, its main copy and, when there is one, its secondary copy."""

    series = forms.RegexField(
        CODE, label="Numéro de la règle", error_messages=_required("Numéro de la règle")
    )
    title = text("Titre", 160)
    classes = text("Classes", 400, help=CODES_HELP)
    activity = text("Activité")
    holder = text("Unité qui détient l’exemplaire principal")
    description = text("Description", 4000, rows=3)
    use = text("Utilisation", 4000, rows=2)
    document_types = text("Types de documents", 4000, rows=2)
    remarks = text("Remarques", 4000, required=False, rows=2)
    source = text("Source", 200, help="L’acte et l’article, ou le recueil, sur lesquels repose la règle.")
    to_validate = forms.BooleanField(label="À valider", required=False)

    def __init__(self, data: Any, *, row: ScheduleRule | None) -> None:
        super().__init__(data, initial=_known(row))
        for code, label in LINES:
            self._line(code, label)

    def _line(self, code: str, label: str) -> None:
        dispositions = [(one.value, f"{one.value}, {one.label}") for one in Disposition]
        events = [("", "Aucun"), *((e.code, f"{e.mark}, {e.label}") for e in EVENTS)]
        asked, told = code == MAIN, self.fields
        if not asked:
            told[f"{code}_kept"] = forms.BooleanField(
                label="Il y a des exemplaires secondaires",
                required=False,
                help_text="Cochée\u00a0: tout ce qui suit est à remplir.",
            )
        told[f"{code}_media"] = forms.MultipleChoiceField(
            label=f"Supports (exemplaire {label})",
            choices=[(medium, f"{medium}, {words}") for medium, words in MEDIA.items()],
            required=asked,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _NO_MEDIUM},
        )
        for which, words in (("active", "Période active"), ("semi", "Période semi-active")):
            told[f"{code}_{which}_code"] = forms.ChoiceField(label=words, choices=KINDS, required=asked)
            told[f"{code}_{which}_event"] = forms.ChoiceField(
                label="Événement (si 888)", choices=events, required=False
            )
            told[f"{code}_{which}_years"] = forms.IntegerField(
                label=f"Années de la {words.lower()}", min_value=0, max_value=200, required=False,
                help_text="0 s’il n’y en a pas; rien à écrire pour 999.",
                error_messages={"min_value": "Un nombre d’années, 0 ou plus.", "invalid": "Un nombre entier."},
            )  # fmt: skip
        told[f"{code}_disposition"] = forms.ChoiceField(
            label="Disposition finale", choices=dispositions, required=asked
        )
        told[f"{code}_sampling"] = text(
            "Texte du tri", 4000, required=False, rows=3, help="Obligatoire quand la disposition est T."
        )
        for name in (name for name in told if name.startswith(f"{code}_")):
            told[name].conditional = True  # type: ignore[attr-defined]  # never « facultatif »: the rest decides

    def clean(self) -> dict[str, Any]:
        """Will ask, of each copy that there is, for what its other answers make necessary."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for code, _ in LINES:
            if code == MAIN or said.get(f"{code}_kept"):
                self._complete(code, said)
        return said

    def _complete(self, code: str, said: dict[str, Any]) -> None:
        missing = {}
        if said.get(f"{code}_media") == []:
            missing["media"] = _NO_MEDIUM
        for which in ("active", "semi"):
            kind = said.get(f"{code}_{which}_code") or YEARS
            if kind == EVENT and not said.get(f"{code}_{which}_event"):
                missing[f"{which}_event"] = "Dites quel événement achève ce délai."
            if kind == YEARS and said.get(f"{code}_{which}_years", 0) is None:
                missing[f"{which}_years"] = "Dites combien d’années, 0 s’il n’y en a pas."
        if said.get(f"{code}_disposition") == Disposition.SAMPLE.value and not said.get(f"{code}_sampling"):
            missing["sampling"] = NO_SAMPLING
        for name, sentence in missing.items():
            self.add_error(f"{code}_{name}", sentence)

    def titles(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Will give the groups of the page: the rule, then each copy."""
        first = tuple(self.base_fields)
        lines = (
            (f"Exemplaire {label}", tuple(name for name in self.fields if name.startswith(f"{code}_")))
            for code, label in LINES
        )
        return (("La règle", first), *lines)

    def read(self) -> RuleText:
        """Will give what was typed."""
        said = self.cleaned_data
        copies = [self._copy(MAIN)]
        if said.get(f"{SECONDARY}_kept"):
            copies.append(self._copy(SECONDARY))
        return RuleText(copies=tuple(copies), **{name: said[name] for name in self.base_fields})

    def _copy(self, code: str) -> Copy:
        said = self.cleaned_data
        return Copy(
            copy=code,
            media=tuple(said[f"{code}_media"]),
            active=self._period(f"{code}_active"),
            semi_active=self._period(f"{code}_semi"),
            disposition=said[f"{code}_disposition"] or Disposition.PRESERVE.value,
            sampling=said[f"{code}_sampling"],
        )

    def _period(self, name: str) -> Period:
        said, code = self.cleaned_data, self.cleaned_data[f"{name}_code"] or YEARS
        return Period(
            code=code,
            years=0 if code == FOREVER else said[f"{name}_years"] or 0,
            event=said[f"{name}_event"] if code == EVENT else "",
        )


class BeginForm(forms.Form):
    """Why a new version is begun."""

    note = text("Ce qui change, et pourquoi", 2000, rows=4)


class BeginScheduleForm(BeginForm):
    """The same, with the number of the schedule."""

    reference = text(
        "Numéro du calendrier", 60, required=False, help="Vide\u00a0: celui de la version en vigueur."
    )


class AdoptForm(forms.Form):
    """From when the scheme applies, and who adopts it."""

    effective_on = DayField("En vigueur à partir du")
    signed_as = text("Nom et fonction de la personne qui adopte")


class SubmitForm(forms.Form):
    """Who signs the submission."""

    signed_as = text("Nom et fonction de la personne qui signe")


class EmptyForm(forms.Form):
    """A step that asks nothing."""


class ApproveForm(forms.Form):
    """What the national archives answered."""

    number = text("Numéro de l’approbation", 60)
    approved_on = DayField("Date de l’approbation")
    effective_on = DayField("Appliquée à partir du")
    signed_as = text("Nom et fonction de la personne qui consigne l’approbation")


def _known(row: ScheduleRule | None) -> dict[str, Any]:
    if row is None:
        return {"to_validate": True, "main_disposition": "D"}
    found: dict[str, Any] = {name: getattr(row, name) for name in RuleForm.base_fields}
    for copy in copies_of(row):
        code = copy.copy
        found |= {
            f"{code}_kept": True,
            f"{code}_media": list(copy.media),
            f"{code}_disposition": copy.disposition,
            f"{code}_sampling": copy.sampling,
        }
        for which, period in (("active", copy.active), ("semi", copy.semi_active)):
            found |= {
                f"{code}_{which}_code": period.code,
                f"{code}_{which}_years": period.years,
                f"{code}_{which}_event": period.event,
            }
    return found
