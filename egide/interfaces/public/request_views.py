"""The request for intervention: five steps without a session, one sending, a receipt.

Each POST carries the whole draft; a refusal shows it again, so that nothing typed is ever lost.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.public import drafts, receipt_secrets
from egide.interfaces.public.commitments import promise, promised_dates
from egide.interfaces.public.consents import consent_on
from egide.interfaces.public.drafts import LAST_STEP, Draft
from egide.interfaces.public.fields import choose_again
from egide.interfaces.public.forms import RecourseStep, SituationStep
from egide.interfaces.public.forms_base import StepForm
from egide.interfaces.public.forms_contact import ContactStep, SendStep
from egide.interfaces.public.frame import TITLES, show, trail
from egide.interfaces.public.limits import limited_by_steps
from egide.interfaces.public.orders import KnownOrder, known_orders
from egide.interfaces.public.receipts import Receipt, seal, unseal
from egide.interfaces.public.request_pages import ReceivedPage, step_page
from egide.interfaces.public.sending import send
from egide.interfaces.public.sent_once import AGAIN, new_key, same_browser, sent_before
from egide.interfaces.public.steps import STEP_FORMS
from egide.kernel.gate.pages import Audience, HouseRequest, page
from egide.law.concerns import CALM_SENTENCE, HELP_LINES
from egide.modules.interventions.models import Mechanism, Situation
from egide.modules.interventions.told import read_answers
from egide.platform.storage.joined import RefusedFiles
from egide.ui.formats import day

# What the next step offers until the person chooses.
LIKELY_MECHANISM = {
    "no_news": Mechanism.SYNDIC.value,
    "no_complaint": Mechanism.SYNDIC.value,
    "not_yet": Mechanism.SYNDIC.value,
    "awaiting_review": Mechanism.REVIEW.value,
}
OPEN = "open:"  # the button that asks for extra questions
REWORDED = (
    "Le texte de cet accord a changé depuis que vous avez ouvert la page. Relisez-le, puis cochez la case."
)
REJECTED = 422
TOO_OFTEN = 429


@limited_by_steps
@page(
    action="public.request",
    to=Audience.PUBLIC,
    methods=("GET", "POST"),
    acts_as="public_intake",
)
def request_form(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will show the first step, or take the answers of any step and show the next."""
    return _Turn(request).answer()


@page(action="public.received", to=Audience.PUBLIC)
def received(request: HouseRequest, **kwargs: Any) -> HttpResponseBase:
    """Will show the confirmation of a sending again.

    :raises NotVisible: the address was not made by us.
    """
    receipt = unseal(kwargs["token"])
    lengths = promise(receipt.received_on)
    shown = ReceivedPage(
        title="Nous avons reçu votre demande",
        crumbs=trail(last=TITLES["request"]),
        reference=receipt.reference,
        received_on=day(receipt.received_on, weekday=True),
        dates=promised_dates(receipt.received_on),
        acknowledgment=lengths.acknowledgment,
        reply=lengths.reply,
        secret=receipt_secrets.carried(request, reference=receipt.reference),
        confirmed=receipt.confirmed,
        anonymous=receipt.anonymous,
        sent_before=sent_before(request),
        calm=CALM_SENTENCE if receipt.help else "",
        help_lines=HELP_LINES if receipt.help else (),
    )
    response = show(request, "request_received", shown)
    response["Cache-Control"] = "private, no-store"  # a shared computer must not bring the secret back
    return response


class _Turn:
    """One exchange: the draft that came, and the page that goes back."""

    def __init__(self, request: HouseRequest) -> None:
        self.request = request
        self.today: date = timezone.localdate(request.now)
        self.orders: tuple[KnownOrder, ...] = known_orders()

    def answer(self) -> HttpResponseBase:
        """Will decide what the person wants: begin, go back, go on, or send."""
        if self.request.method != "POST":
            return self.show(self.begun(), 1)
        draft = drafts.received(self.request.POST, new_key=new_key(self.request))
        go = self.request.POST.get("go", "")
        if go.startswith(OPEN) and go.removeprefix(OPEN) in drafts.EXTRAS:
            return self.open(draft, go.removeprefix(OPEN))
        if (asked := drafts.step_number(go)) is not None:
            return self.show(draft, asked)
        if go == "send":
            return self.send(draft)
        return self.go_on(draft)

    def begun(self) -> Draft:
        """Will begin a draft on what the guide already knows: situation, instance, order."""
        asked = self.request.GET
        situation, mechanism = asked.get("situation", ""), asked.get("instance", "")
        order = next((order for order in self.orders if order.slug == asked.get("ordre")), None)
        return drafts.new_draft(
            form_key=new_key(self.request),
            situation=situation if situation in Situation.values else "",
            mechanism=mechanism if mechanism in Mechanism.values else "",
            order=order.name if order else "",
            order_slug=order.slug if order else "",
        )

    def open(self, draft: Draft, extra: str) -> HttpResponseBase:
        """Will show the same step with the extra questions asked for, the first of them under the cursor."""
        opened = replace(draft, opened=draft.opened | {extra})
        form = self.form(opened, draft.step, bound=False)
        for known in form.extras:
            if known.code == extra:
                form.focus(known.fields[0])
        return self._page(opened, form, draft.step, 200)

    def go_on(self, draft: Draft) -> HttpResponseBase:
        """Will check the step that was answered, then show the next, or the review when all was seen once."""
        form = self.form(draft, draft.step)
        if draft.laid and draft.laid != form.layout:
            return self.show(draft, draft.step)  # an answer changed the questions: nobody has seen them yet
        if not form.is_valid():
            return self.refuse(draft, form, draft.step)
        draft = _settled(draft, form)
        if draft.review:
            return self.review(draft)
        return self.show(draft, min(draft.step + 1, LAST_STEP))

    def review(self, draft: Draft) -> HttpResponseBase:
        """Will show the last step, or the first one that is not yet answered as it should."""
        refused = self.first_refused(draft)
        if refused is None:
            return self.show(draft, LAST_STEP)
        step, form = refused
        return self.refuse(draft, form, step)

    def send(self, draft: Draft) -> HttpResponseBase:
        """Will check everything again, keep the request, and lead to its receipt."""
        refused = self.first_refused(draft)
        if refused is not None:
            return self.refuse(draft, refused[1], refused[0])
        form = SendStep(draft, today=self.today, files=self.request.FILES)
        if getattr(self.request, "sent_too_often", False):
            return self.show(draft, LAST_STEP, status=TOO_OFTEN)
        if form.is_valid() and draft.consent_version != consent_on(self.today).version:
            form.refuse_consent(REWORDED)
        if not form.is_valid():
            return self.refuse(draft, form, LAST_STEP)
        recourse = RecourseStep(draft, today=self.today, orders=self.orders)
        contact = ContactStep(draft, today=self.today)
        recourse.full_clean()
        contact.full_clean()
        try:
            sent = send(
                actor=self.request.actor,
                draft=draft,
                recourse=recourse,
                contact=contact,
                files=form.cleaned_data["attachments"],
                same_browser=same_browser(self.request, draft.form_key),
                now=self.request.now,
            )
        except RefusedFiles as problem:
            for name, sentence in problem.files:
                form.add_error("attachments", f"«\u00a0{name}\u00a0» n’a pas été accepté. {sentence}")
            return self.refuse(draft, form, LAST_STEP)
        kept = sent.request
        receipt = Receipt(
            reference=kept.reference,
            received_on=timezone.localdate(kept.received_at),
            confirmed=sent.confirmed,
            anonymous=contact.who_asks == "anonymous",
            help=read_answers(kept.answers).concern is not None,
        )
        address = reverse("public:received", args=[seal(receipt)])
        response = HttpResponseRedirect(f"{address}{AGAIN * sent.before}", status=303)
        if sent.issued is not None:
            receipt_secrets.carry(response, reference=kept.reference, issued=sent.issued)
        return response

    def first_refused(self, draft: Draft) -> tuple[int, StepForm] | None:
        """Will return the first step whose answers are refused, with its errors."""
        for step in range(1, LAST_STEP):
            form = self.form(draft, step)
            if not form.is_valid():
                return step, form
        return None

    def form(self, draft: Draft, step: int, *, bound: bool = True) -> StepForm:
        """Will return the form of a step over the draft."""
        return STEP_FORMS[step](draft, today=self.today, orders=self.orders, bound=bound)

    def show(self, draft: Draft, step: int, *, status: int = 200) -> HttpResponseBase:
        """Will show a step with what was answered, without judging it."""
        return self._page(draft, self.form(draft, step, bound=False), step, status)

    def refuse(self, draft: Draft, form: StepForm, step: int) -> HttpResponseBase:
        """Will show a step with its errors."""
        if step == LAST_STEP:
            choose_again(form, "attachments", self.request.FILES)
        return self._page(draft, form, step, REJECTED)

    def _page(self, draft: Draft, form: StepForm, step: int, status: int) -> HttpResponseBase:
        shown = step_page(
            draft=draft, form=form, step=step, orders=self.orders, too_often=status == TOO_OFTEN
        )
        template = "request_review" if step == LAST_STEP else "request_step"
        response = show(self.request, template, shown, status=status)
        # The answers are in the page: it may come back with the browser's button, never from a shared cache.
        response["Cache-Control"] = "private, no-cache"
        return response


def _settled(draft: Draft, form: StepForm) -> Draft:
    """Will put the order's full name in place of what was typed, and offer the likely instance first."""
    if isinstance(form, RecourseStep) and (order := form.chosen_order):
        return replace(draft, values={**draft.values, "order": order.name, "order_slug": order.slug})
    if isinstance(form, SituationStep) and not draft.values["mechanism"]:
        likely = LIKELY_MECHANISM.get(form.cleaned_data["situation"], "")
        return replace(draft, values={**draft.values, "mechanism": likely})
    return draft
