"""The five steps of the request for intervention, each a form; what they ask comes from domain.md, D.1.

Serves a citizen who comes once: one subject at a time, only what is needed is required.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from egide.interfaces.public.dates import PastDateField
from egide.interfaces.public.drafts import Draft
from egide.interfaces.public.fields import MOST_FILES, FilesField, LineField, PickField, TextField
from egide.interfaces.public.orders import MOST_SHOWN, KnownOrder, matching
from egide.modules.interventions.models import Mechanism, Situation

# Kept with each request by its version: sending.CONSENT.
CONSENT = (
    "J’accepte que l’Office utilise ces renseignements pour traiter ma demande et, si c’est utile, "
    "qu’il communique avec l’ordre concerné."
)
ORDERS_LIST_ID = "liste-ordres"
REMOVED = (
    "Ce texte contenait des caractères invisibles que nous ne pouvons pas conserver. "
    "Nous les avons retirés\u00a0: relisez la réponse, puis continuez."
)
UNREADABLE = (
    "Certains caractères n’ont pas pu être lus; ils paraissent ainsi\u00a0: \ufffd. Remplacez-les, puis "
    "continuez."
)
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
CHANNELS = (("email", "Par courriel"), ("phone", "Par téléphone"), ("mail", "Par la poste"))
FUTURE = "Cette date n’est pas encore arrivée. Inscrivez la date à laquelle {}."
# Which dates make sense in which situation (design/public.html).
WITH_REQUEST_DATE = frozenset({"no_news", "no_complaint", "awaiting_review", "other"})
WITH_DECISION_DATE = frozenset({"no_complaint", "awaiting_review", "other"})
EMAIL = "Vérifiez le courriel\u00a0: il s’écrit comme nom@domaine.ca."
_PHONE = re.compile(r"[\d\s().+\-/x#,;:]*(?:poste|ext)?[\d\s().x#]*", re.IGNORECASE)
_FEWEST_DIGITS, _MOST_DIGITS = 7, 20


class StepForm(forms.Form):
    """One step over the whole draft: it reads its own fields and may look at the others."""

    def __init__(
        self,
        draft: Draft,
        *,
        today: date,
        orders: tuple[KnownOrder, ...] = (),
        files: Any = None,
        bound: bool = True,
    ) -> None:
        super().__init__(draft.values if bound else None, files if bound else None, initial=draft.values)
        self.draft, self.today, self.orders = draft, today, orders
        self.prepare()

    def prepare(self) -> None:
        """Will adapt the fields to the other answers."""

    def clean(self) -> dict[str, Any]:
        """Will tell what was invisible or unreadable, then check the fields together."""
        for name in self.fields:
            if name in self.draft.removed:
                self.add_error(name, REMOVED)
            elif "\ufffd" in self.draft.values.get(name, ""):
                self.add_error(name, UNREADABLE)
        self.check()
        return self.cleaned_data

    def check(self) -> None:
        """Will add the errors that need several answers."""


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
    """Step 2: the order, its mechanism, the dates."""

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
    inquiry_requested_on = PastDateField(
        label="Date de votre demande au syndic",
        required=False,
        help_text="Année, mois, jour. Exemple\u00a0: 2026-03-03. Si vous ne la savez plus, laissez vide.",
        future=FUTURE.format("vous avez fait votre demande"),
    )
    syndic_decided_on = PastDateField(
        label="Date à laquelle vous avez reçu la décision du syndic",
        required=False,
        help_text="Année, mois, jour. Exemple\u00a0: 2026-05-20. Si vous ne la savez plus, laissez vide.",
        future=FUTURE.format("vous avez reçu la décision"),
    )

    def prepare(self) -> None:
        """Will keep the dates that the situation calls for, and the choice of an order when there is one."""
        situation = self.draft.values.get("situation", "")
        for name, situations in (
            ("inquiry_requested_on", WITH_REQUEST_DATE),
            ("syndic_decided_on", WITH_DECISION_DATE),
        ):
            if situation not in situations:
                del self.fields[name]
            else:
                self.fields[name].today = self.today  # type: ignore[attr-defined]
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
        if asked and decided and decided < asked:
            self.add_error(
                "syndic_decided_on",
                "La décision ne peut pas précéder votre demande au syndic. Vérifiez les deux dates.",
            )


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


class ContactStep(StepForm):
    """Step 4: who asks, and at least one way to answer."""

    name = LineField(
        label="Votre nom",
        max_length=200,
        help_text="Prénom et nom.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        required_text="Inscrivez votre nom\u00a0: nous en avons besoin pour vous répondre.",
    )
    preferred_channel = PickField(
        label="Comment préférez-vous recevoir notre réponse?",
        help_text="Une seule façon de vous joindre suffit; inscrivez-la ci-dessous.",
        choices=CHANNELS,
        required_text="Choisissez comment nous pouvons vous joindre.",
    )
    email = LineField(
        label="Courriel",
        max_length=254,
        help_text="Exemple\u00a0: nom@domaine.ca",
        widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
    )
    phone = LineField(
        label="Téléphone",
        max_length=40,
        help_text="Avec l’indicatif régional, et celui du pays hors du Canada et des États-Unis.",
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    address = TextField(
        label="Adresse postale",
        max_length=1000,
        help_text="Telle qu’on l’écrit sur une enveloppe, avec le pays hors du Canada.",
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address"}),
    )

    def clean_email(self) -> str:
        """Will refuse an address that cannot be written to."""
        text: str = self.cleaned_data["email"]
        if text:
            try:
                validate_email(text)
            except ValidationError:
                raise ValidationError(EMAIL) from None
        return text

    def clean_phone(self) -> str:
        """Will refuse what has not the digits of a telephone number."""
        text: str = self.cleaned_data["phone"]
        digits = sum(character.isdecimal() for character in text)
        if text and not (_PHONE.fullmatch(text) and _FEWEST_DIGITS <= digits <= _MOST_DIGITS):
            raise ValidationError(
                "Vérifiez le numéro\u00a0: il s’écrit comme 418\u00a0643-6912, poste 123 au besoin."
            )
        return text

    def check(self) -> None:
        """Will ask for the address of the chosen way to answer."""
        needs = {
            "email": ("email", "Inscrivez votre courriel, ou choisissez une autre façon de vous joindre."),
            "phone": ("phone", "Inscrivez votre téléphone, ou choisissez une autre façon de vous joindre."),
            "mail": ("address", "Inscrivez votre adresse, ou choisissez une autre façon de vous joindre."),
        }
        channel = self.cleaned_data.get("preferred_channel")
        if channel is None:
            return
        name, words = needs[channel]
        if name in self.cleaned_data and not self.cleaned_data[name]:
            self.add_error(name, words)


class SendStep(StepForm):
    """Step 5: files and consent."""

    attachments = FilesField(
        label="Fichiers à joindre",
        required=False,
        help_text=f"Par exemple la décision du syndic. {MOST_FILES} fichiers au plus\u00a0: PDF, image, "
        f"texte ou courriel.",
    )
    consent = forms.BooleanField(
        label="Votre accord",
        error_messages={"required": "Cochez cette case pour que nous puissions traiter votre demande."},
    )


STEP_FORMS: Mapping[int, type[StepForm]] = {
    1: SituationStep,
    2: RecourseStep,
    3: StoryStep,
    4: ContactStep,
    5: SendStep,
}
