"""What may be done with a letter where it stands, each step with its reason when it is refused.

Serves the page of a letter; the kernel refuses again what is not offered here.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from egide.interfaces.staff.addresses import letter_url
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import Verdict, may
from egide.kernel.letters.approving import approval, obstacle
from egide.kernel.letters.dispatch import NO_EMAIL, SAME_ADDRESS, kept_in
from egide.kernel.letters.models import Delivery, Letter, LetterState
from egide.platform.accounts.actors import Actor
from egide.ui.pages import Action

TEXT_FORM = "texte-de-la-lettre"
LEAVING = (LetterState.APPROVED, LetterState.BOUNCED, LetterState.FAILED, LetterState.UNCERTAIN)


def actions(
    actor: Actor, dossier: Dossier, letter: Letter, *, editable: bool, today: date
) -> tuple[Action, ...]:
    """Will return what this reader may do now, each refusal with its reason."""
    write, send = may(actor, dossier, "write_letter"), may(actor, dossier, "send_letter")
    approve = approval(actor, dossier, letter, on=today)
    hidden = (("version", str(dossier.version)), ("seen", letter.edited_at.isoformat()))

    def post(label: str, name: str, verdict: Verdict, missing: str = "", **more: Any) -> Action:
        reason = missing if verdict.allowed else verdict.reason
        return Action(
            label=label,
            url=letter_url(name, dossier, letter),
            method="post",
            reason=reason,
            fields=hidden,
            **more,
        )

    readdress = (
        Action(label="Corriger les coordonnées", url=letter_url("letter_recipient", dossier, letter)),
    ) * write.allowed
    # What is being typed goes along: approving never means approving an older text than the one on the screen.
    typed, unready = {"form": TEXT_FORM if editable else ""}, obstacle(letter, day=today)
    # Only what is about to leave is asked whether it may, that day.
    kept = kept_in(dossier, letter, on=today) if letter.state in LEAVING else ""
    match letter.state:
        case LetterState.DRAFT:
            submit = post("Soumettre à l’approbation", "letter_submit", write, unready, **typed)
            approve_now = post("Approuver", "letter_approve", approve, unready, primary=True, **typed)
            return (*((approve_now,) * approve.allowed), submit, *readdress)
        case LetterState.SUBMITTED:
            return (
                post("Approuver", "letter_approve", approve, unready, primary=True, **typed),
                post("Retourner pour modification", "letter_return", write),
                *readdress,
            )
        case LetterState.APPROVED:
            return (*_sending(post, send, letter, kept), *readdress)
        case LetterState.BOUNCED:
            again = post("Renvoyer à la nouvelle adresse", "letter_send", send, kept or _tried(letter))
            return (again, *readdress)
        case LetterState.FAILED:
            return (_resend(post, send, kept), *readdress)
        case LetterState.UNCERTAIN:
            return (_resend(post, send, kept),)
    return ()


def _sending(post: Callable[..., Action], send: Verdict, letter: Letter, kept: str) -> tuple[Action, ...]:
    missing = kept or ("" if letter.recipient.email.strip() else NO_EMAIL)
    if letter.delivery == Delivery.POST:  # printed, then noted as posted beside
        return () if not missing else (post("Envoyer par courriel", "letter_send", send, missing),)
    attached = letter.delivery == Delivery.EMAIL
    label = "Envoyer par courriel" if attached else "Envoyer par lien sécurisé"
    return (post(label, "letter_send", send, missing, primary=True),)


def _tried(letter: Letter) -> str:
    tried = {address.lower() for address in letter.message.recipients} if letter.message else set()
    return SAME_ADDRESS if letter.recipient.email.strip().lower() in tried | {""} else ""


def _resend(post: Callable[..., Action], send: Verdict, kept: str) -> Action:
    confirm = "Renvoyer cette lettre? Assurez-vous qu’elle n’a pas déjà été reçue."
    return post("Renvoyer la lettre", "letter_resend", send, kept, confirm=confirm)
