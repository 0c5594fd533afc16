"""What the steps of the request share: a form over the whole draft, which may look at the other answers.

Extra questions open only when they are asked for: a button of the step adds their name to the draft.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms

from egide.interfaces.public.drafts import Draft
from egide.interfaces.public.orders import KnownOrder

REMOVED = (
    "Ce texte contenait des caractères invisibles que nous ne pouvons pas conserver. "
    "Nous les avons retirés\u00a0: relisez la réponse, puis continuez."
)
UNREADABLE = (
    "Certains caractères n’ont pas pu être lus; ils paraissent ainsi\u00a0: \ufffd. Remplacez-les, puis "
    "continuez."
)
# A choice that appears with an error, not with an answer: it never makes the page another one.
FOLLOWS_AN_ERROR = frozenset({"order_slug"})


@dataclass(frozen=True, kw_only=True)
class Extra:
    """Questions that a step keeps closed until the person asks for them."""

    code: str
    label: str
    fields: tuple[str, ...]


class StepForm(forms.Form):
    """One step over the whole draft: it reads its own fields and may look at the others."""

    extras: ClassVar[tuple[Extra, ...]] = ()

    def __init__(
        self,
        draft: Draft,
        *,
        today: date,
        orders: tuple[KnownOrder, ...] = (),
        files: Any = None,
        bound: bool = True,
    ) -> None:
        super().__init__(draft.values if bound else None, files if bound else None, initial=draft.values)
        self.draft, self.today, self.orders = draft, today, orders
        for extra in self.closed:
            self.keep_only(dict.fromkeys(extra.fields, False))
        self.prepare()

    def prepare(self) -> None:
        """Will adapt the fields to the other answers."""

    @property
    def closed(self) -> tuple[Extra, ...]:
        """The extra questions that nobody asked for, and that hold no answer."""
        values = self.draft.values
        return tuple(
            extra
            for extra in self.extras
            if extra.code not in self.draft.opened and not any(values.get(name) for name in extra.fields)
        )

    @property
    def layout(self) -> str:
        """The names of the questions shown: when an answer changes them, the page is shown before it is judged."""
        return " ".join(name for name in self.fields if name not in FOLLOWS_AN_ERROR)

    def keep_only(self, wanted: Mapping[str, bool]) -> None:
        """Will take away the fields that the other answers make pointless."""
        for name, kept in wanted.items():
            if not kept:
                self.fields.pop(name, None)

    def focus(self, name: str) -> None:
        """Will open the page on that field, when it is there."""
        if name in self.fields:
            self.fields[name].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        """Will tell what was invisible or unreadable, then check the fields together."""
        for name in self.fields:
            if name in self.draft.removed:
                self.add_error(name, REMOVED)
            elif "\ufffd" in self.draft.values.get(name, ""):
                self.add_error(name, UNREADABLE)
        self.check()
        return self.cleaned_data

    def check(self) -> None:
        """Will add the errors that need several answers."""
