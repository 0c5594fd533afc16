"""Adding a document to a dossier, and reading one: the bytes stream after the transaction, without the ORM.

Each view translates, calls once, translates back.
"""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.forms_moves import UploadForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_moves import step
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.platform.errors.failures import NotVisible
from egide.platform.storage import store
from egide.platform.storage.downloads import download
from egide.platform.storage.errors import StorageProblem
from egide.ui.respond import go_to, respond


@page(action="add_document", opens=True, methods=("GET", "POST"))
def upload(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will ask for files, and for the title of the only one, then put them in the dossier."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        added, refused = _add_each(request, dossier, form)
        if added:
            touch(dossier)
            messages.success(request, _told(added))
            for sentence in refused:
                messages.error(request, sentence)
            return go_to(request, of_dossier("dossier_documents", dossier.number))
        for sentence in refused:
            form.add_error("file", sentence)
    shown = step(
        dossier,
        title="Verser un document",
        form=form,
        url=reverse("staff:upload", kwargs={"number": dossier.number}),
        submit="Verser au dossier",
        multipart=True,
    )
    return respond(
        request, "staff/step.html", shown, status=422 if form.is_bound else 200, frame=frame(request)
    )


def _add_each(request: HouseRequest, dossier: Dossier, form: UploadForm) -> tuple[list[str], list[str]]:
    """Will add the files one by one; one that is refused takes nothing from the others."""
    files, added, refused = form.cleaned_data["file"], list[str](), list[str]()
    for file in files:
        try:
            with transaction.atomic():
                version = add_document(
                    dossier=dossier,
                    title=form.cleaned_data["title"] if len(files) == 1 else "",
                    origin=Origin.INTERNAL,
                    stream=file.chunks(),
                    file_name=file.name,
                    actor_code=request.actor.code,
                    now=request.now,
                )
        except StorageProblem as problem:
            refused.append(str(problem) if len(files) == 1 else f"«\u00a0{file.name}\u00a0»\u00a0: {problem}")
        else:
            added.append(version.document.title)
    return added, refused


def _told(titles: list[str]) -> str:
    if len(titles) == 1:
        return f"«\u00a0{titles[0]}\u00a0» est versé au dossier."
    return f"{len(titles)} documents sont versés au dossier."


@page(action="read", opens=True)
def read_document(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponseBase:
    """Will stream the newest version of a document."""
    version = (
        DocumentVersion.objects.filter(dossier_id=dossier.pk, document__rank=rank)
        .select_related("stored")
        .order_by("-number")
        .first()
    )
    if version is None:
        raise NotVisible
    return download(stored=version.stored, stream=store.open_stream(stored=version.stored))
