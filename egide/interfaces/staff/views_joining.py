"""Links between dossiers, numbers given elsewhere, two parties that are one, a document filed wrongly.

Each view translates, calls once, translates back.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone

from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.interfaces.staff.forms_joining import MergeForm, OtherDossierForm, ReferenceForm, TwoPartiesForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_dossier import around, dossier_page
from egide.interfaces.staff.pages_joining import WORK, links_section, party_choices
from egide.interfaces.staff.pages_moves import step
from egide.kernel.documents.models import Document
from egide.kernel.documents.moving import move_document, obstacle
from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.content import of_rank
from egide.kernel.dossiers.models import Dossier
from egide.kernel.finding.actions import add_reference
from egide.kernel.gate.opening import open_dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.joining.links import link, unlink
from egide.kernel.joining.merging import differences, merge_parties, undo_merge
from egide.kernel.joining.models import LinkKind, PartyMerge
from egide.kernel.parties.models import Party
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui.respond import go_to, respond

UNKNOWN = "Ce numéro ne mène à aucun dossier qui vous est ouvert."


@page(action="read", opens=True)
def links(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show the dossier's links."""
    about = around(request, dossier)
    content = links_section(request.actor, dossier, today=timezone.localdate(request.now))
    shown = dossier_page(about, section="links", content=content)
    return respond(
        request, "staff/dossier.html", shown, ("section",), frame=frame(request, current=dossier.kind)
    )


@page(action=WORK, opens=True, methods=("GET", "POST"))
def link_dossier(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will ask for the other dossier's number, then link the two."""
    form = OtherDossierForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        other = _other(request, form, action="read")
        if other is not None:
            link(
                dossier=dossier,
                other=other,
                kind=LinkKind.RELATED,
                actor_code=request.actor.code,
                now=request.now,
            )
            messages.success(request, f"Le dossier est lié au dossier {other.number}.")
            return go_to(request, of_dossier("dossier_links", dossier.number))
    return _step(
        request,
        dossier,
        form,
        "Lier à un autre dossier",
        of_dossier("link", dossier.number),
        lead="Le lien se voit des deux dossiers, par qui peut les ouvrir. Il se défait.",
    )


@page(action=WORK, opens=True, methods=("POST",))
def unlink_dossier(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will take a link back."""
    other = open_dossier(actor=request.actor, number=request.POST.get("numero", ""), action="read")
    kind = request.POST.get("genre", "")
    if kind not in LinkKind.values:
        raise NotVisible
    unlink(dossier=dossier, other=other, kind=LinkKind(kind), now=request.now)
    messages.success(request, f"Le lien avec le dossier {other.number} est défait.")
    return go_to(request, of_dossier("dossier_links", dossier.number))


@page(action=WORK, opens=True, methods=("GET", "POST"))
def reference_new(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will ask for a number given elsewhere, then keep it."""
    form = ReferenceForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        add_reference(dossier=dossier, now=request.now, **form.cleaned_data)
        messages.success(request, "Le numéro est inscrit\u00a0: la recherche le trouve désormais.")
        return go_to(request, of_dossier("dossier_links", dossier.number))
    return _step(
        request,
        dossier,
        form,
        "Inscrire un numéro donné ailleurs",
        of_dossier("reference_new", dossier.number),
    )


@page(action=WORK, opens=True, methods=("GET", "POST"))
def merge(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will ask which two parties are one, then field by field what stays, then merge them."""
    pair = {name: request.GET.get(name, "") for name in ("kept", "absorbed")}
    chooser = TwoPartiesForm(party_choices(dossier), pair if any(pair.values()) else None)
    if not chooser.is_bound or not chooser.is_valid():
        return _choose_two(request, dossier, chooser)
    kept, absorbed = (_party(dossier, pair[name]) for name in ("kept", "absorbed"))
    form = MergeForm(differences(kept, absorbed), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        merge_parties(
            dossier=dossier,
            kept=kept,
            absorbed=absorbed,
            choices=form.cleaned_data,
            actor=request.actor,
            now=request.now,
        )
        touch(dossier)
        messages.success(request, "Les deux parties n’en font plus qu’une. La fusion peut être annulée.")
        return go_to(request, of_dossier("dossier_links", dossier.number))
    return _step(
        request,
        dossier,
        form,
        "Fusionner deux parties",
        of_dossier("merge", dossier.number) + f"?kept={kept.rank}&absorbed={absorbed.rank}",
        hidden=pair,
        consequences=(
            f"«\u00a0{absorbed.name}\u00a0» quitte la liste; ses lettres passent à «\u00a0{kept.name}\u00a0».",
            "Les lettres déjà parties ne changent pas.",
            "La fusion peut être annulée\u00a0: tout redevient comme avant.",
        ),
    )


@page(action=WORK, opens=True, methods=("POST",))
def merge_undo(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will take a merge back."""
    undo_merge(dossier=dossier, merge=of_rank(PartyMerge, dossier, rank), now=request.now)
    touch(dossier)
    messages.success(request, "La fusion est annulée\u00a0: les deux parties sont comme avant.")
    return go_to(request, of_dossier("dossier_links", dossier.number))


@page(action=WORK, opens=True, methods=("GET", "POST"))
def document_move(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will ask to which dossier the document belongs, then move it there."""
    document = of_rank(Document, dossier, rank)
    if sentence := obstacle(document):
        raise Refused(sentence)
    form = OtherDossierForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        target = _other(request, form, action="add_document", lock=True)
        if target is not None:
            move_document(
                document=document,
                source=dossier,
                target=target,
                actor_code=request.actor.code,
                now=request.now,
            )
            touch(dossier)
            touch(target)
            messages.success(
                request, f"«\u00a0{document.title}\u00a0» est maintenant au dossier {target.number}."
            )
            return go_to(request, dossier_url(target.number))
    return _step(
        request,
        dossier,
        form,
        "Déplacer une pièce",
        of_dossier("document_move", dossier.number, rank=document.rank),
        lead=f"«\u00a0{document.title}\u00a0» a été versée ici par erreur\u00a0: dites à quel dossier elle appartient.",
        consequences=(
            "La pièce et toutes ses versions quittent ce dossier.",
            "Les deux journaux disent d’où elle vient et où elle va.",
        ),
    )


def _other(
    request: HouseRequest, form: OtherDossierForm, *, action: str, lock: bool = False
) -> Dossier | None:
    try:
        return open_dossier(actor=request.actor, number=form.cleaned_data["number"], action=action, lock=lock)
    except NotVisible:
        form.add_error("number", UNKNOWN)
    except Refused as refusal:
        form.add_error("number", refusal.what)
    return None


def _party(dossier: Dossier, rank: str) -> Party:
    return of_rank(Party, dossier, int(rank))  # one of the choices of the form


def _choose_two(request: HouseRequest, dossier: Dossier, chooser: TwoPartiesForm) -> HttpResponse:
    shown = step(
        dossier,
        title="Fusionner deux parties",
        form=chooser,
        lead="Une même personne paraît deux fois\u00a0: choisissez la fiche à garder et celle qui s’y fond.",
        url=of_dossier("merge", dossier.number),
        submit="Comparer les deux fiches",
    )
    status = 422 if chooser.is_bound else 200
    return respond(request, "staff/merge_choice.html", shown, status=status, frame=frame(request))


def _step(
    request: HouseRequest,
    dossier: Dossier,
    form: Any,
    title: str,
    url: str,
    *,
    hidden: dict[str, str] | None = None,
    **more: Any,
) -> HttpResponse:
    shown = step(dossier, title=title, form=form, url=url, **more)
    return respond(
        request,
        "staff/step.html",
        shown,
        status=422 if form.is_bound else 200,
        frame=frame(request, current=dossier.kind),
    )
