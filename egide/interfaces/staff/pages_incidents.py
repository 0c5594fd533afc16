"""The register of confidentiality incidents on the screen: those that wait first, then the whole register.

All SQL for these screens happens here; rows come from `visible()`.
"""

from django.urls import reverse

from egide.interfaces.staff.addresses import dossier_url
from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.kinds import state_label
from egide.interfaces.staff.navigation import holds_any, kind_url
from egide.interfaces.staff.pages_records_sheet import Section, Sheet
from egide.kernel.gate.visibility import visible
from egide.law.roles import ACCESS, ACCESS_OFFICER, COMMISSION, COMMISSIONER, PRIVACY_OFFICER
from egide.modules.privacy_incidents.access import KIND
from egide.modules.privacy_incidents.law import KEPT_AT_LEAST
from egide.modules.privacy_incidents.models import PrivacyIncident
from egide.modules.privacy_incidents.queries import missing, people_concerned, period
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit, User
from egide.platform.errors.failures import Refused
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Link, Table

REGISTER = "incidents"
READERS = (PRIVACY_OFFICER, ACCESS_OFFICER, COMMISSIONER)
SHOWN = 100
NAME = "Incidents de confidentialité"


def register_page(actor: Actor, near: Horizon) -> Sheet:
    """Will show the register: what waits by date, then the rest, newest first."""
    seen = visible(actor, kind=KIND)
    rows = list(
        PrivacyIncident.objects.filter(dossier__in=seen)
        .select_related("dossier")
        .order_by("-aware_on", "-pk")[:SHOWN]
    )
    waiting = [row for row in rows if row.dossier.closed_on is None]
    closed = [row for row in rows if row.dossier.closed_on is not None]
    declare = Action(label="Déclarer un incident", url=reverse("staff:incident_declare"), primary=True)
    workbook = Action(
        label="Registre (XLSX)",
        url=reverse("staff:export_ask"),
        method="post",
        fields=(("source", "incidents_register"), ("format", "xlsx")),
    )
    copies = (workbook,) if holds_any(actor, (PRIVACY_OFFICER, COMMISSIONER)) else ()
    return Sheet(
        title=NAME,
        sub="Tous les incidents sont inscrits, même sans risque sérieux. La loi demande d’agir "
        "«\u00a0avec diligence\u00a0», sans nombre de jours\u00a0: les cibles sont internes, à valider.",
        crumbs=(Crumb(label=NAME),),
        actions=(declare, *copies),
        links=(
            Link(label="Tous les dossiers", url=kind_url(KIND)),
            Link(label="Copie du registre (PDF)", url=reverse("staff:incidents_pdf")),
        ),
        sections=(
            Section(
                title="À traiter",
                table=_table("Incidents à traiter", waiting, near) if waiting else None,
                empty="Aucun incident n’attend. Toute personne de l’Office peut en déclarer un; il arrive ici.",
            ),
            Section(
                title="Inscriptions closes",
                table=_table("Inscriptions closes", closed, near) if closed else None,
                empty=f"Aucune. Une inscription est conservée au moins {KEPT_AT_LEAST} ans.",
            ),
        ),
    )


def home_of(actor: Actor) -> Unit:
    """Will return the unit from which the reader declares: her own side of a wall first, else any of hers.

    :raises Refused: she works in no unit today.
    """
    held = {a.unit_id for a in actor.roles if a.unit_id}
    rows = list(Unit.objects.select_related("compartment", "site").filter(pk__in=held).order_by("pk"))
    if not rows:
        raise Refused(
            "Vous ne travaillez dans aucune unité aujourd’hui\u00a0: adressez-vous à la personne responsable."
        )
    own = ACCESS.code if holds_any(actor, (PRIVACY_OFFICER,)) else COMMISSION.code
    return next((row for row in rows if row.compartment.code == own), _outside(rows))


def account_of(actor: Actor) -> User:
    """Will return the account of whoever declares."""
    return User.objects.get(pk=actor.user_id or 0)


def _outside(rows: list[Unit]) -> Unit:
    return next((row for row in rows if row.compartment.code != ACCESS.code), rows[0])


def _table(caption: str, rows: list[PrivacyIncident], near: Horizon) -> Table:
    return Table(
        caption=caption,
        columns=(
            Column(label="Échéance", narrow=True),
            Column(label="Incident"),
            Column(label="Où il en est"),
        ),
        rows=tuple(_row(row, near) for row in rows),
    )


def _row(row: PrivacyIncident, near: Horizon) -> tuple[Cell, ...]:
    dossier, left = row.dossier, missing(row)
    first = row.circumstances.split("\n", 1)[0]
    due = (
        near.badge(dossier.next_due_on)
        if dossier.next_due_on
        else Badge(label="close" if dossier.closed_on else "sans échéance")
    )
    return (
        Cell(badge=due, detail=f"constaté le {formats.short_day(row.aware_on, today=near.today)}"),
        Cell(
            text=first if len(first) <= 160 else f"{first[:159].rstrip()}…",
            detail=f"{dossier.number} · {period(row)} · personnes\u00a0: {people_concerned(row)}",
            url=dossier_url(dossier.number),
        ),
        Cell(
            text=state_label(KIND, dossier.state),
            detail=f"à remplir\u00a0: {', '.join(left)}" if left and dossier.closed_on is None else "",
        ),
    )
