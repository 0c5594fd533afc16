"""A house to attack: a dossier in each compartment, a secret in each of its tables, people in each unit.

Made by the real actions wherever an action exists; the rest is written as the owner, so that no table is empty.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.test import Client

from egide.kernel.batches.actions import ask
from egide.kernel.deadlines.models import FactRecord
from egide.kernel.digitisation.actions import plan_lot
from egide.kernel.digitisation.models import Item, Risk
from egide.kernel.disposal import models as disposal
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import DocumentVersion, Origin, Page, Rendition, Step, TextBlock
from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier, NumberCounter
from egide.kernel.editing.models import Access, Entry, Lock, Property
from egide.kernel.exports.models import Export, ExportedDossier
from egide.kernel.finding.actions import add_reference
from egide.kernel.gate.models import Conflict, Grant
from egide.kernel.handover.models import Receipt
from egide.kernel.imports.models import ImportedItem, ImportLine, ImportRun
from egide.kernel.joining.merging import merge_parties
from egide.kernel.letters.approving import approve_letter
from egide.kernel.letters.dispatch import send_by_email
from egide.kernel.letters.drafting import TEXT, Text, edit_letter
from egide.kernel.letters.models import Letter, Letterhead
from egide.kernel.letters.typing import keep_typing
from egide.kernel.lifecycle.running import lifecycle_of, run
from egide.kernel.mandates.actions import entrust, give_mandate
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
from egide.kernel.parties.models import ConflictFlag, Party, PartyRole
from egide.kernel.passes.actions import issue_pass
from egide.kernel.recommendations.models import Recommendation
from egide.kernel.records.holds import place_hold
from egide.kernel.records.models import Disposed, Filing, Keeping
from egide.kernel.redaction import strokes
from egide.kernel.redaction.actions import look_at, open_redaction
from egide.kernel.redaction.geometry import Rect
from egide.kernel.redaction.models import BoxOrigin, BoxState
from egide.kernel.redaction.strokes import Proposed
from egide.kernel.scans.models import ScannedBatch, ScannedPiece
from egide.kernel.search.vocabulary import count_again
from egide.kernel.uploads.models import Upload
from egide.kernel.wordings.models import WordingVersion
from egide.law import roles
from egide.modules.access_requests.models import AccessRequest
from egide.modules.admission_complaints import models as complaints
from egide.modules.admission_staff.models import StaffComplaint
from egide.modules.admission_work import models as admission
from egide.modules.correspondence.models import Mailbox, MailFile, MailPiece, PieceStep, ReceivedEmail
from egide.modules.disclosures.models import Disclosure
from egide.modules.information_cards.models import InformationCard
from egide.modules.interventions import actions
from egide.modules.interventions.models import Request, RequestFile
from egide.modules.mandates import models as office_mandates
from egide.modules.planning import models as planning
from egide.modules.records_office.models import DocumentaryFile, SealedFile, SealedRelease
from egide.modules.service_complaints.models import ConcernedStaff, ServiceComplaint
from egide.platform.accounts import elevations
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, actor_for_user
from egide.platform.accounts.models import Membership, Site, Unit, User
from egide.platform.accounts.second_factor import SHOWN_BY
from egide.platform.journal.append import access_chain, append
from egide.platform.storage.joined import Upload as MessageUpload
from egide.platform.storage.models import StoredObject
from tests.cast import LONG_AGO, NOW, PASSWORD, TODAY, Cast, seed_office
from tests.database import as_owner
from tests.walls.planting_consulting import plant_consulting
from tests.walls.planting_watched import plant_watched

CLOCK = NOW + timedelta(hours=3)
# Compartment, its unit; the first dossier's number is different in each, so that a number says where it is from.
PLACES = {
    "office": "interventions",
    "presidency": "presidency",
    "commissioner": "commission",
    "discipline": "registry",
    "integrity": "designated",
    "access": "access",
    "ombudsman": "ombudsman",
}
SECRETS = {
    "office": "q7f3k9w",
    "presidency": "x4d8m2z",
    "commissioner": "j6h1v5p",
    "discipline": "b9t2n8r",
    "integrity": "c5w9k3y",
    "access": "g3p7s1d",
    "ombudsman": "v8l2r6f",
}
FIRST = {
    "office": 41_001,
    "presidency": 52_002,
    "commissioner": 63_003,
    "discipline": 74_004,
    "integrity": 85_005,
    "access": 96_006,
    "ombudsman": 17_007,
}
# What an attacker may type without knowing the secret: every planted word begins with it.
PREFIX = "zibeline"
HELD = (roles.INTAKE, roles.ANALYST, roles.UNIT_HEAD, roles.PRESIDENT)


def word(code: str) -> str:
    """Will return the planted word of a compartment: lower case, so that its folded form is itself."""
    return PREFIX + SECRETS[code]


@dataclass(frozen=True)
class Plant:
    """What was planted in one compartment."""

    code: str
    dossier: Dossier
    reference: str
    insider: User

    @property
    def number(self) -> str:
        return self.dossier.number


@dataclass
class House:
    """The cast, one plant for each compartment, and two outsiders."""

    cast: Cast
    plants: dict[str, Plant] = field(default_factory=dict)

    def user(self, name: str) -> User:
        """Will return someone of the cast, or « office's insider » by the name of a compartment."""
        return self.plants[name].insider if name in self.plants else self.cast.user(name)

    def actor(self, name: str) -> Actor:
        """Will return the actor that this account is."""
        return actor_for_user(self.user(name), on=TODAY)

    def compartments_of(self, name: str) -> set[str]:
        """Will return the compartments in which this person works."""
        return {held.compartment_code for held in self.actor(name).roles}


def build() -> House:
    """Will build the whole house in the current clone; commits."""
    cast = seed_office()
    cache.clear()
    house = House(cast)
    for code in PLACES:
        house.plants[code] = _plant(cast, code)
    with as_owner():
        count_again()  # as each night: what spellings are proposed from
    with as_owner():
        inactive = User.objects.create_user(
            "parti@office.example", PASSWORD, full_name="Ancien Employé", demo=True
        )
        cast.users["inactive"] = inactive
    return house


def client_of(user: User | None, *, csrf: bool = False) -> Client:
    """Will return a client signed in as this account, second factor shown; nobody's without an account."""
    client = Client(HTTP_USER_AGENT="Attaque/1.0", enforce_csrf_checks=csrf, raise_request_exception=True)
    if user is not None:
        client.force_login(user, backend="egide.platform.accounts.backends.AccountBackend")
        session = client.session
        session[SHOWN_BY] = user.pk
        session.save()
    return client


def elevated_client(house: House, name: str) -> Client:
    """Will return the browser of someone who administers the Office, an elevation running."""
    user = house.user(name)
    with as_owner():
        Membership.objects.get_or_create(
            user=user,
            unit=Unit.objects.get(code="technology"),
            role=roles.ADMINISTRATOR.code,
            defaults={"since": LONG_AGO},
        )
    actor = actor_for_user(user, on=TODAY)
    with acting_as(actor):
        period = elevations.start(actor=actor, user=user, reason="Essai", minutes=30, now=CLOCK)
    client = client_of(user)
    session = client.session
    elevations.carry(session, period)
    session.save()
    return client


def _plant(cast: Cast, code: str) -> Plant:
    unit = Unit.objects.select_related("compartment", "site").get(code=PLACES[code])
    insider = _insider(unit)
    with as_owner():
        year = NOW.year
        NumberCounter.objects.create(
            compartment=unit.compartment, prefix="INT", year=year, last=FIRST[code] - 1
        )
    actor = actor_for_user(insider, on=TODAY)
    with acting_as(actor):
        dossier = _opened(cast, unit, actor, word(code))
        assign(dossier=dossier, to=insider, now=NOW)
        _documents(dossier, actor, word(code))
        _letter(dossier, actor, word(code))
        run(actor=actor, dossier=dossier, code="start_triage", answers={}, now=NOW + timedelta(hours=1))
        answers = {"outcome": _first_ground(dossier), "destination": word(code), "motive": word(code)}
        run(
            actor=actor,
            dossier=dossier,
            code="declare_not_admissible",
            answers=answers,
            now=NOW + timedelta(hours=2),
        )
        _everyday(dossier, actor, word(code))
        _exchanges(dossier, actor, word(code))
        give_mandate(dossier=dossier, role=roles.ANALYST, purpose=word(code), now=NOW)
        entrust(dossier=dossier, to=insider, instruction=f"{word(code)} mandat", due_on=None, now=NOW)
        place_hold(dossier=dossier, reason=word(code), actor_code=actor.code, now=NOW)
        append(
            chain=access_chain(code, NOW),
            compartment_id=unit.compartment_id,
            code="access.refused",
            data={"action": "read"},
            notes={"reason": word(code)},
            at=NOW,
        )
    reference = _surroundings(cast, dossier, code)
    with as_owner():
        _disposals(dossier, insider, word(code))
        _words(dossier, insider, word(code))
    return Plant(code, dossier, reference, insider)


def _words(dossier: Dossier, insider: User, planted: str) -> None:
    """A version of a letter's words that nobody has submitted yet."""
    WordingVersion.objects.create(
        compartment_id=dossier.compartment_id, module="interventions", template="redirection", number=1,
        text=f"objet : {planted}", reason=planted, since=TODAY, hands=[insider.pk], written_by=insider,
        written_at=NOW,
    )  # fmt: skip


def _disposals(dossier: Dossier, insider: User, planted: str) -> None:
    """A list at review, its item, its papers, a setting, and what became of a dossier."""
    place = {"compartment_id": dossier.compartment_id}
    listed = disposal.DispositionList.objects.create(
        **place, number=f"LD-2026-{FIRST['office']}", fate="D", unit_id=dossier.unit_id, series="6200",
        rule="6200", rule_title=planted, due_by=TODAY, state="review", made_by=insider, made_at=NOW, total=1,
    )  # fmt: skip
    disposal.ListItem.objects.create(
        **place,
        dossier=dossier,
        disposition_list=listed,
        place=1,
        choice="kept",
        reason=planted,
        keep_until=TODAY,
    )
    disposal.Certificate.objects.create(
        **place, disposition_list=listed, number="CD-2026-00001", body=planted, sha256="0" * 64, made_at=NOW,
        chain="disposal:x", seq=1,
    )  # fmt: skip
    disposal.Slip.objects.create(
        **place, disposition_list=listed, number="BV-2026-00001", media=planted, made_at=NOW, made_by=insider,
        signed_on=TODAY,
    )  # fmt: skip
    disposal.Setting.objects.create(**place, window_days=30, set_at=NOW, set_by=planted)
    Disposed.objects.create(
        **place,
        dossier=dossier,
        fate="transferred",
        decision=planted,
        certificate="BV",
        rule="6200",
        disposed_at=NOW,
    )


def _insider(unit: Unit) -> User:
    with as_owner():
        user = User.objects.create_user(
            f"interne-{unit.code}@office.example",
            PASSWORD,
            full_name=f"Interne {unit.name}",
            job_title="Interne",
            demo=True,
        )
        for role in HELD:
            Membership.objects.create(user=user, unit=unit, role=role.code, since=LONG_AGO)
    return user


def _opened(cast: Cast, unit: Unit, actor: Actor, planted: str) -> Dossier:
    intake = actions.Intake(
        title=f"{planted} titre",
        name=f"{planted} personne",
        received_at=NOW,
        channel="post",
        summary=f"{planted} résumé",
        wish=f"{planted} souhait",
        order=cast.order,
        email=f"{planted}@exemple.example",
        phone=planted[:40],
        address=f"{planted} rue",
        inquiry_requested_about=f"{planted} vers mars",
    )
    return actions.open_intervention(
        actor=actor, intake=intake, unit=unit, site=Site.objects.get(code="quebec"), now=NOW
    )


def _documents(dossier: Dossier, actor: Actor, planted: str) -> None:
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


def _letter(dossier: Dossier, actor: Actor, planted: str) -> None:
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


def _exchanges(dossier: Dossier, actor: Actor, planted: str) -> None:
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


def _everyday(dossier: Dossier, actor: Actor, planted: str) -> None:
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


def _first_ground(dossier: Dossier) -> str:
    asked = lifecycle_of(dossier).transition("declare_not_admissible").fields[0]
    return asked.choices[0][0]


def _surroundings(cast: Cast, dossier: Dossier, code: str) -> str:
    """A request waiting with its file, a conflict and a grant: no action makes them outside the Office."""
    place = {"compartment_id": dossier.compartment_id}
    with as_owner():
        request = Request.objects.create(
            **place,
            reference=f"REC-{NOW.year}-{FIRST[code]}",
            received_at=NOW,
            name=f"{word(code)} personne",
            order=cast.order,
            form_version="2026-1",
            answers={"title": f"{word(code)} demande", "summary": word(code)},
        )
        Request.objects.create(
            **place,
            reference=f"REC-{NOW.year}-{FIRST[code] + 1}",
            received_at=NOW,
            name=f"{word(code)} personne",
            form_version="2026-1",
            answers={"summary": word(code)},
            dossier=dossier,
        )
        stored = StoredObject.objects.filter(compartment_id=dossier.compartment_id).first()
        assert stored is not None
        RequestFile.objects.create(**place, request=request, stored=stored)
        _typed(dossier, code)
        _report(dossier, code)
        _record(dossier, code)
        _taken_out(dossier, code)
        plant_consulting(dossier, word(code), number=FIRST[code])
        plant_watched(dossier, word(code), number=FIRST[code])
        _on_its_way(dossier, stored, code)
        _mail(dossier, stored, code)
        aside = User.objects.create_user(
            f"recuse-{code}@office.example", PASSWORD, full_name="Récusé", demo=True
        )
        Conflict.objects.create(**place, user=aside, dossier=dossier, declared_at=NOW, declared_by=word(code))
        guest = User.objects.create_user(
            f"invite-{code}@ordre.example", PASSWORD, full_name="Invité", external=True, demo=True
        )
        Grant.objects.create(**place, user=guest, dossier=dossier, granted_at=NOW, granted_by=word(code))
        cast.users[f"aside-{code}"], cast.users[f"guest-{code}"] = aside, guest
        # The one who is in conflict works where the dossier is: only the conflict keeps it away.
        for role in HELD:
            Membership.objects.create(user=aside, unit_id=dossier.unit_id, role=role.code, since=LONG_AGO)
    return request.reference


def _record(dossier: Dossier, code: str) -> None:
    """What a closing keeps, a document filed once more, and what a plain file says of itself."""
    place = {"compartment_id": dossier.compartment_id, "dossier": dossier}
    version = DocumentVersion.objects.filter(dossier=dossier).first()
    assert version is not None
    Keeping.objects.create(**place, series="6200", waits_for=word(code), computed_on=TODAY)
    Filing.objects.create(**place, document=version.document, filed_at=NOW, filed_by=word(code))
    DocumentaryFile.objects.create(**place, description=f"{word(code)} contenu")


def _taken_out(dossier: Dossier, code: str) -> None:
    """A file that someone asked for: what was typed in its filters, the dossier of which it tells."""
    place = {"compartment_id": dossier.compartment_id}
    export = Export.objects.create(
        **place,
        user_id=dossier.assignee_id,
        source="list.interventions",
        format="csv",
        filters={"q": word(code)},
        asked_at=NOW,
    )
    ExportedDossier.objects.create(**place, dossier=dossier, export=export)


def _on_its_way(dossier: Dossier, stored: StoredObject, code: str) -> None:
    """A file half sent, and what a scanner left: its batch, and the piece that went to the dossier."""
    place = {"compartment_id": dossier.compartment_id}
    Upload.objects.create(
        **place,
        dossier=dossier,
        user_id=dossier.assignee_id,
        file_name=word(code),
        length=10,
        began_at=NOW,
        expires_at=NOW + timedelta(days=1),
    )
    edited: dict[str, Any] = {**place, "dossier": dossier, "user_id": dossier.assignee_id}
    access = Access.objects.create(
        **edited,
        rank=1,
        digest="0" * 64,
        file_name=word(code),
        made_at=NOW,
        expires_at=NOW + timedelta(hours=8),
    )
    Entry.objects.create(
        **edited, access=access, path=word(code), is_folder=True, made_at=NOW, changed_at=NOW
    )
    Property.objects.create(**edited, access=access, path="/", name=word(code), value=word(code))
    Lock.objects.create(
        **edited, access=access, rank=1, path="/", token=word(code), scope="exclusive", depth="0", owner=word(code),
        seconds=600, made_at=NOW, expires_at=NOW + timedelta(hours=1),
    )  # fmt: skip
    batch = ScannedBatch.objects.create(
        **place,
        public_id=uuid4(),
        unit_id=dossier.unit_id,
        stored=stored,
        file_name=word(code),
        pages=1,
        received_at=NOW,
    )
    ScannedPiece.objects.create(
        **place,
        batch=batch,
        rank=1,
        first_page=1,
        last_page=1,
        stored=stored,
        words=word(code),
        state="filed",
        dossier=dossier,
        document=1,
        handled_at=NOW,
        handled_by=word(code),
    )
    run = ImportRun.objects.create(
        **place,
        number=1,
        source=word(code),
        target="files",
        plan_sha256="0" * 64,
        list_sha256="0" * 64,
        started_at=NOW,
        started_by=word(code),
        report={"why": word(code)},
    )
    ImportLine.objects.create(
        **place, run=run, place=1, key=word(code), outcome="taken", detail=word(code), dossier=dossier
    )
    ImportedItem.objects.create(
        **place, source=word(code), item="record", key="0" * 64, run=run, dossier=dossier, taken_at=NOW
    )


def _mail(dossier: Dossier, stored: StoredObject, code: str) -> None:
    """A piece of mail that waits with its file, one that became the dossier, and a flag that was looked at."""
    place = {"compartment_id": dossier.compartment_id}
    entered = {
        **place,
        "medium": "post",
        "site_id": dossier.site_id,
        "received_on": TODAY,
        "entered_at": NOW,
        "entered_by": word(code),
        "sender": word(code),
    }
    piece = MailPiece.objects.create(**entered, number=f"COR-{NOW.year}-{FIRST[code]}")
    became = MailPiece.objects.create(
        **entered, number=f"COR-{NOW.year}-{FIRST[code] + 1}", fate="opened", dossier=dossier
    )
    MailFile.objects.create(**place, piece=piece, stored=stored, rank=1)
    PieceStep.objects.create(
        **place,
        piece=became,
        rank=1,
        code="filed",
        at=NOW,
        by=word(code),
        by_name=word(code),
        text=word(code),
    )
    box = Mailbox.objects.create(
        code=f"boite-{code}",
        name=f"Boîte {code}",
        address=f"{code}@office.example",
        host="imap.office.example",
        account=code,
        secret="BOITE",
        unit_id=dossier.unit_id,
    )
    ReceivedEmail.objects.create(
        **place,
        mailbox=box,
        uid_validity=1,
        uid=1,
        stored=stored,
        arrived_at=NOW,
        taken_at=NOW,
        became="piece",
        piece=became,
        detail=word(code),
    )
    ConflictFlag.objects.create(
        **place,
        dossier=dossier,
        user_id=dossier.assignee_id,
        basis="surname",
        decision="cleared",
        reason=word(code),
        decided_by=word(code),
        decided_at=NOW,
    )


def _report(dossier: Dossier, code: str) -> None:
    """What a report leaves; its publication was taken back, for a standing one is everyone's."""
    place = {"compartment_id": dossier.compartment_id, "dossier": dossier}
    version = DocumentVersion.objects.filter(dossier=dossier).first()
    assert version is not None
    planning.Report.objects.create(
        **place,
        period_kind="quarter",
        since=TODAY,
        until=TODAY + timedelta(days=90),
        streams=[],
        opened_by=word(code),
    )
    section = planning.Section.objects.create(**place, rank=1, code="summary", text=word(code), edited_at=NOW)
    planning.SectionTyping.objects.create(
        **place, section=section, user_id=dossier.assignee_id, over=NOW, text=word(code), saved_at=NOW
    )
    planning.CommentRequest.objects.create(
        **place,
        rank=1,
        unit_id=dossier.unit_id,
        asked_of_id=dossier.assignee_id,
        asked_at=NOW,
        asked_by=word(code),
        due_on=TODAY,
    )
    planning.Recommendation.objects.create(
        **place, rank=1, text=word(code), written_at=NOW, written_by=word(code)
    )
    planning.Contribution.objects.create(
        **place, stream=word(code), figures={}, sha256="", released_at=NOW, released_by_id=dossier.assignee_id
    )
    edition = planning.Edition.objects.create(
        **place,
        rank=1,
        figures={},
        figures_sha256="",
        texts={"texte": word(code)},
        frozen_at=NOW,
        frozen_by=word(code),
        pdf=version,
        pdf_sha256="",
    )
    planning.Publication.objects.create(
        **place,
        rank=1,
        edition=edition,
        number=dossier.number,
        title=word(code),
        period=word(code),
        until=TODAY,
        pdf=b"",
        pdf_sha256="",
        workbook=b"",
        approved_on=TODAY,
        approved_as=word(code),
        published_at=NOW,
        published_by=word(code),
        withdrawn_at=NOW,
    )


def _commissioners(dossier: Dossier, code: str) -> None:
    """What stands around complaints of admission; what is published or told to all was taken back here."""
    place = {"compartment_id": dossier.compartment_id}
    stored = StoredObject.objects.filter(compartment_id=dossier.compartment_id).first()
    assert stored is not None
    told = {"received_on": TODAY, "closed_on": TODAY, "permit": word(code), "issue": "", "conclusions": ""}
    admission.AdmissionWork.objects.create(**place, dossier=dossier, nature="study", subject=word(code))
    admission.Summary.objects.create(
        **place, **told, dossier=dossier, written_at=NOW, written_by_id=dossier.assignee_id
    )
    admission.PublishedSummary.objects.create(**place, **told, published_on=TODAY, withdrawn_at=NOW)
    admission.YearTotals.objects.create(**place, year=NOW.year, counted_at=NOW, withdrawn_at=NOW)
    SealedRelease.objects.create(**place, kind=word(code), released_at=NOW, released_by=word(code))
    SealedFile.objects.create(
        **place, kind="", number=word(code), opened_year=2026, closed_on=TODAY, told_at=NOW, withdrawn_at=NOW
    )
    admission.OpeningsCertificate.objects.create(
        **place,
        month=TODAY.replace(day=1),
        stored=stored,
        sha256=word(code),
        openings=1,
        people=1,
        made_at=NOW,
    )
    complaints.AdmissionComplaint.objects.create(**place, dossier=dossier, facts=word(code), wish=word(code))
    Recommendation.objects.create(
        **place,
        dossier=dossier,
        rank=1,
        party=Party.objects.filter(dossier=dossier).first(),
        text=word(code),
        made_at=NOW,
        made_by=word(code),
        follow_up_on=TODAY,
    )
    complaints.Delegation.objects.create(
        **place,
        rank=1,
        user_id=dossier.assignee_id,
        powers=["examine"],
        since=TODAY,
        until=TODAY,
        given_at=NOW,
        given_by=word(code),
    )
    StaffComplaint.objects.create(**place, dossier=dossier, text=word(code))
    Letterhead.objects.update_or_create(**place, defaults={"organization": word(code)})


def _mandate(dossier: Dossier, code: str) -> None:
    """What a mandate says of itself, of its people, of its dates; and a month told to the presidency."""
    place = {"dossier": dossier, "compartment_id": dossier.compartment_id}
    who = dossier.assignee_id
    fact = FactRecord.objects.filter(dossier=dossier).first()
    office_mandates.OfficeMandate.objects.create(
        **place,
        requester="president",
        purpose=word(code),
        deliverable=word(code),
        first_due_on=TODAY,
        due_on=TODAY,
    )
    office_mandates.Contributor.objects.create(**place, rank=1, user_id=who, part=word(code), added_at=NOW)
    approver = office_mandates.Approver.objects.create(**place, rank=1, user_id=who, added_at=NOW)
    office_mandates.Opinion.objects.create(
        **place, rank=1, approver=approver, delivery=fact, verdict="returned", words=word(code), given_at=NOW
    )
    office_mandates.Task.objects.create(**place, rank=1, text=word(code), owner_id=who, added_at=NOW)
    office_mandates.Progress.objects.create(**place, rank=1, percent=40, words=word(code), told_at=NOW)
    office_mandates.Revision.objects.create(
        **place, rank=1, former=TODAY, due_on=TODAY + timedelta(days=1), reason=word(code), revised_at=NOW
    )
    office_mandates.MonthlyReport.objects.create(
        compartment_id=dossier.compartment_id,
        month=TODAY.replace(day=1),
        figures=[{"unit": word(code)}],
        sha256="0" * 64,
        presented_at=NOW,
        presented_name=word(code),
    )


def _typed(dossier: Dossier, code: str) -> None:
    """What the typing of requests leaves: a receipt, a complaint and whom it concerns, a disclosure, a card."""
    place = {"compartment_id": dossier.compartment_id}
    Receipt.objects.create(
        **place,
        dossier=dossier,
        number=f"REM-{FIRST[code]}",
        source="",
        nature="disclosure",
        destination="integrity",
        destination_label=word(code),
        made_at=NOW,
        made_by=word(code),
    )
    ServiceComplaint.objects.create(**place, dossier=dossier, nature="complaint", text=word(code))
    ConcernedStaff.objects.create(
        **place, dossier=dossier, rank=1, unit_id=dossier.unit_id, named_at=NOW, named_by=word(code)
    )
    Disclosure.objects.create(**place, dossier=dossier, text=word(code))
    AccessRequest.objects.create(
        **place,
        dossier=dossier,
        asked="documents",
        text=word(code),
        subject=word(code),
        accommodation=word(code),
    )
    _commissioners(dossier, code)
    _mandate(dossier, code)
    InformationCard.objects.create(
        **place,
        unit_id=dossier.unit_id,
        number=1,
        noted_on=TODAY,
        noted_at=NOW,
        noted_by=word(code),
        theme="other",
        body="none",
        outcome="answered",
        channel="phone",
        note=word(code),
    )
