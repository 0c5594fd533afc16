"""A form's field and its errors: label, hint above, the control, the error under it in words.
Draws a Django BoundField; what is asked and what is refused belongs to the form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseForm, BoundField

from egide.ui.components.library import drawn
from egide.ui.formats import count
from egide.ui.pages import Progress

DATE_HINT = "Année, mois, jour\u00a0: AAAA-MM-JJ."


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One radio button or checkbox of a group, drawn as a card."""

    name: str
    value: str
    label: str
    id: str
    checked: bool
    hint: str = ""


def _kind(field: BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checkbox-group"
    if isinstance(widget, forms.RadioSelect):
        return "radio-group"
    kinds: tuple[tuple[type[forms.Widget], str], ...] = (
        (forms.CheckboxInput, "checkbox"),
        (forms.Textarea, "textarea"),
        (forms.Select, "select"),
        (forms.FileInput, "file"),
        (forms.DateInput, "date"),
    )
    return next((kind for cls, kind in kinds if isinstance(widget, cls)), "text")


def _choices(field: BoundField, hints: Mapping[str, str]) -> list[Choice]:
    return [
        Choice(
            name=str(option.data["name"]),
            value=str(option.data["value"]),
            label=str(option.data["label"]),
            id=str(option.id_for_label),
            checked=bool(option.data["selected"]),
            hint=hints.get(str(option.data["value"]), ""),
        )
        for option in field.subwidgets
    ]


def _attributes(field: BoundField, kind: str, described_by: str) -> dict[str, Any]:
    attributes: dict[str, Any] = {"class": f"input input-{kind}"}
    if described_by:
        attributes["aria-describedby"] = described_by
    if field.errors:
        attributes["aria-invalid"] = "true"
    if kind == "date":
        attributes |= {"inputmode": "numeric", "autocomplete": "off", "maxlength": False}
    if kind == "textarea":
        # A browser's maxlength cuts a pasted text silently: count aloud instead, and let the form refuse.
        attributes |= {"maxlength": False, "data-counter": _limit(field) or False}
    return attributes


def _limit(field: BoundField) -> int | None:
    return getattr(field.field, "max_length", None)


def _hint(said: str, kind: str) -> str:
    return f"{said} {DATE_HINT}".lstrip() if kind == "date" else said


@drawn("field")
def ui_field(
    *,
    field: BoundField,
    label: str = "",
    hint: str = "",
    hints: Mapping[str, str] | None = None,
    narrow: bool = False,
    size: str = "",
) -> dict[str, Any]:
    """A field of a form, with its label, hint, control and error.

    :param field: `form["name"]`; its widget decides the control (radios and checkboxes become cards).
    :param label: replaces the form's label.
    :param hint: replaces the form's help text; a date says its format besides.
    :param hints: for cards, a small line under each choice, by value; or `choice_hints` on the form field.
    :param narrow: True keeps the control as wide as its content (dates, numbers, codes).
    :param size: "large" makes the label the page's question.

    {% ui_field field=form.received_on narrow=True %}
    """
    kind = _kind(field)
    hint = _hint(hint or str(field.help_text), kind)
    limit = _limit(field) if kind == "textarea" else None
    base = field.auto_id or field.html_name
    described = [
        f"{base}_{part}"
        for part, present in (("indice", hint), ("erreur", field.errors), ("compteur", limit))
        if present
    ]
    grouped = kind.endswith("-group")
    described_by = " ".join(described)
    return {
        "field": field,
        "kind": kind,
        "grouped": grouped,
        "label": label or field.label,
        "hint": hint,
        "base": base,
        "errors": list(field.errors),
        # What another answer may make necessary is not said « facultatif ».
        "optional": not field.field.required and not getattr(field.field, "conditional", False),
        "required": field.field.required,
        "narrow": narrow or kind == "date",
        "large": size == "large",
        "described_by": described_by,
        "control": "" if grouped else field.as_widget(attrs=_attributes(field, kind, described_by)),
        "input_type": kind.removesuffix("-group"),
        "choices": _choices(field, hints or getattr(field.field, "choice_hints", {})) if grouped else [],
        "limit": count(limit, "caractère") if limit else "",
    }


@drawn("form_errors")
def ui_form_errors(*, form: BaseForm, title: str = "", focus: bool = True) -> dict[str, Any]:
    """The summary above a refused form: each error leads to its field; takes the focus on arrival.

    :param form: the bound form; draws nothing when it has no error.
    :param title: replaces « Il y a 2 réponses à corriger ».
    :param focus: False leaves the focus where it was (a form among others).

    {% ui_form_errors form=form %}
    """
    links = [
        {"anchor": _anchor(field), "label": field.label, "text": text}
        for field in form
        for text in field.errors
    ]
    general = [str(text) for text in form.non_field_errors()]
    total = len(links) + len(general)
    words = "Il y a une réponse à corriger" if total == 1 else f"Il y a {total} réponses à corriger"
    return {"links": links, "general": general, "total": total, "title": title or words, "focus": focus}


def _anchor(field: BoundField) -> str:
    # A group of radio buttons has no id of its own: lead to its first button.
    return f"{field.auto_id}_0" if _kind(field).endswith("-group") else field.auto_id


@drawn("progress")
def ui_progress(*, progress: Progress) -> dict[str, Any]:
    """Where one stands in a form of several pages.

    :param progress: current page and total, counted from 1.

    {% ui_progress progress=page.progress %}
    """
    done = [number <= progress.current for number in range(1, progress.total + 1)]
    return {"progress": progress, "pages": done}
