"""Notes and calls of a dossier; « me rappeler le… » from any page, then done or another day.

Each view translates, calls once, translates back.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.forms_notes import CallForm, NoteForm, PostponeForm, ReminderForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.navigation import HOME
from egide.interfaces.staff.pages_dossier import around, dossier_page
from egide.interfaces.staff.pages_moves import step
from egide.interfaces.staff.pages_notes import (
    WRITE,
    ReminderPage,
    all_reminders,
    notes_section,
    number_in,
)
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.opening import open_dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.notes.actions import (
    finish_reminder,
    log_call,
    postpone_reminder,
    remind,
    reminder_of,
    write_note,
)
from egide.kernel.notes.models import Direction
from egide.platform.errors.failures import NotVisible
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

FORM, REMINDER = "staff/step.html", "staff/reminder.html"
UNKNOWN = "Ce numéro ne mène à aucun dossier qui vous est ouvert."
OWN = Crumb(label="Mon travail", url="/travail/")


@page(action="read", opens=True)
def notes(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will show the notes of the dossier."""
    about = around(request, dossier)
    content = notes_section(request.actor, dossier, today=about.today)
    shown = dossier_page(about, section="notes", content=content)
    return respond(
        request, "staff/dossier.html", shown, ("section",), frame=frame(request, current=dossier.kind)
    )


@page(action=WRITE, opens=True, methods=("GET", "POST"))
def note_new(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will ask for a note, then keep it."""
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        write_note(dossier=dossier, text=form.cleaned_data["text"], actor=request.actor, now=request.now)
        messages.success(request, "La note est versée au dossier.")
        return go_to(request, of_dossier("dossier_notes", dossier.number))
    return _step(request, dossier, form, "Écrire une note", "note_new", "Garder la note")


@page(action=WRITE, opens=True, methods=("GET", "POST"))
def call_new(request: HouseRequest, *, dossier: Dossier) -> HttpResponse:
    """Will ask what was said on the telephone, then keep it."""
    today = timezone.localdate(request.now).isoformat()
    form = CallForm(
        request.POST if request.method == "POST" else None,
        initial={"day": today, "direction": Direction.IN},
        now=request.now,
    )
    if form.is_bound and form.is_valid():
        log_call(
            dossier=dossier,
            person=form.cleaned_data["person"],
            phone=form.cleaned_data["phone"],
            direction=Direction(form.cleaned_data["direction"]),
            happened_at=form.happened_at,
            summary=form.cleaned_data["summary"],
            actor=request.actor,
            now=request.now,
        )
        messages.success(request, "L’appel est consigné au dossier.")
        return go_to(request, of_dossier("dossier_notes", dossier.number))
    return _step(request, dossier, form, "Consigner un appel", "call_new", "Consigner l’appel")


@page(action="work")
def reminders(request: HouseRequest) -> HttpResponse:
    """Will list the reader's own reminders."""
    shown = all_reminders(request.actor, today=timezone.localdate(request.now))
    return respond(request, "staff/reminders.html", shown, frame=frame(request, current=HOME))


@page(action="work", methods=("GET", "POST"))
def reminder_new(request: HouseRequest) -> HttpResponse:
    """Will ask when and of what to remind the reader, the dossier taken from the page they come from."""
    today, sent = timezone.localdate(request.now), request.method == "POST"
    come_from = _local(request, (request.POST if sent else request.GET).get("de", ""))
    form = ReminderForm(request.POST if sent else None, initial={"number": number_in(come_from)}, today=today)
    if sent and form.is_valid():
        dossier, known = _dossier(request, form.cleaned_data["number"])
        if known:
            remind(
                actor=request.actor,
                text=form.cleaned_data["text"],
                due_on=form.cleaned_data["due_on"],
                dossier=dossier,
                now=request.now,
            )
            messages.success(
                request, "C’est noté\u00a0: le rappel paraîtra dans «\u00a0Mon travail\u00a0» ce jour-là."
            )
            return go_to(request, come_from)
        form.add_error("number", UNKNOWN)
    shown = ReminderPage(
        title="Me rappeler",
        lead="Vous seul verrez ce rappel. Il paraît dans «\u00a0Mon travail\u00a0» le jour venu.",
        form=form,
        url=reverse("staff:reminder_new"),
        back=come_from,
        submit="Me le rappeler",
        crumbs=(OWN, Crumb(label="Me rappeler")),
        come_from=come_from,
    )
    return respond(request, REMINDER, shown, status=422 if sent else 200, frame=frame(request, current=HOME))


@page(action="work", methods=("GET", "POST"))
def reminder(request: HouseRequest, *, reminder: UUID) -> HttpResponse:
    """Will put a reminder away, or ask for another day and bring it back then."""
    today, home = timezone.localdate(request.now), reverse("staff:home")
    if request.method == "GET":
        return _postpone(request, reminder, PostponeForm(today=today))
    found = reminder_of(request.actor, reminder)
    if request.POST.get("fait"):
        finish_reminder(reminder=found, now=request.now)
        messages.success(request, "Le rappel est fait.")
        return go_to(request, home)
    form = PostponeForm(request.POST, today=today)
    if not form.is_valid():
        return _postpone(request, reminder, form)
    postpone_reminder(reminder=found, to=form.cleaned_data["due_on"], now=request.now)
    messages.success(request, "Le rappel est remis à ce jour-là.")
    return go_to(request, home)


def _postpone(request: HouseRequest, reference: UUID, form: PostponeForm) -> HttpResponse:
    found = next(
        (
            row
            for row in all_reminders(request.actor, today=timezone.localdate(request.now))
            if row.reference == reference
        ),
        None,
    )
    if found is None:
        raise NotVisible
    shown = ReminderPage(
        title="Remettre à plus tard",
        lead=found.text,
        form=form,
        url=found.later_url,
        back=reverse("staff:home"),
        submit="Remettre à ce jour",
        crumbs=(OWN, Crumb(label="Remettre à plus tard")),
    )
    return respond(
        request, REMINDER, shown, status=422 if form.is_bound else 200, frame=frame(request, current=HOME)
    )


def _dossier(request: HouseRequest, number: str) -> tuple[Dossier | None, bool]:
    if not number.strip():
        return None, True
    try:
        return open_dossier(actor=request.actor, number=number.strip(), action="read"), True
    except NotVisible:
        return None, False


def _local(request: HouseRequest, address: str) -> str:
    """Will keep an address of the house, never another's; without one, the reader's own work."""
    own = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if own and len(address) <= 500 else reverse("staff:home")


def _step(
    request: HouseRequest, dossier: Dossier, form: Any, title: str, name: str, submit: str
) -> HttpResponse:
    shown = step(dossier, title=title, form=form, url=of_dossier(name, dossier.number), submit=submit)
    return respond(
        request, FORM, shown, status=422 if form.is_bound else 200, frame=frame(request, current=dossier.kind)
    )
