"""The forms of the register: a piece that leaves or goes round, what is expected, each step of the work.

They validate what is typed; who may do it is the module's.
"""

from datetime import date
from typing import Any

from django import forms

from egide.interfaces.staff.forms_mailroom import FilesField, _day
from egide.interfaces.staff.forms_opening import _choice, _text
from egide.modules.correspondence.actions import EARLIEST
from egide.modules.correspondence.models import Direction, Expected, MailPiece, Medium

EXPECTED = (("", "Rien de particulier"), *Expected.choices)
OUT_OF_HOUSE = [
    (c.value, str(c.label).capitalize()) for c in Medium if c not in (Medium.FORM, Medium.LINK, Medium.MEMO)
]
WAYS = (
    (Direction.OUT.value, "Elle part de l’Office"),
    (Direction.INTERNAL.value, "Elle circule à l’interne"),
)


class DescribeForm(forms.Form):
    """What is expected of whoever receives the piece."""

    expected = _choice("Action attendue", EXPECTED, required=False)
    due_on = _day("Échéance", required=False)
    copies = _text("Copies à", 300, required=False)
    class_code = _text("Code de classement", 40, required=False)

    @classmethod
    def of(cls, piece: MailPiece, data: Any = None) -> "DescribeForm":
        """Will start from what the register says."""
        known = {name: getattr(piece, name) for name in cls.base_fields}
        return cls(data, initial=known)


class AssignForm(forms.Form):
    """To whom a piece is given."""

    unit = _choice("Unité", required=False)
    person = _choice("Personne", required=False)

    def __init__(self, units: Any, people: Any, *, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        _offer(self, "unit", (("", "L’unité ne change pas"), *units))
        _offer(self, "person", (("", "Personne en particulier"), *people))

    def clean(self) -> dict[str, Any]:
        """Will ask for one of the two."""
        cleaned = super().clean() or {}
        if not cleaned.get("unit") and not cleaned.get("person"):
            self.add_error("unit", "Choisissez une unité ou une personne.")
        return cleaned


class AnswerForm(forms.Form):
    """The piece that answers."""

    reply = _text("Numéro de la pièce envoyée", 40, help_text="Exemple\u00a0: COR-2026-00012")


class FileAwayForm(forms.Form):
    """Why nothing follows."""

    why = _text("Pourquoi", 500, widget=forms.Textarea(attrs={"rows": 2}))


class JoinForm(forms.Form):
    """The dossier where the piece goes."""

    number = _text("Numéro du dossier", 40, help_text="Exemple\u00a0: INT-2026-00012")


class ConfirmForm(forms.Form):
    """Who of the dossier wrote."""

    party = _choice("Ce courriel vient de")

    def __init__(self, parties: Any, *, data: Any = None) -> None:
        super().__init__(data)
        _offer(self, "party", tuple(parties))


class EnterForm(DescribeForm):
    """A piece that leaves outside the dossiers, or an internal note."""

    direction = forms.ChoiceField(label="Sens", choices=WAYS, widget=forms.RadioSelect)
    medium = _choice("Voie", OUT_OF_HOUSE, required=False, help_text="Pour une pièce qui part.")
    unit = _choice("De l’unité")
    to_unit = _choice("À l’unité", required=False, help_text="Pour une note interne\u00a0: elle l’a à faire.")
    addressee = _text("Destinataire", 200, required=False)
    subject = _text("Objet", 300)
    sent_on = _day("Date d’envoi")
    document_on = _day("Date du document", required=False)
    original_at = _text("Où est l’original", 200, required=False)
    scans = FilesField(label="Documents", required=False, help_text="Ils sont gardés tels quels.")

    field_order = (
        "direction", "medium", "unit", "to_unit", "addressee", "subject", "sent_on", "document_on", "expected",
        "due_on", "copies", "class_code", "original_at", "scans",
    )  # fmt: skip

    def __init__(
        self, units: Any, *, today: date, own: str = "", data: Any = None, files: Any = None
    ) -> None:
        known = {"direction": Direction.OUT.value, "medium": "post", "sent_on": today, "unit": own}
        super().__init__(data, files, initial=known)
        self.today = today
        _offer(self, "unit", tuple(units))
        _offer(self, "to_unit", (("", "Aucune"), *units))

    def clean(self) -> dict[str, Any]:
        """Will ask what each way needs, and refuse days that cannot be."""
        cleaned = super().clean() or {}
        own = cleaned.get("direction") == Direction.INTERNAL
        if own and not cleaned.get("to_unit") and not cleaned.get("addressee"):
            self.add_error(
                "to_unit", "Choisissez l’unité qui reçoit la note, ou écrivez à qui elle s’adresse."
            )
        if not own and not cleaned.get("addressee"):
            self.add_error("addressee", "Écrivez à qui la pièce est envoyée.")
        if not own and not cleaned.get("medium"):
            self.add_error("medium", "Choisissez comment la pièce part.")
        sent_on, due_on = cleaned.get("sent_on"), cleaned.get("due_on")
        for name in ("sent_on", "document_on"):
            if cleaned.get(name) and not EARLIEST <= cleaned[name] <= self.today:
                self.add_error(name, "Ce jour ne peut être ni dans l’avenir, ni avant l’Office.")
        if sent_on and due_on and due_on < sent_on:
            self.add_error("due_on", "L’échéance ne peut pas précéder l’envoi.")
        return cleaned


def _offer(form: forms.Form, name: str, choices: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
