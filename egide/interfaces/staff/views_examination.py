"""The examination of what was found: the inventory, one document, one page; taking in, deciding, redacting.

Each view translates, calls once, translates back. Third persons and fees are in views_examination_people.py.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.forms_examination import AddFoundForm, DocumentForm, PageForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_dossier import around, dossier_page
from egide.interfaces.staff.pages_examination import (
    addable,
    examination_crumbs,
    examination_section,
    found_url,
    nothing_to_add,
)
from egide.interfaces.staff.pages_examination_document import found_of, found_page, page_of, sheet_page
from egide.interfaces.staff.pages_moves import Step
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.modules.access_requests.access import KIND
from egide.modules.access_requests.examination import deciding, inventory
from egide.modules.access_requests.examination.earlier import take_again
from egide.modules.access_requests.examination.inventory import WORK
from egide.modules.access_requests.examination.models import PageDecision
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui import formats
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond


def check_kind(dossier: Dossier) -> None:
    """Will stop for a dossier that examines nothing.

    :raises NotVisible: it is not an access request.
    """
    if dossier.kind != KIND:
        raise NotVisible


@page(action="read", opens=True)
def examination(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show what was found for the request."""
    check_kind(dossier)
    about = around(request, dossier)
    content = examination_section(request.actor, dossier, today=about.today)
    shown = dossier_page(about, section="examination", content=content)
    current = frame(request, current=dossier.kind)
    return respond(request, "staff/dossier.html", shown, ("section",), frame=current)


@page(action=WORK, opens=True, methods=("POST",))
def take_in(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will put what units handed in the inventory."""
    check_kind(dossier)
    taken = inventory.take_in(dossier=dossier, now=request.now)
    messages.success(
        request, f"{formats.count(len(taken), 'document inscrit', 'documents inscrits')} à l’inventaire."
    )
    return go_to(request, of_dossier("dossier_examination", dossier.number))


@page(action=WORK, opens=True, methods=("GET", "POST"))
def found_add(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will put documents of the request in the inventory."""
    check_kind(dossier)
    choices = addable(dossier)
    form = AddFoundForm(choices, request.POST if request.method == "POST" else None)
    back = of_dossier("dossier_examination", dossier.number)
    if form.is_bound and form.is_valid():
        try:
            ranks = [int(rank) for rank in form.cleaned_data["ranks"]]
            inventory.add_found(dossier=dossier, ranks=ranks, now=request.now)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, "Les documents sont à l’inventaire.")
            return go_to(request, back)
    title = "Inscrire un document du dossier"
    nothing = None if choices else nothing_to_add(dossier)
    shown = Step(
        title=title,
        lead="Chaque document reçoit un numéro; il s’examine ensuite page par page." if choices else "",
        submit="Inscrire à l’inventaire",
        number=dossier.number,
        heading=dossier.title,
        version=dossier.version,
        url=of_dossier("found_add", dossier.number),
        back=back,
        crumbs=examination_crumbs(dossier, Crumb(label=title)),
        form=form,
        nothing=nothing,
    )
    status = 422 if form.is_bound else 200
    return respond(
        request, "staff/step.html", shown, status=status, frame=frame(request, current=dossier.kind)
    )


@page(action="read", opens=True)
def found(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will show one document of the inventory."""
    check_kind(dossier)
    one = found_of(dossier, rank)
    initial = {
        "decision": one.decision or deciding.proposed(one),
        "grounds": one.grounds,
        "reason": one.reason,
    }
    form = DocumentForm(timezone.localdate(request.now), None, initial)
    return _found(request, dossier, rank, form)


@page(action=WORK, opens=True, methods=("POST",))
def found_decide(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will decide of one document."""
    check_kind(dossier)
    one = found_of(dossier, rank)
    form = DocumentForm(timezone.localdate(request.now), request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            deciding.decide_document(
                dossier=dossier,
                found=one,
                decision=said["decision"],
                grounds=form.cited,
                reason=said["reason"],
                now=request.now,
            )
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, f"Document {rank}\u00a0: la décision est consignée.")
            return go_to(request, found_url(dossier, rank))
    return _found(request, dossier, rank, form)


@page(action="read", opens=True)
def sheet(request: HouseRequest, *, dossier: Dossier, rank: int, page: int) -> HttpResponse:
    """Will show one page to examine."""
    check_kind(dossier)
    one = found_of(dossier, rank)
    form = PageForm(timezone.localdate(request.now), None, {"grounds": page_of(one, page).grounds})
    shown = sheet_page(request.actor, dossier, one, page, form)
    return respond(request, "staff/found_page.html", shown, frame=frame(request, current=dossier.kind))


@page(action=WORK, opens=True, methods=("POST",))
def sheet_decide(request: HouseRequest, *, dossier: Dossier, rank: int, page: int) -> HttpResponse:
    """Will decide of one page, then show the next."""
    check_kind(dossier)
    one = found_of(dossier, rank)
    form = PageForm(timezone.localdate(request.now), request.POST)
    wanted = request.POST.get("decision", "")
    if form.is_valid():
        try:
            if wanted not in PageDecision.values:
                raise Refused("Dites ce que devient la page\u00a0: remettre, masquer en partie ou retenir.")
            followed = deciding.decide_page(
                dossier=dossier, found=one, page=page, decision=wanted, grounds=form.cited, now=request.now
            )
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            if followed:
                places = formats.listing(
                    [f"document {each.found.rank}, page {each.number}" for each in followed]
                )
                messages.success(request, f"La même page est décidée de la même façon\u00a0: {places}.")
            last = page >= (one.pages or 1)
            to = found_url(dossier, rank) if last else found_url(dossier, rank, "found_page", page=page + 1)
            return go_to(request, to)
    shown = sheet_page(request.actor, dossier, one, page, form)
    current = frame(request, current=dossier.kind)
    return respond(request, "staff/found_page.html", shown, status=422, frame=current)


@page(action=WORK, opens=True, methods=("POST",))
def found_redact(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will open the redaction of a document that is given in part."""
    check_kind(dossier)
    one = found_of(dossier, rank)
    redaction = deciding.begin_redaction(dossier=dossier, found=one, now=request.now)
    document = one.version.document.rank
    return go_to(request, of_dossier("redaction", dossier.number, rank=document, k=redaction.rank))


@page(action=WORK, opens=True, methods=("POST",))
def found_again(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will take an earlier decision again."""
    check_kind(dossier)
    one = found_of(dossier, rank)
    take_again(dossier=dossier, found=one, number=request.POST.get("demande", "")[:40], now=request.now)
    messages.success(request, f"Document {rank}\u00a0: la décision d’autrefois est reprise. Relisez-la.")
    return go_to(request, found_url(dossier, rank))


@page(action=WORK, opens=True, methods=("POST",))
def found_take_out(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will take out of the inventory a document put there by mistake."""
    check_kind(dossier)
    inventory.take_out(dossier=dossier, found=found_of(dossier, rank), now=request.now)
    messages.success(
        request, f"Le document {rank} n’est plus à l’inventaire. Il reste parmi les documents du dossier."
    )
    return go_to(request, of_dossier("dossier_examination", dossier.number))


def _found(request: HouseRequest, dossier: Dossier, rank: int, form: DocumentForm) -> HttpResponse:
    today = timezone.localdate(request.now)
    shown = found_page(request.actor, dossier, found_of(dossier, rank), form, today=today)
    status = 422 if form.is_bound else 200
    return respond(
        request, "staff/found.html", shown, status=status, frame=frame(request, current=dossier.kind)
    )
