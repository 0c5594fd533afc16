"""The fields of the public form: French refusals that say what to do, and nothing ever cut silently.

What is invisible or unreadable is told under the field; see tidying.py.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from egide.interfaces.public.approximations import NotYet, When, read_when
from egide.interfaces.public.dates import UnreadableDate
from egide.platform.storage.errors import MIB
from egide.platform.storage.names import clean_name
from egide.ui.formats import count, number

MOST_FILES = 10
AGAIN = (
    "Aucun fichier n’a été conservé\u00a0: choisissez de nouveau tous ceux que vous voulez joindre. Vos réponses, "
    "elles, sont encore là."
)


class TextField(forms.CharField):
    """A text with a length limit told in words. Line ends count for one character, as on the screen."""

    def __init__(self, *, required_text: str = "", **kwargs: Any) -> None:
        super().__init__(required=bool(required_text), **kwargs)
        self.error_messages["required"] = required_text
        # The base class would refuse a long text in other words, and cut it in the browser.
        self.validators = []
        self.limit = int(self.max_length or 0)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Will leave out `maxlength`: a browser cuts a pasted text without saying so."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    def validate(self, value: str) -> None:
        """Will refuse an empty answer to a required question, and one that is too long."""
        super().validate(value)
        if len(value) > self.limit:
            excess = count(len(value) - self.limit, "caractère")
            raise ValidationError(
                f"Raccourcissez cette réponse de {excess}\u00a0: elle en contient {number(len(value))}, "
                f"et {number(self.limit)} au plus peuvent être conservés. Votre texte est encore là, au "
                f"complet."
            )


class LineField(TextField):
    """A text of one line: line ends become spaces."""

    def to_python(self, value: Any) -> str:
        """Will put the text on one line."""
        return " ".join((super().to_python(value) or "").split())


class WhenField(forms.Field):
    """When something happened: a day, or words such as « vers mars 2026 ». Keeps what was typed when refused."""

    widget = forms.TextInput

    def __init__(self, *, future: str, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
        self.future = future
        # Set by the form, whose clock is the request's.
        self.today: date | None = None

    def to_python(self, value: Any) -> When | None:
        """Will read the day or the period, None when the field is empty."""
        assert self.today is not None
        try:
            return read_when(str(value or ""), today=self.today)
        except UnreadableDate as problem:
            raise ValidationError(str(problem)) from None
        except NotYet:
            raise ValidationError(self.future) from None


class PickField(forms.ChoiceField):
    """Cards to choose from, each with a small line if it has one (`hints`, by value)."""

    widget = forms.RadioSelect

    def __init__(self, *, required_text: str, hints: dict[str, str] | None = None, **kwargs: Any) -> None:
        messages = {"required": required_text, "invalid_choice": required_text}
        super().__init__(error_messages=messages, **kwargs)
        self.choice_hints = hints or {}


class FilesInput(forms.FileInput):
    """A file control that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Up to ten files. Their type and their content are judged by the store, which reads them."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Will return the files joined, none being empty or too large."""
        files: Sequence[UploadedFile] = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > MOST_FILES:
            raise ValidationError(
                f"Vous avez joint {number(len(files))} fichiers; {MOST_FILES} au plus peuvent l’être. "
                "Choisissez les plus utiles\u00a0: vous pourrez envoyer les autres plus tard."
            )
        problems = [text for file in files if (text := _problem(file))]
        if problems:
            raise ValidationError(problems)
        return list(files)


def choose_again(form: forms.BaseForm, name: str, files: Any) -> None:
    """Will say that the files joined are to be chosen again: no browser keeps them when a page is refused."""
    if files and form.errors:
        form.add_error(name, AGAIN)


def _problem(file: UploadedFile) -> str:
    name = f"«\u00a0{clean_name(file.name or '')}\u00a0»"
    if not file.size:
        return f"Le fichier {name} est vide. Vérifiez qu’il s’ouvre chez vous, puis joignez-le de nouveau."
    if file.size > settings.UPLOAD_LIMIT_MB * MIB:
        limit = f"{settings.UPLOAD_LIMIT_MB}\u00a0Mo"
        return f"Le fichier {name} dépasse {limit}. Réduisez-le ou envoyez-le en plusieurs parties."
    return ""
