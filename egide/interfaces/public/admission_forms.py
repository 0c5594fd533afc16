"""The page where anyone in the world complains to the Commissioner for admission to the professions, in one step.

Only the facts are required. Addresses, phones and countries are of anywhere: nothing is assumed of their form.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict

from egide.interfaces.public.approximations import When
from egide.interfaces.public.fields import MOST_FILES, FilesField, LineField, TextField, WhenField
from egide.interfaces.public.forms_base import REMOVED, UNREADABLE
from egide.interfaces.public.sent_once import genuine
from egide.interfaces.public.tidying import tidy
from egide.modules.admission_complaints.vocabulary import MOTIVES, PERMITS, ROUTES, STAGES

CHANNELS = (
    ("", "Peu importe"),
    ("email", "Par courriel"),
    ("phone", "Par téléphone"),
    ("post", "Par la poste"),
)
EMAIL = "Vérifiez le courriel\u00a0: il s’écrit comme nom@domaine.com."
PHONE = (
    "Vérifiez le numéro\u00a0: des chiffres, avec «\u00a0+\u00a0» et l’indicatif du pays. "
    "Exemple\u00a0: +33 1 23 45 67 89"
)
FUTURE = "Cette date est dans l’avenir. Inscrivez une date passée, ou laissez la réponse vide."
DATE_HELP = "Même approximative\u00a0: «\u00a02026-03-14\u00a0», «\u00a0vers mars 2026\u00a0»."
# Digits of any script, with what the world writes between them and an extension after.
_PHONE = re.compile(r"\+?[\d\s().\-/–·,]*(?:(?:poste|ext\.?|x|#)\s*\d+)?", re.IGNORECASE)
_FEWEST_DIGITS, _MOST_DIGITS = 5, 22
CODES = ("permit_type", "route", "stage", "preferred_channel")
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Votre démarche", ("professions", "permit_type", "route", "training_country", "stage")),
    ("Vos étapes auprès de l’ordre", ("applied", "decided", "other_steps")),
    ("Qui est visé", ("order", "other_targets")),
    ("Votre plainte", ("motives", "facts", "wish", "attachments")),
    (
        "Vous joindre, partout dans le monde",
        ("name", "email", "phone", "address", "country", "preferred_channel"),
    ),
    ("Si quelqu’un d’autre écrit pour vous", ("representative", "representative_email")),
)


def _line(label: str, most: int, help: str = "", autocomplete: str = "off", **attrs: str) -> LineField:
    shown = forms.TextInput(attrs={"autocomplete": autocomplete, **attrs})
    return LineField(label=label, max_length=most, help_text=help, widget=shown)


def _text(label: str, most: int, rows: int, help: str = "", required: str = "", **attrs: str) -> TextField:
    shown = forms.Textarea(attrs={"rows": rows, **attrs})
    return TextField(label=label, max_length=most, help_text=help, widget=shown, required_text=required)


def _pick(label: str, choices: tuple[tuple[str, str], ...], initial: str) -> forms.ChoiceField:
    said = "Choisissez une des réponses proposées."
    return forms.ChoiceField(
        label=label,
        choices=choices,
        initial=initial,
        required=False,
        error_messages={"required": said, "invalid_choice": said},
    )


class AdmissionComplaintForm(forms.Form):
    """A complaint to the Commissioner, in the person’s own words."""

    professions = _line(
        "La ou les professions", 300, "Séparez-les par une virgule. Exemple\u00a0: infirmière, sage-femme"
    )
    permit_type = _pick("Permis ou autorisation", PERMITS, "unknown")
    route = _pick("Votre voie d’accès", ROUTES, "other")
    training_country = _line("Pays de votre formation", 80, list="liste-pays")
    stage = _pick("Où en êtes-vous?", STAGES, "other")
    applied = WhenField(label="Date de votre demande à l’ordre", help_text=DATE_HELP, future=FUTURE)
    decided = WhenField(label="Date de la décision, s’il y en a une", help_text=DATE_HELP, future=FUTURE)
    other_steps = _text("Autres étapes et leurs dates", 2000, 3, "Une par ligne.")
    order = _line("Ordre professionnel", 200, "Son nom ou la profession.", list="liste-ordres")
    other_targets = _text(
        "Autres organismes visés",
        1000,
        3,
        "Ministère, établissement d’enseignement, évaluateur de diplômes… Un par ligne.",
    )
    motives = forms.MultipleChoiceField(
        label="Ce qui pose problème",
        choices=MOTIVES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choisissez parmi les réponses proposées."},
    )
    facts = _text(
        "Que s’est-il passé?",
        15000,
        10,
        "Les faits, dans l’ordre, en français. Ce que l’ordre ou l’organisme vous a demandé ou répondu.",
        "Décrivez la situation, même en quelques lignes.",
    )
    wish = _text("Ce que vous souhaitez", 4000, 4)
    attachments = FilesField(
        label="Fichiers à joindre",
        required=False,
        help_text=f"Décision, lettres, courriels. {MOST_FILES} fichiers au plus\u00a0: PDF, photo, texte ou courriel.",
    )
    name = _line("Votre nom", 200, "Sans nom, le Commissaire ne peut pas toujours agir.", "name")
    email = _line("Courriel", 254, "", "email", inputmode="email", spellcheck="false")
    phone = _line(
        "Téléphone",
        40,
        "Avec «\u00a0+\u00a0» et l’indicatif du pays hors du Canada et des États-Unis.",
        "tel",
        inputmode="tel",
    )
    address = _text(
        "Adresse postale",
        1000,
        4,
        "Telle qu’on l’écrit sur une enveloppe dans votre pays.",
        autocomplete="street-address",
    )
    country = _line("Pays", 80, "", "country-name", list="liste-pays")
    preferred_channel = _pick("Comment préférez-vous recevoir la réponse?", CHANNELS, "")
    representative = _line("Nom de la personne qui écrit", 200, "Joignez votre procuration aux fichiers.")
    representative_email = _line("Son courriel", 254, "", "off", inputmode="email", spellcheck="false")

    form_key = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, post: QueryDict | None = None, files: Any = None, *, today: Any, form_key: str = ""
    ) -> None:
        data, self.removed = (
            _tidied(post, list(self.base_fields)) if post is not None else (None, frozenset())
        )
        super().__init__(data, files)
        self.fields["form_key"].initial = form_key
        for name in ("applied", "decided"):
            field = self.fields[name]
            assert isinstance(field, WhenField)
            field.today = today

    @property
    def groups(self) -> tuple[tuple[str, list[Any]], ...]:
        """The fields under their titles."""
        return tuple((title, [self[name] for name in names]) for title, names in GROUPS)

    @property
    def step_lines(self) -> tuple[str, ...]:
        """What the person says of her steps with the order, as sentences for the file."""
        given = self.cleaned_data
        lines = [
            f"{label}\u00a0: {_when(given[name])}"
            for name, label in (
                ("applied", "Demande faite à l’ordre"),
                ("decided", "Décision de l’ordre"),
            )
            if given.get(name)
        ]
        others = [line.strip() for line in given.get("other_steps", "").splitlines() if line.strip()]
        return ("\n".join(("Étapes dites par la personne", *lines, *others)),) if lines or others else ()

    def clean_form_key(self) -> str:
        """Will ignore a key that we did not draw."""
        key: str = self.cleaned_data["form_key"]
        return key if genuine(key) else ""

    def clean_phone(self) -> str:
        """Will refuse what holds no telephone number, of whatever country."""
        text: str = self.cleaned_data["phone"]
        digits = sum(character.isdecimal() for character in text)
        if text and not (_PHONE.fullmatch(text) and _FEWEST_DIGITS <= digits <= _MOST_DIGITS):
            raise ValidationError(PHONE)
        return text

    def clean_email(self) -> str:
        """Will refuse an address that cannot be written to."""
        return _address(self.cleaned_data["email"])

    def clean_representative_email(self) -> str:
        """Will refuse an address that cannot be written to."""
        return _address(self.cleaned_data["representative_email"])

    def clean(self) -> dict[str, Any]:
        """Will tell what was invisible or unreadable, and a way to answer that was not given."""
        for name in self.fields:
            if name in self.removed:
                self.add_error(name, REMOVED)
            elif "\ufffd" in str(self.data.get(name, "")):
                self.add_error(name, UNREADABLE)
        needs = {"email": "email", "phone": "phone", "post": "address"}
        wanted = needs.get(self.cleaned_data.get("preferred_channel", ""))
        if wanted and not self.cleaned_data.get(wanted) and wanted not in self.errors:
            self.add_error(wanted, "Remplissez cette réponse, ou choisissez une autre façon de vous joindre.")
        return self.cleaned_data


def _tidied(post: QueryDict, names: list[str]) -> tuple[QueryDict, frozenset[str]]:
    found = {name: [tidy(value) for value in post.getlist(name)] for name in names}
    data = QueryDict(mutable=True)
    for name, values in found.items():
        data.setlist(name, [value.text for value in values])
    return data, frozenset(name for name, values in found.items() if any(value.removed for value in values))


def _address(text: str) -> str:
    if text:
        try:
            validate_email(text)
        except ValidationError:
            raise ValidationError(EMAIL) from None
    return text


def _when(when: When) -> str:
    return when.day.isoformat() if when.day else when.words
