"""What is asked of my unit: the list, one question with its answer, its files, who prepares it.

Each view translates, calls once, translates back. No dossier is opened but the one whose documents are picked.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone

from egide.interfaces.staff.counting import counts_for
from egide.interfaces.staff.forms_consulting import YES, AnswerForm, EntrustForm, PickForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_consulting import (
    CONSULTATIONS,
    chosen_person,
    people_choices,
    question_crumbs,
    question_page,
    question_url,
    questions_page,
)
from egide.interfaces.staff.pages_consulting_pick import document_choices, picking_page
from egide.interfaces.staff.pages_forms import PlainForm
from egide.kernel.consulting import answering
from egide.kernel.consulting.models import WAITING, Question
from egide.kernel.consulting.reach import question_of
from egide.kernel.gate.opening import open_dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.storage.errors import StorageProblem
from egide.ui.respond import go_to, respond

ATTACH, DRAFT, PICK, SIGN = "joindre", "brouillon", "choisir", "signer"


@page(action="answer_question")
def questions(request: HouseRequest) -> HttpResponse:
    """Will list what is asked of the reader's units."""
    shown = questions_page(request.actor, view=request.GET.get("vue", ""), near=counts_for(request).near)
    current = frame(request, current=CONSULTATIONS)
    return respond(request, "staff/consultations.html", shown, ("liste",), frame=current)


@page(action="answer_question", methods=("GET", "POST"))
def question(request: HouseRequest, *, unit: str, question: str) -> HttpResponse:
    """Will show one question, keep what is prepared, and hand the signed answer over."""
    posted = request.method == "POST"
    found = question_of(request.actor, unit, question, lock=False)
    drafting = request.POST.get("faire", SIGN) != SIGN
    form = AnswerForm(request.POST, request.FILES, drafting=drafting) if posted else _drafted(found)
    if posted and form.is_valid() and (done := _do(request, found, form)) is not None:
        return done
    today = timezone.localdate(request.now)
    shown = question_page(request.actor, found, form, near=counts_for(request).near, today=today)
    return respond(
        request,
        "staff/consultation.html",
        shown,
        status=422 if form.is_bound else 200,
        frame=frame(request, current=CONSULTATIONS),
    )


def _do(request: HouseRequest, found: Question, form: AnswerForm) -> HttpResponse | None:
    """Will do what the button pressed says; nothing is answered when the form must be shown again."""
    wanted = request.POST.get("faire", SIGN)
    said = form.cleaned_data
    said["files"] = [file for file in said["files"] if file]
    try:
        if wanted == SIGN:
            _sign(request, found, form)
            messages.success(request, "La réponse est signée et remise.")
            return go_to(request, question_url(found))
        locked = question_of(request.actor, found.unit.code, found.number, lock=True)
        answering.save_draft(
            question=locked,
            found=form.found_answer,
            hours=said["hours"],
            comments=said["comments"],
            now=request.now,
        )
        if wanted == ATTACH:
            if not said["files"]:
                raise Refused("Choisissez d’abord un fichier.")
            for file in said["files"]:
                answering.attach(question=locked, stream=file.chunks(), file_name=file.name, now=request.now)
            messages.success(request, "Les fichiers sont joints au brouillon.")
        elif wanted == PICK:
            return go_to(request, question_url(found, "question_pick"))
        else:
            messages.success(request, "Le brouillon est gardé dans votre unité.")
    except (Refused, StorageProblem) as refusal:
        form.add_error("files" if wanted == ATTACH else None, _words(refusal))
        return None
    return go_to(request, question_url(found))


def _sign(request: HouseRequest, found: Question, form: AnswerForm) -> None:
    said = form.cleaned_data
    if said["files"]:
        raise Refused("Joignez d’abord les fichiers choisis (bouton «\u00a0Joindre\u00a0»), puis signez.")
    answering.answer(
        question=found,
        found=bool(form.found_answer),
        hours=said["hours"],
        comments=said["comments"],
        signed=said["signed"],
        now=request.now,
    )


@page(action="answer_question", methods=("GET", "POST"))
def question_pick(request: HouseRequest, *, unit: str, question: str) -> HttpResponse:
    """Will look for a dossier of this side of the wall, then take documents of it along."""
    posted = request.method == "POST"
    found = question_of(request.actor, unit, question, lock=posted)
    if found.state not in WAITING:
        raise NotVisible
    number = (request.POST if posted else request.GET).get("dossier", "").strip()
    problem, source, form = "", None, None
    if number:
        try:
            source = open_dossier(actor=request.actor, number=number, action="read", lock=posted)
        except (NotVisible, Refused):
            problem = "Aucun dossier de ce numéro ne vous est ouvert."
        if source is not None and source.compartment_id != found.compartment_id:
            source, problem = None, "Aucun dossier de ce numéro ne vous est ouvert de ce côté-ci."
    if source is not None:
        form = PickForm(document_choices(source), request.POST if posted else None)
        if form.is_bound and form.is_valid():
            try:
                ranks = [int(rank) for rank in form.cleaned_data["ranks"]]
                answering.pick(question=found, dossier=source, ranks=ranks, now=request.now)
            except Refused as refusal:
                form.add_error(None, refusal.what)
            else:
                messages.success(request, "Les documents sont joints; leur dossier est retenu.")
                return go_to(request, question_url(found))
    shown = picking_page(request.actor, found, number=number, source=source, problem=problem, form=form)
    return respond(
        request,
        "staff/consultation_pick.html",
        shown,
        status=422 if posted else 200,
        frame=frame(request, current=CONSULTATIONS),
    )


@page(action="answer_question", methods=("POST",))
def question_file(request: HouseRequest, *, unit: str, question: str, file: int) -> HttpResponse:
    """Will take a file out of the draft."""
    found = question_of(request.actor, unit, question, lock=True)
    answering.take_out(question=found, number=file, now=request.now)
    messages.success(request, "Le document n’accompagne plus la réponse.")
    return go_to(request, question_url(found))


@page(action="answer_question", methods=("GET", "POST"))
def question_entrust(request: HouseRequest, *, unit: str, question: str) -> HttpResponse:
    """Will name who prepares the answer."""
    found = question_of(request.actor, unit, question, lock=request.method == "POST")
    people = people_choices(found, on=timezone.localdate(request.now))
    chosen = str(found.entrusted_to.public_id) if found.entrusted_to else ""
    form = EntrustForm(people, request.POST if request.method == "POST" else None, chosen)
    if form.is_bound and form.is_valid():
        key = form.cleaned_data["person"]
        try:
            answering.entrust(question=found, to=chosen_person(key), now=request.now)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, "La question est confiée." if key else "La question revient à l’unité.")
            return go_to(request, question_url(found))
    shown = PlainForm(
        title="Confier la question",
        lead="Cette personne verra la question, préparera la réponse et la signera.",
        url=question_url(found, "question_entrust"),
        submit="Confier",
        back=question_url(found),
        crumbs=question_crumbs(found, "Confier"),
        form=form,
    )
    status = 422 if form.is_bound else 200
    current = frame(request, current=CONSULTATIONS)
    return respond(request, "staff/plain_form.html", shown, status=status, frame=current)


def _drafted(found: Question) -> AnswerForm:
    drafted = {None: "", True: YES, False: "non"}[found.found]
    hours = "" if found.hours is None else f"{found.hours.normalize():f}".replace(".", ",")
    return AnswerForm(initial={"found": drafted, "hours": hours, "comments": found.comments})


def _words(refusal: Refused | StorageProblem) -> str:
    return refusal.what if isinstance(refusal, Refused) else str(refusal)
