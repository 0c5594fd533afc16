"""Cards, alerts and empty states: the boxes that hold content and say what it is.
Block tags: what they enclose is ordinary template."""

from typing import Any, Literal

from django.utils.safestring import SafeString

from egide.ui.components.icons import ui_icon
from egide.ui.components.library import drawn, plain, register, written
from egide.ui.pages import Action, ErrorPage

AlertKind = Literal["info", "success", "warning", "error"]
KIND_WORDS = {"info": "Information", "success": "Fait", "warning": "Attention", "error": "Erreur"}


@register.simple_block_tag
def ui_card(
    content: str,
    *,
    title: str = "",
    url: str = "",
    link: str = "",
    id: str = "",
    level: int = 2,
    flush: bool = False,
) -> SafeString:
    """A titled box.

    :param title: its heading; without one, a plain box.
    :param url: address of a link at the right of the heading.
    :param link: the words of that link.
    :param id: the element's id, when a part or an anchor needs it.
    :param level: heading level, 2 by default.
    :param flush: True lets a table or a list touch the edges.

    {% ui_card title="La demande" url="…" link="Modifier" %}…{% endui_card %}
    """
    said = plain(title)
    beside = f'<span class="visually-hidden">\u00a0: {said}</span>' if link else ""
    leads = f'<a href="{plain(url)}">{plain(link)}{beside}</a>' if url else ""
    head = f'<header class="card-head"><h{level} class="card-title">{said}</h{level}>{leads}</header>'
    named = f' id="{plain(id)}"' if id else ""
    return written(
        f'<section class="card{" card-flush" if flush else ""}"{named}>\n{head if title else ""}\n'
        f'<div class="card-body">{plain(content)}</div>\n</section>\n'
    )


@register.simple_block_tag
def ui_alert(
    content: str, *, kind: AlertKind = "info", title: str = "", id: str = "", live: bool = False
) -> SafeString:
    """A message set apart.

    :param kind: info, success, warning or error.
    :param title: a bold first line.
    :param id: the element's id.
    :param live: True for a message that appears after an action (announced by screen readers).

    {% ui_alert kind="warning" title="Calendrier modifié" %}<p>…</p>{% endui_alert %}
    """
    named = f' id="{plain(id)}"' if id else ""
    role = f' role="{"alert" if kind == "error" else "status"}"' if live else ""
    head = f'<p class="alert-title">{plain(title)}</p>' if title else ""
    return written(
        f'<div class="alert alert-{plain(kind)}"{named}{role}>\n{ui_icon(name=kind, size=22)}<div class="alert-body">'
        f'<span class="visually-hidden">{KIND_WORDS[kind]}\u00a0: </span>{head}{plain(content)}</div>\n</div>\n'
    )


@drawn("empty")
def ui_empty(*, title: str, text: str = "", action: Action | None = None, level: int = 2) -> dict[str, Any]:
    """What a list says when it is empty: why, and what to do about it.

    :param title: « Aucun dossier en retard ».
    :param text: how things come here.
    :param action: the one useful next step.
    :param level: heading level.

    {% ui_empty title="Aucune lettre" text="Une lettre rédigée paraît ici." action=page.draft %}
    """
    return {"title": title, "text": text, "action": action, "heading": f"h{level}"}


@drawn("error_body")
def ui_error(*, page: ErrorPage) -> dict[str, Any]:
    """The body of an error page: what happened, what was not lost, whom to ask, the way back.

    :param page: the error page.

    {% ui_error page=page %}
    """
    return {"page": page}
