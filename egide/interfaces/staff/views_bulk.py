"""Work on several dossiers chosen in a list: the preview, then one result line each.

Translates, calls once, translates back.
"""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff import bulk_actions
from egide.interfaces.staff.addresses import with_query
from egide.interfaces.staff.bulk_actions import BulkAction
from egide.interfaces.staff.bulk_letters import SAME_LETTER, templates_for
from egide.interfaces.staff.bulk_print import labelled, printed
from egide.interfaces.staff.forms_bulk import BulkAssignForm, BulkNoteForm, EmptyForm, SameLetterForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_bulk import (
    MOST,
    BulkDone,
    BulkPage,
    Chosen,
    assignable_to_any,
    carried_out,
    chosen_dossiers,
    done_table,
    previewed,
)
from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.platform.errors.failures import NotVisible
from egide.ui import formats
from egide.ui.pages import Crumb
from egide.ui.respond import respond

NONE = "Choisissez au moins un dossier dans la liste, puis ce qu’il faut faire."
TOO_MANY = f"Au plus {MOST} dossiers à la fois\u00a0: les premiers sont retenus."


@page(action="list", methods=("GET", "POST"))
def bulk(request: HouseRequest) -> HttpResponse:
    """Will show what would happen to each dossier chosen, then do it and say what happened to each."""
    sent = request.method == "POST"
    values = request.POST if sent else request.GET
    action = bulk_actions.by_code(request.GET.get("faire", ""))
    if action is None:
        raise NotVisible
    chosen = [row for text in values.getlist("d")[: MOST + 1] if (row := Chosen.read(text))]
    kept = list({row.number: row for row in chosen}.values())[:MOST]
    dossiers = chosen_dossiers(request.actor, kept, lock=sent)
    form = _form(action, dossiers, request)
    if not sent or not form.is_valid() or not dossiers:
        note = TOO_MANY if len(chosen) > MOST else ""
        return _preview(request, action, dossiers, form, note, status=422 if sent else 200)
    versions = {row.number: row.version for row in kept}
    outcomes = carried_out(action, request.actor, dossiers, versions, form.cleaned_data, request.now)
    done = [outcome.dossier for outcome in outcomes if outcome.done]
    if action is bulk_actions.PRINT and done:
        return printed(done)
    if action is bulk_actions.LABELS and done:
        return labelled(done, now=request.now)
    summary = f"{formats.count(len(done), 'dossier traité', 'dossiers traités')} sur {len(outcomes)}."
    shown = BulkDone(
        title=action.label,
        summary=summary,
        back=_back(dossiers),
        table=done_table(outcomes),
        crumbs=_crumbs(dossiers, action.label),
    )
    return respond(request, "staff/bulk_done.html", shown, frame=frame(request))


def _form(action: BulkAction, dossiers: list[Dossier], request: HouseRequest) -> Any:
    data = request.POST if request.method == "POST" else None
    today = timezone.localdate(request.now)
    if action is bulk_actions.ASSIGN:
        return BulkAssignForm(assignable_to_any(dossiers, today=today), data)
    if action is bulk_actions.NOTE:
        return BulkNoteForm(data)
    if action is SAME_LETTER:
        return SameLetterForm(templates_for(dossiers), data)
    return EmptyForm(data)


def _preview(
    request: HouseRequest,
    action: BulkAction,
    dossiers: list[Dossier],
    form: forms.Form,
    note: str,
    *,
    status: int,
) -> HttpResponse:
    table, ready = previewed(action, request.actor, dossiers)
    refused = len(dossiers) - ready
    summary = NONE
    if dossiers:
        summary = f"{formats.count(ready, 'dossier sera traité', 'dossiers seront traités')}"
        summary += f", {refused} {'sera refusé' if refused == 1 else 'seront refusés'}." if refused else "."
    shown = BulkPage(
        title=action.label,
        lead=action.lead,
        submit=action.submit,
        url=with_query(reverse("staff:bulk"), faire=action.code),
        back=_back(dossiers),
        form=form,
        rows=tuple(f"{dossier.number}:{dossier.version}" for dossier in dossiers),
        table=table,
        ready=ready,
        summary=" ".join(filter(None, (note, summary))),
        crumbs=_crumbs(dossiers, action.label),
    )
    return respond(request, "staff/bulk.html", shown, status=status, frame=frame(request))


def _back(dossiers: list[Dossier]) -> str:
    if not dossiers:
        return reverse("staff:home")
    return reverse("staff:list", kwargs={"module": registry.module_of_kind(dossiers[0].kind).code})


def _crumbs(dossiers: list[Dossier], last: str) -> tuple[Crumb, ...]:
    name = registry.module_of_kind(dossiers[0].kind).name if dossiers else "Mon travail"
    return (Crumb(label=name, url=_back(dossiers)), Crumb(label=last))
