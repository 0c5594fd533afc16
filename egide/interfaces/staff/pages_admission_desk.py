"""The desk of the Commissioner's secretary: what arrived, and its acknowledgment. Nothing that was decided comes here.

Whitelisted by hand: number, person, words received, pieces received, acknowledgment; never a conclusion, a reason,
a recommendation, a note or any other letter.
"""

from dataclasses import dataclass

from django.urls import reverse

from egide.interfaces.staff.pages_letters import Reading, reading
from egide.interfaces.staff.pages_records_sheet import Section, Sheet
from egide.kernel.documents.models import Document, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.parties.models import Party, PartyRole
from egide.law import roles
from egide.modules.admission_complaints.access import KIND, REGISTER
from egide.modules.admission_complaints.queries import details
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import Refused
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Fact, Table

DESK = Crumb(label="Accueil des plaintes", url="/commissaire/accueil/")
PAGE = 100
ACKNOWLEDGMENT = "acknowledgment"
GONE = (LetterState.QUEUED, LetterState.SENDING, LetterState.SENT)


@dataclass(frozen=True, kw_only=True)
class ArrivalPage:
    """One arrival as its template reads it."""

    title: str
    crumbs: tuple[Crumb, ...]
    facts: tuple[Fact, ...]
    told: tuple[str, ...]
    pieces: tuple[str, ...]
    letter: Reading | None
    standing: str
    sign: Action | None
    sub: str = "L’arrivée et l’accusé de réception. La suite est réservée au Commissaire et à ses analystes."


def his_unit(actor: Actor) -> Unit:
    """Will return the Commissioner's unit where the actor works.

    :raises Refused: they do not work there.
    """
    held = sorted(a.unit_id for a in actor.roles if a.compartment_code == roles.COMMISSION.code and a.unit_id)
    unit = Unit.objects.select_related("compartment", "site").filter(pk__in=held).order_by("pk").first()
    if unit is None:
        raise Refused("Les plaintes au Commissaire s’inscrivent dans son bureau.")
    return unit


def desk_page(actor: Actor) -> Sheet:
    """Will list the newest complaints that arrived, with where their acknowledgment stands."""
    found = visible(actor, kind=KIND, action=REGISTER).order_by("-received_at", "-pk")
    dossiers = list(found.values_list("pk", "number", "received_on")[:PAGE])
    keys = [pk for pk, _, _ in dossiers]
    people, badges = whom(keys), standings(keys)
    columns = (
        Column(label="Reçue le"),
        Column(label="Numéro"),
        Column(label="Personne"),
        Column(label="Accusé de réception"),
    )
    rows = tuple(
        (
            Cell(text=formats.day(received_on)),
            Cell(text=number, url=reverse("staff:admission_arrival", kwargs={"number": number})),
            Cell(text=people.get(pk, "")),
            Cell(badge=badges[pk]),
        )
        for pk, number, received_on in dossiers
    )
    return Sheet(
        title="Accueil des plaintes",
        sub="Ce qui est arrivé au Commissaire, et l’accusé de réception de chacun. Les décisions n’y paraissent pas.",
        crumbs=(Crumb(label="Accueil des plaintes"),),
        actions=(Action(label="Inscrire une plainte", url=reverse("staff:admission_new"), primary=True),),
        sections=(
            Section(
                title="Plaintes reçues",
                table=Table(caption="Plaintes reçues", columns=columns, rows=rows) if rows else None,
                empty="Aucune plainte n’est encore arrivée. Celles du formulaire paraissent ici d’elles-mêmes; "
                "inscrivez celles qui arrivent par la poste ou par téléphone.",
            ),
        ),
    )


def whom(keys: list[int]) -> dict[int, str]:
    """Will name who complains, by dossier."""
    people = Party.objects.filter(dossier_id__in=keys, role=PartyRole.REQUESTER).order_by("-rank")
    return dict(people.values_list("dossier_id", "name"))


def standings(keys: list[int]) -> dict[int, Badge]:
    """Will say where the acknowledgment of each dossier stands."""
    letters = Letter.objects.filter(dossier_id__in=keys, template=ACKNOWLEDGMENT)
    rows = letters.exclude(state=LetterState.CANCELLED).order_by("rank")
    states = dict(rows.values_list("dossier_id", "state"))
    return {key: _standing(states.get(key)) for key in keys}


def arrival_page(dossier: Dossier) -> ArrivalPage:
    """Will show one arrival: the person, the words, the pieces received, the acknowledgment."""
    person = Party.objects.filter(dossier_id=dossier.pk, role=PartyRole.REQUESTER).order_by("rank").first()
    own, letter = details(dossier), acknowledgment_of(dossier)
    pieces = Document.objects.filter(dossier_id=dossier.pk, origin=Origin.RECEIVED).order_by("rank")
    reached = (
        ("Nom", person.name if person else ""),
        ("Courriel", person.email if person else ""),
        ("Téléphone", person.phone if person else ""),
        ("Adresse", person.address.replace("\n", ", ") if person else ""),
        ("Pays", own.country),
        ("Reçue le", formats.day(dossier.received_on)),
        ("Confiée à", dossier.assignee.full_name if dossier.assignee else "Personne encore"),
    )
    return ArrivalPage(
        title=f"Plainte {dossier.number}",
        crumbs=(DESK, Crumb(label=dossier.number)),
        facts=tuple(Fact(term=term, value=value) for term, value in reached if value),
        told=tuple(part.strip() for part in own.facts.splitlines() if part.strip()),
        pieces=tuple(pieces.values_list("title", flat=True)),
        letter=reading(letter) if letter else None,
        standing=_told(letter),
        sign=_sign(dossier, letter),
    )


def acknowledgment_of(dossier: Dossier) -> Letter | None:
    """Will return the acknowledgment that stands, the only letter that the desk may see."""
    rows = Letter.objects.filter(dossier_id=dossier.pk, template=ACKNOWLEDGMENT)
    rows = rows.exclude(state=LetterState.CANCELLED).select_related("recipient", "version__stored", "message")
    return rows.order_by("-rank").first()


def _told(letter: Letter | None) -> str:
    if letter is None:
        return "Aucun\u00a0: la personne n’a laissé ni courriel ni adresse."
    if letter.sent_on:
        return f"Transmis le {formats.day(letter.sent_on)}."
    return f"{LetterState(letter.state).label} · à {letter.recipient.name}. Dû dans les 5 jours civils."


def _sign(dossier: Dossier, letter: Letter | None) -> Action | None:
    if letter is None or letter.state in GONE:
        return None
    return Action(
        label="Signer et noter l’envoi par la poste"
        if letter.delivery == "post"
        else "Signer et transmettre",
        url=reverse("staff:admission_arrival", kwargs={"number": dossier.number}),
        method="post",
        primary=True,
        fields=(("version", str(dossier.version)), ("seen", letter.edited_at.isoformat())),
    )


def _standing(state: str | None) -> Badge:
    if state is None:
        return Badge(label="Sans adresse", tone="late")
    if state == LetterState.SENT:
        return Badge(label="Transmis", tone="met")
    return Badge(label=str(LetterState(state).label), tone="soon")
