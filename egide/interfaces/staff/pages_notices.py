"""The notices of a person, by dossier, then those about her functions; how often they are written to. All SQL is here.

Only dossiers that the reader may open today: a notice about another one is not there.
"""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse

from egide.interfaces.staff.addresses import dossier_url
from egide.interfaces.staff.kinds import state_label
from egide.kernel.exports.keeping import to_tell
from egide.kernel.notices.actions import notices_of, personal_of, rhythm_of
from egide.kernel.notices.models import Notice, PersonalNotice, Rhythm
from egide.kernel.notices.wording import is_urgent, sentence_for
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Badge

SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class NoticeLine:
    """One notice."""

    when: str
    text: str
    urgent: bool


@dataclass(frozen=True, kw_only=True)
class NoticeGroup:
    """What was told of one dossier, newest first; without number, of the reader’s own functions."""

    number: str
    title: str
    url: str
    badge: Badge | None
    unread: bool
    lines: tuple[NoticeLine, ...]


@dataclass(frozen=True, kw_only=True)
class RhythmChoice:
    """One answer to « how often do you want an e-mail? »."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class NoticesPage:
    """The notices to read, those already read, and the choice of e-mails."""

    unread: tuple[NoticeGroup, ...]
    read: tuple[NoticeGroup, ...]
    choices: tuple[RhythmChoice, ...]
    summary: str
    exports: str


def notices_page(actor: Actor, *, today: date) -> NoticesPage:
    """Will build the page; four queries."""
    rows = list(notices_of(actor).select_related("dossier").order_by("-told_at", "-pk")[:SHOWN])
    unread = _groups([row for row in rows if row.read_at is None], today, unread=True)
    own = list(personal_of(actor).order_by("-told_at", "-pk")[:SHOWN])
    new = [row for row in own if row.read_at is None]
    chosen, ended = rhythm_of(actor), to_tell(actor).count()
    return NoticesPage(
        unread=(*_personal(new, today, unread=True), *unread),
        read=(
            *_personal([row for row in own if row.read_at is not None], today, unread=False),
            *_groups([row for row in rows if row.read_at is not None], today, unread=False),
        ),
        choices=tuple(
            RhythmChoice(value=value, label=str(label), chosen=value == chosen)
            for value, label in Rhythm.choices
        ),
        summary=_summary(len(unread), len(new)),
        exports=formats.count(ended, "exportation terminée", "exportations terminées") if ended else "",
    )


def _summary(dossiers: int, own: int) -> str:
    told = (
        formats.count(dossiers, "dossier a des nouvelles", "dossiers ont des nouvelles") if dossiers else "",
        formats.count(own, "avis sur vos fonctions", "avis sur vos fonctions") if own else "",
    )
    return ", ".join(filter(None, told)) or "Tout est lu."


def _personal(rows: list[PersonalNotice], today: date, *, unread: bool) -> tuple[NoticeGroup, ...]:
    if not rows:
        return ()
    lines = tuple(_line(row, today) for row in rows)
    url = reverse("administration:absences")
    return (NoticeGroup(number="", title="Vos fonctions", url=url, badge=None, unread=unread, lines=lines),)


def _groups(rows: list[Notice], today: date, *, unread: bool) -> tuple[NoticeGroup, ...]:
    order = {row.dossier_id: n for n, row in reversed(list(enumerate(rows)))}
    sorted_rows = sorted(rows, key=lambda row: order[row.dossier_id])
    return tuple(
        _group(list(told), today, unread=unread)
        for _, told in groupby(sorted_rows, key=lambda row: row.dossier_id)
    )


def _group(rows: list[Notice], today: date, *, unread: bool) -> NoticeGroup:
    dossier = rows[0].dossier
    return NoticeGroup(
        number=dossier.number,
        title=dossier.title,
        url=dossier_url(dossier.number),
        badge=Badge(label=state_label(dossier.kind, dossier.state), tone="now"),
        unread=unread,
        lines=tuple(_line(row, today) for row in rows),
    )


def _line(row: Notice | PersonalNotice, today: date) -> NoticeLine:
    return NoticeLine(
        when=formats.moment(row.told_at, today=today),
        text=sentence_for(row.code),
        urgent=is_urgent(row.code),
    )
