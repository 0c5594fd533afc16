"""One person in several dossiers: finding her, comparing two records, linking them, taking the link back.

Each view translates, calls once, translates back; both dossiers go through the gate.
"""

from django.contrib import messages
from django.http import HttpResponse

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.forms_joining import SamePersonForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_joining import WORK
from egide.interfaces.staff.pages_moves import step
from egide.interfaces.staff.pages_persons import address, persons_page
from egide.kernel.dossiers.content import of_rank
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.opening import open_dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.gate.verdicts import may
from egide.kernel.joining.merging import differences
from egide.kernel.joining.persons import link_person, persons_of, unlink_person
from egide.kernel.parties.models import Party
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui.respond import go_to, respond

READ_ONLY = (
    "Vous pouvez lire l’autre dossier, pas y écrire\u00a0: les deux fiches sont reliées, "
    "et chacune reste telle quelle."
)
NOT_THERE = (
    "Défaire ce lien remettrait des valeurs d’avant dans l’autre dossier, où vous ne pouvez pas écrire\u00a0: "
    "une personne qui y travaille peut le faire."
)


@page(action=WORK, opens=True)
def persons(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show the people of the dossier and the records elsewhere that resemble theirs."""
    return respond(
        request,
        "staff/persons.html",
        persons_page(request.actor, dossier),
        frame=frame(request, current=dossier.kind),
    )


@page(action=WORK, opens=True, methods=("GET", "POST"))
def person_link(
    request: HouseRequest, *, dossier: Dossier, rank: int, other: str, other_rank: int
) -> HttpResponse:
    """Will compare two records field by field, then link them."""
    sent = request.method == "POST"
    far = open_dossier(actor=request.actor, number=other, action="read", lock=sent)
    mine, theirs = of_rank(Party, dossier, rank), of_rank(Party, far, other_rank)
    both = may(request.actor, far, WORK).allowed
    form = SamePersonForm(
        differences(mine, theirs),
        both=both,
        here=dossier.number,
        there=far.number,
        data=request.POST if sent else None,
    )
    if form.is_bound and form.is_valid():
        link_person(
            dossier=dossier,
            party=mine,
            other=far,
            other_party=theirs,
            choices=form.cleaned_data,
            actor=request.actor,
            now=request.now,
        )
        messages.success(request, f"La personne est reliée au dossier {far.number}. Le lien se défait.")
        return go_to(request, of_dossier("persons", dossier.number))
    shown = step(
        dossier,
        title=f"{mine.name}\u00a0: la même personne?",
        form=form,
        lead=f"À comparer avec {theirs.name}, dossier {far.number}. {'' if both else READ_ONLY}".strip(),
        url=address("person_link", dossier, rank, far.number, other_rank),
        submit="C’est la même personne",
        consequences=(
            f"Les deux dossiers montrent le lien, à qui peut ouvrir {dossier.number} et {far.number}.",
            "Une valeur choisie pour les deux remplace l’autre; les lettres déjà parties ne changent pas.",
            "Le lien se défait\u00a0: les valeurs d’avant reviennent, sauf ce qui a changé depuis.",
        ),
    )
    return respond(
        request,
        "staff/step.html",
        shown,
        status=422 if form.is_bound else 200,
        frame=frame(request, current=dossier.kind),
    )


@page(action=WORK, opens=True, methods=("POST",))
def person_unlink(
    request: HouseRequest, *, dossier: Dossier, rank: int, other: str, other_rank: int
) -> HttpResponse:
    """Will take the link back."""
    far = open_dossier(actor=request.actor, number=other, action="read", lock=True)
    known = next(
        (
            one
            for one in persons_of(request.actor, dossier)
            if (one.mine.rank, one.other.pk, one.theirs.rank) == (rank, far.pk, other_rank)
        ),
        None,
    )
    if known is None:
        raise NotVisible
    if any(known.row.picture.values()) and not may(request.actor, far, WORK).allowed:
        raise Refused(NOT_THERE)
    known = type(known)(row=known.row, mine=known.mine, other=far, theirs=known.theirs)
    unlink_person(known=known, dossier=dossier, now=request.now)
    messages.success(request, f"Le lien avec le dossier {far.number} est défait.")
    return go_to(request, of_dossier("persons", dossier.number))
