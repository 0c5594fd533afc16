"""What the page of a letter shows: where it stands, its text, what may be done now and why not.

All SQL for the screen happens here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.addresses import dossier_url
from egide.interfaces.staff.pages_admission import notice_again
from egide.interfaces.staff.pages_measures import propose_url
from egide.interfaces.staff.pages_moves import Step, crumbs, step
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import Verdict, may
from egide.kernel.letters.approving import approval, obstacle
from egide.kernel.letters.codes import previewed
from egide.kernel.letters.delivery import CHOOSABLE
from egide.kernel.letters.dispatch import NO_EMAIL, SAME_ADDRESS
from egide.kernel.letters.drafting import EDITABLE, TEXT
from egide.kernel.letters.models import LEFT, Delivery, Letter, LetterState, Typing
from egide.kernel.letters.reading import is_feedback
from egide.kernel.letters.typing import others_at
from egide.kernel.measures.stepping import WORK
from egide.kernel.passes.models import Pass, Purpose
from egide.law.dates_fr import plain_date
from egide.platform.accounts.actors import Actor
from egide.platform.typesetting.blocks import parse
from egide.platform.typesetting.cleaning import unprintable
from egide.ui import formats
from egide.ui.pages import Action, Badge, Crumb, Fact, Station, Tone

TEXT_FORM = "texte-de-la-lettre"
LETTER_TONES: dict[str, Tone] = {
    LetterState.SENT: "met",
    LetterState.FAILED: "late",
    LetterState.UNCERTAIN: "late",
    LetterState.BOUNCED: "late",
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
            *(notice_again(dossier, letter, today=timezone.localdate(now)) if editable else ()),
            *_actions(actor, dossier, letter, editable=editable, today=timezone.localdate(now)),
        ),
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
        warning=_warning(letter) or _marks(letter, editable=editable),
        waiting=_waiting(letter, now=now),
        comment=letter.comment,
        comment_by=letter.returned_by.full_name if letter.comment and letter.returned_by else "",
        unkept=_unkept(letter, typed) if editable else "",
        forget_url=_url("letter_forget", dossier, letter),
        others=formats.listing(others_at(actor, letter, now=now)) if editable else "",
        typed_url=reverse("staff:letter_typed"),
        rank=letter.rank,
        delivery=delivery
        if letter.state in CHOOSABLE and may(actor, dossier, "send_letter").allowed
        else None,
        delivery_url=_url("letter_delivery", dossier, letter),
        signing_url=_url("letter_sign", dossier, letter) if letter.state == LetterState.SUBMITTED else "",
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


def _unkept(letter: Letter, typed: Typing | None) -> str:
    if typed is None:
        return ""
    moment = formats.moment(typed.saved_at)
    if typed.over == letter.edited_at:
        return f"Voici ce que vous écriviez le {moment} et qui n’est pas encore enregistré dans la lettre."
    return (
        f"Voici ce que vous écriviez le {moment}. La lettre a changé depuis\u00a0: comparez avec l’aperçu en PDF "
        "avant d’enregistrer, ou abandonnez votre texte."
    )


def _waiting(letter: Letter, *, now: datetime) -> str:
    # The outbox tries again by itself; people must know that they need not.
    message = letter.message
    if letter.state != LetterState.QUEUED or message is None or not message.last_error:
        return ""
    since, again = formats.moment(message.queued_at), formats.clock(formats.local(message.due_at).time())
    return (
        f"L’envoi attend\u00a0: le serveur de courriel ne répond pas. La lettre est en file depuis le {since}; "
        f"elle repartira seule, la prochaine fois à {again if message.due_at > now else 'l’instant'}."
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


def reading(letter: Letter) -> Reading:
    """Will prepare the very text of the letter for reading on a screen."""
    return Reading(
        subject=letter.subject,
        salutation=letter.salutation,
        closing=letter.closing,
        signatory=letter.signed_as.replace("\n", ", "),
        blocks=tuple(block.data() for block in parse(previewed(letter.body))),
    )


def _url(name: str, dossier: Dossier, letter: Letter) -> str:
    return reverse(f"staff:{name}", kwargs={"number": dossier.number, "rank": letter.rank})


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


def _marks(letter: Letter, *, editable: bool) -> str:
    written = "\n".join(
        (letter.recipient.name, letter.recipient.address, *(getattr(letter, x) for x in TEXT))
    )
    if not editable or not (lost := unprintable(written)):
        return ""
    return (
        f"Les polices de la lettre n’ont pas de signe pour\u00a0: {' '.join(lost[:20])}. Une marque «\u00a0�\u00a0» "
        "s’imprimerait à la place\u00a0: remplacez ces caractères, ou écrivez le nom en lettres latines."
    )


def _warning(letter: Letter) -> str:
    if letter.state == LetterState.UNCERTAIN:
        return (
            "L’envoi a été interrompu alors que le serveur recevait la lettre : elle est peut-être partie. "
            "Vérifiez avec la personne avant de la renvoyer; le renvoi porte le même identifiant."
        )
    if letter.state == LetterState.BOUNCED:
        said = letter.message.bounce_words if letter.message else ""
        return (
            "Le courriel est revenu\u00a0: la personne n’a pas reçu la lettre. Postez une copie de la lettre "
            "approuvée, ou corrigez l’adresse de courriel et renvoyez-la."
            + (f" Réponse du serveur\u00a0: {said}" if said else "")
        )
    if letter.state == LetterState.FAILED:
        reason = letter.message.last_error if letter.message else ""
        return f"La lettre n’est pas partie. Réponse du serveur : {reason}"
    return ""


def _actions(
    actor: Actor, dossier: Dossier, letter: Letter, *, editable: bool, today: date
) -> tuple[Action, ...]:
    write, send = may(actor, dossier, "write_letter"), may(actor, dossier, "send_letter")
    approve = approval(actor, dossier, letter, on=today)
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
    typed, unready = {"form": TEXT_FORM if editable else ""}, obstacle(letter, day=today)
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
            return (*_sending(post, send, letter), *readdress)
        case LetterState.BOUNCED:
            return (post("Renvoyer à la nouvelle adresse", "letter_send", send, _tried(letter)), *readdress)
        case LetterState.FAILED:
            return (_resend(post, send), *readdress)
        case LetterState.UNCERTAIN:
            return (_resend(post, send),)
    return ()


def _sending(post: Callable[..., Action], send: Verdict, letter: Letter) -> tuple[Action, ...]:
    missing = "" if letter.recipient.email.strip() else NO_EMAIL
    if letter.delivery == Delivery.POST:  # printed, then noted as posted beside
        return () if not missing else (post("Envoyer par courriel", "letter_send", send, missing),)
    attached = letter.delivery == Delivery.EMAIL
    label = "Envoyer par courriel" if attached else "Envoyer par lien sécurisé"
    return (post(label, "letter_send", send, missing, primary=True),)


def _tried(letter: Letter) -> str:
    tried = {address.lower() for address in letter.message.recipients} if letter.message else set()
    return SAME_ADDRESS if letter.recipient.email.strip().lower() in tried | {""} else ""


def _resend(post: Callable[..., Action], send: Verdict) -> Action:
    confirm = "Renvoyer cette lettre? Assurez-vous qu’elle n’a pas déjà été reçue."
    return post("Renvoyer la lettre", "letter_resend", send, confirm=confirm)
