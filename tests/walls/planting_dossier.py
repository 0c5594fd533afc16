"""What a dossier holds, for the house to attack: documents, a letter, exchanges, notes, paper; by the real actions."""

from egide.kernel.batches.actions import ask
from egide.kernel.digitisation.actions import plan_lot
from egide.kernel.digitisation.models import Item, Risk
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import DocumentVersion, Origin, Page, Rendition, Step, TextBlock
from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.finding.actions import add_reference
from egide.kernel.joining.merging import merge_parties
from egide.kernel.letters.approving import approve_letter
from egide.kernel.letters.dispatch import send_by_email
from egide.kernel.letters.drafting import TEXT, Text, edit_letter
from egide.kernel.letters.models import Letter
from egide.kernel.letters.typing import keep_typing
from egide.kernel.measures.actions import open_measure, record_evidence
from egide.kernel.messages.actions import handle, post_message
from egide.kernel.notes.actions import remind, write_note
from egide.kernel.notices.actions import notify
from egide.kernel.paper.checking import scan, start_check
from egide.kernel.paper.filing import add_part, put_in_box
from egide.kernel.paper.lending import lend
from egide.kernel.paper.models import Medium
from egide.kernel.paper.shelving import open_box, open_place, put_on_shelf
from egide.kernel.parties.actions import add_person
from egide.kernel.parties.models import Party, PartyRole
from egide.kernel.passes.actions import issue_pass
from egide.kernel.redaction import strokes
from egide.kernel.redaction.actions import look_at, open_redaction
from egide.kernel.redaction.geometry import Rect
from egide.kernel.redaction.models import BoxOrigin, BoxState
from egide.kernel.redaction.strokes import Proposed
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User
from egide.platform.storage.joined import Upload as MessageUpload
from tests.cast import NOW, TODAY


def plant_documents(dossier: Dossier, actor: Actor, planted: str) -> None:
    version = add_document(
        dossier=dossier,
        title=f"{planted} document",
        origin=Origin.INTERNAL,
        stream=[f"{planted} contenu".encode()],
        file_name=f"{planted}.txt",
        actor_code=actor.code,
        now=NOW,
    )
    _read(version, planted)
    _redaction(dossier, version, actor, planted)


def _redaction(dossier: Dossier, version: DocumentVersion, actor: Actor, planted: str) -> None:
    """A redaction sent back once, a zone that hides the planted word, a page that was seen."""
    DocumentVersion.objects.filter(pk=version.pk).update(pages=1)
    version.pages = 1
    redaction = open_redaction(dossier=dossier, version=version, now=NOW)
    zone = Proposed(page=1, rect=Rect(10, 10, 90, 30), ground="53", origin=BoxOrigin.WORDS, words=planted)
    assert actor.user_id is not None
    strokes.add(
        dossier=dossier, redaction=redaction, boxes=[zone], state=BoxState.ACCEPTED, by=actor.user_id, now=NOW
    )
    look_at(dossier=dossier, redaction=redaction, page=1, now=NOW)
    redaction.remarks = planted
    redaction.save(update_fields=["remarks"])


def _read(version: DocumentVersion, planted: str) -> None:
    """What the reading of a document leaves: a step, a page, a text to index, a picture."""
    place = {"dossier_id": version.dossier_id, "compartment_id": version.compartment_id, "version": version}
    told = {"tool": "essai", "started_at": NOW, "duration_ms": 1, "result": "done", "detail": planted}
    Step.objects.create(**place, run=1, kind="text", **told)
    words = [[planted, 1.0, 1.0, 2.0, 2.0]]
    Page.objects.create(
        **place, number=1, text=planted, source="ocr", width=612, height=792, words=words, run=1
    )
    rank = version.document.rank
    TextBlock.objects.create(
        **place, rank=rank, block=0, first_page=1, last_page=1, text=f"{planted} texte lu", day=TODAY
    )
    Rendition.objects.create(**place, kind="thumbnail", stored=version.stored, made_at=NOW)
    # Without a drawn copy, a text could not be redacted.
    Rendition.objects.create(**place, kind="pdf", stored=version.stored, made_at=NOW)


def plant_letter(dossier: Dossier, actor: Actor, planted: str) -> None:
    letter = Letter.objects.select_related("recipient").get(dossier_id=dossier.pk, template="acknowledgment")
    text = Text(
        subject=f"{planted} objet",
        salutation=letter.salutation,
        body=f"{letter.body}\n\n{planted} texte",
        closing=letter.closing,
        enclosures=planted,
    )
    edit_letter(dossier=dossier, letter=letter, text=text, now=NOW)
    written = dict.fromkeys(TEXT, f"{planted} frappe")
    keep_typing(actor=actor, dossier=dossier, letter=letter, text=written, over=NOW, now=NOW)
    approve_letter(actor=actor, dossier=dossier, letter=letter, seen=letter.edited_at.isoformat(), now=NOW)
    send_by_email(dossier=dossier, letter=letter, now=NOW)


def plant_exchanges(dossier: Dossier, actor: Actor, planted: str) -> None:
    """A secret link, a message that worries, with a file, and what an order would have answered."""
    person = Party.objects.filter(dossier=dossier, role=PartyRole.REQUESTER).order_by("rank")[0]
    issue_pass(dossier=dossier, party=person, purpose="follow_up", actor_code=planted, now=NOW)
    message = post_message(
        dossier=dossier,
        direction="in",
        party=person,
        text=f"{planted} message, je pense au suicide",
        files=[MessageUpload(stream=[planted.encode()], file_name=f"{planted}.txt")],
        actor_code=actor.code,
        now=NOW,
    )
    handle(actor=actor, dossier=dossier, message=message, note=planted, now=NOW)


def plant_everyday(dossier: Dossier, actor: Actor, planted: str) -> None:
    """A note, a call, a reminder, a notice, an outside number, and a party that was entered twice."""
    assert actor.user_id is not None
    write_note(dossier=dossier, text=planted, actor=actor, now=NOW)
    remind(actor=actor, text=planted, due_on=TODAY, dossier=dossier, now=NOW)
    notify(user_ids=(actor.user_id,), dossier=dossier, code="step", now=NOW)
    add_reference(dossier=dossier, number=planted, label=planted, now=NOW)
    batch = ask(actor=actor, action="noter", answers={"text": planted}, dossiers=[dossier], now=NOW)
    batch.rows.update(words=planted)
    twin = add_person(dossier=dossier, role=PartyRole.OTHER, name=f"{planted} jumelle", now=NOW)
    kept = Party.objects.filter(dossier=dossier, role=PartyRole.REQUESTER).first()
    assert kept is not None
    merge_parties(dossier=dossier, kept=kept, absorbed=twin, choices={}, actor=actor, now=NOW)
    measure = open_measure(
        dossier=dossier, text=planted, unit=dossier.unit, due_on=TODAY, source="request", now=NOW
    )
    record_evidence(dossier=dossier, measure=measure, text=planted, now=NOW)
    _on_paper(dossier, actor, planted)


def _on_paper(dossier: Dossier, actor: Actor, planted: str) -> None:
    """A box on a shelf, with a part of the dossier that somebody borrowed; and the shelf under check."""
    place = open_place(
        compartment=dossier.compartment, code="T-1", site=dossier.site, room=planted, shelf="1", capacity=4
    )
    box = open_box(unit=dossier.unit, label=planted, capacity=380, now=NOW)
    put_on_shelf(box=box, place=place, actor_code=actor.code, now=NOW)
    part = add_part(
        dossier=dossier,
        label=planted,
        medium=Medium.PAPER,
        main=True,
        thickness=20,
        actor_code=actor.code,
        now=NOW,
    )
    put_in_box(part=part, box=box, actor_code=actor.code, now=NOW)
    lend(part=part, borrower=User.objects.get(pk=actor.user_id), due_on=TODAY, actor_code=actor.code, now=NOW)
    scan(check=start_check(place=place, actor_code=actor.code, now=NOW), text=planted, now=NOW)
    lot = plan_lot(unit=dossier.unit, label=planted, risk=Risk.ORDINARY, now=NOW)
    lot.steps.update(text=planted)
    Item.objects.create(
        **ranked(Item, dossier), lot=lot, place=1, part=part, pages_in=1, defect=planted, rejects=1
    )
