"""What a bearer does: write, ask to withdraw, correct where she is written to.

The desk writes, the use of the pass is journaled; all of it is kept, or nothing.
"""

from collections.abc import Iterable
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile

from egide.kernel.dossiers.models import Dossier
from egide.kernel.messages.actions import post_message
from egide.kernel.messages.models import Direction, Message
from egide.kernel.messages.telling import tell_address_changed
from egide.kernel.parties.actions import correct_contact
from egide.kernel.parties.models import Party, PartyRole
from egide.kernel.passes.exchanging import NotOpened, Why, consume, desk_for, note_use
from egide.kernel.passes.models import Pass
from egide.platform.accounts.acting import acting_as
from egide.platform.storage.joined import Upload

WITHDRAWING = "Je souhaite retirer ma demande."


def write(
    *,
    held: Pass,
    text: str,
    files: Iterable[UploadedFile] = (),
    form_key: str = "",
    by: str = "",
    now: datetime,
) -> Message:
    """Will send the bearer's message to the team. `by`: whoever reads the same page with an account, and tells it.

    :raises RefusedFiles: a file cannot be kept; nothing is.
    """
    return _posted(held, text, files, form_key, now, by=by)


def ask_to_withdraw(*, held: Pass, words: str, form_key: str, now: datetime) -> Message:
    """Will tell the team that the person wants to withdraw; someone confirms it."""
    text = "\n\n".join(part for part in (WITHDRAWING, words.strip()) if part)
    return _posted(held, text, (), form_key, now, withdrawal=True)


def answer(*, held: Pass, text: str, files: Iterable[UploadedFile], form_key: str, now: datetime) -> Message:
    """Will send an order's answer, once: internal until someone releases it.

    :raises NotOpened: it was sent meanwhile, from another window.
    :raises RefusedFiles: a file cannot be kept; nothing is, and the link stays open.
    """
    if not consume(row=held, now=now):
        raise NotOpened(why=Why.USED, row=held)
    return _posted(held, text, files, form_key, now)


def correct(*, held: Pass, email: str, address: str, now: datetime) -> None:
    """Will replace the addresses where the person is written to, and tell the old e-mail address that it happened."""
    with acting_as(desk_for(held)):
        dossier = _locked(held)
        party = Party.objects.get(pk=held.party_id or 0)
        before, wanted = party.email, party.preferred_channel
        correct_contact(dossier=dossier, party=party, email=email, address=address, now=now)
        if (
            wanted == "post" and party.address
        ):  # correcting an address is not choosing another way to be written to
            party.preferred_channel = wanted
            party.save(update_fields=["preferred_channel"])
        _correct_acting(dossier, before, email, now)
        if before and before.strip().lower() != email.strip().lower():
            tell_address_changed(dossier=dossier, address=before, now=now)
    note_use(row=held, what="contact", now=now)


def _correct_acting(dossier: Dossier, before: str, email: str, now: datetime) -> None:
    # Who acts for the person is reached at the same address: a link asked for later must not go to the old one.
    acting = Party.objects.filter(dossier_id=dossier.pk, role=PartyRole.REPRESENTATIVE).exclude(email="")
    for one in acting.filter(email=before):
        correct_contact(dossier=dossier, party=one, email=email, address=one.address, now=now)


def _posted(
    held: Pass,
    text: str,
    files: Iterable[UploadedFile],
    form_key: str,
    now: datetime,
    *,
    withdrawal: bool = False,
    by: str = "",
) -> Message:
    with acting_as(desk_for(held)):
        message = post_message(
            dossier=_locked(held),
            direction=Direction.IN,
            party=Party.objects.get(pk=held.party_id or 0),
            document=held.document,
            text=text,
            files=[Upload(stream=file.chunks(), file_name=file.name or "") for file in files],
            withdrawal=withdrawal,
            form_key=form_key,
            actor_code=by or f"pass:{held.pk}",
            now=now,
        )
    if not by:
        note_use(row=held, what="message", now=now)
    return message


def _locked(held: Pass) -> Dossier:
    rows = Dossier.objects.select_for_update(of=("self",)).select_related("unit__site", "compartment")
    return rows.get(pk=held.dossier_id or 0)
