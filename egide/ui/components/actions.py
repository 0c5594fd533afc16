"""Buttons, with the reason beside those that are refused, and the mark of an out-of-band part.
A POST button is a small form of its own: it works without JavaScript."""

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from egide.ui.components.library import Context, drawn, register
from egide.ui.pages import Action


@drawn("action")
def ui_action(*, action: Action, small: bool = False) -> dict[str, Any]:
    """One action: a link (get), a small form (post), or a refused button followed by its reason.

    :param action: the action; a non-empty `reason` refuses it.
    :param small: True for a button inside a row or a card header.

    {% ui_action action=page.close %}
    """
    return {"action": action, "small": small, "reason_id": f"motif-{slugify(action.label)}"}


@drawn("actions")
def ui_actions(*, actions: Sequence[Action], label: str = "Actions") -> dict[str, Any]:
    """A set of actions: those that are open side by side, then the refused ones, each with its reason.

    :param actions: in order of use.
    :param label: name of the group for screen readers.

    {% ui_actions actions=page.actions %}
    """
    return {
        "ready": [action for action in actions if not action.reason],
        "refused": [action for action in actions if action.reason],
        "label": label,
    }


@drawn("copy")
def ui_copy(*, text: str, label: str = "Copier") -> dict[str, Any]:
    """A text with a button that copies it; the button appears only when it can work.

    :param text: what is shown and copied.
    :param label: words of the button.

    {% ui_copy text="INT-2026-00142" %}
    """
    return {"text": text, "label": label}


@register.simple_tag(takes_context=True)
def ui_oob(context: Context) -> SafeString:
    """The attribute of a part that is swapped out of band; nothing in a whole page.

    <section id="actions" {% ui_oob %}>
    """
    return mark_safe('hx-swap-oob="true"' if context.get("out_of_band") else "")
