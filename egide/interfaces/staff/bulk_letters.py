"""One text for several requests: each dossier gets its own letter, with its own fields, then its own approval.

The draft of the file takes the text when there is one; otherwise the step that prepares it is made first.
"""

from datetime import date, datetime

from django.utils import timezone

from egide.interfaces.staff.bulk_actions import Answers, BulkAction, Plan
from egide.kernel import registry
from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.approving import submit_letter
from egide.kernel.letters.drafting import Text, draft_letter, edit_letter
from egide.kernel.letters.fields import merge_fields
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.lifecycle.offered import offers
from egide.kernel.lifecycle.running import lifecycle_of, run
from egide.law.effects import DraftLetter
from egide.law.letters import LetterTemplate
from egide.law.lifecycles import Transition
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from egide.platform.typesetting.errors import MergeFailed
from egide.platform.typesetting.merge import merge

COMMON = "Réponse commune à plusieurs demandes semblables\u00a0: le texte est dans la lettre."


def templates_for(dossiers: list[Dossier]) -> tuple[LetterTemplate, ...]:
    """Will return the letters that every one of these dossiers may have."""
    declared = [registry.module_of_kind(kind).letters for kind in {d.kind for d in dossiers}]
    if not declared:
        return ()
    common = set.intersection(*({letter.code for letter in letters} for letters in declared))
    return tuple(letter for letter in declared[0] if letter.code in common)


def _plan(actor: Actor, dossier: Dossier, today: date) -> Plan:
    if dossier.closed_on is not None:
        return Plan(refused="Le dossier est fermé\u00a0: il ne reçoit plus de lettre.")
    return Plan(words="Reçoit sa propre lettre, à faire approuver.")


def _run(actor: Actor, dossier: Dossier, answers: Answers, now: datetime) -> str:
    template = str(answers["template"])
    try:
        letter = _draft(dossier, template) or _prepared(actor, dossier, template, now)
        fields = merge_fields(dossier, {}) | {"destinataire": letter.recipient.name}
        text = Text(
            subject=merge(str(answers["subject"]), fields)[:200],
            salutation=letter.salutation,
            body=merge(str(answers["body"]).replace("\r\n", "\n"), fields),
            closing=letter.closing,
            enclosures=letter.enclosures,
        )
    except MergeFailed as problem:
        raise Refused(str(problem)) from problem
    edit_letter(dossier=dossier, letter=letter, text=text, now=now)
    submit_letter(dossier=dossier, letter=letter, now=now)
    touch(dossier)
    return f"Lettre {letter.reference} préparée pour {letter.recipient.name} et soumise à l’approbation."


def _prepared(actor: Actor, dossier: Dossier, template: str, now: datetime) -> Letter:
    """Will make the step that prepares this letter, or draft it when no step does.

    :raises Refused: the step is not offered, or asks something that only the file can answer.
    """
    today, lifecycle = timezone.localtime(now).date(), lifecycle_of(dossier)
    drafting = [t for t in lifecycle.transitions if DraftLetter(template) in t.effects]
    if not drafting:
        return draft_letter(dossier=dossier, template=template, answers={}, actor_code=actor.code, now=now)
    offered = {offer.transition.code: offer for offer in offers(actor=actor, dossier=dossier, today=today)}
    step = next((t for t in drafting if t.code in offered), None)
    if step is None:
        raise Refused(
            f"L’étape «\u00a0{drafting[0].label}\u00a0», qui prépare cette lettre, n’est pas offerte dans ce dossier."
        )
    run(actor=actor, dossier=dossier, code=step.code, answers=_common_answers(step), now=now)
    letter = _draft(dossier, template)
    assert letter is not None  # the step's own effect
    return letter


def _common_answers(step: Transition) -> dict[str, str]:
    own = [field.label for field in step.fields if field.required and field.kind not in ("text", "long_text")]
    if own:
        raise Refused(
            f"L’étape «\u00a0{step.label}\u00a0» demande une réponse propre à ce dossier\u00a0: {own[0]}."
        )
    return {field.name: COMMON for field in step.fields if field.required}


def _draft(dossier: Dossier, template: str) -> Letter | None:
    drafts = Letter.objects.filter(dossier_id=dossier.pk, template=template, state=LetterState.DRAFT)
    return drafts.select_related("recipient").order_by("-rank").first()


SAME_LETTER = BulkAction(
    code="meme-lettre",
    label="Répondre par une même lettre",
    lead="Chaque dossier reçoit sa propre lettre\u00a0: le même texte, avec ses propres champs. Rien ne part\u00a0: "
    "chaque lettre est soumise à l’approbation.",
    submit="Préparer les lettres",
    right="write_letter",
    plan=_plan,
    run=_run,
)
