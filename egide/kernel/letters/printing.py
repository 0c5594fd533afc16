"""From a letter's row to the data that its Typst template prints, and to the PDF's bytes.

The same letter and date always give the same bytes: the approval signs their hash.
"""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings

from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.annexes import annex_data
from egide.kernel.letters.codes import previewed
from egide.kernel.letters.letterheads import Head, Sending, head_of, logo_bytes, logo_of, sender_of
from egide.kernel.letters.models import Letter
from egide.kernel.letters.signatures import title_under
from egide.kernel.parties.models import Party
from egide.kernel.wordings.originals import template_of
from egide.law.addresses import window_lines
from egide.law.dates_fr import plain_date
from egide.platform.accounts.models import User
from egide.platform.typesetting.blocks import parse
from egide.platform.typesetting.sheets import Sheet

FURNITURE = Path(__file__).parent / "typst"


def template_path(dossier: Dossier, template: str) -> Path:
    """Will return the Typst file of a letter, in the letters/ folder of the dossier's module."""
    return template_of(registry.module_of_kind(dossier.kind), template)


def letter_pdf(
    *,
    letter: Letter,
    dossier: Dossier,
    signatory: User,
    day: date,
    draft: bool,
    body: str | None = None,
    head: Head | None = None,
) -> bytes:
    """Will print the letter as of `day`; « PROJET » marks a draft, « EXERCICE » a letter of the practice space.

    `body`: the text with its codes, that only the approval knows; without it, the page says where they will be.
    `head`: the letterhead, when it was read already.

    :raises RenderingFailed: the text cannot be set (too long, an image refused).
    """
    return letter_sheet(
        letter=letter, dossier=dossier, signatory=signatory, day=day, draft=draft, body=body, head=head
    ).rendered()


def letter_sheet(
    *,
    letter: Letter,
    dossier: Dossier,
    signatory: User,
    day: date,
    draft: bool,
    body: str | None = None,
    head: Head | None = None,
) -> Sheet:
    """Will return all that the letter is printed from: equal sheets are equal letters."""
    head = head or head_of(dossier.compartment_id)
    data = letter_data(
        letter=letter, dossier=dossier, signatory=signatory, day=day, draft=draft, head=head, body=body
    )
    return Sheet(
        template=template_path(dossier, letter.template),
        data={"letter": data},
        at=datetime.combine(day, time(12), tzinfo=UTC),
        libraries={"letter": FURNITURE},
        assets=logo(dossier, head),
    )


def logo(sending: Sending | None = None, head: Head | None = None) -> dict[str, bytes]:
    """Will return the logo of whoever sends as the page's asset, the Office's when nobody is named, or nothing.

    :raises RenderingFailed: the file that the settings name cannot be read.
    """
    if sending is None:
        return logo_bytes(logo_of(None))
    return logo_bytes(logo_of((head or head_of(sending.compartment_id)).own))


def letter_data(
    *,
    letter: Letter,
    dossier: Dossier,
    signatory: User,
    day: date,
    draft: bool,
    head: Head,
    body: str | None = None,
) -> dict[str, Any]:
    """Will return every value that the template reads; all are plain text, never markup."""
    return {
        "reference": letter.reference,
        "date": day.isoformat(),
        "date_long": plain_date(day),
        "place": dossier.unit.site.name if places(dossier, letter) else "",
        "recipient": {"name": letter.recipient.name, "lines": address_lines(letter.recipient)},
        "delivery": "PAR COURRIEL" if letter.channel == "email" else "PAR LA POSTE",
        "confidentiality": "CONFIDENTIEL",
        "subject": letter.subject,
        "salutation": letter.salutation,
        "blocks": [block.data() for block in parse(previewed(letter.body) if body is None else body)],
        "closing": letter.closing,
        "signatory": {
            # What was signed, « p. i. » or « pour » included; a draft shows the name of whoever looks at it.
            "name": letter.signed_as or signatory.full_name,
            "titles": [title for title in (title_under(signatory.job_title), dossier.unit.name) if title],
        },
        "enclosures": [line for line in letter.enclosures.splitlines() if line.strip()],
        "copies": [],
        "annexes": annex_data(letter, day=day, draft=draft),
        "mark": mark(draft=draft),
        "sender": sender_of(dossier, head),
    }


def places(dossier: Dossier, letter: Letter) -> bool:
    """Will tell whether the letter is dated from a place (« Québec, le… »)."""
    return registry.module_of_kind(dossier.kind).letter(letter.template).place


def mark(*, draft: bool = False) -> str:
    """Will return the word printed across the page, or nothing."""
    # What the practice space prints must never be taken for a real letter, sent or not.
    if settings.PRACTICE:
        return "EXERCICE"
    return "PROJET" if draft else ""


def address_lines(party: Party) -> list[str]:
    """Will return the lines under the recipient's name as a window envelope wants them, else the e-mail."""
    lines = list(window_lines(party.address))
    return lines or [line for line in (party.email.strip(),) if line]


def sender(sending: Sending) -> dict[str, Any]:
    """Will return the letterhead's block: the Office and the unit, or the compartment's own (letterheads.py)."""
    return sender_of(sending)
