"""A piece that leaves outside the dossiers, or an internal note, entered in the register by hand.

What arrives by hand is the mail room's.
"""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.forms_register import EnterForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_forms import PlainForm
from egide.interfaces.staff.pages_register import REGISTER, piece_url
from egide.interfaces.staff.register_filters import units_kept
from egide.kernel.gate.pages import HouseRequest, page
from egide.law import roles
from egide.modules.correspondence import actions
from egide.modules.correspondence.models import Direction, Fate, MailPiece, Medium, Work
from egide.modules.correspondence.reach import WRITERS
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import Refused
from egide.platform.storage.errors import StorageProblem
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

WRITING_ROLES = tuple(role for role in roles.ROLES if role.code in {code for code, _ in WRITERS})


@page(action="open", to=WRITING_ROLES, methods=("GET", "POST"))
def enter(request: HouseRequest) -> HttpResponse:
    """Will enter one piece, with its files."""
    units = units_kept(request.actor)
    form = EnterForm(
        [(unit.code, unit.name) for unit in units],
        today=timezone.localdate(request.now),
        own=_own(request, units),
        data=request.POST if request.method == "POST" else None,
        files=request.FILES if request.method == "POST" else None,
    )
    if form.is_bound and form.is_valid():
        try:
            with transaction.atomic():
                piece = _entered(request, form.cleaned_data, {unit.code: unit for unit in units})
        except StorageProblem as problem:
            form.add_error("scans", problem.sentence)
        except Refused as refusal:
            form.add_error(None, refusal.what)
        else:
            messages.success(request, f"La pièce {piece.number} est au registre.")
            return go_to(request, piece_url(piece.number))
    home = reverse("staff:register")
    shown = PlainForm(
        crumbs=(Crumb(label="Registre du courrier", url=home), Crumb(label="Inscrire une pièce")),
        title="Inscrire une pièce",
        lead="Ce qui part autrement que par un dossier, et les notes internes. "
        "Les lettres et les messages des dossiers s’inscrivent d’eux-mêmes.",
        form=form,
        url=reverse("staff:register_new"),
        submit="Inscrire",
        back=home,
    )
    return respond(
        request,
        "staff/register_new.html",
        shown,
        status=422 if form.is_bound else 200,
        frame=frame(request, current=REGISTER),
    )


def _own(request: HouseRequest, units: list[Unit]) -> str:
    # The writer's own unit is proposed; somebody of a lone register finds it chosen already.
    held = {role.unit_id for role in request.actor.roles}
    return next((unit.code for unit in units if unit.pk in held), "")


def _entered(request: HouseRequest, given: dict[str, Any], units: dict[str, Unit]) -> MailPiece:
    own = given["direction"] == Direction.INTERNAL
    unit, to_unit = units[given["unit"]], units.get(given["to_unit"])
    if own and to_unit is not None and to_unit.compartment_id != unit.compartment_id:
        raise Refused("Une note interne reste dans le registre de son unité.")
    entry = actions.Entry(
        medium=Medium.MEMO if own else given["medium"],
        site=unit.site,
        received_on=given["sent_on"],
        sender=unit.name if own else "",
        addressee=given["addressee"] or (to_unit.name if own and to_unit else ""),
        subject=given["subject"],
        document_on=given["document_on"],
        original_at=given["original_at"],
    )
    more = {name: given[name] for name in ("expected", "due_on", "copies", "class_code")}
    waits = own and to_unit is not None and given["expected"] != "filing"
    piece = actions.enter_piece(
        actor=request.actor,
        entry=entry,
        compartment=unit.compartment,
        direction=Direction.INTERNAL if own else Direction.OUT,
        more=more
        | {
            "fate": Fate.SENT,
            "unit": (to_unit if own else unit) or unit,
            "work": Work.ASSIGNED if waits else "",
        },
        now=request.now,
    )
    for file in given["scans"]:
        actions.keep_file(
            piece=piece, stream=file.chunks(), file_name=file.name, actor=request.actor, now=request.now
        )
    return piece
