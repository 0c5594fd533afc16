"""The forms of holds, of disposition lists and of transfers.

They validate what is typed; who may do it, and when, is the kernel's.
"""

from typing import Any

from django import forms

from egide.interfaces.staff.forms_records import DayField, text
from egide.kernel.disposal.lists import LONGEST_WINDOW
from egide.kernel.disposal.slips import LONGEST_YEARS, MOST_BOXES, RESTRICTIONS
from egide.kernel.records.holds import LONGEST_REASON
from egide.kernel.records.models import HoldKind

Choices = list[tuple[str, str]]
_CHOOSE = {"required": "Choisissez.", "invalid_choice": "Choisissez dans la liste."}
_WHOLE = {"required": "Écrivez un nombre.", "invalid": "Écrivez un nombre entier."}


class HoldForm(forms.Form):
    """A hold: on which dossier, of what kind, on all of it or on one document, and why."""

    number = text("Numéro du dossier", 40, help="Exemple\u00a0: INT-2026-00012")
    kind = forms.ChoiceField(label="Genre de gel", choices=HoldKind.choices, error_messages=_CHOOSE)
    document = forms.IntegerField(
        label="Document",
        required=False,
        min_value=1,
        max_value=100_000,
        help_text="Le numéro du document dans le dossier. Vide\u00a0: tout le dossier.",
        error_messages=_WHOLE,
    )
    reason = text(
        "Raison",
        LONGEST_REASON,
        rows=3,
        help="Gardée au journal du dossier\u00a0: la demande, l’avis, la mise en demeure.",
    )


class WhyForm(forms.Form):
    """A reason."""

    reason = text("Raison", LONGEST_REASON, rows=3)


class ListForm(forms.Form):
    """What a list is made of; the choices are what is due today."""

    batch = forms.ChoiceField(label="Dossiers à la fin de leur conservation", error_messages=_CHOOSE)
    class_code = text("Classe", 40, required=False, help="Le début d’un code du plan.")
    due_by = DayField("Dernier jour de conservation, au plus tard")

    def __init__(self, data: Any, *, batches: Choices, today: str) -> None:
        super().__init__(data, initial={"due_by": today})
        self.fields["batch"].choices = batches  # type: ignore[attr-defined]


class KeepForm(forms.Form):
    """Keeping one dossier: why, and until when."""

    reason = text("Pourquoi le garder", 500, rows=3)
    keep_until = DayField("Le garder jusqu’au")


class NothingForm(forms.Form):
    """A step that asks for nothing more than the click."""


class CheckForm(forms.Form):
    """The records officer's check; a sorting asks for the share to keep."""

    percent = forms.IntegerField(
        label="Part de l’échantillon, en %", min_value=1, max_value=100, error_messages=_WHOLE
    )


class ApproveForm(forms.Form):
    """The approval of the content that was read."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    read = forms.BooleanField(
        label="J’ai lu cette liste et je l’approuve",
        error_messages={"required": "Cochez la case pour approuver."},
    )


class WindowForm(forms.Form):
    """How long one may object, once a list is approved."""

    days = forms.IntegerField(
        label="Délai d’opposition, en jours",
        min_value=0,
        max_value=LONGEST_WINDOW,
        help_text="À valider par l’Office. S’applique aux listes approuvées ensuite.",
        error_messages=_WHOLE,
    )


class SlipForm(forms.Form):
    """The transfer slip's own fields; the others are read from the dossiers."""

    media = text(  # type: ignore[assignment]  # a field of the slip, not the form’s own media
        "Support", 80, help="Exemple\u00a0: documents numériques"
    )
    boxes = forms.IntegerField(
        label="Nombre de boîtes", min_value=1, max_value=MOST_BOXES, error_messages=_WHOLE
    )
    years = forms.IntegerField(
        label="Inaccessibilité, en années",
        min_value=0,
        max_value=LONGEST_YEARS,
        help_text="0\u00a0: les documents sont accessibles dès le versement.",
        error_messages=_WHOLE,
    )
    restrictions = text("Motif de l’inaccessibilité", 300, required=False, help=f"{RESTRICTIONS}.")


class AcknowledgeForm(forms.Form):
    """The archives' acknowledgment."""

    received_by = text("Reconnu par", 120, help="Le nom de la personne, aux archives.")
    reference = text("Référence des archives", 60, required=False)


class PaperForm(forms.Form):
    """What people say of the paper that they destroyed."""

    on = DayField("Jour de la destruction du papier")
    method = text(
        "Méthode", 160, help="Exemple\u00a0: déchiquetage à coupe croisée, par l’entreprise mandatée."
    )
    witness = text("Témoin", 160, help="Le nom de la personne qui a vu la destruction.")
