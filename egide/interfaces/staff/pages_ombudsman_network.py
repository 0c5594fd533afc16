"""The network of respondents and its meetings, and what their forms may propose.

Rows come from behind the wall of the reader's own compartment; the register is pages_ombudsman.py.
"""

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from egide.interfaces.staff.pages_ombudsman import SHOWN, crumbs
from egide.interfaces.staff.pages_records_sheet import Section, Sheet
from egide.modules.ombudsman.models import Meeting, Respondent
from egide.modules.ombudsman.subjects import history
from egide.platform.accounts.models import Membership, Unit, User
from egide.platform.errors.failures import NotVisible
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Table

HIGHEST = 2**31 - 1


def network_page(unit: Unit, *, today: date) -> Sheet:
    """Will list the network, those who answer today first."""
    rows = list(
        Respondent.objects.filter(compartment_id=unit.compartment_id)
        .select_related("user", "unit")
        .order_by("number")
    )
    rows.sort(key=lambda row: (row.until is not None and row.until <= today, row.number))
    names = {code: known[0].name for code, known in history(compartment_id=unit.compartment_id).items()}
    table = Table(
        caption="Personnes répondantes",
        columns=(
            Column(label="Personne"),
            Column(label="Sujets"),
            Column(label="Depuis", narrow=True),
            Column(label="Fin", narrow=True),
        ),
        rows=tuple(_respondent(row, names, today) for row in rows),
    )
    return Sheet(
        title="Réseau des personnes répondantes",
        sub="Une déléguée ou un délégué joint la personne répondante par le sujet de sa demande.",
        crumbs=crumbs(Crumb(label="Réseau")),
        actions=(
            Action(label="Nommer une personne répondante", url=reverse("staff:ombudsman_name"), primary=True),
            Action(label="Sujets du réseau", url=reverse("staff:ombudsman_subjects")),
        ),
        sections=(
            Section(
                title="Personnes répondantes",
                table=table if rows else None,
                empty="Personne n’est encore nommé. D’ici là, une demande attend que l’équipe la confie.",
            ),
        ),
    )


def meetings_page(unit: Unit, *, today: date) -> Sheet:
    """Will list the meetings and trainings of the network, newest first."""
    rows = Meeting.objects.filter(compartment_id=unit.compartment_id).annotate(kept=Count("files"))
    rows = rows.order_by("-held_on", "-number")[:SHOWN]
    table = Table(
        caption="Rencontres et formations",
        columns=(
            Column(label="Date", narrow=True),
            Column(label="Sujets"),
            Column(label="Personnes présentes"),
        ),
        rows=tuple(
            (
                Cell(
                    text=formats.short_day(row.held_on, today=today),
                    detail=row.get_kind_display(),
                    url=reverse("staff:ombudsman_meeting", kwargs={"rank": row.number}),
                ),
                Cell(text=row.subjects, detail=_documents(row)),
                Cell(text=row.participants),
            )
            for row in rows
        ),
    )
    return Sheet(
        title="Rencontres et formations du réseau",
        crumbs=crumbs(Crumb(label="Rencontres")),
        actions=(
            Action(label="Consigner une rencontre", url=reverse("staff:ombudsman_meeting_new"), primary=True),
        ),
        sections=(
            Section(
                title="Rencontres",
                table=table if table.rows else None,
                empty="Après chaque rencontre ou formation, consignez la date, les personnes présentes et les sujets.",
            ),
        ),
    )


def _documents(row: Meeting) -> str:
    kept = getattr(row, "kept", 0)
    joined = formats.count(kept, "document joint", "documents joints") if kept else ""
    return " · ".join(one for one in (row.documents, joined) if one)


def people_of(unit: Unit, *, today: date) -> tuple[tuple[str, str], ...]:
    """Will list who works behind this wall today."""
    held = Membership.objects.filter(
        Q(until=None) | Q(until__gt=today), unit__compartment_id=unit.compartment_id, since__lte=today
    )
    rows = User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by("full_name")
    return tuple((str(user.public_id), user.full_name) for user in rows)


def units_known() -> tuple[tuple[str, str], ...]:
    """Will list the units that a respondent may represent."""
    return tuple(Unit.objects.order_by("name").values_list("code", "name"))


def chosen_person(public_id: str) -> User:
    """Will return the account that a valid form names."""
    return User.objects.get(public_id=public_id)


def respondent_of(unit: Unit, number: int) -> Respondent:
    """Will return someone of the network by her number.

    :raises NotVisible: the network has none.
    """
    rows = Respondent.objects.select_related("compartment", "user")
    found = rows.filter(compartment_id=unit.compartment_id, number=min(number, HIGHEST)).first()
    if found is None:
        raise NotVisible
    return found


def _respondent(row: Respondent, names: Mapping[str, str], today: date) -> tuple[Cell, ...]:
    ended = row.until is not None and row.until <= today
    url = reverse("staff:ombudsman_end", kwargs={"rank": row.number})
    last = (
        Cell(badge=Badge(label=f"jusqu’au {formats.short_day(row.until, today=today)}", tone="idle"))
        if row.until
        else Cell(text="Mettre fin", url=url)
    )
    return (
        Cell(text=row.user.full_name, detail=row.unit.name),
        Cell(
            text=", ".join(names.get(code, code) for code in row.subjects),
            detail="ne répond plus" if ended else "",
        ),
        Cell(text=formats.short_day(row.since, today=today)),
        last,
    )
