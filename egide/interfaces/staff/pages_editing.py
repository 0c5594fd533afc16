"""What the page « Modifier dans Word ou LibreOffice » shows: the address once made, who has the document open.

All SQL of the page is here; the address is shown once, since only its hash is kept.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import quote

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.reader_pieces import trail, versions_of
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.editing.accesses import A_LETTER, LIFE, Granted
from egide.kernel.editing.locks import held, may_free
from egide.kernel.editing.models import Access, Lock
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui import formats
from egide.ui.pages import Action, Crumb

TITLE = "Modifier dans Word ou LibreOffice"
# What the programs of Microsoft answer to, by the end of the file's name.
OFFICE = {
    "doc": ("ms-word", "Word"),
    "docx": ("ms-word", "Word"),
    "rtf": ("ms-word", "Word"),
    "odt": ("ms-word", "Word"),
    "xls": ("ms-excel", "Excel"),
    "xlsx": ("ms-excel", "Excel"),
    "ods": ("ms-excel", "Excel"),
    "ppt": ("ms-powerpoint", "PowerPoint"),
    "pptx": ("ms-powerpoint", "PowerPoint"),
    "odp": ("ms-powerpoint", "PowerPoint"),
}


@dataclass(frozen=True, kw_only=True)
class OpenIn:
    """A link that opens a program on the document."""

    label: str
    url: str
    primary: bool = False


@dataclass(frozen=True, kw_only=True)
class EditingPage:
    """The page."""

    crumbs: tuple[Crumb, ...]
    title: str
    number: str
    heading: str
    name: str
    url: str
    version: int
    hours: int
    open_by: tuple[str, ...]
    free: Action | None
    mine: str
    withdraw: Action | None
    address: str = ""
    until: str = ""
    programs: tuple[OpenIn, ...] = ()


def editing_page(
    actor: Actor,
    dossier: Dossier,
    rank: int,
    *,
    now: datetime,
    base: str = "",
    granted: Granted | None = None,
) -> EditingPage:
    """Will read and build the page; `granted` is the address just made, `base` the address of the house.

    :raises NotVisible: the dossier has no document of this rank. :raises Refused: it is a letter.
    """
    newest = versions_of(dossier, rank).first()
    if newest is None:
        raise NotVisible
    if newest.document.origin == Origin.LETTER:
        raise Refused(A_LETTER)
    locks = list(held(dossier, rank, now=now))
    own = Access.objects.filter(
        dossier_id=dossier.pk, rank=rank, user_id=actor.user_id or 0, revoked_at=None, expires_at__gt=now
    )
    ends = list(own.order_by("expires_at").values_list("expires_at", flat=True))
    place = {"rank": newest.document.rank}
    address = _address(base, dossier, granted) if granted else ""
    return EditingPage(
        crumbs=trail(newest, dossier, TITLE),
        title=TITLE,
        number=dossier.number,
        heading=newest.document.title,
        name=newest.file_name,
        url=of_dossier("document_edit", dossier.number, **place),
        version=dossier.version,
        hours=int(LIFE.total_seconds() // 3600),
        open_by=tuple(open_words(lock, now=now) for lock in locks),
        free=_act("Libérer le document", "document_free", dossier, rank)
        if locks and may_free(actor, dossier, locks).allowed
        else None,
        mine=_mine(ends, now=now),
        withdraw=_act("Retirer mes adresses", "document_edit_end", dossier, rank) if ends else None,
        address=address,
        until=formats.moment(granted.access.expires_at, today=formats.local(now).date()) if granted else "",
        programs=_programs(address, newest.file_name) if granted else (),
    )


def open_words(lock: Lock, *, now: datetime) -> str:
    """Will say « Ouvert par Nadia Bouchard depuis 14 h 05 », and when it ends by itself."""
    today = formats.local(now).date()
    return (
        f"Ouvert par {lock.user.full_name} depuis le {formats.moment(lock.made_at, today=today)}. Si son logiciel "
        f"se tait, le document sera libéré le {formats.moment(lock.expires_at, today=today)}."
    )


def _act(label: str, name: str, dossier: Dossier, rank: int) -> Action:
    return Action(
        label=label,
        url=of_dossier(name, dossier.number, rank=rank),
        method="post",
        fields=(("version", str(dossier.version)),),
    )


def _mine(ends: list[datetime], *, now: datetime) -> str:
    if not ends:
        return ""
    last = formats.moment(ends[-1], today=formats.local(now).date())
    many = f"Vous avez {len(ends)} adresses ouvertes" if len(ends) > 1 else "Vous avez une adresse ouverte"
    return f"{many} pour ce document, jusqu’au {last}."


def _address(base: str, dossier: Dossier, granted: Granted) -> str:
    return f"{base}/dav/{granted.secret}/{quote(dossier.number)}/{quote(granted.access.file_name)}"


def _programs(address: str, file_name: str) -> tuple[OpenIn, ...]:
    known = OFFICE.get(PurePosixPath(file_name).suffix.removeprefix(".").lower())
    office = (
        (OpenIn(label=f"Ouvrir dans {known[1]}", url=f"{known[0]}:ofe|u|{address}", primary=True),)
        if known
        else ()
    )
    return (
        *office,
        OpenIn(
            label="Ouvrir dans LibreOffice",
            url=f"vnd.libreoffice.command:ofe|u|{address}",
            primary=not known,
        ),
    )
