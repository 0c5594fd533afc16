"""Work on several dossiers chosen in a list: the preview, then one result line each, at once or by a job.

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
from egide.interfaces.staff.bulk_choosing import BY_HAND, Selection, selection_of
from egide.interfaces.staff.bulk_job import ask_for_batch
from egide.interfaces.staff.bulk_letters import SAME_LETTER, templates_for
from egide.interfaces.staff.bulk_print import labelled, printed
from egide.interfaces.staff.forms_bulk import BulkAssignForm, BulkNoteForm, EmptyForm, SameLetterForm
from egide.interfaces.staff.forms_records_dossier import ClassifyForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_bulk import (
    SHOWN,
    BulkDone,
    BulkPage,
    assignable_to_any,
    carried_out,
    done_table,
    previewed,
)
from egide.kernel import registry
from egide.kernel.batches.actions import LARGEST
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.records.plan import classes_in_force
from egide.platform.errors.failures import NotVisible
from egide.ui import formats
from egide.ui.pages import Crumb
from egide.ui.respond import go_to, respond

NONE = "Choisissez au moins un dossier dans la liste, puis ce qu’il faut faire."
CHANGED = (
    "Ce que le filtre trouve a changé depuis l’aperçu\u00a0: rien n’a été fait. "
    "Vérifiez le nombre, puis confirmez."
)
BY_JOB = (
    f"Voici ce qui arrivera aux {SHOWN} premiers. Le travail se fait ensuite sans vous retenir, un dossier après "
    "l’autre\u00a0: une page montre où il en est et donne une ligne de résultat par dossier."
)


@page(action="list", methods=("GET", "POST"))
def bulk(request: HouseRequest) -> HttpResponse:
    """Will show what would happen to each dossier chosen, then do it and say what happened to each."""
    sent = request.method == "POST"
    action = bulk_actions.by_code(request.GET.get("faire", ""))
    if action is None:
        raise NotVisible
    selection = selection_of(request)
    form = _form(action, selection, request)
    if not sent or not form.is_valid() or not selection.dossiers or selection.changed:
        note = CHANGED if sent and selection.changed else _left_out(selection)
        return _preview(request, action, selection, form, note, status=422 if sent else 200)
    if selection.long:
        asked = ask_for_batch(
            actor=request.actor,
            action=action,
            selection=selection,
            answers=form.cleaned_data,
            now=request.now,
        )
        return go_to(request, reverse("staff:batch", kwargs={"batch": asked.public_id}))
    return _done(request, action, selection, form)


def _done(request: HouseRequest, action: BulkAction, selection: Selection, form: forms.Form) -> HttpResponse:
    dossiers = selection.dossiers
    outcomes = carried_out(
        action, request.actor, dossiers, selection.versions, form.cleaned_data, request.now
    )
    done = [outcome.dossier for outcome in outcomes if outcome.done]
    if action is bulk_actions.PRINT and done:
        return printed(done)
    if action is bulk_actions.LABELS and done:
        return labelled(done, now=request.now)
    summary = f"{formats.count(len(done), 'dossier traité', 'dossiers traités')} sur {len(outcomes)}."
    shown = BulkDone(
        title=action.label,
        summary=summary,
        back=selection.back,
        table=done_table(outcomes),
        crumbs=_crumbs(selection, action.label),
    )
    return respond(request, "staff/bulk_done.html", shown, frame=frame(request))


def _form(action: BulkAction, selection: Selection, request: HouseRequest) -> Any:
    data = request.POST if request.method == "POST" else None
    today = timezone.localdate(request.now)
    if action is bulk_actions.ASSIGN:
        return BulkAssignForm(assignable_to_any(selection.dossiers, today=today), data)
    if action is bulk_actions.NOTE:
        return BulkNoteForm(data)
    if action is bulk_actions.RECLASSIFY:
        return ClassifyForm(data, classes=[(one.code, one.label) for one in classes_in_force(on=today)])
    if action is SAME_LETTER:
        return SameLetterForm(templates_for(list(selection.dossiers)), data)
    return EmptyForm(data)


def _preview(
    request: HouseRequest,
    action: BulkAction,
    selection: Selection,
    form: forms.Form,
    note: str,
    *,
    status: int,
) -> HttpResponse:
    dossiers = selection.dossiers
    shown_rows = dossiers[:SHOWN] if selection.long else dossiers
    table, ready = previewed(action, request.actor, shown_rows, today=timezone.localdate(request.now))
    shown = BulkPage(
        title=action.label,
        lead=action.lead,
        submit=f"{action.submit} ({formats.number(len(dossiers))})" if selection.long else action.submit,
        url=with_query(reverse("staff:bulk"), faire=action.code),
        back=selection.back,
        form=form,
        fields=(*selection.fields, ("vu", selection.mark)) if selection.whole else selection.fields,
        any=bool(dossiers),
        table=table,
        ready=len(dossiers) if selection.long else ready,
        summary=" ".join(filter(None, (note, _summary(selection, ready)))),
        crumbs=_crumbs(selection, action.label),
    )
    return respond(request, "staff/bulk.html", shown, status=status, frame=frame(request))


def _summary(selection: Selection, ready: int) -> str:
    count = len(selection.dossiers)
    if not count:
        return NONE
    if selection.long:
        return f"{formats.count(count, 'dossier choisi', 'dossiers choisis')}. {BY_JOB}"
    refused = count - ready
    words = formats.count(ready, "dossier sera traité", "dossiers seront traités")
    return words + (f", {refused} {'sera refusé' if refused == 1 else 'seront refusés'}." if refused else ".")


def _left_out(selection: Selection) -> str:
    if not selection.left_out:
        return ""
    if selection.whole:
        return f"Au plus {formats.number(LARGEST)} dossiers à la fois\u00a0: les premiers sont retenus."
    return (
        f"Au plus {formats.number(BY_HAND)} dossiers cochés à la fois\u00a0: les premiers sont retenus. "
        "Pour davantage, prenez tout ce qu’un filtre trouve."
    )


def _crumbs(selection: Selection, last: str) -> tuple[Crumb, ...]:
    first = selection.dossiers[0] if selection.dossiers else None
    name = registry.module_of_kind(first.kind).name if first else "Mon travail"
    return (Crumb(label=name, url=selection.back), Crumb(label=last))
