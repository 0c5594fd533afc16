"""Texts of law: the list, one text, a new version, the validation by another person, setting one aside.

Each view translates, calls once, translates back. Those who answer for letters come here, without elevation.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils import timezone

from egide.interfaces.administration.elevated import administration_frame
from egide.interfaces.administration.forms_texts import NewTextForm, VersionForm
from egide.interfaces.administration.pages_texts import (
    form_page,
    new_page,
    text_page,
    text_url,
    texts_page,
    versions_of,
)
from egide.interfaces.administration.pages_texts_cited import begun
from egide.kernel.gate.pages import HouseRequest, View, page
from egide.kernel.legal_texts.entering import WRITERS, enter_text, validate_text, withdraw_text
from egide.kernel.legal_texts.models import LegalText
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui.respond import go_to, respond

CURRENT = "texts"
KEPT = "La version est consignée. Une autre personne la valide; d’ici là, les lettres de ses jours ne partent pas."


def kept_by_owners(*methods: str) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Will register a view for those who answer for what letters say of the law."""
    return page(action="law_texts", to=WRITERS, methods=methods or ("GET",))


@kept_by_owners("GET")
def texts(request: HouseRequest) -> HttpResponseBase:
    """Will list the texts, act by act."""
    shown = texts_page(today=timezone.localdate(request.now))
    return respond(request, "administration/texts.html", shown, frame=_frame(request))


@kept_by_owners("GET", "POST")
def text_new(request: HouseRequest) -> HttpResponseBase:
    """Will take in a text that the house does not have; a section that letters cite is filled in already."""
    form = NewTextForm(
        request.POST if request.method == "POST" else None, initial=begun(request.GET.get("article", ""))
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        code = f"{given['act_code']}:{given['section_code']}"
        if versions_of(code):
            form.add_error(
                "section_code", "Ce texte est déjà dans la liste\u00a0: consignez-en une nouvelle version."
            )
        else:
            facts = form.facts(act=given["act"], section=given["section_code"])
            enter_text(actor=request.actor, code=code, facts=facts, now=request.now)
            messages.success(request, KEPT)
            return go_to(request, text_url(code))
    return respond(
        request,
        "administration/text_form.html",
        new_page(form),
        status=422 if form.is_bound else 200,
        frame=_frame(request),
    )


@kept_by_owners("GET")
def text(request: HouseRequest, *, act: str, section: str) -> HttpResponseBase:
    """Will show one text, its versions, what waits."""
    versions = _versions(act, section)
    shown = text_page(versions, actor=request.actor, today=timezone.localdate(request.now))
    return respond(request, "administration/text.html", shown, frame=_frame(request))


@kept_by_owners("GET", "POST")
def text_version(request: HouseRequest, *, act: str, section: str) -> HttpResponseBase:
    """Will take in a new version; the newest one is there to start from."""
    versions = _versions(act, section)
    newest = versions[0]
    initial = {"title": newest.title, "body": newest.body, "history": newest.history}
    form = VersionForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        facts = form.facts(act=newest.act, section=newest.section)
        enter_text(actor=request.actor, code=newest.code, facts=facts, now=request.now)
        messages.success(request, KEPT)
        return go_to(request, text_url(newest.code))
    return respond(
        request,
        "administration/text_form.html",
        form_page(versions, form),
        status=422 if form.is_bound else 200,
        frame=_frame(request),
    )


@kept_by_owners("POST")
def text_validate(request: HouseRequest, *, act: str, section: str) -> HttpResponseBase:
    """Will make the version that waits usable by the letters."""
    waits = _chosen(request, _versions(act, section))
    validate_text(actor=request.actor, text=waits, now=request.now)
    messages.success(
        request, f"La version {waits.version} est validée\u00a0: les lettres l’annexent dès maintenant."
    )
    return go_to(request, text_url(waits.code))


@kept_by_owners("POST")
def text_withdraw(request: HouseRequest, *, act: str, section: str) -> HttpResponseBase:
    """Will set the version that waits aside."""
    waits = _chosen(request, _versions(act, section))
    withdraw_text(actor=request.actor, text=waits, now=request.now)
    messages.success(request, f"La version {waits.version} est mise de côté.")
    return go_to(request, text_url(waits.code))


def _versions(act: str, section: str) -> list[LegalText]:
    code = f"{act}:{section}"
    found = versions_of(code) if len(code) <= 60 and "\x00" not in code else []
    if not found:
        raise NotVisible
    return found


def _chosen(request: HouseRequest, versions: list[LegalText]) -> LegalText:
    # The version that the page showed: another one may have come since.
    asked = request.POST.get("version", "")
    for row in versions:
        if str(row.version) == asked:
            return row
    raise Refused("Dites quelle version\u00a0: rechargez la page et recommencez.")


def _frame(request: HouseRequest) -> dict[str, Any]:
    return administration_frame(request, CURRENT)
