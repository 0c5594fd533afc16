"""What is handed: words, people and files, read by the sender before the wall is crossed.

Plain values only: nothing here gives the other side a way back to the sender's rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party, PartyRole
from egide.platform.accounts.models import Site
from egide.platform.storage.models import StoredObject


@dataclass(frozen=True, kw_only=True)
class Person:
    """Someone named in what is handed."""

    name: str
    role: PartyRole = PartyRole.REQUESTER
    email: str = ""
    phone: str = ""
    address: str = ""
    language: str = "fr"
    preferred_channel: str = "email"


@dataclass(frozen=True, kw_only=True)
class Fresh:
    """A file that the sender brings and never keeps: it enters the store on the other side only."""

    file_name: str
    stream: IO[bytes] | Iterable[bytes]


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """What crosses. `source` is the sender's reference, empty when it keeps none; `files` are its own objects,
    to be copied; `fresh` files are in nobody's store yet."""

    source: str
    title: str
    text: str
    received_at: datetime
    channel: str
    site: Site
    language: str = "fr"
    people: tuple[Person, ...] = ()
    files: tuple[StoredObject, ...] = ()
    fresh: tuple[Fresh, ...] = ()


def parcel_of_dossier(dossier: Dossier, *, text: str, received: bool = False) -> Parcel:
    """Will gather a dossier's people and the newest version of each of its documents, for a hand-over.

    `received`: only what came from outside, without the letters and the work of this side.
    The order concerned stays public data and is not a person: the receiver asks again if it needs it.
    """
    parties = Party.objects.filter(dossier_id=dossier.pk).exclude(role=PartyRole.ORDER).order_by("rank")
    versions = DocumentVersion.objects.filter(dossier_id=dossier.pk).select_related("stored")
    if received:
        versions = versions.filter(document__origin=Origin.RECEIVED, stored__destroyed_at=None)
    newest = {version.document_id: version for version in versions.order_by("document__rank", "number")}
    return Parcel(
        source=dossier.number,
        title=dossier.title,
        text=text,
        received_at=dossier.received_at,
        channel=dossier.channel,
        site=dossier.site,
        language=dossier.language,
        people=tuple(_person(party) for party in parties),
        files=tuple(version.stored for version in newest.values()),
    )


def _person(party: Party) -> Person:
    return Person(
        role=PartyRole(party.role),
        name=party.name,
        email=party.email,
        phone=party.phone,
        address=party.address,
        language=party.language,
        preferred_channel=party.preferred_channel,
    )
