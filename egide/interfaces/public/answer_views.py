"""The order's page: the letter it received, its answer and its files, once; then a plain confirmation.

Nothing else of the dossier is there: PostgreSQL shows this bearer one letter.
"""

from typing import Any

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from egide.interfaces.public import followup_acts as acts
from egide.interfaces.public.fields import choose_again
from egide.interfaces.public.followup_cookies import ANSWERING, carry
from egide.interfaces.public.followup_forms import AnswerForm, new_key
from egide.interfaces.public.followup_guards import BearerRequest, bearing, opening
from egide.interfaces.public.followup_views import NOTICES, REJECTED, refuse_files
from egide.interfaces.public.frame import show
from egide.interfaces.public.letter_pages import (
    ClosedPage,
    answered_page,
    day_and_hour,
    letter_of,
    letter_page,
)
from egide.kernel.gate.pages import Audience, HouseRequest, page
from egide.kernel.passes.exchanging import NotOpened, Why
from egide.kernel.passes.models import Pass, Purpose
from egide.platform.storage import store
from egide.platform.storage.downloads import download
from egide.platform.storage.joined import RefusedFiles

CLOSED = "Ce lien est fermé"
answering = bearing(ANSWERING, purpose=Purpose.ANSWER)
answered = bearing(ANSWERING, purpose=Purpose.ANSWER, answered=True)


@opening(ANSWERING)
@page(action="public.answer.open", to=Audience.PUBLIC)
def open_link(request: BearerRequest, **kwargs: Any) -> HttpResponseBase:
    """Will take the secret out of the address: a cookie and the letter, or why the link is closed."""
    opened = request.opened
    if isinstance(opened, Pass):
        response = HttpResponseRedirect(reverse("public:answer"), status=303)
        carry(response, ANSWERING, opened)
        return response
    assert isinstance(opened, NotOpened)
    status = 404 if opened.why is Why.UNKNOWN else 410
    return show(request, "answer_closed", ClosedPage(title=CLOSED, sentence=_why(opened)), status=status)


@answering
@page(action="public.answer", to=Audience.BEARER, methods=("GET", "POST"))
def answer(request: BearerRequest, **kwargs: Any) -> HttpResponseBase:
    """Will show the letter and take the answer, once."""
    held: Pass = request.held
    if request.method != "POST":
        return show(request, "answer", letter_page(held, form=AnswerForm(initial={"form_key": new_key()})))
    form = AnswerForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            acts.answer(
                held=held,
                text=form.cleaned_data["text"],
                files=form.cleaned_data["files"],
                form_key=form.cleaned_data["form_key"],
                now=request.now,
            )
        except RefusedFiles as problem:
            refuse_files(form, problem)
        except NotOpened:
            return _done()
        else:
            return _done()
    choose_again(form, "files", request.FILES)
    return show(request, "answer", letter_page(held, form=form), status=REJECTED)


@answering
@page(action="public.answer.file", to=Audience.BEARER)
def letter_file(request: BearerRequest, **kwargs: Any) -> HttpResponseBase:
    """Will stream the letter, the very bytes that left."""
    version = letter_of(request.held)[1]
    return download(stored=version.stored, stream=store.open_stream(stored=version.stored))


@answered
@page(action="public.answer.done", to=Audience.BEARER)
def done(request: BearerRequest, **kwargs: Any) -> HttpResponseBase:
    """Will confirm the answer, with its date."""
    return show(request, "answer_done", answered_page(request.held))


@page(action="public.answer.closed", to=Audience.PUBLIC)
def closed(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will say that the visit ended, and how to come back."""
    sentence = "Votre visite a pris fin. Ouvrez de nouveau le lien qui vous a été remis avec la lettre."
    return show(request, "answer_closed", ClosedPage(title="Votre visite a pris fin", sentence=sentence))


def _why(refusal: NotOpened) -> str:
    if refusal.why is Why.USED and refusal.row is not None and refusal.row.used_at is not None:
        when = day_and_hour(refusal.row.used_at)
        return f"La réponse a été transmise à l’Office le {when}. Ce lien n’a servi qu’une fois et n’ouvre plus rien."
    if refusal.why is Why.UNKNOWN:
        return "Ce lien n’ouvre rien. Vérifiez que vous l’avez copié au complet."
    return NOTICES[refusal.why].replace(
        "Demandez-en un nouveau.", "Écrivez-nous pour en recevoir un nouveau."
    )


def _done() -> HttpResponseBase:
    return HttpResponseRedirect(reverse("public:answer_done"), status=303)
