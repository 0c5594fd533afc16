"""Digitising to substitute: one function for each intention, each with its row and its entry of the journal.

The caller holds the lot's row lock. What a step needs to be open is declared in life.py.
"""

import secrets
from datetime import date, datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from egide.kernel.digitisation.declaring import declaration_pdf
from egide.kernel.digitisation.life import KEEPERS
from egide.kernel.digitisation.models import Colour, Item, Lot, Risk, State, Step, Verdict
from egide.kernel.digitisation.sampling import draw, sample_size
from egide.kernel.digitisation.stepping import advance, holds_one, tell, tell_dossiers
from egide.kernel.documents.models import Document, DocumentVersion
from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.numbering import take_number
from egide.kernel.gate.verdicts import may, reserved_to
from egide.kernel.paper.filing import end_part
from egide.kernel.paper.models import Part
from egide.platform.accounts.acting import current_actor
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import Refused
from egide.platform.storage import store
from egide.ui.formats import count

PREFIX = "NUM"
LOWEST_RESOLUTION = 300  # points per inch; to validate with the Office's procedure
SHORTEST_QUARANTINE, USUAL_QUARANTINE = 1, 30  # days; internal, to validate
LONGEST_QUARANTINE = 730


def plan_lot(*, unit: Unit, label: str, risk: Risk, now: datetime) -> Lot:
    """Will plan a lot for a unit; its number comes last in the transaction."""
    lot = Lot(compartment_id=unit.compartment_id, unit=unit, label=label.strip(), risk=risk, planned_at=now)
    lot.number = take_number(compartment=unit.compartment, prefix=PREFIX, year=timezone.localtime(now).year)
    lot.save()
    tell(lot=lot, kind="plan", now=now)
    return lot


def add_part(*, lot: Lot, part: Part, pages: int) -> Item:
    """Will put a part on paper in the lot, with the faces counted.

    :raises Refused: the lot is prepared already, the part is elsewhere, gone, or already being substituted.
    """
    _must_keep(lot)
    if lot.state != State.PLANNED:
        raise Refused("Le lot est préparé\u00a0: rien ne s’y ajoute plus.")
    if part.compartment_id != lot.compartment_id:
        raise Refused("Cette partie est d’un autre compartiment.")
    if part.ended_on:
        raise Refused("Cette partie n’est plus dans la maison.")
    other = Item.objects.filter(part=part).exclude(lot__state=State.ABANDONED).select_related("lot").first()
    if other:
        raise Refused(f"Cette partie est déjà dans le lot {other.lot.number}.")
    last = Item.objects.filter(lot=lot).aggregate(last=Max("place"))["last"]
    return Item.objects.create(
        **ranked(Item, part.dossier), lot=lot, place=(last or 0) + 1, part=part, pages_in=pages
    )


def attach(*, lot: Lot, item: Item, document: Document, pages: int | None = None) -> None:
    """Will say which document stands in for the part: its newest version, pinned by its hash.

    `pages` is what a person counted; by default, what the reading counted. A new picture of a rejected one counts
    as a retake, and is checked again.

    :raises Refused: the lot is not being scanned, the document is of another dossier, stands in for another part,
        is the very picture that was rejected, or its pages are not known yet.
    """
    _must_keep(lot)
    if lot.state not in (State.PREPARED, State.SCANNED):
        raise Refused("Une image se rattache pendant la numérisation ou le contrôle.")
    version = DocumentVersion.objects.filter(document=document).order_by("-number").first()
    if version is None or document.dossier_id != item.dossier_id:
        raise Refused("Ce document n’est pas du même dossier que la partie sur papier.")
    if pages is not None and version.pages and pages != version.pages:
        raise Refused(
            f"La lecture de ce document y compte {count(version.pages, 'page')}\u00a0: laissez le champ vide."
        )
    counted = version.pages or pages
    if not counted:
        raise Refused(
            "Les pages de ce document ne sont pas encore comptées\u00a0: attendez sa lecture, ou comptez-les."
        )
    if item.version_id == version.pk and item.verdict == Verdict.REJECTED:
        raise Refused("C’est l’image rejetée\u00a0: versez la nouvelle image, puis rattachez-la.")
    other = Item.objects.filter(lot=lot, version__document=document).exclude(pk=item.pk).first()
    if other is not None:
        raise Refused(f"Ce document est déjà l’image de la pièce {other.place}.")
    if item.verdict == Verdict.REJECTED:
        item.rejects += 1
    # The sample is drawn and known: what replaces a picture after that is looked at, in it or not.
    item.sampled = item.sampled or lot.state == State.SCANNED
    item.version, item.pages_out, item.verdict, item.defect = version, counted, Verdict.WAITING, ""
    item.save(update_fields=["version", "pages_out", "rejects", "sampled", "verdict", "defect"])


def declare_scanned(
    *, lot: Lot, device: str, software: str, resolution: int, colour: Colour, file_format: str, now: datetime
) -> None:
    """Will keep how the lot was captured and draw the sample to check; the actor becomes the operator.

    :raises Refused: too few points per inch, or the step is not open.
    """
    if resolution < LOWEST_RESOLUTION:
        raise Refused(f"Une image de substitution a au moins {LOWEST_RESOLUTION} points par pouce.")
    seed = secrets.token_hex(16)
    advance(
        lot=lot,
        step="scan",
        now=now,
        device=device.strip(),
        software=software.strip(),
        resolution=resolution,
        colour=colour,
        format=file_format,
        operator_id=current_actor().user_id,
        seed=seed,
    )
    places = list(Item.objects.filter(lot=lot).values_list("place", flat=True))
    size = sample_size(len(places), everything=lot.risk == Risk.HIGH)
    Item.objects.filter(lot=lot, place__in=draw(places, seed=seed, size=size)).update(sampled=True)


def judge(*, lot: Lot, item: Item, accepted: bool, defect: str, now: datetime) -> None:
    """Will keep what the check of one picture found; a reject makes the whole lot be looked at.

    :raises Refused: the lot is not being checked, the actor may not look at the picture, a reject says nothing, or
        the picture was rejected by someone else and not taken again.
    """
    _must_keep(lot)
    if lot.state != State.SCANNED:
        raise Refused("Le lot n’est pas au contrôle.")
    if not may(current_actor(), item.dossier, "read").allowed:
        raise Refused("Ce dossier ne vous est pas ouvert\u00a0: une personne qui voit l’image la contrôle.")
    if accepted and item.verdict == Verdict.REJECTED and item.checked_by_id != current_actor().user_id:
        raise Refused("Cette image est rejetée\u00a0: rattachez la nouvelle, puis contrôlez-la.")
    if not accepted and not defect.strip():
        raise Refused("Dites ce qui ne va pas\u00a0: flou, page coupée, face oubliée…")
    item.verdict = Verdict.ACCEPTED if accepted else Verdict.REJECTED
    item.defect, item.checked_by_id = "" if accepted else defect.strip()[:300], current_actor().user_id
    item.save(update_fields=["verdict", "defect", "checked_by"])
    if not accepted:
        Item.objects.filter(lot=lot).update(sampled=True)
        tell(lot=lot, kind="reject", words=f"Pièce {item.place}\u00a0: {item.defect}", now=now)


def attest(*, lot: Lot, words: str = "", now: datetime) -> None:
    """Will sign the declaration of integrity: the PDF is made, kept, and its hash journaled.

    :raises Refused: the signer scanned the lot, or the step is not open.
    :raises RenderingFailed: the declaration cannot be set.
    """
    actor = current_actor()
    content = declaration_pdf(lot=lot, signer=actor, now=now)
    stored = store.put(
        stream=[content],
        file_name=f"declaration-{lot.number}.pdf",
        compartment=lot.compartment,
        actor_code=actor.code,
        now=now,
    )
    advance(
        lot=lot,
        step="attest",
        words=words,
        now=now,
        attester_id=actor.user_id,
        declaration_id=stored.pk,
        declared_sha256=stored.sha256,
    )


def quarantine(*, lot: Lot, days: int, now: datetime) -> None:
    """Will keep the paper aside for so many days before anyone may authorise its destruction.

    :raises Refused: too short, too long, or the step is not open.
    """
    if not SHORTEST_QUARANTINE <= days <= LONGEST_QUARANTINE:
        raise Refused(f"La quarantaine dure de {SHORTEST_QUARANTINE} à {LONGEST_QUARANTINE} jours.")
    until = timezone.localdate(now) + timedelta(days=days)
    advance(lot=lot, step="quarantine", now=now, quarantine_until=until)


def authorise(*, lot: Lot, words: str, now: datetime) -> None:
    """Will authorise the destruction of the paper.

    :raises Refused: the quarantine lasts, a dossier is held, the actor signed the declaration, or not the actor's step.
    """
    advance(lot=lot, step="authorise", words=words, now=now, authoriser_id=current_actor().user_id)


def record_destruction(*, lot: Lot, on: date, method: str, witness: str, now: datetime) -> None:
    """Will say that the paper was destroyed: each part ends, each dossier's journal says it.

    :raises Refused: a day to come, no method, a hold placed meanwhile, or the step is not open.
    """
    if on > timezone.localdate(now):
        raise Refused("Consignez la destruction une fois faite\u00a0: ce jour est à venir.")
    allowed = Step.objects.filter(lot=lot, kind="authorise").order_by("-number").first()
    if allowed is not None and on < timezone.localdate(allowed.at):
        raise Refused("Le papier ne se détruit pas avant d’en avoir l’autorisation : ce jour est antérieur.")
    if not method.strip() or not witness.strip():
        raise Refused("Dites comment le papier a été détruit, et devant qui.")
    advance(lot=lot, step="destroy", now=now, destroyed_on=on, method=method.strip(), witness=witness.strip())
    for item in Item.objects.filter(lot=lot).select_related("part__box").order_by("dossier_id", "rank"):
        end_part(part=item.part, on=on, now=now)
    tell_dossiers(lot=lot, code="digitisation.source_destroyed", now=now)


def make_step(*, lot: Lot, step: str, words: str = "", now: datetime) -> None:
    """Will make a step that asks nothing but perhaps words: prepare, check, index, abandon.

    :raises Refused: the step is not this person's, or not open today.
    """
    advance(lot=lot, step=step, words=words, now=now)


def _must_keep(lot: Lot) -> None:
    if not holds_one(current_actor(), lot, KEEPERS):
        raise Refused(reserved_to(KEEPERS))
