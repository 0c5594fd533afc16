"""The words of letters: the list, one letter, writing a version, its preview, submitting, approving, returning.

Each view translates, calls once, translates back. A letter that the reader does not administer does not exist.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone

from egide.interfaces.administration.elevated import administration_frame
from egide.interfaces.administration.forms_wordings import ReturnForm, WordsForm
from egide.interfaces.administration.pages_wordings import (
    Letters,
    letters_page,
    unit_of,
    words_page,
    write_page,
)
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.letters.sampling import FromUnit, sample_pdf
from egide.kernel.wordings import writing
from egide.kernel.wordings.hands import administered, may_write
from egide.kernel.wordings.models import WordingVersion
from egide.kernel.wordings.reading import InForce, original, wording_for
from egide.platform.errors.failures import BadInput, NotVisible, Refused
from egide.platform.typesetting.errors import MergeFailed
from egide.platform.typesetting.wording import Wording
from egide.ui.respond import go_to, respond

CURRENT, ACTION = "letters", "letter_wordings"
SAID = {
    "submit": "La version est soumise à l’approbation d’une autre personne.",
    "approve": "La version est approuvée\u00a0: les prochaines lettres l’auront à compter de son jour.",
    "return": "La version est retournée à qui l’écrit.",
    "set_aside": "La version est mise de côté.",
}


@page(action=ACTION)
def letters(request: HouseRequest) -> HttpResponseBase:
    """Will list the letters whose words the reader may write or approve."""
    shown = letters_page(request.actor)
    return respond(request, "administration/letters.html", shown, frame=_frame(request))


@page(action=ACTION)
def letter_words(request: HouseRequest, *, compartment: str, module: str, template: str) -> HttpResponseBase:
    """Will show one letter: what is prepared, what is in force, every version."""
    return _shown(request, _found(request, compartment, module, template), ReturnForm())


@page(action=ACTION, methods=("GET", "POST"))
def letter_words_write(
    request: HouseRequest, *, compartment: str, module: str, template: str
) -> HttpResponseBase:
    """Will take in what is written; it starts from what is prepared, from a version asked, or from what is in force."""
    of = _found(request, compartment, module, template)
    if not may_write(request.actor, of.module, of.place):
        raise Refused("Les mots de cette lettre s’écrivent par les personnes qui la rédigent.")
    form = WordsForm(request.POST if request.method == "POST" else None, initial=_start(request, of))
    if form.is_bound and form.is_valid():
        try:
            Wording.parse(writing.normal(form.cleaned_data["words"]))
        except MergeFailed as failure:
            form.add_error("words", str(failure))
        else:
            writing.write(
                actor=request.actor,
                module=of.module,
                letter=of.letter,
                place=of.place,
                text=form.cleaned_data["words"],
                reason=form.cleaned_data["reason"],
                since=form.cleaned_data["since"],
                now=request.now,
            )
            messages.success(request, "La version est gardée. Relisez-la sur la page, puis soumettez-la.")
            return go_to(request, of.url())
    return respond(
        request,
        "administration/letter_words_form.html",
        write_page(of, form),
        status=422 if form.is_bound else 200,
        frame=_frame(request),
    )


@page(action=ACTION)
def letter_words_preview(
    request: HouseRequest, *, compartment: str, module: str, template: str
) -> HttpResponseBase:
    """Will print a version with sample values."""
    of = _found(request, compartment, module, template)
    asked = request.GET.get("version", "")
    row = next((row for row in _versions(of) if str(row.number) == asked), None)
    text = row.text if row else original(module=of.module.code, template=of.letter.code).text
    pdf = sample_pdf(
        module=of.module,
        template=of.letter.code,
        wording=Wording.parse(text),
        sending=FromUnit(unit=unit_of(request.actor, of.place), compartment_id=of.place.id),
        day=timezone.localdate(request.now),
    )
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="apercu-{of.letter.code}.pdf"'
    return answer


@page(action=ACTION, methods=("POST",))
def letter_words_step(
    request: HouseRequest, *, compartment: str, module: str, template: str
) -> HttpResponseBase:
    """Will submit, approve, return or set aside the version that the page showed."""
    of = _found(request, compartment, module, template)
    act, asked = request.POST.get("act", ""), request.POST.get("version", "")
    row = next((row for row in _versions(of) if str(row.number) == asked), None)
    if row is None or act not in SAID:
        raise BadInput("Dites quelle version, et ce qu’il faut en faire\u00a0: rechargez la page.")
    common: dict[str, Any] = {
        "actor": request.actor,
        "module": of.module,
        "place": of.place,
        "row": row,
        "now": request.now,
    }
    if act == "submit":
        writing.submit(**common)
    elif act == "set_aside":
        writing.set_aside(**common)
    elif act == "approve":
        writing.approve(**common, letter=of.letter, seen=request.POST.get("seen", ""))
    else:
        form = ReturnForm(request.POST)
        if not form.is_valid():
            return _shown(request, of, form, status=422)
        writing.give_back(**common, letter=of.letter, comment=form.cleaned_data["comment"])
    messages.success(request, SAID[act])
    return go_to(request, of.url())


def _shown(request: HouseRequest, of: Letters, form: ReturnForm, *, status: int = 200) -> HttpResponseBase:
    shown = words_page(of, _versions(of), actor=request.actor, now=_now(request, of), form=form)
    return respond(request, "administration/letter_words.html", shown, status=status, frame=_frame(request))


def _found(request: HouseRequest, compartment: str, module: str, template: str) -> Letters:
    for one, letter, where in administered(request.actor):
        if (one.code, letter.code, where.code) == (module, template, compartment):
            return Letters(module=one, letter=letter, place=where)
    raise NotVisible


def _versions(of: Letters) -> list[WordingVersion]:
    return writing.versions_of(module=of.module.code, template=of.letter.code, place=of.place)


def _now(request: HouseRequest, of: Letters) -> InForce:
    return wording_for(
        module=of.module.code,
        template=of.letter.code,
        on=timezone.localdate(request.now),
        compartment_id=of.place.id,
    )


def _start(request: HouseRequest, of: Letters) -> dict[str, Any]:
    versions = _versions(of)
    asked = request.GET.get("version", "")
    today = timezone.localdate(request.now)
    if asked == "0":
        text = original(module=of.module.code, template=of.letter.code).text
        return {"words": text, "reason": "Retour au texte d’origine", "since": today}
    for row in versions:
        if asked and str(row.number) == asked:
            return {"words": row.text, "reason": f"Retour à la version {row.number}", "since": today}
    for row in versions:
        if row.state in writing.PREPARED:
            return {"words": row.text, "reason": row.reason, "since": row.since}
    return {"words": _now(request, of).text, "since": today}


def _frame(request: HouseRequest) -> dict[str, Any]:
    return administration_frame(request, CURRENT)
