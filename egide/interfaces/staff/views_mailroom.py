"""The mail room: enter a piece, drop a file, say what becomes of a piece, print the slip, read a request back.

Each view translates, calls, translates back; what a piece becomes is decided in mailroom_saving.py.
"""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from egide.interfaces.staff import pages_mailroom as pages
from egide.interfaces.staff.forms_mailroom import FATES, DropForm, PieceForm, ReadBackForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.mailroom_dropping import NotKept, keep_dropped, proposals
from egide.interfaces.staff.mailroom_saving import save
from egide.interfaces.staff.navigation import BOX_ROLES, MAIL
from egide.interfaces.staff.pages_alike import Alike, alike_to
from egide.interfaces.staff.pages_box import offered, own_site
from egide.interfaces.staff.read_back import note_read_back, read_back_page
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.modules.correspondence.models import Fate, MailPiece, Work
from egide.modules.correspondence.queries import file_of, find_piece, piece_of
from egide.modules.correspondence.reach import in_the_mail_room
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible
from egide.platform.storage import store
from egide.platform.storage.downloads import download
from egide.ui.respond import go_to, respond

# What an information card brings along when it becomes a dossier; the form validates it like anything typed.
PREFILLED = ("channel", "order", "mechanism", "title", "summary", "received_on")
ALIKE = ("name", "email", "phone", "address")


@page(action="open", to=BOX_ROLES, methods=("GET", "POST"))
def mail_room(request: HouseRequest) -> HttpResponse:
    """Will enter one piece after another, by keyboard."""
    return _treat(request, None)


@page(action="open", to=BOX_ROLES, methods=("GET", "POST"))
def one_piece(request: HouseRequest, *, piece: str) -> HttpResponse:
    """Will show a piece: its form while it waits, what became of it afterwards."""
    found = _piece(request.actor, piece)
    if found.fate == Fate.WAITING and found.work not in (Work.ANSWERED, Work.FILED):
        return _treat(request, found)
    shown = pages.piece_page(actor=request.actor, piece=found)
    return respond(request, "staff/mail_piece.html", shown, frame=frame(request, current=MAIL))


@page(action="open", to=BOX_ROLES, methods=("POST",))
def drop(request: HouseRequest) -> HttpResponse:
    """Will keep a dropped file as a piece that waits, with what it proposes."""
    form = DropForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            piece, warnings = keep_dropped(
                file=form.cleaned_data["file"],
                actor=request.actor,
                site=own_site(request.actor),
                now=request.now,
            )
        except NotKept as problem:
            form.add_error("file", str(problem))
        else:
            for warning in warnings:
                messages.warning(request, warning)
            messages.success(request, f"La pièce {piece.number} est inscrite. Confirmez ce qui est proposé.")
            return go_to(request, pages.piece_url(piece.number))
    shown = pages.mail_room_page(
        actor=request.actor, form=_form(request, None, {}), drop=form, now=request.now
    )
    return respond(request, "staff/mailroom.html", shown, status=422, frame=frame(request, current=MAIL))


@page(action="open", to=BOX_ROLES)
def one_file(request: HouseRequest, *, piece: str, rank: int) -> HttpResponseBase:
    """Will stream a file of a piece."""
    file = file_of(_piece(request.actor, piece), rank)
    return download(stored=file.stored, stream=store.open_stream(stored=file.stored))


@page(action="open", to=BOX_ROLES)
def slip(request: HouseRequest) -> HttpResponse:
    """Will show the slip of a day, today's unless told otherwise."""
    today = timezone.localdate(request.now)
    try:
        day = min(date.fromisoformat(request.GET.get("jour", "")), today)
    except ValueError:
        day = today
    shown = pages.slip_page(actor=request.actor, day=day, now=request.now)
    return respond(request, "staff/mail_slip.html", shown, frame=frame(request, current=MAIL))


@page(action="act", opens=True, methods=("GET", "POST"))
def read_back(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will print the request as it was written for the person, and note the day it was read back."""
    form = ReadBackForm(
        today=timezone.localdate(request.now), data=request.POST if request.method == "POST" else None
    )
    if form.is_bound and form.is_valid():
        note_read_back(dossier=dossier, on=form.cleaned_data["on"], now=request.now)
        messages.success(request, "La relecture est consignée au journal.")
        return go_to(request, reverse("staff:read_back", kwargs={"number": dossier.number}))
    shown = read_back_page(dossier=dossier, form=form)
    return respond(
        request, "staff/read_back.html", shown, status=422 if form.is_bound else 200, frame=frame(request)
    )


def _treat(request: HouseRequest, piece: MailPiece | None) -> HttpResponse:
    asked = request.POST.get("do", "save") if request.method == "POST" else ""
    if asked == "save":
        return _saved(request, piece)
    given: dict[str, Any] = request.POST.dict() if asked else _proposed(request, piece)
    people = _count(given, "people") + (asked == "person")
    orders = _count(given, "orders") + (asked == "order")
    return _shown(request, _form(request, None, given, people=people, orders=orders), piece, given)


def _saved(request: HouseRequest, piece: MailPiece | None) -> HttpResponse:
    given: dict[str, Any] = request.POST.dict()
    form = _form(
        request,
        request.POST,
        {},
        files=request.FILES,
        people=_count(given, "people"),
        orders=_count(given, "orders"),
    )
    if form.is_valid():
        _, doubtful = _alike(request, given)
        if doubtful and form.cleaned_data["fate"] == Fate.OPENED and not given.get("seen"):
            # Nothing is refused: someone looks, then presses again.
            again = _form(request, None, given, people=form.people_count, orders=form.orders_count)
            return _shown(request, again, piece, given, confirm=True)
        said = save(form=form, piece=piece, actor=request.actor, now=request.now)
        if said is not None:
            messages.success(request, said.sentence)
            return go_to(request, pages.previous_url(said.number))
    return _shown(request, form, piece, given)


def _shown(
    request: HouseRequest,
    form: PieceForm,
    piece: MailPiece | None,
    given: dict[str, Any],
    *,
    confirm: bool = False,
) -> HttpResponse:
    alike, _ = _alike(request, given)
    shown = pages.mail_room_page(
        actor=request.actor,
        form=form,
        drop=DropForm(),
        now=request.now,
        alike=alike,
        about=pages.address_advice(str(given.get("address") or "")),
        confirm=confirm,
        piece=piece,
    )
    status = 422 if form.is_bound else 200
    return respond(request, "staff/mailroom.html", shown, status=status, frame=frame(request, current=MAIL))


def _form(
    request: HouseRequest,
    data: Any,
    initial: dict[str, Any],
    *,
    files: "MultiValueDict[str, Any] | None" = None,
    people: int = 0,
    orders: int = 0,
) -> PieceForm:
    today = timezone.localdate(request.now)
    usual = {
        "channel": "post",
        "received_on": today,
        "site": own_site(request.actor),
        "mechanism": "other",
        "situation": "other",
        "fate": Fate.OPENED.value,
    }
    return PieceForm(
        offered(request.actor, today=today),
        now=request.now,
        other_units=pages.other_units(),
        people=people,
        orders=orders,
        data=data,
        files=files,
        initial=usual | initial,
    )


def _proposed(request: HouseRequest, piece: MailPiece | None) -> dict[str, Any]:
    if piece is not None:
        return proposals(piece)
    card = {name: request.GET[name][:500] for name in PREFILLED if name in request.GET}
    if card:
        return card
    before = find_piece(request.GET.get("suite", ""))
    if before is None:
        return {}
    known = {"channel": before.medium, "site": before.site.code, "received_on": before.received_on}
    return known | ({"fate": before.fate} if before.fate in dict(FATES) else {})


def _alike(request: HouseRequest, given: dict[str, Any]) -> tuple[tuple[Alike, ...], bool]:
    asked = {name: str(given.get(name) or "").replace("\x00", "")[:1000] for name in ALIKE}
    return alike_to(request.actor, compartment_id=pages.office_id(), given=asked)


def _count(given: dict[str, Any], name: str) -> int:
    written = str(given.get(name, "0"))
    return int(written) if written.isdecimal() and len(written) < 3 else 0


def _piece(actor: Actor, number: str) -> MailPiece:
    found = piece_of(number)
    if not in_the_mail_room(actor).filter(pk=found.pk).exists():
        raise NotVisible
    return found
