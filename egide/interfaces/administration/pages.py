"""The page objects that several screens of the administration share.

Frozen values for the templates; no query here.
"""

from dataclasses import dataclass
from typing import Any

from egide.ui.pages import Crumb


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """One form: what it asks, one obvious button, the way back."""

    title: str
    form: Any
    url: str
    submit: str
    back: str
    crumbs: tuple[Crumb, ...]
    lead: str = ""
    danger: bool = False
