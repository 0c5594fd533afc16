"""A sheet of address labels for letters that are posted without a window envelope (Avery 5160: thirty a sheet).

The same lines as the window of the letter shows. Not a mailing list: only letters that one may send.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from egide.kernel.letters.models import Letter
from egide.kernel.letters.printing import address_lines
from egide.platform.errors.failures import Refused
from egide.platform.typesetting.engine import render

SHEET = Path(__file__).parent / "typst" / "labels.typ"
LINES = 5  # that fit on a label, the name included
PER_SHEET = 30


def labels_pdf(*, letters: Sequence[Letter], skip: int = 0, now: datetime) -> bytes:
    """Will set one label by letter, in order; `skip` leaves empty the labels already used on the first sheet.

    :raises Refused: there is no letter with a postal address.
    :raises RenderingFailed: the sheet cannot be set.
    """
    posted = [letter for letter in letters if letter.recipient.address.strip()]
    if not posted:
        raise Refused(
            "Aucune de ces lettres n’a d’adresse postale\u00a0: il n’y a pas d’étiquette à imprimer."
        )
    blank: list[list[str]] = [[]] * max(0, min(skip, PER_SHEET - 1))
    lines = [[letter.recipient.name, *address_lines(letter.recipient)][:LINES] for letter in posted]
    return render(template=SHEET, data={"labels": blank + lines}, at=now)
