"""Where one is and where one may go: trail, tabs, pages of a list, side navigation, theme.
Every one is plain links (or a plain form), the current one marked with aria-current."""

from collections.abc import Sequence
from typing import Any

from egide.ui.components.library import drawn
from egide.ui.context import Chrome
from egide.ui.pages import Crumb, NavGroup, Pager, Tab


@drawn("breadcrumbs")
def ui_breadcrumbs(*, crumbs: Sequence[Crumb]) -> dict[str, Any]:
    """The trail above the title.

    :param crumbs: from the most general; the last, without address, is the page itself.

    {% ui_breadcrumbs crumbs=page.crumbs %}
    """
    return {"crumbs": crumbs}


@drawn("tabs")
def ui_tabs(*, tabs: Sequence[Tab], label: str, swap: str = "") -> dict[str, Any]:
    """Sections of a page, each with its own address.

    :param tabs: one of them current.
    :param label: name of the group: « Sections du dossier ».
    :param swap: name of the part that a tab replaces in place; without it, tabs are plain links.

    {% ui_tabs tabs=page.tabs label="Sections du dossier" %}
    """
    return {"tabs": tabs, "label": label, "swap": swap}


@drawn("pager")
def ui_pager(*, pager: Pager, label: str = "Pages de la liste") -> dict[str, Any]:
    """Previous and next pages of a keyset list; draws nothing when there is a single page.

    :param pager: the two addresses and a summary: « 26 à 50 sur 312 ».
    :param label: name of the navigation.

    {% ui_pager pager=page.pager %}
    """
    return {"pager": pager, "label": label}


@drawn("navigation")
def ui_navigation(*, groups: Sequence[NavGroup]) -> dict[str, Any]:
    """The side navigation's lists.

    :param groups: entries under their headings.

    {% ui_navigation groups=navigation %}
    """
    return {"groups": groups}


@drawn("theme", takes_context=True)
def ui_theme(context: Any) -> dict[str, Any]:
    """The choice of a light, dark or automatic screen: a small form that works without JavaScript.

    {% ui_theme %}
    """
    return {"ui": context.get("ui") or Chrome()}
