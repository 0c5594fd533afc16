"""The Commissioner's house, and the totals that the Office may know: page objects, all SQL of the screens.

Finished words; the works themselves have the ordinary list and page of dossiers.
"""

from collections.abc import Sequence

from django.urls import reverse

from egide.interfaces.staff.navigation import holds_any, kind_url
from egide.interfaces.staff.pages_admission import complaints_section
from egide.interfaces.staff.pages_records_sheet import Section, Sheet
from egide.law import roles
from egide.modules.admission_work.access import KIND
from egide.modules.admission_work.masking import HIDDEN, SMALLEST
from egide.modules.admission_work.models import OpeningsCertificate, YearTotals
from egide.modules.admission_work.openings import certificates
from egide.modules.admission_work.openings_printing import month_name
from egide.modules.admission_work.summaries import published_summaries
from egide.modules.admission_work.totals import year_totals
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Cell, Column, Crumb, Link, Table

HOUSE = Crumb(label="Bureau du Commissaire", url="/commissaire/")


def house_page(actor: Actor) -> Sheet:
    """Will build the page from which the Commissioner's own tools are reached."""
    his = holds_any(actor, (roles.COMMISSIONER,))
    sections = [
        Section(
            title="Travaux",
            note="Vérifications, études, avis et suivi de la formation d’appoint. Classe 8100, règle d’exemple à "
            "valider.",
            actions=(
                Action(label="Voir les travaux", url=kind_url(KIND)),
                Action(label="Ouvrir un travail", url=reverse("staff:work_new"), primary=True),
            ),
        ),
        Section(
            title="Résumés publics",
            note="Une personne rédige, une autre vérifie, le Commissaire approuve. Le public lit une copie sans lien "
            "avec la plainte.",
            actions=(
                Action(label="Résumés à rédiger ou à vérifier", url=reverse("staff:admission_summaries")),
                Action(label="Page publique", url=reverse("public:admission_summaries")),
            ),
        ),
    ]
    sections.insert(0, complaints_section(his=his))
    if his:
        sections += [
            Section(
                title="Qui a ouvert quoi",
                note="Une attestation scellée par mois, réservée au Commissaire.",
                actions=(Action(label="Attestations", url=reverse("staff:admission_openings")),),
            ),
            Section(
                title="Lettres",
                note="Vos lettres portent votre nom et votre adresse, jamais ceux de l’Office.",
                actions=(Action(label="Modifier l’en-tête", url=reverse("staff:admission_letterhead")),),
            ),
            Section(
                title="Conservation",
                note="L’archiviste ne connaît de vos dossiers fermés que le numéro, la classe et les dates que vous "
                "communiquez.",
                actions=(
                    Action(label="Dates pour la gestion documentaire", url=reverse("staff:sealed_release")),
                ),
            ),
        ]
    return Sheet(
        title="Bureau du Commissaire",
        sub="Ce qui vous est propre, à l’abri de l’Office.",
        crumbs=(Crumb(label="Bureau du Commissaire"),),
        links=(Link(label="Ce que l’Office voit\u00a0: les totaux", url=reverse("staff:admission_totals")),),
        sections=tuple(sections),
    )


def totals_page() -> Sheet:
    """Will build what the whole staff may know of the Commissioner's complaints: masked totals, published summaries."""
    rows, published = year_totals(), published_summaries()
    return Sheet(
        title="Plaintes au Commissaire\u00a0: totaux",
        sub="Le Commissaire est indépendant\u00a0: l’Office n’en connaît que ces nombres et les résumés publiés.",
        crumbs=(Crumb(label="Plaintes au Commissaire"),),
        links=(Link(label="Résumés publiés", url=reverse("public:admission_summaries")),),
        sections=(
            Section(
                title="Par année de réception",
                note=f"Un nombre de moins de {SMALLEST} est masqué, avec un autre au besoin, pour que personne ne soit "
                "reconnu (seuil à valider)."
                if rows
                else "",
                table=_totals(rows) if rows else None,
                empty="Aucun total n’est encore versé. Ils sont recomptés chaque nuit du côté du Commissaire.",
            ),
            Section(
                title="Résumés publiés",
                note=f"{formats.count(len(published), 'résumé publié', 'résumés publiés')}."
                if published
                else "",
                empty="" if published else "Aucun résumé n’est publié pour le moment.",
            ),
        ),
    )


def openings_page() -> Sheet:
    """Will list the monthly certificates."""
    rows = certificates()
    return Sheet(
        title="Attestations des consultations",
        sub="Qui a ouvert quoi dans votre compartiment, mois par mois.",
        crumbs=(HOUSE, Crumb(label="Attestations")),
        sections=tuple(_certificate(one) for one in rows)
        or (
            Section(
                title="Aucune attestation",
                empty="La première est établie le premier jour du mois prochain, à partir du journal des "
                "consultations.",
            ),
        ),
    )


def _certificate(one: OpeningsCertificate) -> Section:
    return Section(
        title=month_name(one.month).capitalize(),
        note=f"{formats.count(one.openings, 'consultation')} par {formats.count(one.people, 'personne')}. "
        f"Empreinte SHA-256, aussi au journal\u00a0: {one.sha256}",
        actions=(
            Action(
                label="Télécharger le PDF",
                url=reverse("staff:admission_certificate", kwargs={"month": f"{one.month:%Y-%m}"}),
                method="post",
            ),
        ),
    )


def _totals(rows: Sequence[YearTotals]) -> Table:
    columns = (
        Column(label="Année"),
        Column(label="Reçues", numeric=True),
        Column(label="Conclues", numeric=True),
        Column(label="Terminées autrement", numeric=True),
        Column(label="En cours", numeric=True),
    )
    return Table(
        caption="Plaintes reçues par le Commissaire, par année",
        columns=columns,
        rows=tuple(
            (
                Cell(text=str(row.year)),
                *(_number(value) for value in (row.received, row.concluded, row.ended, row.under_way)),
            )
            for row in rows
        ),
    )


def _number(value: int | None) -> Cell:
    return Cell(text=HIDDEN if value is None else formats.number(value))
