"""What the page of a letter shows: where it stands, its text, what may be done now and why not.

All SQL for the screen happens here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from egide.interfaces.staff.addresses import dossier_url
from egide.interfaces.staff.pages_moves import Step, crumbs, step
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import Verdict, may
from egide.kernel.letters.approving import approval, obstacle
from egide.kernel.letters.dispatch import NO_EMAIL
from egide.kernel.letters.drafting import EDITABLE
from egide.kernel.letters.models import Letter, LetterState
from egide.law.dates_fr import plain_date
from egide.platform.accounts.actors import Actor
from egide.platform.typesetting.blocks import parse
from egide.ui.pages import Action, Badge, Crumb, Fact, Station, Tone

TEXT_FORM = "texte-de-la-lettre"
LETTER_TONES: dict[str, Tone] = {
    LetterState.SENT: "met",
    LetterState.FAILED: "late",
    LetterState.UNCERTAIN: "late",
    LetterState.APPROVED: "now",
    LetterState.SUBMITTED: "soon",
    LetterState.QUEUED: "now",
}
LINE = (
    ("draft", "Projet"),
    ("submitted", "À approuver"),
    ("approved", "Approuvée"),
    ("queued", "En envoi"),
    ("sent", "Transmise"),
)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The text of a letter as it prints, for those who only read it."""

    subject: str
    salutation: str
    closing: str
    signatory: str
    blocks: tuple[dict[str, Any], ...]


@dataclass(frozen=True, kw_only=True)
class LetterPage:
    """One letter of one dossier."""

    title: str
    reference: str
    number: str
    recipient: str
    letter: Reading
    version: int
    seen: str
    state: Badge
    stations: tuple[Station, ...]
    facts: tuple[Fact, ...]
    actions: tuple[Action, ...]
    crumbs: tuple[Crumb, ...]
    back: str
    pdf_url: str
    pdf_label: str
    save_url: str
    editable: bool
    form_id: str
    voids_approval: bool
    form: Any
    posting: Any
    posting_url: str
    warning: str


def letter_page(
    *, actor: Actor, dossier: Dossier, letter: Letter, form: Any, posting: Any, today: date
) -> LetterPage:
    """Will build the page for this reader."""
    write = may(actor, dossier, "write_letter")
    editable = write.allowed and letter.state in EDITABLE
    can_post = (
        letter.state == LetterState.APPROVED
        and bool(letter.recipient.address.strip())
        and may(actor, dossier, "send_letter").allowed
    )
    return LetterPage(
        title=letter.title,
        reference=letter.reference,
        number=dossier.number,
        recipient=letter.recipient.name,
        letter=_reading(letter),
        version=dossier.version,
        seen=letter.edited_at.isoformat(),
        state=Badge(label=str(LetterState(letter.state).label), tone=LETTER_TONES.get(letter.state, "idle")),
        stations=_stations(letter),
        facts=_facts(letter),
        actions=_actions(actor, dossier, letter, editable=editable),
        crumbs=crumbs(dossier, letter.title),
        back=dossier_url(dossier.number),
        pdf_url=_url("letter_pdf", dossier, letter),
        pdf_label=_pdf_label(letter),
        save_url=_url("letter", dossier, letter),
        editable=editable,
        form_id=TEXT_FORM,
        voids_approval=letter.state in (LetterState.APPROVED, LetterState.FAILED),
        form=form,
        posting=posting if can_post else None,
        posting_url=_url("letter_posted", dossier, letter),
        warning=_warning(letter),
    )


def recipient_step(dossier: Dossier, letter: Letter, form: Any) -> Step:
    """Will build the page that corrects where the recipient is written to."""
    fallen = "L’approbation des lettres qui ne sont pas parties tombe, car l’adresse y est imprimée."
    return step(
        dossier,
        title="Corriger les coordonnées",
        form=form,
        url=_url("letter_recipient", dossier, letter),
        lead=f"{letter.recipient.name}, destinataire de la lettre {letter.reference}.",
        submit="Enregistrer les coordonnées",
        consequences=(fallen,),
    )


def _pdf_label(letter: Letter) -> str:
    if not letter.version_id:
        return "Aperçu en PDF (projet)"
    return "Ouvrir le PDF transmis" if letter.state == LetterState.SENT else "Ouvrir le PDF approuvé"


def _reading(letter: Letter) -> Reading:
    return Reading(
        subject=letter.subject,
        salutation=letter.salutation,
        closing=letter.closing,
        signatory=letter.approved_by.full_name if letter.approved_by else "",
        blocks=tuple(block.data() for block in parse(letter.body)),
    )


def _url(name: str, dossier: Dossier, letter: Letter) -> str:
    return reverse(f"staff:{name}", kwargs={"number": dossier.number, "rank": letter.rank})


def _stations(letter: Letter) -> tuple[Station, ...]:
    state = {"sending": "queued", "failed": "queued", "uncertain": "queued"}.get(letter.state, letter.state)
    codes = [code for code, _ in LINE]
    here = codes.index(state) if state in codes else -1
    return tuple(
        Station(
            label=label, state="done" if i < here or state == "sent" else "here" if i == here else "ahead"
        )
        for i, (_, label) in enumerate(LINE)
    )


def _facts(letter: Letter) -> tuple[Fact, ...]:
    facts = [
        Fact(term="Destinataire", value=letter.recipient.name, detail=letter.recipient.email),
        Fact(term="Envoi", value="par courriel" if letter.channel == "email" else "par la poste"),
    ]
    if letter.approved_by and letter.letter_date:
        facts.append(
            Fact(
                term="Approuvée par",
                value=letter.approved_by.full_name,
                detail=plain_date(letter.letter_date),
            )
        )
        facts.append(
            Fact(
                term="Empreinte SHA-256",
                value=f"{letter.sha256[:16]}…",
                detail="L’approbation porte sur ces octets.",
            )
        )
    if letter.sent_on:
        facts.append(Fact(term="Transmise le", value=plain_date(letter.sent_on)))
    return tuple(facts)


def _warning(letter: Letter) -> str:
    if letter.state == LetterState.UNCERTAIN:
        return (
            "L’envoi a été interrompu alors que le serveur recevait la lettre : elle est peut-être partie. "
            "Vérifiez avec la personne avant de la renvoyer; le renvoi porte le même identifiant."
        )
    if letter.state == LetterState.FAILED:
        reason = letter.message.last_error if letter.message else ""
        return f"La lettre n’est pas partie. Réponse du serveur : {reason}"
    return ""


def _actions(actor: Actor, dossier: Dossier, letter: Letter, *, editable: bool) -> tuple[Action, ...]:
    write, send = may(actor, dossier, "write_letter"), may(actor, dossier, "send_letter")
    approve = approval(actor, dossier, letter)
    hidden = (("version", str(dossier.version)), ("seen", letter.edited_at.isoformat()))

    def post(label: str, name: str, verdict: Verdict, missing: str = "", **more: Any) -> Action:
        reason = missing if verdict.allowed else verdict.reason
        return Action(
            label=label, url=_url(name, dossier, letter), method="post", reason=reason, fields=hidden, **more
        )

    readdress = (
        Action(label="Corriger les coordonnées", url=_url("letter_recipient", dossier, letter)),
    ) * write.allowed
    # What is being typed goes along: approving never means approving an older text than the one on the screen.
    typed, unready = {"form": TEXT_FORM if editable else ""}, obstacle(letter)
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
            missing = "" if letter.recipient.email.strip() else NO_EMAIL
            return (post("Envoyer par courriel", "letter_send", send, missing, primary=True), *readdress)
        case LetterState.FAILED:
            return (_resend(post, send), *readdress)
        case LetterState.UNCERTAIN:
            return (_resend(post, send),)
    return ()


def _resend(post: Callable[..., Action], send: Verdict) -> Action:
    confirm = "Renvoyer cette lettre? Assurez-vous qu’elle n’a pas déjà été reçue."
    return post("Renvoyer la lettre", "letter_resend", send, confirm=confirm)
