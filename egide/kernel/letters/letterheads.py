"""Under whose name a compartment writes: its own letterhead when it has one, else the Office's.

Serves an independent function, whose letters never look like the Office's. Data, edited by its own people.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

from egide.kernel.letters.models import Letterhead
from egide.platform.accounts.models import Unit
from egide.platform.database.together import ANY, Prepared, prepare
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import access_chain, append
from egide.platform.typesetting.errors import RenderingFailed
from egide.platform.typesetting.pictures import framed

OFFICE_NAME = "Office des professions du Québec"


class Sending(Protocol):
    """What writes: a dossier, or a list, of a unit in a compartment."""

    @property
    def compartment_id(self) -> int:
        """Where it is."""

    @property
    def unit(self) -> Unit:
        """The unit that answers for it."""


@dataclass(frozen=True, kw_only=True)
class Logo:
    """A file of the installation and the words that stand for it; no path: the neutral one serves."""

    path: str = ""
    alt: str = ""

    @property
    def asset(self) -> str:
        """The name under which the page finds it: a PNG comes inside an SVG."""
        suffix = Path(self.path).suffix.lower()
        return f"logo{'.svg' if suffix == '.png' else suffix}"


@dataclass(frozen=True, kw_only=True)
class Head:
    """The letterhead of a compartment as it was read just now, or that it has none of its own."""

    own: Letterhead | None


def head_of(compartment_id: int) -> Head:
    """Will read it; only the people of the compartment see one."""
    return Head(own=own_letterhead(compartment_id))


def own_letterhead(compartment_id: int) -> Letterhead | None:
    """Will return the letterhead of a compartment that has its own; only its own people see one."""
    (found,) = _written().read({ANY: compartment_id})
    return found[0] if found else None


@cache
def _written() -> Prepared:
    return prepare(Letterhead.objects.select_related("compartment").filter(compartment_id=ANY))


def sender_of(sending: Sending, head: Head | None = None) -> dict[str, Any]:
    """Will return the head of the page: who writes, the line under the name, address, contacts, own logo if any.

    `head`: when it was read already.
    """
    site, own = sending.unit.site, (head or head_of(sending.compartment_id)).own
    mark = logo_of(own)
    told = {
        "organization": own.organization if own else OFFICE_NAME,
        "unit": own.line if own else sending.unit.name,
        "lines": _lines(own.address if own and own.address.strip() else site.address),
        "contact": [
            item for item in ((own and own.phone) or site.phone, (own and own.email) or site.email) if item
        ],
    }
    return told | ({"logo": {"path": f"/assets/{mark.asset}", "alt": mark.alt}} if mark.path else {})


def writes_as(compartment_id: int) -> str:
    """Will return who an e-mail comes from: the compartment by its own name, at its own address if it has one."""
    own = own_letterhead(compartment_id)
    if own is None:
        return settings.MAIL_FROM
    name = own.organization.translate(str.maketrans("", "", '"<>,;@'))
    _, _, bare = settings.MAIL_FROM.rpartition("<")
    return f"{name} <{own.email or bare.rstrip('> ')}>"


def contacts_of(sending: Sending) -> dict[str, str]:
    """Will return where whoever writes is reached: a compartment by its own phone and e-mail, else by its site's."""
    own, site = own_letterhead(sending.compartment_id), sending.unit.site
    return {
        "telephone": (own and own.phone) or site.phone,
        "courriel": (own and own.email) or site.email,
    }


def names_of(compartment_id: int) -> dict[str, str]:
    """Will return how an e-mail speaks of whoever writes: {who} writes, a letter {of} them, their {name}."""
    own = own_letterhead(compartment_id)
    if own is None:
        return {"who": f"L’{OFFICE_NAME}", "of": f"de l’{OFFICE_NAME}", "name": OFFICE_NAME}
    # A name typed by its people: no article is guessed.
    named = f"«\u00a0{own.organization}\u00a0»"
    return {"who": named, "of": f"de {named}", "name": own.organization}


def logo_of(own: Letterhead | None) -> Logo:
    """Will return the logo to print: a compartment with its own letterhead never bears the Office's."""
    if own is None:
        return Logo(path=settings.LETTER_LOGO, alt=settings.LETTER_LOGO_ALT)
    path = settings.LETTER_LOGOS.get(own.compartment.code, "")
    return Logo(path=path, alt=f"Logo : {own.organization}")


def logo_bytes(mark: Logo) -> dict[str, bytes]:
    """Will return the logo as the page's asset, or nothing: the neutral one then serves.

    :raises RenderingFailed: the file that the settings name cannot be read, or is no picture.
    """
    if not mark.path:
        return {}
    path = Path(mark.path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RenderingFailed("Le logo de l’en-tête de lettre est introuvable.", detail=str(error)) from error
    return {mark.asset: framed(content) if path.suffix.lower() == ".png" else content}


def edit_letterhead(
    *, own: Letterhead, organization: str, line: str, address: str, phone: str, email: str, now: datetime
) -> None:
    """Will change what the next letters print; those already approved keep their bytes.

    :raises Refused: nobody would be named.
    """
    if not organization.strip():
        raise Refused("Une lettre dit de qui elle vient\u00a0: écrivez le nom.")
    own.organization, own.line, own.address = organization.strip(), line.strip(), address.strip()
    own.phone, own.email, own.edited_at = phone.strip(), email.strip(), now
    own.save(update_fields=["organization", "line", "address", "phone", "email", "edited_at"])
    append(
        chain=access_chain(own.compartment.code, now),
        compartment_id=own.compartment_id,
        code="letterhead.edited",
        data={},
        notes={"organization": own.organization, "line": own.line},
        at=now,
    )


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
