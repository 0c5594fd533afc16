"""The rules of delay, read by the whole staff; a date may be tried, nothing is kept.

The view translates; the arithmetic is law's.
"""

from django.http import HttpResponseBase

from egide.interfaces.administration.choices import sites_offered
from egide.interfaces.administration.elevated import administration_frame
from egide.interfaces.administration.forms_deadline_rules import TryForm
from egide.interfaces.administration.pages_deadline_rules import deadline_rules_page, rules_offered
from egide.kernel.gate.pages import HouseRequest, page
from egide.ui.respond import respond


@page(action="deadline_rules")
def deadline_rules(request: HouseRequest) -> HttpResponseBase:
    """Will show the rules and, when a date is tried, its proof."""
    asked = request.GET if "regle" in request.GET else None
    form = TryForm(rules_offered(), sites_offered(), asked)
    tried = None
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        tried = (given["regle"], given["depart"], given["lieu"])
    return respond(
        request,
        "administration/deadline_rules.html",
        deadline_rules_page(form, tried=tried),
        status=422 if form.is_bound and tried is None else 200,
        frame=administration_frame(request, "deadline_rules"),
    )
