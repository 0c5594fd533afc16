"""What may be done with an exchange beside its lifecycle: the address, the words, the form, what is called.

What is allowed is the module's; a step that is closed says why.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from egide.interfaces.staff import forms_ombudsman as forms
from egide.kernel.documents.models import Document
from egide.kernel.dossiers.content import of_rank
from egide.kernel.dossiers.models import Dossier
from egide.modules.ombudsman import actions, recommending, submitting
from egide.modules.ombudsman.models import Recommendation, Submission
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User
from egide.platform.errors.failures import NotVisible


@dataclass(frozen=True, kw_only=True)
class At:
    """Who does it, on what, when; `rank` names the recommendation or the submission."""

    actor: Actor
    dossier: Dossier
    rank: int
    now: datetime


Call = Callable[[At, Mapping[str, Any]], None]


@dataclass(frozen=True, kw_only=True)
class MatterStep:
    """One act; `of_row` ones are about a recommendation or a submission of the exchange."""

    label: str
    form: type[forms.MatterForm]
    call: Call
    said: str
    lead: str = ""
    of_row: bool = False
    submits: bool = False
    danger: bool = False


def _date(at: At, said: Mapping[str, Any]) -> None:
    actions.ask_for_date(dossier=at.dossier, on=said["on"], now=at.now)


def _link(at: At, said: Mapping[str, Any]) -> None:
    actions.link_complaint(actor=at.actor, dossier=at.dossier, number=said["linked_number"], now=at.now)


def _release(at: At, said: Mapping[str, Any]) -> None:
    actions.release_linked(actor=at.actor, dossier=at.dossier, now=at.now)


def _recommend(at: At, said: Mapping[str, Any]) -> None:
    recommending.add_recommendation(
        dossier=at.dossier, text=said["text"], received_on=said["received_on"], now=at.now
    )


def _answer(at: At, said: Mapping[str, Any]) -> None:
    recommending.answer_recommendation(
        dossier=at.dossier,
        recommendation=of_rank(Recommendation, at.dossier, at.rank),
        answer=said["answer"],
        reasons=said["reasons"],
        follow_up_on=said["follow_up_on"],
        on=timezone.localdate(at.now),
        now=at.now,
    )


def _done(at: At, said: Mapping[str, Any]) -> None:
    recommending.mark_done(
        dossier=at.dossier,
        recommendation=of_rank(Recommendation, at.dossier, at.rank),
        on=said["on"],
        evidence=said["evidence"],
        document=of_rank(Document, at.dossier, int(said["document"])) if said["document"] else None,
        actor_code=at.actor.code,
        now=at.now,
    )


def _submit(at: At, said: Mapping[str, Any]) -> None:
    to = User.objects.filter(public_id=said["person"]).first()
    if to is None:
        raise NotVisible
    submitting.submit(
        actor=at.actor,
        dossier=at.dossier,
        to=to,
        words=said["words"],
        on=timezone.localdate(at.now),
        now=at.now,
    )


def _withdraw(at: At, said: Mapping[str, Any]) -> None:
    submitting.withdraw(dossier=at.dossier, submission=of_rank(Submission, at.dossier, at.rank), now=at.now)


STEPS: dict[str, MatterStep] = {
    "date": MatterStep(
        label="Changer la date de réponse",
        form=forms.DateForm,
        call=_date,
        said="La date de réponse est fixée.",
        lead="La date que la déléguée ou le délégué demande. Elle remplace la cible interne; ce n’est pas un délai "
        "légal.",
    ),
    "dossier-concerne": MatterStep(
        label="Lier le dossier concerné",
        form=forms.LinkForm,
        call=_link,
        said="Le numéro du dossier concerné est gardé.",
        lead="Si vous avez accès à ce dossier, rien n’en sera éliminé tant que l’échange est ouvert.",
    ),
    "liberer": MatterStep(
        label="Lever ce que l’échange retenait",
        form=forms.ConfirmForm,
        call=_release,
        said="Plus rien n’est retenu par cet échange.",
        lead="L’élimination de cet échange et du dossier concerné suivra de nouveau le calendrier.",
    ),
    "recommandation": MatterStep(
        label="Consigner une recommandation",
        form=forms.RecommendationForm,
        call=_recommend,
        said="La recommandation est consignée.",
    ),
    "reponse": MatterStep(
        label="Répondre à la recommandation",
        form=forms.AnswerForm,
        call=_answer,
        said="La réponse est consignée.",
        of_row=True,
    ),
    "realisation": MatterStep(
        label="Déclarer réalisée",
        form=forms.DoneForm,
        call=_done,
        said="La recommandation est réalisée.",
        of_row=True,
    ),
    "soumettre": MatterStep(
        label="Soumettre à la présidence",
        form=forms.SubmitForm,
        call=_submit,
        said="L’échange est soumis à la présidence.",
        lead="La présidence verra cet échange, ses documents et ses recommandations, et aucun autre. Vous pourrez le "
        "retirer.",
        submits=True,
    ),
    "retirer": MatterStep(
        label="Retirer de la présidence",
        form=forms.ConfirmForm,
        call=_withdraw,
        said="L’échange n’est plus soumis à la présidence.",
        lead="La présidence ne verra plus l’échange. Son orientation, s’il y en a une, reste ici.",
        of_row=True,
        submits=True,
        danger=True,
    ),
}
