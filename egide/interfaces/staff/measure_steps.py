"""The steps of a measure as pages offer them: their address, their words, their form, what they call.

What is allowed is the kernel's: a step that is closed shows the kernel's own sentence.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from egide.interfaces.staff import forms_measures as forms
from egide.kernel.documents.models import Document
from egide.kernel.dossiers.content import of_rank
from egide.kernel.dossiers.models import Dossier
from egide.kernel.measures import actions
from egide.kernel.measures.life import LIFE
from egide.kernel.measures.models import OPEN, RUNNING, Measure
from egide.kernel.measures.stepping import obstacle
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User

Call = Callable[[Dossier, Measure, Mapping[str, Any], datetime], None]


@dataclass(frozen=True, kw_only=True)
class MeasureStep:
    """One step: `transition` when the life of measures declares it; `quiet` ones stand apart."""

    label: str
    form: type[forms._Asked]
    call: Call
    said: str
    transition: str = ""
    states: tuple[str, ...] = ()
    primary: bool = False
    supervise: bool = False
    quiet: bool = False
    lead: str = ""

    def is_offered(self, measure: Measure, *, standing: bool) -> bool:
        """Will tell whether the step has a sense for the measure as it stands."""
        if self.transition:
            return measure.state in LIFE.transition(self.transition).sources
        return measure.state in self.states if self.states else standing

    def obstacle(self, actor: Actor, dossier: Dossier, measure: Measure) -> str:
        """Will say what closes the step for this person today; nothing when it may be made."""
        if not self.transition:
            return ""
        declared = LIFE.transition(self.transition)
        return obstacle(actor=actor, dossier=dossier, measure=measure, step=declared)


def person(code: str) -> User | None:
    """Will return the account of this public id."""
    return User.objects.get(public_id=code) if code else None


def _approve(dossier: Dossier, measure: Measure, said: Mapping[str, Any], now: datetime) -> None:
    actions.approve(dossier=dossier, measure=measure, words=said["words"], now=now)


def _start(dossier: Dossier, measure: Measure, said: Mapping[str, Any], now: datetime) -> None:
    actions.start(dossier=dossier, measure=measure, words=said["words"], now=now)


def _evidence(dossier: Dossier, measure: Measure, said: Mapping[str, Any], now: datetime) -> None:
    piece = of_rank(Document, dossier, int(said["document"])) if said["document"] else None
    actions.record_evidence(dossier=dossier, measure=measure, text=said["text"], document=piece, now=now)


def _done(dossier: Dossier, measure: Measure, said: Mapping[str, Any], now: datetime) -> None:
    actions.mark_done(
        dossier=dossier, measure=measure, check_on=said["check_on"], words=said["words"], now=now
    )


def _effect(dossier: Dossier, measure: Measure, said: Mapping[str, Any], now: datetime) -> None:
    actions.check_effect(
        dossier=dossier,
        measure=measure,
        effect=said["effect"],
        words=said["words"],
        next_on=said["next_on"],
        now=now,
    )


def _change(dossier: Dossier, measure: Measure, said: Mapping[str, Any], now: datetime) -> None:
    actions.move(
        dossier=dossier,
        measure=measure,
        due_on=said["due_on"],
        owner=person(said["owner"]),
        reason=said["reason"],
        now=now,
    )


def _abandon(dossier: Dossier, measure: Measure, said: Mapping[str, Any], now: datetime) -> None:
    actions.abandon(dossier=dossier, measure=measure, reason=said["reason"], now=now)


def _undo(dossier: Dossier, measure: Measure, said: Mapping[str, Any], now: datetime) -> None:
    actions.undo_step(dossier=dossier, measure=measure, reason=said["reason"], now=now)


STEPS: dict[str, MeasureStep] = {
    "approuver": MeasureStep(
        label="Approuver la mesure",
        form=forms.WordsForm,
        call=_approve,
        said="La mesure est approuvée.",
        transition="approve",
        primary=True,
        lead=LIFE.transition("approve").help,
    ),
    "commencer": MeasureStep(
        label="Commencer la mesure",
        form=forms.WordsForm,
        call=_start,
        said="La mesure est en cours.",
        transition="start",
        primary=True,
    ),
    "realisee": MeasureStep(
        label="Déclarer la mesure réalisée",
        form=forms.DoneForm,
        call=_done,
        said="La mesure est réalisée\u00a0: son effet sera vérifié au jour choisi.",
        transition="mark_done",
        primary=True,
        lead=LIFE.transition("mark_done").help,
    ),
    "effet": MeasureStep(
        label="Vérifier l’effet",
        form=forms.EffectForm,
        call=_effect,
        said="La vérification est consignée.",
        transition="check_effect",
        primary=True,
        lead="La personne qui répond de la mesure n’en vérifie pas elle-même l’effet.",
    ),
    "preuve": MeasureStep(
        label="Consigner une preuve",
        form=forms.EvidenceForm,
        call=_evidence,
        said="La preuve est consignée.",
        states=OPEN,
    ),
    "modifier": MeasureStep(
        label="Changer l’échéance ou la personne",
        form=forms.ChangeForm,
        call=_change,
        said="La mesure est à jour.",
        states=RUNNING,
    ),
    "abandonner": MeasureStep(
        label="Abandonner la mesure",
        form=forms.WhyForm,
        call=_abandon,
        said="La mesure est abandonnée.",
        transition="abandon",
        quiet=True,
        lead=LIFE.transition("abandon").help,
    ),
    "annuler": MeasureStep(
        label="Annuler la dernière étape",
        form=forms.WhyForm,
        call=_undo,
        said="L’étape est annulée\u00a0: l’histoire la garde, avec la raison.",
        supervise=True,
        quiet=True,
        lead="Pour une erreur de saisie. La mesure revient exactement où elle était.",
    ),
}
