"""The pages of a delegate with an account: her exchanges, one of them, its documents. Nothing else opens to it.

Each look is an entry of the exchange’s journal, written before the page in a transaction of its own: no entry, no page.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.delegate.pages import exchange_page, exchanges_page, header, held_of
from egide.interfaces.public import followup_acts as acts
from egide.interfaces.public.fields import choose_again
from egide.interfaces.public.followup_forms import MessageForm, new_key
from egide.interfaces.public.followup_guards import WRITINGS, closed_off
from egide.interfaces.public.followup_pages import readable_version
from egide.interfaces.public.followup_views import REJECTED, refuse_files
from egide.interfaces.public.frame import footer
from egide.kernel.gate.pages import SAFE, Audience, HouseRequest, actor_of, page
from egide.modules.ombudsman.delegates import note_use, own_exchange, own_exchanges, reading_own
from egide.platform.accounts.actors import ActorKind
from egide.platform.errors.failures import NotVisible, TooMany
from egide.platform.storage import store
from egide.platform.storage.downloads import download
from egide.platform.storage.joined import RefusedFiles

Served = Callable[..., HttpResponseBase]


def journaled(code: str) -> Callable[[Served], Served]:
    """Will write the reading down before the page is made, and count what is sent; both outlive a refusal."""

    def decorate(served: Served) -> Served:
        @wraps(served)
        def noted(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            actor = actor_of(request)
            if actor.kind is ActorKind.EXTERNAL:
                if request.method == "POST" and WRITINGS.exceeded(request):
                    raise TooMany("Trop d’envois ont été faits depuis cette adresse en peu de temps.")
                if request.method in SAFE:
                    try:
                        row = own_exchange(actor, kwargs["number"])
                        with reading_own(actor, row):
                            if "rank" in kwargs:  # a document that is not hers is not read
                                readable_version(held_of(row), kwargs["rank"])
                            note_use(row=row, code=code, now=timezone.now())
                    except NotVisible:
                        pass  # the page says so itself
            return closed_off(served(request, **kwargs))

        return noted

    return decorate


@page(action="delegate.exchanges", to=Audience.SIGNED_IN)
def exchanges(request: HouseRequest) -> HttpResponseBase:
    """Will list the delegate’s own exchanges."""
    rows = own_exchanges(request.actor)
    shown = exchanges_page(rows, name=request.actor.name, today=timezone.localdate(request.now))
    return closed_off(_shown(request, "exchanges", shown))


@journaled("ombudsman.delegate_read")
@page(action="delegate.exchange", to=Audience.SIGNED_IN, methods=("GET", "POST"))
def exchange(request: HouseRequest, *, number: str) -> HttpResponseBase:
    """Will show one exchange, and take a message: the same page as by the secret link."""
    row = own_exchange(request.actor, number)
    if request.method != "POST":
        with reading_own(request.actor, row):
            form = MessageForm(initial={"form_key": new_key()})
            shown = exchange_page(row, form=form, now=request.now, done=request.GET.get("fait", ""))
        return _shown(request, "exchange", shown)
    form = MessageForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            with reading_own(request.actor, row):
                kept = acts.write(
                    held=held_of(row),
                    text=form.cleaned_data["text"],
                    files=form.cleaned_data["files"],
                    form_key=form.cleaned_data["form_key"],
                    by=request.actor.code,
                    now=request.now,
                )
                if kept.posted_at == request.now:  # not the same form sent again
                    note_use(row=row, code="ombudsman.delegate_wrote", now=request.now)
        except RefusedFiles as problem:
            refuse_files(form, problem)
        else:
            url = reverse("delegate:exchange", kwargs={"number": number})
            return HttpResponseRedirect(f"{url}?fait=message", status=303)
    choose_again(form, "files", request.FILES)
    with reading_own(request.actor, row):
        shown = exchange_page(row, form=form, now=request.now)
    return _shown(request, "exchange", shown, status=REJECTED)


@journaled("ombudsman.delegate_read_file")
@page(action="delegate.file", to=Audience.SIGNED_IN)
def file(request: HouseRequest, *, number: str, rank: int) -> HttpResponseBase:
    """Will stream a letter sent to the delegate, or a file released to her."""
    row = own_exchange(request.actor, number)
    with reading_own(request.actor, row):
        version = readable_version(held_of(row), rank)
        stream = store.open_stream(stored=version.stored)
    return download(stored=version.stored, stream=stream)


def _shown(request: HttpRequest, name: str, shown: object, *, status: int = 200) -> HttpResponse:
    context = {"page": shown, "header_links": header(), "footer_links": footer()}
    return render(request, f"delegate/{name}.html", context, status=status)
