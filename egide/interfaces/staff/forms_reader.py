"""What a document asks of people: another title, a new version, which two versions to compare.

A form validates; the kernel checks again.
"""

from django import forms

from egide.kernel.documents.naming import LONGEST_TITLE


class TitleForm(forms.Form):
    """Another title."""

    title = forms.CharField(
        label="Titre",
        max_length=LONGEST_TITLE,
        help_text="Ce que l’on dira du document; le nom du fichier reste celui qu’il avait.",
        error_messages={"required": "Écrivez un titre."},
    )


class VersionForm(forms.Form):
    """The file of a new version."""

    file = forms.FileField(
        label="Fichier",
        error_messages={
            "required": "Choisissez un fichier.",
            "empty": "Ce fichier est vide.",
            "missing": "Choisissez un fichier.",
            "invalid": "Le fichier n’a pas été reçu au complet. Choisissez-le de nouveau.",
        },
    )
