"""What becomes of a piece, in one transaction: a dossier is opened or joined, or the piece goes to another unit.

The only place where the register meets the requests for intervention: the two modules do not know each other.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from egide.interfaces.staff.forms_mailroom import PieceForm
from egide.interfaces.staff.opening import open_from
from egide.interfaces.staff.pages_mailroom import dossier_of
from egide.interfaces.staff.triage import unit_of
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.actions import attach_proof
from egide.kernel.parties.models import Party, PartyRole, ProfessionalOrder
from egide.modules.correspondence import actions as register
from egide.modules.correspondence.models import Fate, MailPiece
from egide.modules.information_cards.actions import Told, note_card
from egide.modules.information_cards.models import Body, CardChannel, Outcome
from egide.modules.interventions.actions import Intake, PersonIntake
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Site, Unit
from egide.platform.errors.failures import Refused
from egide.platform.storage.errors import StorageProblem

COPIED = (
    "title",
    "name",
    "channel",
    "summary",
    "email",
    "phone",
    "address",
    "wish",
    "civility",
    "anonymous",
    "minor",
)


@dataclass(frozen=True, kw_only=True)
class Saved:
    """The number of the piece, and the sentence that says what was done."""

    number: str
    sentence: str


def save(*, form: PieceForm, piece: MailPiece | None, actor: Actor, now: datetime) -> Saved | None:
    """Will do everything or nothing; None when the form now says why not."""
    try:
        with transaction.atomic():
            return _save(form, piece, actor, now)
    except _OnField as problem:
        form.add_error(problem.field, problem.sentence)
    except StorageProblem as problem:
        form.add_error("scans", problem.sentence)
    except Refused as refusal:
        form.add_error(None, refusal.what)
    return None


class _OnField(Exception):
    def __init__(self, field: str, sentence: str) -> None:
        self.field, self.sentence = field, sentence
        super().__init__(sentence)


def _save(form: PieceForm, piece: MailPiece | None, actor: Actor, now: datetime) -> Saved:
    given = form.cleaned_data
    entry = _entry(given)
    # The dossier first: its row is locked before the register's counter, as when a letter leaves.
    known = dossier_of(actor, given["joined_number"]) if given["fate"] == Fate.JOINED else None
    if given["fate"] == Fate.JOINED and known is None:
        raise _OnField("joined_number", "Aucun dossier de ce numéro ne vous est accessible.")
    if piece is None:
        piece = register.enter_piece(actor=actor, entry=entry, now=now)
    else:
        register.complete_piece(piece=piece, entry=entry, now=now)
    for file in given["scans"]:
        register.keep_file(piece=piece, stream=file.chunks(), file_name=file.name, actor=actor, now=now)
    if given["fate"] == Fate.OPENED:
        dossier = _open(form, piece, actor, now)
        return Saved(
            number=piece.number,
            sentence=f"Pièce {piece.number}\u00a0: le dossier {dossier.number} est ouvert.",
        )
    if known is not None:
        register.joined(piece=piece, dossier=known, actor=actor, now=now)
        touch(known)
        return Saved(number=piece.number, sentence=f"Pièce {piece.number} jointe au dossier {known.number}.")
    if given["fate"] == Fate.CARD:
        return _count(given, piece, actor, now)
    unit = Unit.objects.get(code=given["other_unit"])
    register.handed_to_unit(piece=piece, unit=unit, now=now)
    return Saved(
        number=piece.number, sentence=f"Pièce {piece.number} remise à l’unité «\u00a0{unit.name}\u00a0»."
    )


def _count(given: dict[str, Any], piece: MailPiece, actor: Actor, now: datetime) -> Saved:
    told = Told(
        theme=given["theme"],
        body=given["body"] or Body.NONE,
        outcome=given["result"] or Outcome.ANSWERED,
        # A card knows the ways in that people ask by; a fax is paper like the post.
        channel=piece.medium if piece.medium in CardChannel.values else CardChannel.POST,
        order=ProfessionalOrder.objects.filter(slug=given["order"]).first() if given["order"] else None,
        source=piece.number,
    )
    card = note_card(actor=actor, unit=unit_of(actor), told=told, now=now)
    register.carded(piece=piece, now=now)
    return Saved(
        number=piece.number,
        sentence=f"Pièce {piece.number}\u00a0: fiche n°\u00a0{card.number} du jour comptée.",
    )


def _entry(given: dict[str, Any]) -> register.Entry:
    return register.Entry(
        medium=given["channel"],
        site=Site.objects.get(code=given["site"]),
        received_on=given["received_on"],
        sender=given["name"],
        sender_email=given["email"],
        sender_phone=given["phone"],
        sender_address=given["address"],
        subject=given["title"],
        document_on=given["document_on"],
        original_at=given["original_at"],
    )


def _open(form: PieceForm, piece: MailPiece, actor: Actor, now: datetime) -> Dossier:
    given = form.cleaned_data
    slugs = [slug for n in range(1, form.orders_count + 1) if (slug := given[f"order_{n}"])]
    intake = Intake(
        **{name: given[name] for name in COPIED},
        received_at=form.received_at,
        mechanism=given["mechanism"] or "other",
        situation=given["situation"] or "other",
        preferred_channel="email" if given["email"] else "post",
        orders=tuple(ProfessionalOrder.objects.filter(slug__in=slugs)),
        people=tuple(_person(given, n) for n in range(1, form.people_count + 1) if given[f"p{n}_name"]),
    )
    dossier = open_from(given, actor=actor, intake=intake, site=given["site"], now=now)
    register.opened(piece=piece, dossier=dossier, actor=actor, now=now)
    for number in range(1, form.people_count + 1):
        _keep_proof(dossier, given, number, actor, now)
    return dossier


def _person(given: dict[str, Any], number: int) -> PersonIntake:
    of = f"p{number}_"
    return PersonIntake(
        role=given[of + "role"] or PartyRole.CO_REQUESTER.value,
        name=given[of + "name"],
        email=given[of + "email"],
        phone=given[of + "phone"],
        address=given[of + "address"],
        preferred_channel="email" if given[of + "email"] else "post",
    )


def _keep_proof(dossier: Dossier, given: dict[str, Any], number: int, actor: Actor, now: datetime) -> None:
    file, name = given[f"p{number}_proof"], given[f"p{number}_name"]
    party = Party.objects.filter(dossier_id=dossier.pk, name=name).order_by("rank").first() if name else None
    if not file or party is None:
        return
    try:
        version = add_document(
            dossier=dossier,
            title="Preuve du mandat",
            origin=Origin.RECEIVED,
            stream=file.chunks(),
            file_name=file.name,
            actor_code=actor.code,
            now=now,
        )
    except StorageProblem as problem:
        raise _OnField(f"p{number}_proof", problem.sentence) from problem
    attach_proof(dossier=dossier, party=party, document_rank=version.document.rank, now=now)
