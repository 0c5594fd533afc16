"""What one may do on a mandate beside its transitions: each step’s words, form, right and call, as a table.

The actions check everything; whether a step is offered is said by the state, whether it is allowed by the gate.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from egide.interfaces.staff import forms_mandates_office as forms
from egide.kernel.dossiers.models import Dossier
from egide.modules.mandates import acting, naming
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User

Said = Mapping[str, Any]
OVER = ("approved", "closed", "cancelled")
UNDER_APPROVAL = (*OVER, "delivered")


@dataclass(frozen=True, kw_only=True)
class MandateStep:
    """One step; `action` is what the gate is asked, `shut` the states where it is not offered."""

    label: str
    lead: str
    said: str
    action: str
    form: type[forms.Asked]
    call: Callable[[Actor, Dossier, Said, datetime], Any]
    shut: tuple[str, ...] = OVER
    submit: str = ""


def person(code: str) -> User | None:
    """Will return the account of this public identifier, or nobody."""
    return User.objects.filter(public_id=UUID(code)).first() if code else None


def _progress(actor: Actor, dossier: Dossier, said: Said, now: datetime) -> None:
    acting.tell_progress(actor=actor, dossier=dossier, percent=said["percent"], words=said["words"], now=now)


def _result(actor: Actor, dossier: Dossier, said: Said, now: datetime) -> None:
    acting.write_result(dossier=dossier, text=said["text"], now=now)


def _task(actor: Actor, dossier: Dossier, said: Said, now: datetime) -> None:
    acting.add_task(
        dossier=dossier, text=said["text"], owner=person(said["owner"]), due_on=said["due_on"], now=now
    )


def _edit(actor: Actor, dossier: Dossier, said: Said, now: datetime) -> None:
    acting.edit(
        dossier=dossier,
        purpose=said["purpose"],
        deliverable=said["deliverable"],
        priority=said["priority"],
        now=now,
    )


def _revise(actor: Actor, dossier: Dossier, said: Said, now: datetime) -> None:
    acting.revise(actor=actor, dossier=dossier, due_on=said["due_on"], reason=said["reason"], now=now)


def _contributor(actor: Actor, dossier: Dossier, said: Said, now: datetime) -> None:
    found = person(said["person"])
    assert found is not None  # the form offers existing people only
    naming.add_contributor(dossier=dossier, user=found, part=said["part"], now=now)


def _approver(actor: Actor, dossier: Dossier, said: Said, now: datetime) -> None:
    found = person(said["person"])
    assert found is not None
    naming.add_approver(dossier=dossier, user=found, now=now)


def _opinion(actor: Actor, dossier: Dossier, said: Said, now: datetime) -> None:
    acting.give_opinion(actor=actor, dossier=dossier, verdict=said["verdict"], words=said["words"], now=now)


STEPS: dict[str, MandateStep] = {
    "avancement": MandateStep(
        label="Dire où en est le travail",
        lead="Ce qui est écrit reste dans l’histoire du mandat, avec votre nom et la date.",
        said="L’avancement est noté.",
        action="contribute",
        form=forms.ProgressForm,
        call=_progress,
    ),
    "sous-tache": MandateStep(
        label="Ajouter une sous-tâche",
        lead="La personne qui s’en occupe voit le mandat et reçoit un avis.",
        said="La sous-tâche est ajoutée.",
        action="contribute",
        form=forms.TaskForm,
        call=_task,
    ),
    "resultat": MandateStep(
        label="Écrire le résultat",
        lead="Il est lu par les personnes qui approuvent.",
        said="Le résultat est écrit.",
        action="contribute",
        form=forms.ResultForm,
        call=_result,
        shut=UNDER_APPROVAL,
    ),
    "date": MandateStep(
        label="Réviser la date",
        lead="La nouvelle date remplace celle qui court; qui l’a changée, quand et pourquoi reste inscrit.",
        said="La date est révisée.",
        action="direct",
        form=forms.ReviseForm,
        call=_revise,
        shut=UNDER_APPROVAL,
    ),
    "collaboration": MandateStep(
        label="Ajouter une personne qui collabore",
        lead="Elle voit le mandat et y participe, même d’une autre unité de votre secteur.",
        said="La personne est ajoutée au mandat.",
        action="direct",
        form=forms.ContributorForm,
        call=_contributor,
    ),
    "approbation": MandateStep(
        label="Ajouter une personne qui approuve",
        lead="Elle se prononce après celles qui sont déjà nommées.",
        said="La personne est ajoutée à la chaîne d’approbation.",
        action="direct",
        form=forms.PersonForm,
        call=_approver,
    ),
    "objet": MandateStep(
        label="Corriger l’objet ou le livrable",
        lead="",
        said="Le mandat est corrigé.",
        action="direct",
        form=forms.EditForm,
        call=_edit,
        shut=UNDER_APPROVAL,
    ),
    "avis": MandateStep(
        label="Se prononcer sur la livraison",
        lead="Votre avis est gardé avec votre nom. Approuvé par tous, le mandat passe à «\u00a0Approuvé\u00a0»; "
        "une demande de correction le retourne à la personne responsable.",
        said="Votre avis est noté.",
        action="approve",
        form=forms.OpinionForm,
        call=_opinion,
        submit="Donner cet avis",
    ),
}
