"""What is done to a document: another title, a new version, its reading made again.

Each view translates, calls once, translates back.
"""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.forms_reader import TitleForm, VersionForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_moves import Step, step
from egide.interfaces.staff.pages_reader import ADD
from egide.interfaces.staff.reader_pieces import trail, versions_of
from egide.kernel.documents.actions import add_version
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.documents.naming import A_LETTER, rename
from egide.kernel.documents.reading import read_again
from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.storage.errors import StorageProblem
from egide.ui.respond import go_to, respond

NO_OTHER_VERSION = (
    "Une lettre produite ici est ce qui a été approuvé\u00a0: elle ne reçoit pas d’autre version."
)


@page(action=ADD, opens=True, methods=("GET", "POST"), piece=("rank",))
def rename_document(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will ask for another title, then give it."""
    newest = _newest(dossier, rank)
    if newest.document.origin == Origin.LETTER:
        raise Refused(A_LETTER)
    form = TitleForm(
        request.POST if request.method == "POST" else None, initial={"title": newest.document.title}
    )
    if form.is_bound and form.is_valid():
        rename(document=newest.document, title=form.cleaned_data["title"], now=request.now)
        touch(dossier)
        messages.success(request, f"Le document s’appelle maintenant «\u00a0{newest.document.title}\u00a0».")
        return go_to(request, of_dossier("document", dossier.number, rank=newest.document.rank))
    shown = _step(dossier, newest, "Changer le titre", "document_rename", form, submit="Changer le titre")
    return _asked(request, dossier, shown)


@page(action=ADD, opens=True, methods=("GET", "POST"), piece=("rank",))
def version_new(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will ask for a file, then add it as the newest version."""
    newest = _newest(dossier, rank)
    if newest.document.origin == Origin.LETTER:
        raise Refused(NO_OTHER_VERSION)
    form = VersionForm(request.POST, request.FILES) if request.method == "POST" else VersionForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            added = add_version(
                document=newest.document,
                dossier=dossier,
                stream=file.chunks(),
                file_name=file.name,
                actor_code=request.actor.code,
                now=request.now,
            )
        except StorageProblem as problem:
            form.add_error("file", str(problem))
        else:
            touch(dossier)
            messages.success(request, f"La version {added.number} est versée; les autres sont gardées.")
            return go_to(request, of_dossier("document", dossier.number, rank=newest.document.rank))
    shown = _step(
        dossier,
        newest,
        "Verser une nouvelle version",
        "version_new",
        form,
        submit="Verser la version",
        multipart=True,
        lead=f"Elle deviendra la version montrée de «\u00a0{newest.document.title}\u00a0».",
        consequences=(
            "Les versions précédentes restent lisibles, avec leur empreinte.",
            "Ce qui a été transmis ou cité reste lié à la version de ce jour-là.",
        ),
    )
    return _asked(request, dossier, shown)


@page(action=ADD, opens=True, methods=("POST",), piece=("rank",))
def document_read_again(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will have the newest version read again."""
    newest = _newest(dossier, rank)
    read_again(version=newest, actor_code=request.actor.code, now=request.now)
    messages.success(request, "La lecture est demandée\u00a0: ce qui était lu reste montré en attendant.")
    return go_to(request, of_dossier("document", dossier.number, rank=newest.document.rank))


def _newest(dossier: Dossier, rank: int) -> DocumentVersion:
    found = versions_of(dossier, rank).first()
    if found is None:
        raise NotVisible
    return found


def _step(
    dossier: Dossier, newest: DocumentVersion, title: str, name: str, form: object, **more: object
) -> Step:
    own = of_dossier(name, dossier.number, rank=newest.document.rank)
    shown = step(dossier, title=title, form=form, url=own, **more)  # type: ignore[arg-type]
    return replace(shown, crumbs=trail(newest, dossier, title))


def _asked(request: HouseRequest, dossier: Dossier, shown: Step) -> HttpResponse:
    status = 422 if shown.form.is_bound else 200
    return respond(
        request, "staff/step.html", shown, status=status, frame=frame(request, current=dossier.kind)
    )
