"""Texts of law on the screen: the list by act, one text with its versions, what waits and what it stops.

All SQL of these pages is in kernel.legal_texts, save the letters in draft, which the gate narrows to their reader.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.urls import reverse

from egide.interfaces.administration.differences import Facing, side_by_side
from egide.interfaces.administration.pages_texts_cited import Missing, missing_texts
from egide.interfaces.staff.addresses import dossier_url
from egide.kernel.gate.visibility import visible
from egide.kernel.legal_texts.entering import why_not_validate
from egide.kernel.legal_texts.models import LegalText
from egide.kernel.letters.drafting import EDITABLE
from egide.kernel.letters.models import Letter
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Link, Table

TITLE = "Textes de loi"
COLUMNS = (Column(label="Texte"), Column(label="En vigueur aujourd’hui"), Column(label="État"))
MOST_LETTERS = 50


@dataclass(frozen=True, kw_only=True)
class Act:
    """The texts of one act."""

    title: str
    table: Table


@dataclass(frozen=True, kw_only=True)
class TextsPage:
    """The list, act by act; `waiting` is how many texts nobody validated, `missing` what letters cannot cite."""

    crumbs: tuple[Crumb, ...]
    acts: tuple[Act, ...]
    waiting: str
    new: Action
    missing: Missing | None = None


@dataclass(frozen=True, kw_only=True)
class VersionView:
    """One version on the line of time."""

    number: str
    days: str
    badge: Badge
    paragraphs: tuple[str, ...]
    history: str
    source: str
    hands: str
    opened: bool


@dataclass(frozen=True, kw_only=True)
class TextPage:
    """One text: what waits with its differences, the letters that it touches, every version."""

    title: str
    act: str
    crumbs: tuple[Crumb, ...]
    today: str
    versions: tuple[VersionView, ...]
    new: Action
    waiting: str = ""
    validate: Action | None = None
    withdraw: Action | None = None
    compared: str = ""
    facing: tuple[Facing, ...] = ()
    letters: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TextFormPage:
    """A new version, or a new text, with the version that it follows beside it."""

    title: str
    lead: str
    crumbs: tuple[Crumb, ...]
    form: Any
    url: str
    back: str
    before: VersionView | None = None
    replaced: str = ""


def crumbs(*more: tuple[str, str]) -> tuple[Crumb, ...]:
    """Will return « Textes de loi › … »."""
    return (
        Crumb(label=TITLE, url=reverse("administration:texts") if more else ""),
        *(Crumb(label=label, url=url) for label, url in more),
    )


def text_url(code: str, name: str = "text") -> str:
    """Will return an address of the text."""
    act, _, section = code.partition(":")
    return reverse(f"administration:{name}", kwargs={"act": act, "section": section})


def versions_of(code: str) -> list[LegalText]:
    """Will return every version, the newest first."""
    rows = LegalText.objects.filter(code=code).select_related("entered_by", "validated_by")
    return list(rows.order_by("-since", "-version"))


def standing_of(versions: Sequence[LegalText], *, on: date) -> LegalText | None:
    """Will return the version of a day among these, newest first."""
    return next((row for row in versions if covers(row, on)), None)


def covers(row: LegalText, on: date) -> bool:
    """Will tell whether the version is that of the day."""
    return row.withdrawn_at is None and row.since <= on and (row.until is None or row.until > on)


def waiting_of(versions: Sequence[LegalText]) -> LegalText | None:
    """Will return the version that waits for its validation."""
    return next((row for row in versions if row.validated_at is None and row.withdrawn_at is None), None)


def texts_page(*, today: date) -> TextsPage:
    """Will build the list; one query whatever the number of texts."""
    rows = LegalText.objects.order_by("act", "code", "-since", "-version")
    acts: list[Act] = []
    waiting, covered = 0, set[str]()
    for act, of_act in groupby(rows, key=lambda row: row.act):
        lines = [list(of_code) for _, of_code in groupby(of_act, key=lambda row: row.code)]
        waiting += sum(waiting_of(versions) is not None for versions in lines)
        covered |= {versions[0].code for versions in lines if standing_of(versions, on=today)}
        lines.sort(key=lambda versions: _in_order(versions[0].section))
        table = Table(caption=act, columns=COLUMNS, rows=tuple(_row(versions, today) for versions in lines))
        acts.append(Act(title=act, table=table))
    return TextsPage(
        crumbs=crumbs(),
        acts=tuple(acts),
        waiting=formats.count(waiting, "texte attend", "textes attendent") if waiting else "",
        new=Action(label="Ajouter un texte", url=reverse("administration:text_new")),
        missing=missing_texts(covered),
    )


def text_page(versions: Sequence[LegalText], *, actor: Actor, today: date) -> TextPage:
    """Will build the page of one text."""
    now, waits = standing_of(versions, on=today), waiting_of(versions)
    newest = versions[0]
    before = _before(versions, waits) if waits else None
    return TextPage(
        title=newest.title,
        act=newest.act,
        crumbs=crumbs((newest.title, "")),
        today=_today(now, today),
        versions=tuple(_view(row, opened=row in (now, waits)) for row in versions),
        new=Action(label="Consigner une nouvelle version", url=text_url(newest.code, "text_version")),
        waiting=_waiting(waits) if waits else "",
        validate=_validate(actor, waits) if waits else None,
        withdraw=Action(
            label="Mettre de côté",
            url=text_url(newest.code, "text_withdraw"),
            method="post",
            fields=(("version", str(waits.version)),),
            confirm="Mettre cette version de côté? La précédente servira de nouveau.",
        )
        if waits
        else None,
        compared=f"Version {before.version} et version {waits.version}" if before and waits else "",
        facing=side_by_side(before.body, waits.body) if before and waits else (),
        letters=_letters(actor, newest.code),
    )


def form_page(versions: Sequence[LegalText], form: Any) -> TextFormPage:
    """Will build the page of a new version."""
    newest, waits = versions[0], waiting_of(versions)
    return TextFormPage(
        title=f"{newest.title}\u00a0: nouvelle version",
        lead="Elle arrête les lettres de ses jours jusqu’à ce qu’une autre personne la valide.",
        crumbs=crumbs((newest.title, text_url(newest.code)), ("Nouvelle version", "")),
        form=form,
        url=text_url(newest.code, "text_version"),
        back=text_url(newest.code),
        before=_view(newest, opened=True),
        replaced=f"La version {waits.version}, que personne n’a validée, sera mise de côté\u00a0: une seule attend "
        "à la fois. Les jours qu’elle couvrait seule n’auront plus de texte."
        if waits
        else "",
    )


def new_page(form: Any) -> TextFormPage:
    """Will build the page of a new text."""
    return TextFormPage(
        title="Ajouter un texte de loi",
        lead="Les lettres l’annexeront dès qu’une autre personne l’aura validé.",
        crumbs=crumbs(("Ajouter un texte", "")),
        form=form,
        url=reverse("administration:text_new"),
        back=reverse("administration:texts"),
    )


def _in_order(section: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdecimal() else (10_000, part) for part in section.split("."))


def _row(versions: Sequence[LegalText], today: date) -> tuple[Cell, ...]:
    newest, now, waits = versions[0], standing_of(versions, on=today), waiting_of(versions)
    return (
        Cell(
            text=newest.title,
            url=text_url(newest.code),
            detail=formats.count(len(versions), "version"),
        ),
        Cell(text=_days(now) if now else "Aucune version", detail=now.source if now else ""),
        Cell(text=" ", badge=_state(now, waits)),
    )


def _state(now: LegalText | None, waits: LegalText | None) -> Badge:
    if waits is not None and waits is not now:
        return Badge(label="prochaine version à valider", tone="soon")
    if now is None:
        return Badge(label="aucun texte en vigueur", tone="late")
    return Badge(label="validé", tone="met") if now.validated else Badge(label="à valider", tone="soon")


def _badge(row: LegalText) -> Badge:
    if row.withdrawn_at is not None:
        return Badge(label="remplacée" if row.validated else "mise de côté", tone="idle")
    return Badge(label="validée", tone="met") if row.validated else Badge(label="à valider", tone="soon")


def _view(row: LegalText, *, opened: bool) -> VersionView:
    return VersionView(
        number=f"Version {row.version}",
        days=_days(row),
        badge=_badge(row),
        paragraphs=tuple(part for part in row.body.split("\n\n") if part.strip()),
        history=row.history,
        source=row.source,
        hands=_hands(row),
        opened=opened,
    )


def _days(row: LegalText) -> str:
    since = f"depuis le {formats.day(row.since)}"
    return f"{since}, jusqu’au {formats.day(row.until)} exclu" if row.until else since


def _hands(row: LegalText) -> str:
    entered = f"Consignée par {row.entered_by.full_name}" if row.entered_by else "Fournie avec Égide"
    if row.validated_at is None:
        return f"{entered}, le {formats.moment(row.entered_at)}."
    by = (
        f"validée par {row.validated_by.full_name}" if row.validated_by else "lue dans une lettre de l’Office"
    )
    return f"{entered}, {by}."


def _today(now: LegalText | None, today: date) -> str:
    if now is None:
        return f"Aucune version ne couvre le {formats.day(today)}\u00a0: une lettre qui l’annexe ne peut pas partir."
    if not now.validated:
        return "La version d’aujourd’hui n’est pas validée\u00a0: une lettre qui l’annexe ne peut pas partir."
    return f"Version {now.version} en vigueur, {_days(now)}."


def _waiting(row: LegalText) -> str:
    return (
        f"La version {row.version}, {_days(row)}, n’est pas encore validée. "
        "Comparez-la avec la version officielle de la loi avant de décider."
    )


def _validate(actor: Actor, row: LegalText) -> Action:
    return Action(
        label=f"Valider la version {row.version}",
        url=text_url(row.code, "text_validate"),
        method="post",
        primary=True,
        reason=why_not_validate(actor, row),
        fields=(("version", str(row.version)),),
    )


def _before(versions: Sequence[LegalText], waits: LegalText) -> LegalText | None:
    past = (row for row in versions if row.validated_at is not None and row.withdrawn_at is None)
    return next((row for row in past if row.since <= waits.since), None)


def _letters(actor: Actor, code: str) -> tuple[Link, ...]:
    """The letters in draft that would print this text, among the dossiers that the reader may open."""
    rows = Letter.objects.filter(
        Q(annexes__contains=[code]), state__in=EDITABLE, dossier__in=visible(actor).values("pk")
    )
    return tuple(
        Link(label=f"{letter.title}, {letter.reference}", url=dossier_url(letter.dossier.number))
        for letter in rows.select_related("dossier").order_by("-edited_at")[:MOST_LETTERS]
    )
