"""The shapes of a page of the records office: a card of its home, a sheet of sections, a form in groups.

Finished words; each page's own file fills them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from egide.ui.pages import Action, Badge, Crumb, Fact, Link, Table


@dataclass(frozen=True, kw_only=True)
class Section:
    """One card: facts, a table or lines, and what may be done there; `empty` says when there is none."""

    title: str
    note: str = ""
    facts: tuple[Fact, ...] = ()
    table: Table | None = None
    lines: tuple[str, ...] = ()
    empty: str = ""
    actions: tuple[Action, ...] = ()

    @property
    def flush(self) -> bool:
        """Whether the table touches the card's edges."""
        return self.table is not None and not (self.note or self.facts or self.lines or self.actions)


@dataclass(frozen=True, kw_only=True)
class RecordsCard:
    """One box: a sentence, figures or lines, one thing to do. No line: `empty` says when one appears."""

    title: str
    text: str = ""
    facts: tuple[Fact, ...] = ()
    empty: str = ""
    url: str = ""
    link: str = ""
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A page of sections, with its badges, its links and its actions."""

    title: str
    sub: str = ""
    crumbs: tuple[Crumb, ...]
    badges: tuple[Badge, ...] = ()
    notice_title: str = "Exemple"
    notice: str = ""
    actions: tuple[Action, ...] = ()
    links: tuple[Link, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """A form about the scheme, the schedule or a dossier's record; `version` is the dossier's, when it has one."""

    title: str
    form: forms.Form
    url: str
    back: str
    submit: str
    crumbs: tuple[Crumb, ...]
    sub: str = ""
    lead: str = ""
    version: int | None = None
    titles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    downloads: bool = False  # its answer is a file: the page stays

    @property
    def groups(self) -> Sequence[tuple[str, list[Any]]]:
        """The fields under their titles, in order; without titles, all of them under none."""
        if not self.titles:
            return (("", self.form.visible_fields()),)
        return [(title, [self.form[name] for name in names]) for title, names in self.titles]
