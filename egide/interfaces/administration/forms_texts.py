"""The forms of a text of law: a new text, or a new version of a known one.

They validate what is typed; kernel.legal_texts keeps it and asks for a second person.
"""

from datetime import date
from typing import Any

from django import forms

from egide.interfaces.administration.forms import day, said, text
from egide.kernel.legal_texts.cutting import LONGEST_ACT
from egide.kernel.legal_texts.entering import TextFacts

KEYS = ("act", "section", "title", "body", "history", "since", "until", "source")


class VersionForm(forms.Form):
    """One version of a text whose code is known."""

    title = text("Titre", 200, help_text="Comme il paraîtra en tête de l’annexe. Exemple\u00a0: Article 53")
    body = text(
        "Texte",
        20000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Une ligne vide sépare deux alinéas. Une ligne qui commence par # est un intertitre, par un "
        "tiret une énumération; des mots entre _tirets bas_ sont en italique.",
    )
    history = text(
        "Historique",
        400,
        required=False,
        help_text="La ligne de la loi qui dit d’où vient l’article. "
        "Exemple\u00a0: 1982, c. 30, a. 54; 2006, c. 22, a. 110.",
    )
    since = day("En vigueur depuis le")
    until = day(
        "Cesse de s’appliquer le",
        required=False,
        help_text="Premier jour sans ce texte. Vide\u00a0: toujours en vigueur.",
    )
    source = text(
        "Source",
        400,
        help_text="Où le texte a été lu, et quand. Exemple\u00a0: LégisQuébec, à jour au 1er novembre 2026",
    )

    def clean(self) -> dict[str, Any]:
        """Will refuse days that only a slip can write."""
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        for name, value in (("since", since), ("until", until)):
            if isinstance(value, date) and not 1900 <= value.year <= 2100:
                self.add_error(name, "Vérifiez l’année.")
        if since and until and until <= since:
            self.add_error("until", "Ce jour vient après le premier jour du texte.")
        return given

    def facts(self, *, act: str, section: str) -> TextFacts:
        """Will return what was typed; called once it is valid."""
        known = {"act": act, "section": section} | self.cleaned_data
        return TextFacts(**{name: known[name] for name in KEYS})


class ChapterField(forms.RegexField):
    """A chapter of the laws, kept in small letters whoever writes « A-2.1 »."""

    def to_python(self, value: Any) -> str:
        """Will return it in small letters, without blanks around."""
        return str(super().to_python(value)).strip().lower()


class NewTextForm(VersionForm):
    """A text that the house does not have yet."""

    act_code = ChapterField(
        r"^[a-z0-9][a-z0-9.-]{0,19}\Z",
        label="Chapitre de la loi",
        help_text="Sans espace. Exemple\u00a0: A-2.1",
        error_messages=said("Chapitre de la loi")
        | {"invalid": "Le chapitre s’écrit sans espace. Exemple\u00a0: A-2.1"},
    )
    act = text(
        "Nom de la loi",
        250,
        help_text="Exemple\u00a0: Code des professions (RLRQ, c. C-26)",
    )
    section_code = forms.RegexField(
        r"^[0-9]{1,4}([.][0-9]{1,3})*\Z",
        label="Numéro d’article",
        error_messages=said("Numéro d’article")
        | {"invalid": "Écrivez le numéro seul. Exemple\u00a0: 53, ou 147.1"},
    )
    field_order = ("act_code", "act", "section_code", "title", "body", "history", "since", "until", "source")


class PastedForm(forms.Form):
    """A whole act, or several of its sections, as copied from its official version; and the sections chosen."""

    pasted = text(
        "Texte de la loi",
        LONGEST_ACT,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="Collez la loi entière ou quelques articles, tels que la version officielle les montre\u00a0: chaque "
        "article commence par son numéro et finit par son historique.",
    )
    since = day(
        "En vigueur depuis le",
        help_text="Le jour de la version copiée. Une version qui attend arrête les lettres de ses jours.",
    )
    source = text(
        "Source",
        400,
        help_text="Où le texte a été lu, et quand. Exemple\u00a0: LégisQuébec, à jour au 1er novembre 2026",
    )

    def clean_since(self) -> date:
        """Will refuse a year that only a slip can write."""
        since: date = self.cleaned_data["since"]
        if not 1900 <= since.year <= 2100:
            raise forms.ValidationError("Vérifiez l’année.")
        return since
