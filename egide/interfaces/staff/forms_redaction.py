"""The remarks of a second reader: the only form of redaction that has a page of its own.

The page where zones are drawn reads its own fields: redaction_acts.py.
"""

from django import forms

from egide.interfaces.staff.forms_opening import _text
from egide.kernel.redaction.models import LONGEST_WORDS


class RemarksForm(forms.Form):
    """What is to be taken up again."""

    remarks = _text(
        "Ce qui est à reprendre",
        LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="La page, la zone ou le mot, et pourquoi\u00a0: "
        "«\u00a0Page 3, le nom du témoin paraît encore en bas\u00a0».",
    )
