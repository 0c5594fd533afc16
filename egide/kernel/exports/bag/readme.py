"""What a bag says of itself: a page in French for people, a few fields for archives.

Pure words; no query.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from egide.kernel.exports.bag.contents import Omission
from egide.kernel.exports.bag.tables import LEFT_OUT
from egide.law.dates_fr import plain_date

PROFILE = "urn:egide:bagit-profile:dossier:1"
OFFICE = "Office des professions du Québec"
PAGE = Path(__file__).with_name("LISEZ-MOI.txt")


@dataclass(frozen=True, kw_only=True)
class About:
    """What the page and the fields tell."""

    number: str
    kind: str
    address: str
    reader: str
    made_at: datetime


def readme(about: About, omissions: Sequence[Omission]) -> str:
    """Will write the page."""
    omitted = (
        "\n".join(f"  - {one.what}\u00a0: {one.why}" for one in omissions)
        or "  Rien\u00a0: tout ce qui était lisible y est."
    )
    left_out = "\n".join(f"  - {why}" for why in dict.fromkeys(why for why in LEFT_OUT.values() if why))
    return PAGE.read_text("utf-8").format(
        office=OFFICE,
        number=about.number,
        kind=about.kind,
        day=_said(about.made_at),
        reader=about.reader,
        omitted=omitted,
        left_out=left_out,
    )


def fields(about: About) -> list[tuple[str, str]]:
    """Will give the fields of bag-info.txt."""
    return [
        ("Source-Organization", OFFICE),
        ("Organization-Address", ", ".join(line.strip() for line in about.address.splitlines())),
        ("External-Identifier", about.number),
        ("Internal-Sender-Identifier", about.number),
        ("External-Description", f"Dossier {about.number}, {about.kind}"),
        ("Bagging-Date", timezone.localtime(about.made_at).date().isoformat()),
        ("Bag-Software-Agent", "Égide, avec bagit (Library of Congress)"),
        ("BagIt-Profile-Identifier", PROFILE),
    ]


def _said(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{plain_date(local.date())}, {local.hour}\u00a0h\u00a0{local.minute:02d}"
