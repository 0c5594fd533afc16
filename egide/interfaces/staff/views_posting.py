"""The post of the day: print the letters chosen as one file, print their labels, note each as posted.

Translates, calls once for each letter, translates back: one refusal leaves the others done.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone

from egide.interfaces.staff.forms_letters import PostingForm
from egide.interfaces.staff.frame import frame
from egide.interfaces.staff.pages_posting import MOST, PostedLine, name_of, posting_page, value_of, waiting
from egide.kernel.dossiers.actions import touch
from egide.kernel.gate.opening import check_version, open_dossier
from egide.kernel.gate.pages import HouseRequest, page
from egide.kernel.letters.dispatch import send_by_post
from egide.kernel.letters.labels import labels_pdf
from egide.kernel.letters.models import Letter
from egide.kernel.letters.posting import joined_pdf
from egide.kernel.letters.reading import letter_of
from egide.platform.errors.failures import HouseFailure, NotVisible
from egide.ui.respond import respond

POSTING = "posting"
NOTHING = "Choisissez au moins une lettre."


@page(action="list", methods=("GET", "POST"))
def posting(request: HouseRequest) -> HttpResponse:
    """Will list what waits for the post, then do what was asked with the letters chosen."""
    letters = waiting(request.actor)
    today = timezone.localdate(request.now).isoformat()
    if request.method == "GET":
        return _shown(request, letters, PostingForm(initial={"posted_on": today}))
    asked, sent = request.POST.get("faire", ""), frozenset(request.POST.getlist("l")[: MOST + 1])
    chosen = [letter for letter in letters[:MOST] if value_of(letter) in sent]
    if not chosen:
        form = PostingForm(initial={"posted_on": today})
        return _shown(request, letters, form, chosen=sent, note=NOTHING, status=422)
    if asked == "imprimer":
        return _pdf(joined_pdf(chosen), "lettres-a-poster.pdf")
    if asked == "etiquettes":
        return _pdf(labels_pdf(letters=chosen, now=request.now), "etiquettes.pdf")
    if asked != "poster":
        raise NotVisible
    form = PostingForm(request.POST)
    if not form.is_valid():
        return _shown(request, letters, form, chosen=sent, status=422)
    lines = tuple(_post(request, letter, form.cleaned_data["posted_on"]) for letter in _locked(chosen))
    left = PostingForm(initial={"posted_on": today})
    return _shown(request, waiting(request.actor), left, lines=lines)


def _locked(letters: Sequence[Letter]) -> list[Letter]:
    # Several dossiers are always locked in the same order.
    return sorted(letters, key=lambda letter: (letter.dossier_id, letter.rank))


def _post(request: HouseRequest, letter: Letter, day: date) -> PostedLine:
    try:
        with transaction.atomic():
            number, version = letter.dossier.number, str(letter.dossier.version)
            dossier = open_dossier(actor=request.actor, number=number, action="send_letter", lock=True)
            check_version(dossier, version)
            found = letter_of(dossier, letter.rank)
            send_by_post(actor=request.actor, dossier=dossier, letter=found, posted_on=day, now=request.now)
            touch(dossier)
    except HouseFailure as failure:
        return PostedLine(label=name_of(letter), words=failure.what, done=False)
    return PostedLine(label=name_of(letter), words="Mise à la poste consignée.", done=True)


def _shown(
    request: HouseRequest,
    letters: Sequence[Letter],
    form: PostingForm,
    *,
    chosen: frozenset[str] | None = None,
    lines: tuple[PostedLine, ...] = (),
    note: str = "",
    status: int = 200,
) -> HttpResponse:
    shown = posting_page(letters, form=form, chosen=chosen, lines=lines, note=note)
    return respond(request, "staff/posting.html", shown, status=status, frame=frame(request, current=POSTING))


def _pdf(content: bytes, name: str) -> HttpResponse:
    # The answer to a POST: a viewer that showed it in the page would ask again by GET to save it, and find nothing.
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
