"""The first steps of the request for intervention, each a form; what they ask comes from domain.md, D.1.

Serves a citizen who comes once: one subject at a time, only what is needed is required.
"""

from django import forms
from django.core.exceptions import ValidationError

from egide.interfaces.public.fields import LineField, PickField, TextField, WhenField
from egide.interfaces.public.forms_base import Extra, StepForm
from egide.interfaces.public.orders import MOST_SHOWN, KnownOrder, matching
from egide.modules.interventions.models import Mechanism, Situation
from egide.ui.formats import listing

ORDERS_LIST_ID = "liste-ordres"
MOST_ORDERS = 6
SITUATION_HINTS = {
    "no_news": "Le syndic doit vous écrire dans les 90\u00a0jours, puis tous les 60\u00a0jours tant que "
    "l’enquête "
    "n’est pas terminée.",
    "no_complaint": "Vous avez 30\u00a0jours après avoir reçu sa décision pour demander l’avis du comité "
    "de révision.",
    "not_yet": "Nous vous dirons comment joindre le syndic de l’ordre.",
    "awaiting_review": "Le comité doit vous donner son avis dans les 90\u00a0jours de votre demande.",
}
MECHANISM_HINTS = {
    "syndic": "La personne qui, dans chaque ordre, enquête sur la conduite d’un professionnel.",
    "review": "Le comité qui donne son avis lorsque le syndic décide de ne pas porter plainte.",
    "discipline": "Le tribunal qui entend les plaintes déposées contre un professionnel.",
    "inspection": "Le comité qui vérifie la façon dont les professionnels exercent.",
    "accounts": "Lorsque vous contestez le montant d’un compte d’honoraires.",
}
DATE_HELP = (
    "Exemple\u00a0: 2026-03-03. Une date approximative convient\u00a0: «\u00a0vers mars 2026\u00a0», "
    "«\u00a0automne 2025\u00a0»."
)
FUTURE = "Cette date n’est pas encore arrivée. Inscrivez la date à laquelle {}."
# Which dates make sense in which situation (design/public.html).
WITH_REQUEST_DATE = frozenset({"no_news", "no_complaint", "awaiting_review", "other"})
WITH_DECISION_DATE = frozenset({"no_complaint", "awaiting_review", "other"})
OTHER_DATE_HELP = "Quand? Laissez vide si vous ne l’avez pas fait."


class SituationStep(StepForm):
    """Step 1: what the person lives."""

    situation = PickField(
        label="Avez-vous déjà demandé une enquête au syndic?",
        help_text="Choisissez ce qui ressemble le plus à ce que vous vivez.",
        choices=Situation.choices,
        hints=SITUATION_HINTS,
        required_text="Choisissez la situation qui ressemble le plus à la vôtre.",
    )


class RecourseStep(StepForm):
    """Step 2: the order, its mechanism, the dates; when asked for, other orders and other steps already taken."""

    extras = (
        Extra(code="orders", label="Ajouter un autre ordre", fields=("more_orders",)),
        Extra(
            code="recourses",
            label="J’ai fait d’autres démarches",
            fields=("review_requested", "private_complaint", "conciliation", "other_recourse"),
        ),
    )

    order = LineField(
        label="Ordre professionnel",
        max_length=200,
        help_text="Écrivez le nom de la profession ou de l’ordre. Si vous ne le connaissez pas, "
        "laissez ce champ vide.",
        widget=forms.TextInput(attrs={"list": ORDERS_LIST_ID, "autocomplete": "off"}),
    )
    order_slug = PickField(
        label="De quel ordre s’agit-il?",
        required_text="Plusieurs ordres correspondent à ce que vous avez écrit. Choisissez le bon.",
    )
    mechanism = PickField(
        label="De quelle instance de l’ordre s’agit-il?",
        choices=Mechanism.choices,
        hints=MECHANISM_HINTS,
        required_text="Choisissez une instance. Si vous hésitez, choisissez la dernière réponse.",
    )
    inquiry_requested_on = WhenField(
        label="Date de votre demande au syndic",
        help_text=DATE_HELP,
        future=FUTURE.format("vous avez fait votre demande"),
    )
    syndic_decided_on = WhenField(
        label="Date à laquelle vous avez reçu la décision du syndic",
        help_text=DATE_HELP,
        future=FUTURE.format("vous avez reçu la décision"),
    )

    more_orders = TextField(
        label="Les autres ordres concernés",
        max_length=2000,
        help_text="Un ordre ou une profession par ligne.",
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    review_requested = WhenField(
        label="Vous avez demandé l’avis du comité de révision",
        help_text=OTHER_DATE_HELP,
        future=FUTURE.format("vous l’avez demandé"),
    )
    private_complaint = WhenField(
        label="Vous avez porté plainte vous-même au conseil de discipline",
        help_text=OTHER_DATE_HELP,
        future=FUTURE.format("vous avez porté plainte"),
    )
    conciliation = WhenField(
        label="Vous avez demandé la conciliation d’un compte",
        help_text=OTHER_DATE_HELP,
        future=FUTURE.format("vous l’avez demandée"),
    )
    other_recourse = TextField(
        label="Une autre démarche",
        max_length=1000,
        help_text="Laquelle, auprès de qui, et quand.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def prepare(self) -> None:
        """Will keep the dates that the situation calls for, and the choice of an order when there is one."""
        situation = self.draft.values.get("situation", "")
        self.keep_only(
            {
                "inquiry_requested_on": situation in WITH_REQUEST_DATE,
                "syndic_decided_on": situation in WITH_DECISION_DATE,
            }
        )
        for field in self.fields.values():
            if isinstance(field, WhenField):
                field.today = self.today
        self.other_orders: tuple[KnownOrder, ...] = ()
        self.found = matching(self.draft.values.get("order", ""), self.orders)
        if 1 < len(self.found) <= MOST_SHOWN:
            choices = [(order.slug, order.name) for order in self.found]
            self.fields["order_slug"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["order_slug"]

    @property
    def chosen_order(self) -> KnownOrder | None:
        """The one order that the answers name, once the form is valid."""
        if len(self.found) == 1:
            return self.found[0]
        slug = self.cleaned_data.get("order_slug")
        return next((order for order in self.found if order.slug == slug), None)

    def clean_more_orders(self) -> str:
        """Will read one order a line, each without doubt."""
        text: str = self.cleaned_data["more_orders"]
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > MOST_ORDERS:
            raise ValidationError(f"Inscrivez {MOST_ORDERS} autres ordres au plus.")
        found = {line: matching(line, self.orders) for line in lines}
        problems = [_unclear(line, orders) for line, orders in found.items() if len(orders) != 1]
        if problems:
            raise ValidationError(problems)
        self.other_orders = tuple(orders[0] for orders in found.values())
        return text

    def check(self) -> None:
        """Will refuse an order that nobody knows, and a decision before its request."""
        text = self.cleaned_data.get("order", "")
        if text and not self.found:
            self.add_error(
                "order",
                f"Nous ne trouvons ni ordre ni profession de ce nom\u00a0: «\u00a0{text}\u00a0». Vérifiez "
                f"l’orthographe, "
                "choisissez dans la liste ou laissez le champ vide.",
            )
        elif len(self.found) > MOST_SHOWN:
            self.add_error("order", "Plusieurs ordres correspondent. Ajoutez un mot au nom de la profession.")
        asked, decided = (
            self.cleaned_data.get("inquiry_requested_on"),
            self.cleaned_data.get("syndic_decided_on"),
        )
        if asked and decided and asked.first and decided.last and decided.last < asked.first:
            self.add_error(
                "syndic_decided_on",
                "La décision ne peut pas précéder votre demande au syndic. Vérifiez les deux dates.",
            )


def _unclear(line: str, found: tuple[KnownOrder, ...]) -> str:
    if not found:
        return f"Nous ne trouvons ni ordre ni profession de ce nom\u00a0: «\u00a0{line[:80]}\u00a0»."
    if len(found) > MOST_SHOWN:
        return f"Plusieurs ordres correspondent à «\u00a0{line[:80]}\u00a0». Ajoutez un mot au nom de la profession."
    names = listing([order.name for order in found]).replace(" et ", " ou ")
    return f"«\u00a0{line[:80]}\u00a0» peut désigner {names}. Inscrivez le nom au complet."


class StoryStep(StepForm):
    """Step 3: what happened and what the person hopes for."""

    summary = TextField(
        label="Que s’est-il passé?",
        max_length=8000,
        help_text="Dans vos mots\u00a0: les faits, les dates, ce que l’ordre vous a répondu. Il n’est pas "
        "nécessaire "
        "de nommer le professionnel.",
        widget=forms.Textarea(attrs={"rows": 10}),
        required_text="Racontez ce qui s’est passé, même en quelques lignes.",
    )
    wish = TextField(
        label="Que souhaitez-vous?",
        max_length=4000,
        help_text="Par exemple\u00a0: savoir où en est l’enquête, comprendre la décision, connaître vos "
        "recours.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    title = LineField(
        label="Un titre pour votre demande",
        max_length=200,
        help_text="Une phrase courte. Sans titre, nous en composerons un.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
