"""What the page of a letter shows: where it stands, its text, what may be done now and why not.

All SQL for the screen happens here.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.addresses import dossier_url, letter_url
from egide.interfaces.staff.letter_notes import marks, unkept, waiting, warning
from egide.interfaces.staff.letter_steps import TEXT_FORM, actions
from egide.interfaces.staff.pages_admission import notice_again
from egide.interfaces.staff.pages_measures import propose_url
from egide.interfaces.staff.pages_moves import Step, crumbs, step
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.letters.codes import previewed
from egide.kernel.letters.delivery import CHOOSABLE
from egide.kernel.letters.drafting import EDITABLE
from egide.kernel.letters.models import LEFT, Delivery, Letter, LetterState, Typing
from egide.kernel.letters.reading import is_feedback
from egide.kernel.letters.typing import others_at
from egide.kernel.measures.stepping import WORK
from egide.kernel.passes.models import Pass, Purpose
from egide.law.dates_fr import plain_date
from egide.platform.accounts.actors import Actor
from egide.platform.typesetting.blocks import parse
from egide.ui import formats
from egide.ui.pages import Action, Badge, Crumb, Fact, Station, Tone

LETTER_TONES: dict[str, Tone] = {
    LetterState.SENT: "met",
    LetterState.FAILED: "late",
    LetterState.UNCERTAIN: "late",
    LetterState.BOUNCED: "late",
    LetterState.APPROVED: "now",
    LetterState.SUBMITTED: "soon",
    LetterState.QUEUED: "now",
}
# A notice of a period that is over is drafted again, whether it never left, came back, or perhaps left.
REWRITTEN = (*EDITABLE, LetterState.BOUNCED, LetterState.UNCERTAIN)
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
    waiting: str
    comment: str
    comment_by: str
    unkept: str
    forget_url: str
    others: str
    typed_url: str
    rank: int
    delivery: Any
    delivery_url: str
    signing_url: str
    measure: Action | None


def letter_page(
    *,
    actor: Actor,
    dossier: Dossier,
    letter: Letter,
    form: Any,
    posting: Any,
    delivery: Any,
    typed: Typing | None,
    now: datetime,
) -> LetterPage:
    """Will build the page for this reader."""
    write = may(actor, dossier, "write_letter")
    editable = write.allowed and letter.state in EDITABLE
    can_post = (
        letter.state in (LetterState.APPROVED, LetterState.BOUNCED)
        and bool(letter.recipient.address.strip())
        and may(actor, dossier, "send_letter").allowed
    )
    return LetterPage(
        title=letter.title,
        reference=letter.reference,
        number=dossier.number,
        recipient=letter.recipient.name,
        letter=reading(letter),
        version=dossier.version,
        # What they typed was over that text: keeping it then shows both, and overwrites nothing.
        seen=(typed.over if typed else letter.edited_at).isoformat(),
        state=Badge(label=str(LetterState(letter.state).label), tone=LETTER_TONES.get(letter.state, "idle")),
        stations=_stations(letter),
        facts=_facts(letter),
        actions=(
            *(
                notice_again(dossier, letter, today=timezone.localdate(now))
                if write.allowed and letter.state in REWRITTEN
                else ()
            ),
            *actions(actor, dossier, letter, editable=editable, today=timezone.localdate(now)),
        ),
        crumbs=crumbs(dossier, letter.title),
        back=dossier_url(dossier.number),
        pdf_url=letter_url("letter_pdf", dossier, letter),
        pdf_label=_pdf_label(letter),
        save_url=letter_url("letter", dossier, letter),
        editable=editable,
        form_id=TEXT_FORM,
        voids_approval=letter.state in (LetterState.APPROVED, LetterState.FAILED),
        form=form,
        posting=posting if can_post else None,
        posting_url=letter_url("letter_posted", dossier, letter),
        warning=warning(letter) or marks(letter, editable=editable),
        waiting=waiting(letter, now=now),
        comment=letter.comment,
        comment_by=letter.returned_by.full_name if letter.comment and letter.returned_by else "",
        unkept=unkept(letter, typed) if editable else "",
        forget_url=letter_url("letter_forget", dossier, letter),
        others=formats.listing(others_at(actor, letter, now=now)) if editable else "",
        typed_url=reverse("staff:letter_typed"),
        rank=letter.rank,
        delivery=delivery
        if letter.state in CHOOSABLE and may(actor, dossier, "send_letter").allowed
        else None,
        delivery_url=letter_url("letter_delivery", dossier, letter),
        signing_url=letter_url("letter_sign", dossier, letter)
        if letter.state == LetterState.SUBMITTED
        else "",
        measure=_measure(actor, dossier, letter),
    )


def _measure(actor: Actor, dossier: Dossier, letter: Letter) -> Action | None:
    if not is_feedback(dossier, letter) or not may(actor, dossier, WORK).allowed:
        return None
    return Action(label="Proposer une mesure correctrice", url=propose_url(dossier.number, letter))


def _opened(letter: Letter) -> Fact | None:
    """Whether the secret link of the letter was opened: a reading is known, an absence of reading proves nothing."""
    if letter.version is None or letter.delivery != Delivery.LINK or letter.state not in LEFT:
        return None
    made = Pass.objects.filter(dossier_id=letter.dossier_id, document_id=letter.version.document_id)
    row = made.exclude(purpose=Purpose.FOLLOW_UP).order_by("-rank").first()
    if row is None:
        return None
    if row.last_seen_at is None:
        return Fact(term="Lien sécurisé", value="pas encore ouvert")
    return Fact(
        term="Lien sécurisé",
        value="ouvert",
        detail=f"Dernière visite\u00a0: {formats.moment(row.last_seen_at)}",
    )


def recipient_step(dossier: Dossier, letter: Letter, form: Any) -> Step:
    """Will build the page that corrects where the recipient is written to."""
    fallen = "L’approbation des lettres qui ne sont pas parties tombe, car l’adresse y est imprimée."
    return step(
        dossier,
        title="Corriger les coordonnées",
        form=form,
        url=letter_url("letter_recipient", dossier, letter),
        lead=f"{letter.recipient.name}, destinataire de la lettre {letter.reference}.",
        submit="Enregistrer les coordonnées",
        consequences=(fallen,),
    )


def _pdf_label(letter: Letter) -> str:
    if not letter.version_id:
        return "Aperçu en PDF (projet)"
    return "Ouvrir le PDF transmis" if letter.state == LetterState.SENT else "Ouvrir le PDF approuvé"


def reading(letter: Letter) -> Reading:
    """Will prepare the very text of the letter for reading on a screen."""
    return Reading(
        subject=letter.subject,
        salutation=letter.salutation,
        closing=letter.closing,
        signatory=letter.signed_as.replace("\n", ", "),
        blocks=tuple(block.data() for block in parse(previewed(letter.body))),
    )


def _stations(letter: Letter) -> tuple[Station, ...]:
    leaving = ("sending", "failed", "uncertain", "bounced")
    state = "queued" if letter.state in leaving else letter.state
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
        Fact(term="Envoi", value=str(letter.get_delivery_display())),
    ]
    if letter.approved_by and letter.letter_date:
        facts.append(
            Fact(
                term="Approuvée par",
                value=letter.signed_as.replace("\n", ", ") or letter.approved_by.full_name,
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
    if opened := _opened(letter):
        facts.append(opened)
    if letter.sent_on:
        facts.append(Fact(term="Transmise le", value=plain_date(letter.sent_on)))
    return tuple(facts)
