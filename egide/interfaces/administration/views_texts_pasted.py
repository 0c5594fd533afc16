"""The Access Act pasted by a person: what was found is shown, and what is chosen is entered, to be validated.

Nothing is entered before it was shown; another person validates each text, as for one typed by hand.
"""

from collections import defaultdict

from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse

from egide.interfaces.administration.elevated import administration_frame
from egide.interfaces.administration.forms_texts import PastedForm
from egide.interfaces.administration.pages_texts_cited import code_of, paste_page
from egide.interfaces.administration.views_texts import CURRENT, kept_by_owners
from egide.kernel.gate.pages import HouseRequest
from egide.kernel.legal_texts.cutting import Cut, cut
from egide.kernel.legal_texts.entering import TextFacts, enter_text
from egide.kernel.legal_texts.models import LegalText
from egide.kernel.legal_texts.reading import standing
from egide.kernel.legal_texts.shipped import ACT
from egide.ui import formats
from egide.ui.respond import go_to, respond

NOTHING = (
    "Aucun article n’a été reconnu. Chaque article commence par son numéro suivi d’un point, au début d’une ligne. "
    "Exemple\u00a0: 14. Un organisme…"
)
NO_CHOICE = "Cochez au moins un article à consigner."


@kept_by_owners("GET", "POST")
def text_paste(request: HouseRequest) -> HttpResponseBase:
    """Will show the sections found in what was pasted, then enter those that were chosen."""
    form = PastedForm(request.POST if request.method == "POST" else None)
    cuts: tuple[Cut, ...] = ()
    if form.is_bound and form.is_valid():
        cuts = cut(form.cleaned_data["pasted"])
        if not cuts:
            form.add_error("pasted", NOTHING)
    choosing = "consigner" in request.POST
    picked = frozenset(request.POST.getlist("articles")) if choosing else None
    if cuts and choosing:
        chosen = [one for one in cuts if one.section in (picked or ()) and not one.too_long]
        if chosen:
            _enter(request, form, chosen)
            return go_to(request, reverse("administration:texts"))
        form.add_error(None, NO_CHOICE)
    shown = paste_page(form, cuts, _held(cuts), picked=picked)
    status = 422 if form.is_bound and form.errors else 200
    frame = administration_frame(request, CURRENT)
    return respond(request, "administration/text_paste.html", shown, status=status, frame=frame)


def _enter(request: HouseRequest, form: PastedForm, chosen: list[Cut]) -> None:
    for one in chosen:
        facts = TextFacts(
            act=ACT,
            section=one.section,
            title=f"Article {one.section}",
            body=one.body,
            history=one.history,
            since=form.cleaned_data["since"],
            until=None,
            source=form.cleaned_data["source"],
        )
        enter_text(actor=request.actor, code=code_of(one.section), facts=facts, now=request.now)
    said = formats.count(len(chosen), "article est consigné", "articles sont consignés")
    messages.success(
        request,
        f"{said}. Une autre personne les compare avec la version officielle et les valide; d’ici là, les lettres "
        "de leurs jours ne partent pas.",
    )


def _held(cuts: tuple[Cut, ...]) -> dict[str, list[LegalText]]:
    held: defaultdict[str, list[LegalText]] = defaultdict(list)
    rows = standing().filter(code__in=[code_of(one.section) for one in cuts])
    for row in rows.order_by("code", "-since", "-version"):
        held[row.code].append(row)
    return dict(held)
