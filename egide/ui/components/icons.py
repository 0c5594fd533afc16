"""Small line icons, always beside a word: they decorate and are hidden from screen readers.
Drawn with presentation attributes only, so that the Content-Security-Policy stays strict."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from egide.ui.components.library import register

SHAPES = {
    "shield": '<path d="M12 2.5l8 3v5.8c0 4.9-3.4 8.6-8 10.2-4.6-1.6-8-5.3-8-10.2V5.5z"/>'
    '<path d="M8 12l3 3 5-6"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.01"/>',
    "success": '<circle cx="12" cy="12" r="9"/><path d="M8 12.2l2.8 2.8L16 9.5"/>',
    "warning": '<path d="M12 3.5L22 20H2z"/><path d="M12 10v4.5M12 17.2v.01"/>',
    "error": '<path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3z"/><path d="M12 8v5M12 16.2v.01"/>',
    "menu": '<path d="M4 6.5h16M4 12h16M4 17.5h16"/>',
    "close": '<path d="M6 6l12 12M18 6L6 18"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>',
    "chevron": '<path d="M6 9l6 6 6-6"/>',
    "previous": '<path d="M14.5 5.5L8 12l6.5 6.5"/>',
    "next": '<path d="M9.5 5.5L16 12l-6.5 6.5"/>',
    "lock": '<rect x="5" y="10.5" width="14" height="10" rx="2"/><path d="M8 10.5V7.5a4 4 0 0 1 8 0v3"/>',
    "file": '<path d="M6 2.5h8l5 5V21.5H6z"/><path d="M14 2.5v5h5M9 13h7M9 17h5"/>',
    "tray": '<path d="M3.5 13.5l3-9h11l3 9v6h-17z"/><path d="M3.5 13.5h5a3.5 3.5 0 0 0 7 0h5"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
    "bell": '<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15z"/><path d="M10 21.5h4"/>',
}


@register.simple_tag
def ui_icon(*, name: str, size: int = 20) -> SafeString:
    """A decorative icon.

    :param name: one of the shapes of `icons.py`.
    :param size: width and height, in CSS pixels.

    {% ui_icon name="lock" %}
    """
    return _drawn(name, size)


@lru_cache(maxsize=256)
def _drawn(name: str, size: int) -> SafeString:
    return format_html(
        '<svg class="icon" width="{0}" height="{0}" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
        ' aria-hidden="true" focusable="false">{1}</svg>',
        size,
        mark_safe(SHAPES[name]),
    )
