"""From a letter's row to the data that its Typst template prints, and to the PDF's bytes.

The same letter and date always give the same bytes: the approval signs their hash.
"""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings

from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.codes import previewed
from egide.kernel.letters.models import Letter
from egide.kernel.letters.signatures import title_under
from egide.kernel.parties.models import Party
from egide.law.addresses import window_lines
from egide.law.dates_fr import plain_date
from egide.law.modules import Module
from egide.platform.accounts.models import User
from egide.platform.typesetting.blocks import parse
from egide.platform.typesetting.errors import RenderingFailed
from egide.platform.typesetting.sheets import Sheet

FURNITURE = Path(__file__).parent / "typst"


def template_path(dossier: Dossier, template: str) -> Path:
    """Will return the Typst file of a letter, in the letters/ folder of the dossier's module."""
    return template_of(registry.module_of_kind(dossier.kind), template)


def wording_path(dossier: Dossier, template: str) -> Path:
    """Will return the plain text file of the letter's default wording."""
    return wording_of(registry.module_of_kind(dossier.kind), template)


def template_of(module: Module, template: str) -> Path:
    """Will return the Typst file of a module's letter."""
    folder = Path(settings.BASE_DIR) / "egide" / "modules" / module.code / "letters"
    return folder / module.letter(template).file


def wording_of(module: Module, template: str) -> Path:
    """Will return the wording's file, beside the template."""
    path = template_of(module, template)
    return path.parent / "wording" / f"{path.stem}.txt"


def letter_pdf(
    *, letter: Letter, dossier: Dossier, signatory: User, day: date, draft: bool, body: str | None = None
) -> bytes:
    """Will print the letter as of `day`; « PROJET » marks a draft, « EXERCICE » a letter of the practice space.

    `body`: the text with its codes, that only the approval knows; without it, the page says where they will be.

    :raises RenderingFailed: the text cannot be set (too long, an image refused).
    """
    return letter_sheet(
        letter=letter, dossier=dossier, signatory=signatory, day=day, draft=draft, body=body
    ).rendered()


def letter_sheet(
    *, letter: Letter, dossier: Dossier, signatory: User, day: date, draft: bool, body: str | None = None
) -> Sheet:
    """Will return all that the letter is printed from: equal sheets are equal letters."""
    data = letter_data(letter=letter, dossier=dossier, signatory=signatory, day=day, draft=draft, body=body)
    return Sheet(
        template=template_path(dossier, letter.template),
        data={"letter": data},
        at=datetime.combine(day, time(12), tzinfo=UTC),
        libraries={"letter": FURNITURE},
        assets=logo(),
    )


def logo() -> dict[str, bytes]:
    """Will return the installation's own logo as the page's asset, or nothing: the neutral one then serves.

    :raises RenderingFailed: the file that the settings name cannot be read.
    """
    if not settings.LETTER_LOGO:
        return {}
    path = Path(settings.LETTER_LOGO)
    try:
        return {f"logo{path.suffix}": path.read_bytes()}
    except OSError as error:
        raise RenderingFailed("Le logo de l’en-tête de lettre est introuvable.", detail=str(error)) from error


def _logo_data() -> dict[str, str]:
    return {"path": f"/assets/logo{Path(settings.LETTER_LOGO).suffix}", "alt": settings.LETTER_LOGO_ALT}


def letter_data(
    *, letter: Letter, dossier: Dossier, signatory: User, day: date, draft: bool, body: str | None = None
) -> dict[str, Any]:
    """Will return every value that the template reads; all are plain text, never markup."""
    return {
        "reference": letter.reference,
        "date": day.isoformat(),
        "date_long": plain_date(day),
        "place": dossier.unit.site.name,
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
        "mark": mark(draft=draft),
        "sender": sender(dossier),
    }


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


def sender(dossier: Dossier) -> dict[str, Any]:
    """Will return the letterhead's block: the Office, the unit, the address of its site, its own logo if any."""
    site = dossier.unit.site
    return {
        "organization": "Office des professions du Québec",
        "unit": dossier.unit.name,
        "lines": [line for line in site.address.splitlines() if line.strip()],
        "contact": [item for item in (site.phone, site.email) if item],
        **({"logo": _logo_data()} if settings.LETTER_LOGO else {}),
    }
