"""A note on the page that stays in the house: the house's letter, from one colleague to another.

It is no letter of the register: nobody sends it, and what it says is what its dossier says that day.
"""

from datetime import UTC, date, datetime, time
from pathlib import Path

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.printing import FURNITURE, logo, mark, sender
from egide.law.dates_fr import plain_date
from egide.platform.accounts.models import User
from egide.platform.typesetting.engine import render
from egide.platform.typesetting.wording import Wording


def internal_note(
    *,
    dossier: Dossier,
    template: Path,
    wording: Wording,
    reference: str,
    recipient: tuple[str, tuple[str, ...]],
    signatory: User,
    day: date,
) -> bytes:
    """Will print a note for internal use; `recipient` is a name and the lines under it, the empty ones left out.

    :raises RenderingFailed: the text cannot be set.
    """
    name, lines = recipient
    letter = {
        "reference": reference,
        "date": day.isoformat(),
        "date_long": plain_date(day),
        "place": dossier.unit.site.name,
        "recipient": {"name": name, "lines": [line for line in lines if line]},
        "delivery": "",
        "confidentiality": "USAGE INTERNE",
        "subject": wording.subject,
        "salutation": wording.salutation,
        "blocks": [block.data() for block in wording.blocks],
        "closing": wording.closing,
        "signatory": {
            "name": signatory.full_name,
            "titles": [line for line in (signatory.job_title, dossier.unit.name) if line],
        },
        "enclosures": [],
        "copies": [],
        "mark": mark(),
        "sender": sender(dossier),
    }
    return render(
        template=template,
        data={"letter": letter},
        at=datetime.combine(day, time(12), tzinfo=UTC),
        libraries={"letter": FURNITURE},
        assets=logo(dossier),
    )
