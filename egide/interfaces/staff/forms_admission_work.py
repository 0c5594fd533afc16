"""The forms of the Commissioner's house: a work, a public summary and its check, the letterhead.

They validate what is typed; the policies and the actions say what may be done.
"""

from collections.abc import Iterable
from typing import Any

from django import forms

from egide.interfaces.staff.forms_records import DayField, text
from egide.modules.admission_work.law import NATURES
from egide.modules.admission_work.leaks import Leak
from egide.modules.admission_work.models import LONGEST_LINE, LONGEST_SUBJECT, LONGEST_TEXT

CHOOSE = ("", "Choisissez…")
Choices = list[tuple[str, str]]


class WorkForm(forms.Form):
    """What a work says of itself; its nature and its title are given once, at the opening."""

    nature = forms.ChoiceField(
        label="Nature du travail",
        choices=[CHOOSE, *((code, label) for code, label, _ in NATURES)],
        error_messages={
            "required": "Choisissez la nature du travail.",
            "invalid_choice": "Choisissez la nature du travail.",
        },
    )
    title = text("Titre", 200)
    subject = text(
        "Objet", LONGEST_SUBJECT, rows=6, help="Ce que l’on veut savoir ou améliorer, et pourquoi."
    )
    due_on = DayField("Cible interne", "Aucune loi ne fixe de délai.", required=False)
    orders = forms.MultipleChoiceField(
        label="Ordres concernés",
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        error_messages={"invalid_choice": "Choisissez parmi les ordres proposés."},
        help_text="Facultatif. Plusieurs choix possibles avec la touche Ctrl.",
    )

    def __init__(self, data: Any = None, *, orders: Choices, known: dict[str, Any], opened: bool) -> None:
        super().__init__(data, initial=known)
        self.fields["orders"].choices = orders  # type: ignore[attr-defined]
        if opened:
            del self.fields["nature"], self.fields["title"]


class SummaryForm(forms.Form):
    """A summary without anything that points at someone."""

    received_on = DayField("Reçue le")
    closed_on = DayField("Terminée le")
    permit = text("Permis ou autorisation visé", LONGEST_LINE, help="Le titre du résumé publié.")
    issue = text(
        "La question soulevée",
        LONGEST_TEXT,
        rows=6,
        help="Ni nom, ni numéro, ni détail qui ferait reconnaître la personne.",
    )
    conclusions = text("Les conclusions", LONGEST_TEXT, rows=6)


class CheckForm(forms.Form):
    """What the reader of a summary answers for: the finds that point at nobody, ticked one by one."""

    accepted = forms.MultipleChoiceField(
        label="Ces mots ne désignent personne ici",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Cochez seulement ceux que vous laissez dans le texte. Sinon, faites-les réécrire.",
        error_messages={"invalid_choice": "Le texte a changé\u00a0: relisez-le."},
    )

    def __init__(self, data: Any = None, *, finds: Iterable[Leak]) -> None:
        super().__init__(data)
        choices = [(one.words, f"«\u00a0{one.words}\u00a0» {one.why}") for one in finds]
        self.fields["accepted"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["accepted"]


class LetterheadForm(forms.Form):
    """Under whose name the compartment writes; an empty address or phone is that of the unit's site."""

    organization = text("Nom imprimé en tête", 120)
    line = text("Ligne sous le nom", 160, required=False)
    address = text("Adresse", 400, required=False, rows=3, help="Vide\u00a0: l’adresse du site de l’unité.")
    phone = text("Téléphone", 40, required=False)
    email = forms.EmailField(
        label="Courriel",
        required=False,
        error_messages={"invalid": "Vérifiez le courriel\u00a0: il s’écrit comme nom@domaine.ca."},
    )
