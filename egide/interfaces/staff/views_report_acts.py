"""What is done in a report: asking units, commenting, giving suite, recommending, making measures.

Each view translates, calls once, translates back.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.forms_reports import AskForm, CommentForm, MeasureForm, RecommendForm, TreatForm
from egide.interfaces.staff.pages_measures import chosen_unit
from egide.interfaces.staff.pages_report import units_of
from egide.interfaces.staff.views_report import back, check_report, form_page, report_step
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.modules.planning.commenting import (
    answerable,
    ask_comments,
    close_comments,
    comment,
    due_day,
    may_answer,
    request_of,
    treat_comment,
)
from egide.modules.planning.opening import choose_masking
from egide.modules.planning.queries import comments_of
from egide.modules.planning.recommending import (
    make_measure,
    recommend,
    recommendation_of,
    withdraw_recommendation,
)
from egide.platform.errors.failures import Refused
from egide.ui import formats

BOTH = ("GET", "POST")


@page(action="prepare", opens=True, methods=BOTH)
def ask(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will ask which units comment, then ask them."""
    check_report(dossier)
    today = timezone.localdate(request.now)
    already = set(comments_of(dossier).values_list("unit_id", flat=True))
    known = [one for one in answerable(dossier, today=today) if one.unit.pk not in already]
    choices = [(one.unit.code, f"{one.unit.name} ({one.user.full_name})") for one in known]
    form = AskForm(choices, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        asked = ask_comments(
            actor=request.actor, dossier=dossier, units=form.cleaned_data["units"], now=request.now
        )
        messages.success(
            request, f"{formats.count(len(asked), 'unité')} à qui les commentaires sont demandés."
        )
        return back(request, dossier)
    due = formats.day(due_day(dossier, today=today), weekday=True)
    shown = report_step(
        dossier,
        title="Demander les commentaires des unités",
        form=form,
        url=of_dossier("report_ask", dossier.number),
        lead=f"Les commentaires seront attendus au plus tard le {due} (10 jours ouvrables, cible interne à valider).",
        consequences=(
            "La personne qui répond de chaque unité reçoit un avis.",
            "La demande de commentaires (L1401) est versée au dossier, une pour chaque unité.",
        ),
    )
    return form_page(request, shown, status=422 if form.is_bound else 200)


@page(action="prepare", opens=True, methods=BOTH)
def close(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will close the period of comments."""
    check_report(dossier)
    if request.method == "POST":
        close_comments(actor=request.actor, dossier=dossier, now=request.now)
        messages.success(request, "La période de commentaires est fermée.")
    return back(request, dossier)


@page(action="comment", opens=True, methods=BOTH)
def say(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will take the comments of a unit."""
    check_report(dossier)
    asked = request_of(dossier, rank)
    if not may_answer(request.actor, asked):
        raise Refused(
            f"Les commentaires de l’unité {asked.unit.name} sont ceux de la personne qui en répond."
        )
    form = CommentForm(request.POST if request.method == "POST" else None, initial={"text": asked.text})
    if form.is_bound and form.is_valid():
        comment(
            actor=request.actor,
            dossier=dossier,
            request=asked,
            text=form.cleaned_data["text"],
            now=request.now,
        )
        messages.success(request, "Vos commentaires sont au rapport, avec votre nom et leur date.")
        return back(request, dossier)
    shown = report_step(
        dossier,
        title=f"Commenter le rapport\u00a0: {asked.unit.name}",
        form=form,
        url=of_dossier("report_comment", dossier.number, rank=rank),
        lead=f"Au plus tard le {formats.day(asked.due_on)}. D’ici là, vous pouvez les modifier.",
        submit="Transmettre mes commentaires",
    )
    return form_page(request, shown, status=422 if form.is_bound else 200)


@page(action="prepare", opens=True, methods=BOTH)
def treat(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will say what becomes of a comment."""
    check_report(dossier)
    asked = request_of(dossier, rank)
    known = {"treatment": asked.treatment, "reply": asked.reply}
    form = TreatForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_bound and form.is_valid():
        treat_comment(
            actor=request.actor, dossier=dossier, request=asked, **form.cleaned_data, now=request.now
        )
        messages.success(request, "La suite donnée est consignée.")
        return back(request, dossier)
    shown = report_step(
        dossier,
        title=f"Donner suite aux commentaires\u00a0: {asked.unit.name}",
        form=form,
        url=of_dossier("report_treat", dossier.number, rank=rank),
        lead=asked.text,
        submit="Consigner la suite",
    )
    return form_page(request, shown, status=422 if form.is_bound else 200)


@page(action="prepare", opens=True, methods=BOTH)
def recommend_new(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will add a recommendation."""
    check_report(dossier)
    form = RecommendForm(units_of(dossier), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        unit = chosen_unit(form.cleaned_data["unit"]) if form.cleaned_data["unit"] else None
        recommend(
            actor=request.actor, dossier=dossier, text=form.cleaned_data["text"], unit=unit, now=request.now
        )
        messages.success(request, "La recommandation est ajoutée au rapport.")
        return back(request, dossier)
    shown = report_step(
        dossier,
        title="Ajouter une recommandation",
        form=form,
        url=of_dossier("report_recommend", dossier.number),
        lead="Une seule chose à faire, en une ou deux phrases. Elle pourra devenir une mesure correctrice.",
    )
    return form_page(request, shown, status=422 if form.is_bound else 200)


@page(action="prepare", opens=True, methods=BOTH)
def unrecommend(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will take a recommendation out."""
    check_report(dossier)
    if request.method == "POST":
        withdraw_recommendation(
            dossier=dossier, recommendation=recommendation_of(dossier, rank), now=request.now
        )
        messages.success(request, "La recommandation est retirée du rapport.")
    return back(request, dossier)


@page(action="act", opens=True, methods=BOTH)
def measure(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will make a corrective measure of a recommendation."""
    check_report(dossier)
    row = recommendation_of(dossier, rank)
    known = {"unit": row.unit.code if row.unit else ""}
    form = MeasureForm(units_of(dossier), request.POST if request.method == "POST" else None, initial=known)
    if form.is_bound and form.is_valid():
        unit = chosen_unit(form.cleaned_data["unit"])
        try:
            made = make_measure(
                dossier=dossier,
                recommendation=row,
                unit=unit,
                due_on=form.cleaned_data["due_on"],
                now=request.now,
            )
        except Refused as refused:
            form.add_error(None, refused.what)
        else:
            messages.success(request, f"La mesure correctrice {made.rank} est proposée.")
            return back(request, dossier)
    shown = report_step(
        dossier,
        title="En faire une mesure correctrice",
        form=form,
        url=of_dossier("report_measure", dossier.number, rank=rank),
        lead=row.text,
        submit="Proposer la mesure",
    )
    return form_page(request, shown, status=422 if form.is_bound else 200)


@page(action="prepare", opens=True, methods=BOTH)
def masking(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will choose whether small numbers are hidden in what is published."""
    check_report(dossier)
    if request.method == "POST":
        choose_masking(dossier=dossier, hide=bool(request.POST.get("hide")), now=request.now)
        messages.success(request, "Le choix est gardé pour la prochaine version.")
    return back(request, dossier)
