"""The follow-up of a file without an account: the door, the lost link, the file itself and what may be done there.

Each view translates, calls once, translates back; the guards have read the pass before.
"""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from egide.interfaces.public import followup_acts as acts
from egide.interfaces.public.fields import choose_again
from egide.interfaces.public.followup_cookies import FOLLOWING, carry, drop
from egide.interfaces.public.followup_forms import (
    CodeForm,
    ContactForm,
    LostForm,
    MessageForm,
    WithdrawForm,
    new_key,
)
from egide.interfaces.public.followup_guards import (
    CODES,
    LOST,
    LOST_NUMBER,
    OPENINGS,
    TOO_MANY,
    BearerRequest,
    bearing,
    counting,
    opening,
    tried,
)
from egide.interfaces.public.followup_lost import ask
from egide.interfaces.public.followup_pages import (
    TITLE,
    DoorPage,
    FormPage,
    LostPage,
    contact_of,
    crumbs,
    follow_page,
    readable_version,
)
from egide.interfaces.public.frame import show, trail
from egide.interfaces.public.letter_pages import letter_of, letter_page
from egide.kernel.gate.pages import Audience, HouseRequest, page
from egide.kernel.passes.exchanging import NotOpened, Why
from egide.kernel.passes.models import Pass, Purpose
from egide.platform.errors.failures import NotVisible, Refused, TooMany
from egide.platform.storage import store
from egide.platform.storage.downloads import download
from egide.platform.storage.joined import RefusedFiles

REJECTED = 422
NOTICES = {
    Why.UNKNOWN: "Ce lien n’ouvre rien. Vérifiez que vous l’avez copié au complet, ou demandez-en un nouveau.",
    Why.EXPIRED: "Ce lien n’est plus valide\u00a0: il a pris fin. Demandez-en un nouveau.",
    Why.REVOKED: "Ce lien a été remplacé ou fermé. Demandez-en un nouveau.",
    Why.USED: "Ce lien a déjà servi.",
}
WRONG = "Ce numéro et ce code ne vont pas ensemble. Vérifiez-les, ou demandez un nouveau lien."
ENDED = "Votre visite a pris fin. Ouvrez de nouveau votre lien, ou écrivez votre numéro et votre code."
LEFT = "Vous avez quitté le suivi de votre dossier sur cet appareil."
following = bearing(FOLLOWING, purpose=Purpose.FOLLOW_UP)


def _door(form: Any, *, notice: str = "", tone: str = "info") -> DoorPage:
    return DoorPage(title=TITLE, crumbs=trail(last=TITLE), form=form, notice=notice, tone=tone)


@opening(FOLLOWING)
@page(action="public.follow_up.open", to=Audience.PUBLIC)
def open_link(request: BearerRequest, **kwargs: Any) -> HttpResponseBase:
    """Will take the secret out of the address: a cookie and the file, or why the link opens nothing."""
    opened = request.opened
    if isinstance(opened, NotOpened):
        status = 404 if opened.why is Why.UNKNOWN else 410
        shown = _door(CodeForm(), notice=NOTICES[opened.why], tone="warning")
        return show(request, "follow_up_door", shown, status=status)
    return _let_in(opened)


def _let_in(row: Pass) -> HttpResponseBase:
    name = "public:follow_up_letter" if row.purpose == Purpose.READ else "public:follow_up_dossier"
    response = HttpResponseRedirect(reverse(name), status=303)
    carry(response, FOLLOWING, row)
    return response


def _try_code(request: HttpRequest) -> None:
    form = CodeForm(request.POST)
    opened: Pass | NotOpened | None = None
    if form.is_valid():
        if OPENINGS.exceeded(request):
            raise TooMany(TOO_MANY)
        number = form.cleaned_data["number"]
        if CODES.exceeded_for(number):
            raise TooMany("Trop de codes ont été essayés pour ce numéro en une heure.")
        opened = tried(form.cleaned_data["code"], FOLLOWING, number=number)
    request.door = (form, opened)  # type: ignore[attr-defined]


@counting(_try_code)
@page(action="public.follow_up", to=Audience.PUBLIC, methods=("GET", "POST"))
def door(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will ask for number and code, and let in whoever has both."""
    if request.method != "POST":
        notice = ENDED if "fini" in request.GET else LEFT if "quitte" in request.GET else ""
        return show(request, "follow_up_door", _door(CodeForm(), notice=notice))
    form, opened = request.door  # type: ignore[attr-defined]
    if isinstance(opened, Pass):
        return _let_in(opened)
    if isinstance(opened, NotOpened):
        form.add_error(None, WRONG if opened.why is Why.UNKNOWN else NOTICES[opened.why])
    return show(request, "follow_up_door", _door(form), status=REJECTED)


def _count_lost(request: HttpRequest) -> None:
    if LostForm(request.POST).is_valid() and LOST.exceeded(request):
        raise TooMany("Trop de nouveaux liens ont été demandés depuis cette adresse en peu de temps.")


@counting(_count_lost)
@page(action="public.follow_up.lost", to=Audience.PUBLIC, methods=("GET", "POST"), acts_as="pass_desk")
def lost(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will ask for a new link; the answer never tells whether the number and the address were known."""
    title = "J’ai perdu mon lien"
    if request.method != "POST":
        asked = "demande" in request.GET
        shown = LostPage(title=title, crumbs=crumbs(title), form=None if asked else LostForm(), asked=asked)
        return show(request, "follow_up_lost", shown)
    form = LostForm(request.POST)
    if not form.is_valid():
        return show(
            request,
            "follow_up_lost",
            LostPage(title=title, crumbs=crumbs(title), form=form, asked=False),
            status=REJECTED,
        )
    number = form.cleaned_data["number"]
    ask(number="" if LOST_NUMBER.exceeded_for(number) else number, email=form.cleaned_data["email"])
    return HttpResponseRedirect(f"{reverse('public:follow_up_lost')}?demande=1", status=303)


@following
@page(action="public.follow_up.dossier", to=Audience.BEARER, methods=("GET", "POST"))
def dossier(request: BearerRequest, **kwargs: Any) -> HttpResponseBase:
    """Will show where the file stands, and take a message."""
    held: Pass = request.held
    if request.method != "POST":
        shown = follow_page(
            held,
            form=MessageForm(initial={"form_key": new_key()}),
            now=request.now,
            done=request.GET.get("fait", ""),
        )
        return show(request, "follow_up", shown)
    form = MessageForm(request.POST, request.FILES)
    if held.dossier_id is None:
        raise NotVisible
    if form.is_valid():
        try:
            acts.write(
                held=held,
                text=form.cleaned_data["text"],
                files=form.cleaned_data["files"],
                form_key=form.cleaned_data["form_key"],
                now=request.now,
            )
        except RefusedFiles as problem:
            refuse_files(form, problem)
        else:
            return _done("message")
    choose_again(form, "files", request.FILES)
    return show(request, "follow_up", follow_page(held, form=form, now=request.now), status=REJECTED)


@following
@page(action="public.follow_up.withdraw", to=Audience.BEARER, methods=("GET", "POST"))
def withdraw(request: BearerRequest, **kwargs: Any) -> HttpResponseBase:
    """Will ask for a confirmation, then tell the team that the person wants to withdraw."""
    held: Pass = request.held
    seen = follow_page(held, form=None, now=request.now)
    if seen.withdrawing:  # a double click, or a second window: it was asked, and the file says so
        return _done("retrait")
    if not seen.can_withdraw:
        raise Refused("Cette demande ne peut plus être retirée d’ici. Écrivez-nous ou téléphonez-nous.")
    form = WithdrawForm(request.POST if request.method == "POST" else None, initial={"form_key": new_key()})
    if form.is_bound and form.is_valid():
        acts.ask_to_withdraw(
            held=held,
            words=form.cleaned_data["text"],
            form_key=form.cleaned_data["form_key"],
            now=request.now,
        )
        return _done("retrait")
    shown = FormPage(
        title="Retirer ma demande",
        crumbs=crumbs(seen.number),
        number=seen.number,
        lead="Nous cesserons d’y travailler et nous fermerons le dossier. Une personne de l’Office vous le confirmera. "
        "Vos recours auprès de l’ordre ne changent pas.",
        url=reverse("public:follow_up_withdraw"),
        submit="Retirer ma demande",
        danger=True,
        form=form,
    )
    return show(request, "follow_up_form", shown, status=REJECTED if form.is_bound else 200)


@following
@page(action="public.follow_up.contact", to=Audience.BEARER, methods=("GET", "POST"))
def contact(request: BearerRequest, **kwargs: Any) -> HttpResponseBase:
    """Will let the person correct where she is written to."""
    held: Pass = request.held
    seen = follow_page(held, form=None, now=request.now)
    if not seen.can_correct:
        raise Refused(
            "Les coordonnées de ce dossier ne se corrigent plus d’ici. Écrivez-nous ou téléphonez-nous."
        )
    party = contact_of(held)
    form = ContactForm(
        request.POST if request.method == "POST" else None,
        initial={"email": party.email, "address": party.address},
    )
    if form.is_bound and form.is_valid():
        acts.correct(
            held=held,
            email=form.cleaned_data["email"],
            address=form.cleaned_data["address"],
            now=request.now,
        )
        return _done("coordonnees")
    shown = FormPage(
        title="Corriger mes coordonnées",
        crumbs=crumbs(seen.number),
        number=seen.number,
        lead="Nous vous écrirons désormais à ces adresses. Nous avertissons aussi l’ancienne adresse de courriel.",
        url=reverse("public:follow_up_contact"),
        submit="Enregistrer mes coordonnées",
        danger=False,
        form=form,
    )
    return show(request, "follow_up_form", shown, status=REJECTED if form.is_bound else 200)


@following
@page(action="public.follow_up.file", to=Audience.BEARER)
def file(request: BearerRequest, **kwargs: Any) -> HttpResponseBase:
    """Will stream a letter sent to the bearer, or a file released to it."""
    version = readable_version(request.held, kwargs["rank"])
    return download(stored=version.stored, stream=store.open_stream(stored=version.stored))


@bearing(FOLLOWING, purpose=Purpose.READ)
@page(action="public.follow_up.letter", to=Audience.BEARER)
def letter(request: BearerRequest, **kwargs: Any) -> HttpResponseBase:
    """Will show the one letter that the link was made for."""
    shown = letter_page(request.held)
    return show(request, "follow_up_letter", shown)


@bearing(FOLLOWING, purpose=Purpose.READ)
@page(action="public.follow_up.letter_file", to=Audience.BEARER)
def letter_file(request: BearerRequest, **kwargs: Any) -> HttpResponseBase:
    """Will stream the bytes of that letter, as they left."""
    version = letter_of(request.held)[1]
    return download(stored=version.stored, stream=store.open_stream(stored=version.stored))


@page(action="public.follow_up.leave", to=Audience.PUBLIC, methods=("POST",))
def leave(request: HouseRequest, **kwargs: Any) -> HttpResponse:
    """Will make this browser forget the pass."""
    query = urlencode({"quitte": "1"})
    response = HttpResponseRedirect(f"{reverse('public:follow_up')}?{query}", status=303)
    drop(response, FOLLOWING)
    return response


def refuse_files(form: Any, problem: RefusedFiles) -> None:
    """Will say under the files which ones cannot be kept, and why."""
    for name, sentence in problem.files:
        form.add_error("files", f"«\u00a0{name}\u00a0» n’a pas été accepté. {sentence}")


def _done(what: str) -> HttpResponseBase:
    return HttpResponseRedirect(f"{reverse('public:follow_up_dossier')}?fait={what}", status=303)
