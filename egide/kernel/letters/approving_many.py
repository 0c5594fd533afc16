"""Approving the letters of many dossiers: set outside of any transaction, then signed set by set inside one.

What a letter was set from is made again under the locks: only an equal one is signed. Each keeps its own guards,
hash and entries. Whatever is not plain (a code to draw, a former approval, a refusal) is left to `approve_letter`.
"""

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from egide.kernel.documents.actions_many import Added, add_documents
from egide.kernel.documents.models import Document, DocumentVersion, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.approving import approval, file_name, in_replacement, obstacle
from egide.kernel.letters.codes import draws_codes, printed_text
from egide.kernel.letters.journaling import entry
from egide.kernel.letters.letterheads import Head, head_of
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.letters.printing import letter_sheet
from egide.kernel.letters.signatures import signature
from egide.kernel.letters.surroundings import title_of
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User
from egide.platform.journal.append_many import append_all
from egide.platform.storage import store
from egide.platform.storage.models import ScanState
from egide.platform.storage.store import Sealed
from egide.platform.typesetting.sheets import Sheet

_SIGN = """
update letters_letter l
set state = 'approved', approved_at = %s, approved_by_id = %s, letter_date = %s,
    signed_as = n.signed_as, version_id = n.version, sha256 = n.sha256
from unnest(%s::bigint[], %s::text[], %s::bigint[], %s::text[]) as n(letter, signed_as, version, sha256)
where l.id = n.letter
"""


@dataclass(frozen=True, kw_only=True)
class Frozen:
    """One letter as it will be signed, and what it is printed from."""

    letter: int
    name: str
    sheet: Sheet


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A letter that was set: what from, its bytes in the store, and their hash."""

    sheet: Sheet
    sealed: Sealed
    sha256: str


def signable(*, actor: Actor, dossiers: Sequence[Dossier], now: datetime) -> list[Letter]:
    """Will return the letters of these dossiers that wait for an approval the actor may give that day."""
    day = timezone.localtime(now).date()
    by_key = {dossier.pk: dossier for dossier in dossiers}
    rows = Letter.objects.filter(dossier_id__in=by_key, state=LetterState.SUBMITTED)
    letters = []
    for letter in rows.select_related("recipient").order_by("dossier_id", "rank"):
        letter.dossier = by_key[letter.dossier_id]
        if approval(actor, letter.dossier, letter, on=day).allowed:
            letters.append(letter)
    return letters


def freeze(*, actor: Actor, dossiers: Sequence[Dossier], now: datetime) -> list[Frozen]:
    """Will return what the plain letters of these dossiers are printed from; their units come with their sites."""
    signatory = _signatory(actor)
    if signatory is None:
        return []
    found = signable(actor=actor, dossiers=dossiers, now=now)
    heads = _heads(dossiers)
    return [
        Frozen(letter=x.pk, name=file_name(x), sheet=_sheet(actor, x, signatory, heads, now))
        for x in found
        if _is_plain(x)
    ]


def sealed(frozen: Frozen, pdf: bytes) -> Printed:
    """Will put the PDF in the store, encrypted: no row speaks of it yet."""
    kept = store.seal(stream=io.BytesIO(pdf), file_name=frozen.name)
    return Printed(sheet=frozen.sheet, sealed=kept, sha256=hashlib.sha256(pdf).hexdigest())


def approve_set(
    *, actor: Actor, dossiers: Sequence[Dossier], printed: Mapping[int, Printed], now: datetime
) -> dict[int, list[Letter]]:
    """Will sign the letters of the dossiers whose every signable letter is printed as it now stands.

    The caller holds the rows of the dossiers, all of one compartment, and judged the version of each. Returns the
    letters signed, by dossier; a dossier that is absent was left as it is.

    :raises KeyUnavailable: the actor does not hold the compartment.
    """
    signatory = _signatory(actor)
    if signatory is None:
        return {}
    ready = _ready(actor, dossiers, printed, signatory, now)
    letters = [letter for found in ready.values() for letter in found]
    if not letters:
        return {}
    objects = store.keep_all(
        [printed[letter.pk].sealed for letter in letters],
        compartment=letters[0].dossier.compartment,
        actor_code=actor.code,
        now=now,
    )
    wanted = [
        Added(dossier=letter.dossier, title=title_of(letter), stored=stored)
        for letter, stored in zip(letters, objects, strict=True)
    ]
    versions, entries = add_documents(wanted, origin=Origin.LETTER, actor_code=actor.code, now=now)
    for letter, version in zip(letters, versions, strict=True):
        letter.version, letter.sha256, letter.state = version, printed[letter.pk].sha256, LetterState.APPROVED
    _sign(letters, versions, signatory, now)
    signed = [
        entry(x.dossier, x, "letter.approved", notes=in_replacement(actor, x.dossier, x)) for x in letters
    ]
    append_all([x for pair in zip(entries, signed, strict=True) for x in pair], at=now)
    return ready


def _ready(
    actor: Actor,
    dossiers: Sequence[Dossier],
    printed: Mapping[int, Printed],
    signatory: User,
    now: datetime,
) -> dict[int, list[Letter]]:
    found: dict[int, list[Letter]] = {}
    left = set()
    heads = _heads(dossiers)
    for letter in signable(actor=actor, dossiers=dossiers, now=now):
        known = printed.get(letter.pk)
        same = (
            known is not None
            and _is_plain(letter)
            and known.sealed.verdict.state != ScanState.INFECTED
            and known.sheet == _sheet(actor, letter, signatory, heads, now)
        )
        if not same:
            left.add(letter.dossier_id)
        found.setdefault(letter.dossier_id, []).append(letter)
    titles = {title_of(letter) for letters in found.values() for letter in letters}
    former = Document.objects.filter(dossier_id__in=found, origin=Origin.LETTER, title__in=titles)
    left |= set(former.values_list("dossier_id", flat=True))
    return {dossier: letters for dossier, letters in found.items() if dossier not in left}


def _is_plain(letter: Letter) -> bool:
    return not draws_codes(letter) and not letter.printed_passes and not obstacle(letter)


def _heads(dossiers: Sequence[Dossier]) -> dict[int, Head]:
    return {place: head_of(place) for place in {dossier.compartment_id for dossier in dossiers}}


def _sheet(actor: Actor, letter: Letter, signatory: User, heads: Mapping[int, Head], now: datetime) -> Sheet:
    dossier = letter.dossier
    letter.signed_as = signature(actor, dossier, letter, job_title=signatory.job_title)
    return letter_sheet(
        letter=letter,
        dossier=dossier,
        signatory=signatory,
        day=timezone.localtime(now).date(),
        draft=False,
        body=printed_text(dossier=dossier, letter=letter, actor_code=actor.code, now=now),
        head=heads[dossier.compartment_id],
    )


def _signatory(actor: Actor) -> User | None:
    return User.objects.filter(pk=actor.user_id).first() if actor.user_id else None


def _sign(
    letters: Sequence[Letter], versions: Sequence[DocumentVersion], signatory: User, now: datetime
) -> None:
    columns: list[Any] = [
        [letter.pk for letter in letters],
        [letter.signed_as for letter in letters],
        [version.pk for version in versions],
        [letter.sha256 for letter in letters],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_SIGN, [now, signatory.pk, timezone.localtime(now).date(), *columns])
