"""Where one is and where one may go: trail, tabs, pages of a list, side navigation, theme.
Every one is plain links (or a plain form), the current one marked with aria-current."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.template.defaulttags import CsrfTokenNode
from django.utils.safestring import SafeString
from django.utils.text import slugify

from egide.ui.addresses import address
from egide.ui.components.icons import ui_icon
from egide.ui.components.library import drawn, plain, register, written
from egide.ui.components.marks import ui_count
from egide.ui.context import Chrome
from egide.ui.pages import Account, Crumb, NavGroup, NavItem, Pager, SearchBox, Tab


@drawn("breadcrumbs")
def ui_breadcrumbs(*, crumbs: Sequence[Crumb]) -> dict[str, Any]:
    """The trail above the title.

    :param crumbs: from the most general; the last, without address, is the page itself.

    {% ui_breadcrumbs crumbs=page.crumbs %}
    """
    return {"crumbs": crumbs}


@register.simple_tag
def ui_tabs(*, tabs: Sequence[Tab], label: str, swap: str = "") -> SafeString:
    """Sections of a page, each with its own address.

    :param tabs: one of them current.
    :param label: name of the group: « Sections du dossier ».
    :param swap: name of the part that a tab replaces in place; without it, tabs are plain links.

    {% ui_tabs tabs=page.tabs label="Sections du dossier" %}
    """
    items = "".join(_tab(tab, swap, rank) for rank, tab in enumerate(tabs, 1))
    return written(f'<nav class="tabs" aria-label="{plain(label)}"><ul>{items}</ul></nav>')


@register.simple_tag
def ui_pager(*, pager: Pager, label: str = "Pages de la liste") -> SafeString:
    """Previous and next pages of a keyset list; draws nothing when there is a single page.

    :param pager: the two addresses and a summary: « 26 à 50 sur 312 ».
    :param label: name of the navigation.

    {% ui_pager pager=page.pager %}
    """
    if not (pager.previous_url or pager.next_url or pager.summary):
        return written("")
    before = f"{ui_icon(name='previous', size=16)}Page précédente"
    after = f"Page suivante{ui_icon(name='next', size=16)}"
    links = _page_link("prev", pager.previous_url, before) + _page_link("next", pager.next_url, after)
    return written(
        f'<nav class="pager" aria-label="{plain(label)}">\n'
        f'<span class="pager-summary num">{plain(pager.summary)}</span>\n'
        f"{_PAGES.format(links) if links else ''}\n</nav>\n"
    )


@register.simple_tag
def ui_navigation(*, groups: Sequence[NavGroup]) -> SafeString:
    """The side navigation's lists.

    :param groups: entries under their headings.

    {% ui_navigation groups=navigation %}
    """
    return _navigation(tuple(groups))


@register.simple_tag
def ui_bell(*, account: Account) -> SafeString:
    """What is new for the signed-in person, in the header; nothing when the account leads to no notice.

    :param account: the person, with the count of notices not yet read.

    {% ui_bell account=account %}
    """
    if not account.notifications_url:
        return written("")
    total = account.notifications
    count = ui_count(total=total, tone="late", words="non lus") if total else ""
    return written(
        f'<a class="bell" href="{plain(account.notifications_url)}">{ui_icon(name="bell")}<span>Avis</span>{count}</a>'
    )


@register.simple_tag
def ui_account(*, account: Account) -> SafeString:
    """Who is signed in, on the button of the header's menu.

    :param account: the person.

    {% ui_account account=account %}
    """
    return written(
        f'<span class="avatar" aria-hidden="true">{plain(account.initials)}</span>'
        f'<span class="account-name">{plain(account.name)}</span>'
        f'<span class="visually-hidden">, mon compte</span>{ui_icon(name="chevron", size=16)}'
    )


@register.simple_tag
def ui_account_links(*, account: Account) -> SafeString:
    """The top of the header's menu: the person, and where their account is.

    :param account: the person.

    {% ui_account_links account=account %}
    """
    detail = f"<small>{plain(account.detail)}</small>" if account.detail else ""
    links = "".join(f'<li><a href="{plain(link.url)}">{plain(link.label)}</a></li>' for link in account.links)
    return written(
        f'<p class="popup-head"><b>{plain(account.name)}</b>{detail}</p>{f"<ul>{links}</ul>" if links else ""}'
    )


@register.simple_tag
def ui_options(*, choices: Iterable[tuple[str, str]], chosen: str = "") -> SafeString:
    """The options of a list to choose from.

    :param choices: value and words of each.
    :param chosen: the value that is chosen.

    {% ui_options choices=page.bulk_choices %}
    """
    return _options(choices if isinstance(choices, tuple) else tuple(map(tuple, choices)), chosen)


@register.simple_tag(takes_context=True)
def ui_theme(context: Any) -> SafeString:
    """The choice of a light, dark or automatic screen: a small form that works without JavaScript.

    {% ui_theme %}
    """
    ui: Chrome = context.get("ui") or Chrome()
    return written(
        f'<form class="theme" method="post" action="{plain(address("ui:theme"))}" data-theme-form>'
        f'{_TOKEN.render(context)}<input type="hidden" name="next" value="{plain(ui.path)}">'
        f"<fieldset><legend>Apparence</legend>{_themes(ui.themes, ui.theme)}</fieldset></form>"
    )


@register.simple_tag
def ui_find(*, search: SearchBox) -> SafeString:
    """The header's search.

    :param search: where it leads, its words and what was sought.

    {% ui_find search=search %}
    """
    return written(
        f'<form class="find" role="search" method="get" action="{plain(search.url)}">\n'
        f"    {ui_icon(name='search', size=18)}\n"
        f'    <input type="search" name="q" value="{plain(search.value)}" aria-label="{plain(search.label)}"'
        f' placeholder="{plain(search.placeholder)}" autocomplete="off" spellcheck="false" maxlength="200"'
        ' data-search>\n    <kbd aria-hidden="true">/</kbd>\n  </form>'
    )


_TOKEN = CsrfTokenNode()
_PAGES = '<span class="pager-links">{}</span>'


def _page_link(rel: str, url: str, words: str) -> str:
    return f'<a class="btn btn-small" rel="{rel}" href="{plain(url)}">{words}</a>' if url else ""


@lru_cache(maxsize=8)
def _themes(themes: tuple[tuple[str, str], ...], chosen: str) -> str:
    return "".join(
        f'<button name="theme" value="{plain(value)}" aria-pressed="{"true" if value == chosen else "false"}">'
        f"{plain(label)}</button>"
        for value, label in themes
    )


@lru_cache(maxsize=256)
def _navigation(groups: tuple[NavGroup, ...]) -> SafeString:
    # The same entries and counts from one page to the next.
    return written("\n".join(_group(group, rank) for rank, group in enumerate(groups, 1)))


@lru_cache(maxsize=256)
def _options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    # The same lists of orders, themes and sorts on every page.
    return written(
        "".join(
            f'<option value="{plain(value)}"{" selected" if value == chosen else ""}>{plain(label)}</option>'
            for value, label in choices
        )
    )


def _tab(tab: Tab, swap: str, rank: int) -> str:
    url = plain(tab.url)
    part = (
        f' id="{swap}-{rank}" hx-get="{url}" hx-target="#{swap}" hx-swap="outerHTML" hx-push-url="true"'
        if swap
        else ""
    )
    count = "" if tab.count is None else f" {ui_count(total=tab.count)}"
    return f'<li><a href="{url}"{part}{_current(tab)}>{plain(tab.label)}{count}</a></li>'


def _group(group: NavGroup, rank: int) -> str:
    if group.folds and group.label:
        return _folding(group, rank)
    title = f'<p class="side-title" id="nav-{rank}">{plain(group.label)}</p>' if group.label else ""
    named = f' aria-labelledby="nav-{rank}"' if group.label else ""
    return f"{title}\n<ul{named}>{''.join(_item(item) for item in group.items)}</ul>"


def _folding(group: NavGroup, rank: int) -> str:
    here = any(item.current for item in group.items)
    # What was opened or closed is remembered on the device, but the page one reads is never hidden.
    kept = "" if here else f' data-remember="menu-{slugify(group.label)}"'
    title = f'<summary class="side-title" id="nav-{rank}">{plain(group.label)}</summary>'
    items = "".join(_item(item) for item in group.items)
    shown = " open" if here or group.opened else ""
    return f'<details class="side-group"{kept}{shown}>{title}<ul aria-labelledby="nav-{rank}">{items}</ul></details>'


def _item(item: NavItem) -> str:
    count = "" if not item.count else f" {ui_count(total=item.count, tone=item.tone)}"
    return f'<li><a href="{plain(item.url)}"{_current(item)}><span>{plain(item.label)}</span>{count}</a></li>'


def _current(one: Tab | NavItem) -> str:
    return ' aria-current="page"' if one.current else ""
