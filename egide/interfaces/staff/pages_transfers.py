"""Transfers to the archives on the screen: the lists that have dossiers to transfer, and one of them.

All SQL of these screens is here or in kernel/disposal/slips.py.
"""

from django.urls import reverse

from egide.interfaces.staff.pages_disposal import lists_of
from egide.interfaces.staff.pages_holds import titles
from egide.interfaces.staff.pages_records_sheet import Section, Sheet
from egide.kernel.disposal.models import DispositionList, ListItem, ListState, Outcome, Slip
from egide.kernel.disposal.rights import prepares
from egide.kernel.disposal.slips import about, chosen
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Fact, Link, Table

COLUMNS = (Column(label="Liste"), Column(label="Bordereau"), Column(label="Étape"))
ITEMS = (Column(label="Dossier"), Column(label="Classe"), Column(label="Paquet"))
MOST = 300
WAITS, READY, RECEIVED = "À préparer", "À reconnaître", "Reconnu"


def crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    """Will return the trail of a page of transfers; none on the page that the menu names."""
    return (Crumb(label="Versements", url=reverse("staff:transfers")), *more) if more else ()


def transfers_page(actor: Actor) -> Sheet:
    """Will list the lists that have dossiers to transfer."""
    rows = lists_of(actor)
    wanted = ListItem.objects.filter(
        disposition_list__in=[one.pk for one in rows], outcome__in=(Outcome.CHOSEN, Outcome.TRANSFERRED)
    )
    with_some = set(wanted.values_list("disposition_list_id", flat=True))
    slips = {
        slip.disposition_list_id: slip for slip in Slip.objects.filter(disposition_list_id__in=with_some)
    }
    lines = tuple(_row(one, slips.get(one.pk)) for one in rows if one.pk in with_some)
    return Sheet(
        title="Versements aux archives",
        sub="Les dossiers à conserver en permanence\u00a0: bordereau, étiquettes, paquets, puis reconnaissance.",
        crumbs=crumbs(),
        sections=(
            Section(
                title="Versements",
                table=Table(caption="Versements", columns=COLUMNS, rows=lines) if lines else None,
                empty="Aucun versement. Une liste de versement, ou de tri, en prépare un quand elle s’exécute.",
            ),
        ),
    )


def transfer_page(actor: Actor, listed: DispositionList) -> Sheet:
    """Will show one transfer: the fields of its slip, its dossiers, what may be done."""
    slip = Slip.objects.filter(disposition_list=listed).select_related("disposition_list__unit").first()
    items = chosen(listed)
    told = titles(actor, (item.dossier_id for item in items[:MOST]))
    maker = prepares(actor, listed.compartment_id)
    reason = "" if maker else "Réservé à la gestion documentaire."
    lines = tuple(_item(listed, item, told.get(item.dossier_id, ""), maker=maker) for item in items[:MOST])
    facts = tuple(Fact(term=label, value=value) for label, value in about(slip).facts) if slip else ()
    return Sheet(
        title=f"Versement {slip.number if slip else listed.number}",
        sub=f"{formats.count(len(items), 'dossier')}, liste {listed.number}",
        crumbs=crumbs(Crumb(label=listed.number)),
        badges=(_state(slip),),
        actions=_actions(listed, slip, reason),
        links=_papers(listed) if slip else (),
        sections=(
            Section(
                title="Bordereau", facts=facts,
                empty="Préparez le bordereau\u00a0: ses champs sont ceux du règlement (A-21.1, r. 2, art. 7).",
            ),
            Section(
                title="Dossiers",
                table=Table(caption="Dossiers versés", columns=ITEMS, rows=lines) if lines else None,
                empty="Aucun dossier à votre portée.",
            ),
        ),
    )  # fmt: skip


def _row(listed: DispositionList, slip: Slip | None) -> tuple[Cell, ...]:
    return (
        Cell(
            text=listed.number,
            detail=listed.rule_title,
            url=reverse("staff:transfer", kwargs={"listed": listed.number}),
        ),
        Cell(text=slip.number if slip else "—"),
        Cell(badge=_state(slip), text=" "),
    )


def _state(slip: Slip | None) -> Badge:
    if slip is None:
        return Badge(label=WAITS, tone="soon")
    return Badge(label=RECEIVED, tone="met") if slip.acknowledged_on else Badge(label=READY, tone="now")


def _actions(listed: DispositionList, slip: Slip | None, reason: str) -> tuple[Action, ...]:
    if listed.state != ListState.RUNNING:
        return ()
    name, label = (
        ("transfer_slip", "Préparer le bordereau")
        if slip is None
        else ("transfer_ack", "Noter la reconnaissance")
    )
    url = reverse(f"staff:{name}", kwargs={"listed": listed.number})
    return (Action(label=label, url=url, primary=not reason, reason=reason),)


def _papers(listed: DispositionList) -> tuple[Link, ...]:
    return tuple(
        Link(label=label, url=reverse(f"staff:{name}", kwargs={"listed": listed.number}))
        for name, label in (
            ("transfer_pdf", "Bordereau (PDF)"),
            ("transfer_labels", "Étiquettes de boîtes (PDF)"),
        )
    )


def _item(listed: DispositionList, item: ListItem, title: str, *, maker: bool) -> tuple[Cell, ...]:
    url = reverse("staff:transfer_package", kwargs={"listed": listed.number, "place": item.place})
    return (
        Cell(text=item.dossier.number, detail=title),
        Cell(text=item.dossier.class_code or "—"),
        Cell(text="Préparer le paquet" if maker else "—", url=url if maker else ""),
    )
