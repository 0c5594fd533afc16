"""The forms of the publication of a released document: the proposal, its check, a reason.

They validate what is typed; the actions say what may be done.
"""

from collections.abc import Iterable
from typing import Any

from django import forms

from egide.interfaces.staff.forms_records import text
from egide.modules.access_requests.examination.models_publishing import (
    LONGEST_DESCRIPTION,
    LONGEST_REASON,
    LONGEST_TITLE,
)
from egide.modules.access_requests.examination.publishing_finds import Found


class ProposeForm(forms.Form):
    """What everyone will read beside the document."""

    title = text("Titre public", LONGEST_TITLE, help="Ce que le document est. Ni nom, ni numéro de dossier.")
    description = text(
        "Description publique",
        LONGEST_DESCRIPTION,
        rows=4,
        help="Une phrase ou deux\u00a0: le sujet, la période.",
    )


class CheckPublicationForm(forms.Form):
    """What the second person answers for: the words that point at nobody, ticked one by one."""

    accepted = forms.MultipleChoiceField(
        label="Ces mots ne désignent personne à protéger",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Cochez seulement ceux que tout le monde peut lire. Sinon, ne diffusez pas.",
        error_messages={"invalid_choice": "Le document a changé\u00a0: relisez-le."},
    )
    looked = forms.BooleanField(
        label="J’ai lu le document en entier",
        error_messages={"required": "Lisez le document en entier, puis cochez la case."},
    )

    def __init__(self, data: Any = None, *, finds: Iterable[Found]) -> None:
        super().__init__(data)
        choices = [(one.words, f"«\u00a0{one.words}\u00a0» {one.why}") for one in finds if not one.stops]
        self.fields["accepted"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["accepted"]


class ReasonForm(forms.Form):
    """Why a document is not published, or no longer."""

    reason = text("Motif", LONGEST_REASON, rows=3, help="Il reste au registre; le public ne le lit pas.")
