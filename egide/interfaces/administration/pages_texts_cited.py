"""The sections that letters cite without a text, and an act pasted to fill them: pages of what is missing.

All words of the law come from the person who pastes them; nothing here knows the law.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from egide.interfaces.staff.addresses import with_query
from egide.kernel.legal_texts.cutting import MOST, Cut
from egide.kernel.legal_texts.models import LegalText
from egide.kernel.legal_texts.shipped import ACT
from egide.modules.access_requests.cited import ACT_CODE, CITED, OFFICIAL, SECTIONS, Cited
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Table

CAPTION = "Articles de la Loi sur l’accès cités sans texte"
COLUMNS = (Column(label="Article"), Column(label="De quoi il s’agit"), Column(label="État"))
NEW, WAITS, SAME = "nouveau", "remplace la version qui attend", "déjà dans Égide, mot pour mot"


@dataclass(frozen=True, kw_only=True)
class Missing:
    """What letters cannot cite yet, and how to enter it."""

    lacking: str
    table: Table
    official: str
    paste: Action


@dataclass(frozen=True, kw_only=True)
class Found:
    """One section found in what was pasted, to be chosen or not."""

    section: str
    title: str
    words: str
    begins: str
    length: str
    state: str
    chosen: bool
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class PastePage:
    """The form, then what it found."""

    crumbs: tuple[Crumb, ...]
    form: Any
    url: str
    back: str
    official: str
    found: tuple[Found, ...]
    told: str


def code_of(section: str) -> str:
    """Will return the code of a section of the Access Act."""
    return f"{ACT_CODE}:{section}"


def begun(section: str) -> dict[str, str]:
    """Will return what the form of a new text starts with for a cited section; nothing for another one."""
    if section not in SECTIONS:
        return {}
    return {"act_code": ACT_CODE, "act": ACT, "section_code": section, "title": f"Article {section}"}


def missing_texts(covered: Collection[str]) -> Missing | None:
    """Will list the cited sections of which no version covers today; `covered` are the codes that have one."""
    lacking = [one for one in CITED if code_of(one.section) not in covered]
    if not lacking:
        return None
    return Missing(
        lacking=formats.count(len(lacking), "article", "articles"),
        table=Table(caption=CAPTION, columns=COLUMNS, rows=tuple(_row(one) for one in lacking)),
        official=OFFICIAL,
        paste=Action(label="Coller le texte de la loi", url=reverse("administration:text_paste")),
    )


def paste_page(
    form: Any, cuts: Sequence[Cut], held: Mapping[str, Sequence[LegalText]], *, picked: Collection[str] | None
) -> PastePage:
    """Will show what was found; without a choice yet, the cited sections that Égide lacks are ticked.

    `held` gives the standing versions of each code, the newest first.
    """
    words = {one.section: one.words for one in CITED}
    found = tuple(_found(cut, words, held.get(code_of(cut.section), ()), picked) for cut in cuts)
    absent = sum(one.section not in {cut.section for cut in cuts} for one in CITED)
    told = ""
    if form.is_bound and not form.errors and cuts:
        told = f"{formats.count(len(cuts), 'article trouvé', 'articles trouvés')}."
        if len(cuts) == MOST:
            told += " Le reste de ce qui a été collé n’est pas montré\u00a0: collez-le ensuite."
        if absent:
            told += (
                f" Des articles que les lettres citent, "
                f"{formats.count(absent, 'manque', 'manquent')} dans ce qui a été collé."
            )
    return PastePage(
        crumbs=(
            Crumb(label="Textes de loi", url=reverse("administration:texts")),
            Crumb(label="Coller le texte de la loi"),
        ),
        form=form,
        url=reverse("administration:text_paste"),
        back=reverse("administration:texts"),
        official=OFFICIAL,
        found=found,
        told=told,
    )


def _row(one: Cited) -> tuple[Cell, ...]:
    url = with_query(reverse("administration:text_new"), article=one.section)
    return (
        Cell(text=f"Article {one.section}", url=url, detail="Consigner son texte"),
        Cell(text=one.words),
        Cell(text=" ", badge=Badge(label="aucun texte", tone="late")),
    )


def _found(
    cut: Cut, words: Mapping[str, str], versions: Sequence[LegalText], picked: Collection[str] | None
) -> Found:
    newest = versions[0] if versions else None
    same = any(row.body == cut.body and row.history == cut.history for row in versions)
    waits = newest is not None and not newest.validated
    state = SAME if same else WAITS if waits else "nouvelle version" if newest else NEW
    reason = "Trop long pour un article\u00a0: consignez-le à la main." if cut.too_long else ""
    wanted = cut.section in words and newest is None if picked is None else cut.section in picked
    return Found(
        section=cut.section,
        title=f"Article {cut.section}",
        words=words.get(cut.section, ""),
        begins=cut.body if len(cut.body) <= 180 else f"{cut.body[:179].rstrip()}…",
        length=formats.count(len(cut.body), "caractère", "caractères")
        + ("" if cut.history else ", sans historique"),
        state=state,
        chosen=wanted and not reason,
        reason=reason,
    )
