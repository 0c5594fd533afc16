"""Badges, counters and avatars: the smallest marks, which say a state, a number or a person.
Their colour is never alone: the words say the same."""

from typing import Any

from django.utils.safestring import SafeString

from egide.ui import formats
from egide.ui.components.library import drawn, plain, register, written
from egide.ui.pages import Tone


@register.simple_tag
def ui_badge(*, label: str, tone: Tone = "idle") -> SafeString:
    """A short state in words.

    :param label: « dans 9 jours », « tenu », « Renseignements personnels ».
    :param tone: late, soon, met (time); now (current step); sealed (access); idle.

    {% ui_badge label="demain" tone="soon" %}
    """
    return written(f'<span class="badge badge-{plain(tone)}">{plain(label)}</span>')


@register.simple_tag
def ui_count(*, total: int, tone: Tone = "idle", words: str = "") -> SafeString:
    """A number in a pill.

    :param total: the number.
    :param tone: late draws attention; anything else is quiet.
    :param words: what is counted, read by screen readers after the number.

    {% ui_count total=4 tone="late" words="en retard" %}
    """
    late = " count-late" if tone == "late" else ""
    said = f'<span class="visually-hidden"> {plain(words)}</span>' if words else ""
    return written(f'<span class="count{late}">{formats.number(total)}{said}</span>')


@drawn("avatar")
def ui_avatar(*, name: str, initials: str = "", detail: str = "", named: bool = True) -> dict[str, Any]:
    """A person: initials in a circle, then the name.

    :param name: the person's name.
    :param initials: when they differ from those of the name.
    :param detail: function or unit, on a second line.
    :param named: False hides the name from sight, not from screen readers.

    {% ui_avatar name="Nadia Bouchard" detail="Analyste" %}
    """
    return {"name": name, "initials": initials or formats.initials(name), "detail": detail, "named": named}
