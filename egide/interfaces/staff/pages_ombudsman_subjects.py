"""The subjects of the network and who answers for each; one meeting with its documents.

Rows come from behind the wall of the reader’s own compartment; the network is pages_ombudsman_network.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from egide.interfaces.staff.addresses import with_query
from egide.interfaces.staff.pages_ombudsman import crumbs
from egide.interfaces.staff.pages_ombudsman_network import HIGHEST
from egide.interfaces.staff.pages_records_sheet import Section, Sheet
from egide.modules.ombudsman.models import Meeting, MeetingFile, NetworkSubject, Respondent
from egide.modules.ombudsman.queries import respondents_on
from egide.modules.ombudsman.subjects import history, subjects_on
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import NotVisible
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Fact, FileView, Table

COLUMNS = (
    Column(label="Sujet"),
    Column(label="Personne répondante"),
    Column(label="Changer", narrow=True),
    Column(label="Fin", narrow=True),
)


@dataclass(frozen=True, kw_only=True)
class MeetingPage:
    """One meeting, its documents, and the form that joins another."""

    crumbs: tuple[Crumb, ...]
    title: str
    sub: str
    facts: tuple[Fact, ...]
    files: tuple[FileView, ...]
    form: Any
    url: str


def subjects_page(unit: Unit, *, today: date) -> Sheet:
    """Will list the subjects, those that are offered first: three queries for any number."""
    place = unit.compartment_id
    known = sorted(history(compartment_id=place).values(), key=lambda names: names[0].name.casefold())
    known.sort(key=lambda names: not _offered(names[0], today))
    people = list(respondents_on(today, compartment_id=place))
    table = Table(
        caption="Sujets", columns=COLUMNS, rows=tuple(_row(names, people, today) for names in known)
    )
    return Sheet(
        title="Sujets du réseau",
        sub="Une déléguée ou un délégué joint la personne répondante par le sujet. Un sujet change de nom ou prend "
        "fin; il ne s’efface pas\u00a0: les échanges gardent le nom qu’il portait.",
        crumbs=crumbs(Crumb(label="Réseau", url=reverse("staff:ombudsman_network")), Crumb(label="Sujets")),
        actions=(Action(label="Ajouter un sujet", url=reverse("staff:ombudsman_subject_new"), primary=True),),
        sections=(
            Section(
                title="Sujets",
                table=table if known else None,
                empty="Aucun sujet. Ajoutez le premier\u00a0: une demande doit pouvoir en avoir un.",
            ),
        ),
    )


def offered_subjects(unit: Unit, *, today: date) -> tuple[tuple[str, str], ...]:
    """Will list what a form proposes that day."""
    return tuple(subjects_on(today, compartment_id=unit.compartment_id).values_list("code", "name"))


def subject_named(unit: Unit, code: str) -> NetworkSubject:
    """Will return a subject under its last name.

    :raises NotVisible: the team has none of this code.
    """
    rows = NetworkSubject.objects.select_related("compartment").filter(compartment_id=unit.compartment_id)
    found = rows.filter(code=code[:20]).order_by("-since").first()
    if found is None:
        raise NotVisible
    return found


def meeting_of(unit: Unit, number: int) -> Meeting:
    """Will return a meeting of the team’s network by its number.

    :raises NotVisible: there is none.
    """
    rows = Meeting.objects.select_related("compartment").filter(compartment_id=unit.compartment_id)
    found = rows.filter(number=min(number, HIGHEST)).first()
    if found is None:
        raise NotVisible
    return found


def file_of(meeting: Meeting, rank: int) -> MeetingFile:
    """Will return a document of a meeting.

    :raises NotVisible: the meeting has none of this rank.
    """
    found = meeting.files.filter(rank=min(rank, HIGHEST)).select_related("stored").first()
    if found is None:
        raise NotVisible
    return found


def meeting_page(meeting: Meeting, form: Any) -> MeetingPage:
    """Will show one meeting: one query for its documents."""
    where = {"rank": meeting.number}
    day = formats.day(meeting.held_on)
    return MeetingPage(
        crumbs=crumbs(Crumb(label="Rencontres", url=reverse("staff:ombudsman_meetings")), Crumb(label=day)),
        title=f"{meeting.get_kind_display()}, {day}",
        sub="Réseau des personnes répondantes",
        facts=tuple(
            one
            for one in (
                Fact(term="Personnes présentes", value=meeting.participants),
                Fact(term="Sujets abordés", value=meeting.subjects),
                Fact(term="Documents nommés", value=meeting.documents),
            )
            if one.value
        ),
        files=tuple(_file(meeting, one) for one in meeting.files.select_related("stored").order_by("rank")),
        form=form,
        url=reverse("staff:ombudsman_meeting", kwargs=where),
    )


def _file(meeting: Meeting, one: MeetingFile) -> FileView:
    name = one.stored.file_name
    return FileView(
        name=name,
        url=reverse("staff:ombudsman_meeting_file", kwargs={"rank": meeting.number, "file": one.rank}),
        kind=name.rpartition(".")[2].upper() if "." in name else "Fichier",
        size=formats.size(one.stored.size),
        added=f"Joint le {formats.day(formats.local(one.added_at).date())}",
        scan=Badge(label=one.stored.scan_label, tone="idle"),
    )


def _offered(row: NetworkSubject, today: date) -> bool:
    return row.until is None or row.until > today


def _row(names: Sequence[NetworkSubject], people: Sequence[Respondent], today: date) -> tuple[Cell, ...]:
    now = names[0]
    where = {"code": now.code}
    former = "; ".join(
        f"avant le {formats.short_day(one.until, today=today)}\u00a0: {one.name}"
        for one in names[1:]
        if one.until
    )
    begins = f"à compter du {formats.short_day(now.since, today=today)}" if now.since > today else ""
    first = Cell(
        text=now.name,
        detail=" · ".join(one for one in (begins, former) if one),
    )
    if now.until is not None:
        ended = f"fin le {formats.short_day(now.until, today=today)}"
        return first, _people(now, people, today), Cell(text=""), Cell(badge=Badge(label=ended, tone="idle"))
    return (
        first,
        _people(now, people, today),
        Cell(text="Renommer", url=reverse("staff:ombudsman_subject_rename", kwargs=where)),
        Cell(text="Mettre fin", url=reverse("staff:ombudsman_subject_end", kwargs=where)),
    )


def _people(subject: NetworkSubject, people: Sequence[Respondent], today: date) -> Cell:
    own = sorted(
        (one for one in people if subject.code in one.subjects), key=lambda one: (one.since, one.number)
    )
    if own:
        last = own[-1]  # named last: she is the one whom an exchange is given to
        since = f"depuis le {formats.short_day(last.since, today=today)}"
        until = f", fin le {formats.short_day(last.until, today=today)}" if last.until else ""
        return Cell(text=last.user.full_name, detail=since + until)
    if not _offered(subject, today):
        return Cell(text="—")
    return Cell(
        text="Nommer",
        detail="Personne n’en répond",
        url=with_query(reverse("staff:ombudsman_name"), sujet=subject.code),
    )
