"""A page of one form that is not about a dossier: a title, what it is for, the form, where one comes back to.

The form about a dossier is pages_moves.Step, which also carries the version that the reader saw.
"""

from dataclasses import dataclass
from typing import Any

from egide.ui.pages import Crumb, Link


@dataclass(frozen=True, kw_only=True)
class PlainForm:
    """What `staff/plain_form.html` reads."""

    title: str
    lead: str = ""
    url: str
    submit: str
    back: str
    crumbs: tuple[Crumb, ...]
    form: Any
    links: tuple[Link, ...] = ()
    danger: bool = False
