"""The section « Échanges » and what is done there: write, release, take charge, confirm a withdrawal, close a link.

Each view translates, calls once, translates back.
"""

from dataclasses import dataclass, fields
from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from egide.interfaces.staff.acts_messages import (
    confirm_withdrawal,
    people_to_write_to,
    send_new_link,
    shareable,
    write_to,
)
from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.forms_messages import HandleForm, ReleaseForm, SureForm, WriteForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_dossier import around, dossier_page
from egide.interfaces.staff.pages_messages import exchanges_section, files_of, message_of, paragraphs, pass_of
from egide.interfaces.staff.pages_moves import Step, step
from egide.interfaces.staff.views_dossier import PARTS, TEMPLATE
from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.messages.actions import handle, release
from egide.kernel.passes.actions import revoke_pass
from egide.platform.storage.joined import RefusedFiles
from egide.ui.pages import FileView
from egide.ui.respond import go_to, respond

FORM = "staff/message_step.html"


@dataclass(frozen=True, kw_only=True)
class MessageStep(Step):
    """A form about a message, with its words."""

    quoted: tuple[str, ...] = ()
    quoted_title: str = "Le message"
    files: tuple[FileView, ...] = ()


@page(action="read", opens=True)
def exchanges(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show the messages and the links."""
    about = around(request, dossier)
    shown = dossier_page(about, section="exchanges", content=exchanges_section(about))
    return respond(request, TEMPLATE, shown, PARTS, frame=frame(request, current=dossier.kind))


@page(action="write_letter", opens=True, methods=("GET", "POST"))
def write(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will send a message to someone outside, and tell her by e-mail that it waits."""
    people, documents = people_to_write_to(dossier), shareable(dossier)
    known = {"people": people, "documents": documents}
    if request.method == "POST":
        form = WriteForm(request.POST, request.FILES, **known)
    else:
        form = WriteForm(initial={"to": people[0][0] if len(people) == 1 else None}, **known)
    if form.is_bound and form.is_valid():
        try:
            told = write_to(dossier=dossier, values=form.cleaned_data, actor=request.actor, now=request.now)
        except RefusedFiles as problem:
            for name, sentence in problem.files:
                form.add_error("files", f"«\u00a0{name}\u00a0» n’a pas été accepté. {sentence}")
        else:
            messages.success(request, told)
            return _back(request, dossier)
    return _form(
        request, dossier, form, title="Écrire à la personne", name="message", submit="Envoyer", multipart=True
    )


@page(action="act", opens=True, methods=("GET", "POST"))
def release_answer(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will show what the person would read of an order's answer, then let her read it."""
    message = message_of(dossier, rank)
    choices = [(str(file.version.document.rank), file.version.document.title) for file in message.files.all()]
    form = ReleaseForm(request.POST if request.method == "POST" else None, files=choices)
    if form.is_bound and form.is_valid():
        chosen = set(form.cleaned_data.get("files", ()))
        files = [file for file in message.files.all() if str(file.version.document.rank) in chosen]
        release(actor=request.actor, dossier=dossier, message=message, files=files, now=request.now)
        touch(dossier)
        messages.success(request, "La réponse de l’ordre est transmise à la personne.")
        return _back(request, dossier)
    return _form(
        request,
        dossier,
        form,
        title="Transmettre la réponse de l’ordre",
        name="message_release",
        rank=rank,
        lead="Voici, mot pour mot, ce que la personne lira. Les fichiers que vous ne cochez pas restent internes.",
        quoted=paragraphs(message.text),
        quoted_title="Ce que la personne lira",
        files=files_of(message, dossier.number),
        submit="Transmettre",
    )


@page(action="act", opens=True, methods=("GET", "POST"))
def take_charge(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will close an alert in the name of whoever took charge of it."""
    message = message_of(dossier, rank)
    form = HandleForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        note = form.cleaned_data["note"]
        handle(actor=request.actor, dossier=dossier, message=message, note=note, now=request.now)
        touch(dossier)
        messages.success(request, "L’alerte est prise en charge à votre nom.")
        return _back(request, dossier)
    return _form(
        request,
        dossier,
        form,
        title="Prendre en charge l’alerte",
        name="message_handle",
        rank=rank,
        quoted=paragraphs(message.text),
        submit="J’ai pris en charge",
    )


@page(action="act", opens=True, methods=("GET", "POST"))
def confirm_withdraw(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will record the withdrawal that the person asked for, in one act."""
    message = message_of(dossier, rank)
    form = SureForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        confirm_withdrawal(actor=request.actor, dossier=dossier, message=message, now=request.now)
        messages.success(request, "Le désistement est consigné.")
        return _back(request, dossier)
    return _form(
        request,
        dossier,
        form,
        title="Confirmer le désistement",
        name="message_withdrawal",
        rank=rank,
        lead="La date du désistement est celle du message; ses mots en sont le motif.",
        quoted=paragraphs(message.text),
        submit="Consigner le désistement",
    )


@page(action="act", opens=True, methods=("GET", "POST"))
def revoke(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will close a secret link."""
    row = pass_of(dossier, rank)
    form = SureForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        revoke_pass(row=row, now=request.now)
        touch(dossier)
        messages.success(request, "Le lien n’ouvre plus rien.")
        return _back(request, dossier)
    return _form(
        request,
        dossier,
        form,
        title="Révoquer ce lien",
        name="pass_revoke",
        rank=rank,
        lead="Le lien et son code n’ouvriront plus rien, dans tous les navigateurs, dès maintenant.",
        danger=True,
    )


@page(action="write_letter", opens=True, methods=("GET", "POST"))
def send_link(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will send a new link to the person's known address, and close the earlier ones."""
    form = SureForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        send_new_link(dossier=dossier, actor=request.actor, now=request.now)
        messages.success(request, "Un nouveau lien part vers l’adresse connue de la personne.")
        return _back(request, dossier)
    return _form(
        request,
        dossier,
        form,
        title="Envoyer un nouveau lien de suivi",
        name="pass_send",
        lead="Le lien part à l’adresse de courriel connue de la personne requérante. "
        "Ses liens et ses codes précédents sont révoqués.",
        submit="Envoyer le lien",
    )


def _form(
    request: HouseRequest, dossier: Dossier, form: Any, *, title: str, name: str, rank: int = 0, **more: Any
) -> HttpResponse:
    url = of_dossier(name, dossier.number, **({"rank": rank} if rank else {}))
    about = {part: more.pop(part) for part in ("quoted", "quoted_title", "files") if part in more}
    plain = step(dossier, title=title, form=form, url=url, **more)
    shown = MessageStep(**{part.name: getattr(plain, part.name) for part in fields(plain)}, **about)
    return respond(request, FORM, shown, status=422 if form.is_bound else 200, frame=frame(request))


def _back(request: HouseRequest, dossier: Dossier) -> HttpResponse:
    return go_to(request, of_dossier("dossier_exchanges", dossier.number))
