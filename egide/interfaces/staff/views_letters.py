"""The pages of a letter: read, edit, submit, return, approve, address, send, post, print.

Each view translates, calls once, translates back.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.forms_letters import (
    DeliveryForm,
    LetterForm,
    PostingForm,
    RecipientForm,
    ReturnForm,
)
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.navigation import SIGNING
from egide.interfaces.staff.pages_letters import letter_page, recipient_step
from egide.interfaces.staff.pages_signing import QUEUE, next_to_sign, signing_page
from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.gate.verdicts import may
from egide.kernel.letters.addressing import readdress
from egide.kernel.letters.approving import approve_letter, return_letter, submit_letter
from egide.kernel.letters.dispatch import resend_letter, send_by_email, send_by_post
from egide.kernel.letters.drafting import TEXT, Text, edit_letter
from egide.kernel.letters.models import Letter, LetterState, Typing
from egide.kernel.letters.printing import letter_pdf
from egide.kernel.letters.reading import letter_of
from egide.kernel.letters.typing import drop_typing, typed_by
from egide.platform.accounts.models import User
from egide.platform.errors.failures import Refused, Stale
from egide.platform.storage import store
from egide.ui.respond import go_to, respond

POSTABLE = (LetterState.APPROVED, LetterState.BOUNCED)


@page(action="read", opens=True, methods=("GET", "POST"))
def letter(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will show the letter, and keep the text that a person changed."""
    found = letter_of(dossier, rank)
    if request.method == "GET":
        typed = typed_by(request.actor, found)
        return _shown(request, dossier, found, _text_form(found, typed), typed=typed)
    _check_writer(request, dossier)
    form = LetterForm(request.POST)
    if not form.is_valid():
        return _shown(request, dossier, found, form, status=422)
    _keep(request, dossier, found, form)
    return _done(request, dossier, found, "Le texte de la lettre est enregistré.")


@page(action="read", opens=True)
def letter_print(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will give the PDF: the approved bytes, or a draft marked « PROJET »."""
    found = letter_of(dossier, rank)
    name = found.reference.replace("/", "-")
    if found.version is not None:
        return _pdf(store.read_all(stored=found.version.stored), f"{name}.pdf")
    assert request.actor.user_id is not None  # the page is for the staff
    signatory = User.objects.get(pk=request.actor.user_id)
    day = timezone.localdate(request.now)
    pdf = letter_pdf(letter=found, dossier=dossier, signatory=signatory, day=day, draft=True)
    return _pdf(pdf, f"{name}-projet.pdf")


@page(action="write_letter", opens=True, methods=("POST",))
def letter_submit(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will submit the draft to approval."""
    found = letter_of(dossier, rank)
    form = _typed(request, found)
    if form is not None:
        if not form.is_valid():
            return _shown(request, dossier, found, form, status=422)
        _keep(request, dossier, found, form)
    submit_letter(dossier=dossier, letter=found, now=request.now)
    return _done(request, dossier, found, "La lettre est soumise à l’approbation.")


@page(action="write_letter", opens=True, methods=("POST",))
def letter_return(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will give the letter back to its author."""
    found, form = letter_of(dossier, rank), ReturnForm(request.POST)
    if not form.is_valid():
        shown = signing_page(actor=request.actor, dossier=dossier, letter=found, form=form, now=request.now)
        return respond(request, "staff/sign.html", shown, status=422, frame=frame(request, current=SIGNING))
    comment = form.cleaned_data["comment"].replace("\r\n", "\n")
    return_letter(dossier=dossier, letter=found, now=request.now, comment=comment)
    return _done(request, dossier, found, "La lettre est retournée pour modification.")


@page(action="read", opens=True, methods=("POST",))
def letter_approve(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will approve the letter over the hash of its PDF."""
    found = letter_of(dossier, rank)
    form = _typed(request, found)
    if form is not None:
        _check_writer(request, dossier)
        if not form.is_valid():
            return _shown(request, dossier, found, form, status=422)
        _keep(request, dossier, found, form)
        return _done(
            request, dossier, found, "Votre texte est enregistré. Relisez la lettre, puis approuvez-la."
        )
    approve_letter(
        actor=request.actor, dossier=dossier, letter=found, seen=request.POST.get("seen", ""), now=request.now
    )
    return _done(request, dossier, found, "La lettre est approuvée.")


@page(action="send_letter", opens=True, methods=("POST",))
def letter_send(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will put the approved letter in the outbox."""
    found = letter_of(dossier, rank)
    send_by_email(dossier=dossier, letter=found, now=request.now)
    return _done(request, dossier, found, "La lettre est en file d’envoi; elle part dans un instant.")


@page(action="send_letter", opens=True, methods=("POST",))
def letter_posted(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will note that the letter was posted."""
    found = letter_of(dossier, rank)
    form = PostingForm(request.POST)
    if not form.is_valid():
        return _shown(request, dossier, found, _text_form(found), posting=form, status=422)
    try:
        send_by_post(
            actor=request.actor,
            dossier=dossier,
            letter=found,
            posted_on=form.cleaned_data["posted_on"],
            now=request.now,
        )
    except Refused as refusal:
        if found.state not in POSTABLE:
            raise  # the page has no form where to say it
        form.add_error("posted_on", refusal.what)
        return _shown(request, dossier, found, _text_form(found), posting=form, status=422)
    return _done(request, dossier, found, "La mise à la poste est consignée.")


@page(action="send_letter", opens=True, methods=("POST",))
def letter_resend(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will send again a letter whose sending failed or is uncertain."""
    found = letter_of(dossier, rank)
    resend_letter(actor=request.actor, dossier=dossier, letter=found, now=request.now)
    return _done(request, dossier, found, "Le renvoi de la lettre est demandé.")


@page(action="write_letter", opens=True, methods=("GET", "POST"))
def letter_recipient(request: HouseRequest, *, dossier: Dossier, rank: int) -> HttpResponse:
    """Will show where the recipient is written to, then correct it: an approval given before falls."""
    found = letter_of(dossier, rank)
    party = found.recipient
    known = {"email": party.email, "address": party.address}
    form = RecipientForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_bound and form.is_valid():
        readdress(dossier=dossier, letter=found, now=request.now, **form.cleaned_data)
        return _done(request, dossier, found, "Les coordonnées sont corrigées.")
    shown = recipient_step(dossier, found, form)
    return respond(
        request, "staff/step.html", shown, status=422 if form.is_bound else 200, frame=frame(request)
    )


def _pdf(content: bytes, name: str) -> HttpResponse:
    # Our own bytes, not a visitor's: the browser may show them.
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _typed(request: HouseRequest, found: Letter) -> LetterForm | None:
    """Will return the text that goes along, when it is not the one that is kept."""
    if "body" not in request.POST:
        return None
    sent = {name: _plain(request.POST.get(name, "")) for name in TEXT}
    same = sent == {name: _plain(getattr(found, name)) for name in TEXT}
    return None if same else LetterForm(request.POST)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _keep(request: HouseRequest, dossier: Dossier, found: Letter, form: LetterForm) -> None:
    _check_seen(request, found, form.text)
    edit_letter(dossier=dossier, letter=found, text=form.text, now=request.now)
    drop_typing(request.actor, found)


def _check_writer(request: HouseRequest, dossier: Dossier) -> None:
    verdict = may(request.actor, dossier, "write_letter")
    if not verdict.allowed:
        raise Refused(verdict.reason)


def _text_form(found: Letter, typed: Typing | None = None) -> LetterForm:
    kept = typed.text if typed else {}
    return LetterForm(initial={name: kept.get(name, getattr(found, name)) for name in TEXT})


def _check_seen(request: HouseRequest, found: Letter, text: Text) -> None:
    if request.POST.get("seen") == found.edited_at.isoformat():
        return
    labels = {name: str(LetterForm.base_fields[name].label) for name in TEXT}
    raise Stale(
        "Quelqu’un a modifié cette lettre pendant que vous l’écriviez.",
        fields=tuple(
            (labels[name], getattr(text, name), getattr(found, name))
            for name in TEXT
            if getattr(text, name) != getattr(found, name)
        ),
    )


def _shown(
    request: HouseRequest,
    dossier: Dossier,
    found: Letter,
    form: Any,
    *,
    posting: Any = None,
    typed: Typing | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate(request.now)
    shown = letter_page(
        actor=request.actor,
        dossier=dossier,
        letter=found,
        form=form,
        posting=posting or PostingForm(initial={"posted_on": today.isoformat()}),
        delivery=DeliveryForm(initial={"delivery": found.delivery}),
        typed=typed,
        now=request.now,
    )
    return respond(request, "staff/letter.html", shown, status=status, frame=frame(request))


def _done(request: HouseRequest, dossier: Dossier, found: Letter, words: str) -> HttpResponse:
    touch(dossier)
    messages.success(request, words)
    if request.POST.get("suite") == QUEUE:
        return go_to(request, next_to_sign(request.actor))
    return go_to(request, reverse("staff:letter", kwargs={"number": dossier.number, "rank": found.rank}))
