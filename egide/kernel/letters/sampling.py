"""A letter printed with sample values, so that its words can be judged on the page before anyone approves them.

Nothing of a dossier is read; what only a dossier knows shows as the field's own name between brackets.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from egide.kernel.letters.letterheads import Sending
from egide.kernel.letters.printing import FURNITURE, logo, mark, sender
from egide.kernel.wordings.originals import template_of
from egide.law.dates_fr import plain_date
from egide.law.modules import Module
from egide.platform.accounts.models import Unit
from egide.platform.typesetting.sheets import Sheet
from egide.platform.typesetting.wording import Wording

SAMPLES = {
    "appel": "Madame Tremblay,",
    "civilite": "Madame",
    "destinataire": "Élise Tremblay",
    "titre": "Exemple de dossier",
    "courriel": "exemple@office.example",
    "telephone": "418 555-0123",
}
ADDRESS = ("Élise Tremblay", ["12, rue de l’Exemple", "Québec (Québec)  G1A 0A0"])


@dataclass(kw_only=True)
class FromUnit:
    """The unit under whose letterhead the sample goes."""

    unit: Unit
    compartment_id: int


def sample_pdf(*, module: Module, template: str, wording: Wording, sending: Sending, day: date) -> bytes:
    """Will print the words as a letter of that day, marked « PROJET ».

    :raises RenderingFailed: the text cannot be set.
    """
    declared = module.letter(template)
    number = f"{module.kind.prefix}-{day.year}-00012" if module.kind else "EXEMPLE"
    known = SAMPLES | {"numero": number, "unite": sending.unit.name}
    filled = wording.filled({name: known.get(name) or shown(name, day) for name in wording.fields})
    name, lines = ADDRESS
    data = {
        "reference": f"{number}/1",
        "date": day.isoformat(),
        "date_long": plain_date(day),
        "place": sending.unit.site.name if declared.place else "",
        "recipient": {"name": name, "lines": lines},
        "delivery": "PAR COURRIEL",
        "confidentiality": "CONFIDENTIEL",
        "subject": filled.subject,
        "salutation": filled.salutation,
        "blocks": [block.data() for block in filled.blocks],
        "closing": filled.closing,
        "signatory": {"name": "[signature]", "titles": [sending.unit.name]},
        "enclosures": [],
        "copies": [],
        "annexes": [],
        "mark": mark(draft=True),
        "sender": sender(sending),
    }
    return Sheet(
        template=template_of(module, template),
        data={"letter": data},
        at=datetime.combine(day, time(12), tzinfo=UTC),
        libraries={"letter": FURNITURE},
        assets=logo(sending),
    ).rendered()


def shown(name: str, day: date) -> str:
    """Will say what a field holds: the day for a date, else its own name between brackets."""
    if name.startswith(("date", "echeance")):
        return plain_date(day)
    return f"[{name.replace('_', ' ')}]"
