"""Page objects of the request for intervention: a step, the review of all answers, the confirmation.

They put answers into words; what is valid is decided by the forms.
"""

from dataclasses import dataclass
from datetime import date

from egide.interfaces.public.approximations import When
from egide.interfaces.public.consents import Consent, consent_on
from egide.interfaces.public.drafts import ANSWERS, LAST_STEP, Draft
from egide.interfaces.public.forms_base import FOLLOWS_AN_ERROR, Extra, StepForm
from egide.interfaces.public.forms_contact import CHANNELS, WHO
from egide.interfaces.public.frame import PublicPage, trail
from egide.interfaces.public.orders import KnownOrder
from egide.interfaces.public.receipt_secrets import Secret
from egide.interfaces.public.steps import STEP_FORMS
from egide.law.concerns import HelpLine
from egide.modules.interventions.models import Mechanism, Situation
from egide.ui.formats import day
from egide.ui.pages import DeadlineView, Progress

RECOURSE = 2
TITLES = {
    1: "Votre situation",
    2: "Votre recours auprès de l’ordre",
    3: "Votre demande",
    4: "Vos coordonnées",
    5: "Vérification et envoi",
}
NOTES = {
    "no_news": "L’Office ne remplace pas le syndic. Il peut rappeler à l’ordre les délais que la loi lui "
    "impose et "
    "veiller à ce qu’on vous réponde. Il ne juge pas le professionnel.",
    "no_complaint": "L’Office ne peut pas réviser la décision du syndic. Le comité de révision de l’ordre "
    "le peut, si "
    "vous le lui demandez dans les 30\u00a0jours après avoir reçu la décision.",
    "not_yet": "Le syndic de l’ordre est le seul qui puisse enquêter sur un professionnel. Nous vous "
    "dirons comment "
    "le joindre; vous pouvez aussi lui écrire dès maintenant.",
    "awaiting_review": "Le comité de révision est indépendant de l’Office. Nous pouvons rappeler à "
    "l’ordre le délai "
    "dans lequel il doit vous répondre.",
    "other": "Répondez comme vous le pouvez\u00a0: nous vous écrirons s’il nous manque quelque chose.",
}
EMPTY = "Sans réponse"
LONG = 80  # characters


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer in words; `long` for a text that needs the whole width, `none` when nothing was answered."""

    term: str
    value: str
    long: bool = False
    none: bool = False


@dataclass(frozen=True, kw_only=True)
class Part:
    """The answers of one step, and the step to go back to."""

    step: int
    title: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, kw_only=True)
class StepPage(PublicPage):
    """A step of the form: what it asks, and the answers that travel with it."""

    form: StepForm
    progress: Progress
    step: int
    form_key: str
    review: bool
    hidden: tuple[tuple[str, str], ...]
    orders: tuple[KnownOrder, ...]
    note: str
    parts: tuple[Part, ...] = ()
    too_often: bool = False
    extras: tuple[Extra, ...] = ()
    opened: str = ""
    consent: Consent

    @property
    def previous(self) -> int:
        """The step before; none (0) at the first."""
        return self.step - 1

    @property
    def started(self) -> bool:
        """Whether leaving now would lose something."""
        return any(value for name, value in self.hidden if name != "who")


@dataclass(frozen=True, kw_only=True)
class ReceivedPage(PublicPage):
    """The confirmation: the number to keep and what happens next."""

    reference: str
    received_on: str
    dates: tuple[DeadlineView, ...]
    acknowledgment: str
    reply: str
    # What follows the request, while the browser still carries it; and whether an e-mail says the same.
    secret: Secret | None
    confirmed: bool
    anonymous: bool
    sent_before: bool
    calm: str = ""
    help_lines: tuple[HelpLine, ...] = ()


def step_page(
    *, draft: Draft, form: StepForm, step: int, orders: tuple[KnownOrder, ...], too_often: bool = False
) -> StepPage:
    """Will return the page of a step; step 5 shows every answer again."""
    values = draft.values
    last = step == LAST_STEP
    return StepPage(
        title=TITLES[step],
        crumbs=trail(last="Demande d’intervention"),
        form=form,
        progress=Progress(current=step, total=LAST_STEP),
        step=step,
        form_key=draft.form_key,
        review=draft.review or last,
        hidden=tuple((name, values.get(name, "")) for name in ANSWERS if name not in form.fields),
        orders=orders if step == RECOURSE else (),
        note=NOTES.get(values.get("situation", ""), "") if step == RECOURSE else "",
        parts=parts_of(draft, form.today, orders) if last else (),
        too_often=too_often,
        extras=form.closed,
        opened=" ".join(sorted(draft.opened)),
        consent=consent_on(form.today),
    )


def parts_of(draft: Draft, today: date, orders: tuple[KnownOrder, ...]) -> tuple[Part, ...]:
    """Will return every answer in words, step by step; only the questions that were asked."""
    parts = []
    for step, kind in STEP_FORMS.items():
        if step == LAST_STEP:
            continue
        form = kind(draft, today=today, orders=orders)
        form.is_valid()
        asked = tuple(_answer(form, name) for name in form.fields if name not in FOLLOWS_AN_ERROR)
        parts.append(Part(step=step, title=TITLES[step], answers=asked))
    return tuple(parts)


def _answer(form: StepForm, name: str) -> Answer:
    value = form.cleaned_data.get(name)
    words = _words(name, value)
    long = "\n" in words or len(words) > LONG
    return Answer(term=str(form.fields[name].label), value=words, long=long, none=not value)


def _words(name: str, value: object) -> str:
    if isinstance(value, When):
        return when_in_words(value)
    choices: dict[str, dict[str, str]] = {
        "situation": dict(Situation.choices),
        "mechanism": dict(Mechanism.choices),
        "preferred_channel": dict(CHANNELS),
        "who": dict(WHO),
    }
    return choices.get(name, {}).get(str(value), str(value or EMPTY))


def when_in_words(when: When) -> str:
    """Will write the day, or the person's words with the days between which they stand."""
    if when.first is None or when.last is None:
        return f"«\u00a0{when.words}\u00a0» (date approximative)"
    if when.exact:
        return day(when.first)
    return (
        f"«\u00a0{when.words}\u00a0» (date approximative, entre le {day(when.first)} et le {day(when.last)})"
    )
