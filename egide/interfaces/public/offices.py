"""Where and when the public finds the Office: its sites, as the staff keep them, and its opening hours.

Until a site has an address in the database, those of the published service statement are shown.
"""

from dataclasses import dataclass

from egide.platform.accounts.models import Site
from egide.ui.formats import NBSP, phone

# Déclaration de services aux citoyens, 31 mars 2021, « Nous joindre »; bureaux : plan directeur, 2019.
HOURS = f"du lundi au vendredi, de 8{NBSP}h{NBSP}30 à 12{NBSP}h et de 13{NBSP}h à 16{NBSP}h{NBSP}30"
PHONE, TOLL_FREE = "4186436912", "18006436912"


@dataclass(frozen=True, kw_only=True)
class Office:
    """One site, ready to show."""

    name: str
    lines: tuple[str, ...]
    phone: str = ""
    dialed: str = ""
    email: str = ""


PUBLISHED = (
    Office(
        name="Québec",
        lines=(f"800, place D’Youville, 10e{NBSP}étage", f"Québec (Québec){NBSP} G1R{NBSP}5Z3"),
        phone=phone(PHONE),
        dialed=f"+1{PHONE}",
    ),
    Office(name="Montréal", lines=("500, boulevard René-Lévesque Ouest", "Montréal (Québec)")),
)


def offices() -> tuple[Office, ...]:
    """Will return the sites that have an address, Québec first as the seat; else the published ones."""
    rows = [site for site in Site.objects.order_by("-code") if site.address.strip()]
    return tuple(_office(site) for site in rows) or PUBLISHED


def _office(site: Site) -> Office:
    digits = "".join(character for character in site.phone if character.isdecimal())
    return Office(
        name=site.name,
        lines=tuple(line.strip() for line in site.address.splitlines() if line.strip()),
        phone=phone(site.phone),
        dialed=f"+{digits if digits.startswith('1') else '1' + digits}" if digits else "",
        email=site.email,
    )
