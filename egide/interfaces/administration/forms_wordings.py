"""The form of a letter's words: the text with its fields, why it changes, from when.

It validates what is typed; kernel.wordings checks the fields and asks for a second person.
"""

from django import forms

from egide.interfaces.administration.forms import ReasonableDays, day, text


class WordsForm(ReasonableDays):
    """One version of a letter's words."""

    words = text(
        "Texte de la lettre",
        60000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text="Trois lignes d’en-tête (objet, appel, formule), une ligne «\u00a0---\u00a0», puis le texte. "
        "Les champs s’écrivent {{ champ }}; la liste est à la suite du formulaire.",
    )
    reason = text("Pourquoi ce changement", 400, help_text="Il reste avec la version, pour qui la relira.")
    since = day(
        "À compter du",
        help_text="Premier jour des lettres qui auront ce texte; jamais avant son approbation.",
    )


class ReturnForm(forms.Form):
    """What whoever approves asks of the writer."""

    comment = text("Ce qui est à revoir", 2000, widget=forms.Textarea(attrs={"rows": 3}))
