"""A document to read: its addresses, its words on the page, what is sent to it.

What reading leaves is made beside, without the programs that read (documents_read.py).
"""

import re
from html import unescape
from typing import Any

from egide.kernel.dossiers.models import Dossier

PAGES = ("Les plaintes reçues par l’ordre.", "Le syndic répond.", "Une dernière plainte.")


def at(dossier: Dossier, rest: str = "", rank: int = 1) -> str:
    return f"/dossiers/{dossier.number}/documents/{rank}/{rest}"


def words(response: Any) -> str:
    body = re.sub(r"<(script|style).*?</\1>", "", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))
