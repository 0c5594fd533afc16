"""The addresses of a dossier, by number: every page object asks here, no template builds one.

Not the table of addresses itself, which is urls.py.
"""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, quote_plus

from django.urls import reverse

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter

_ANY = "INT-0000-00000"


def dossier_url(number: str) -> str:
    """Will return the address of the dossier's page."""
    return of_dossier("dossier", number)


def of_dossier(name: str, number: str, **more: str | int) -> str:
    """Will return the address named `staff:<name>` under the dossier."""
    if more or not _plain(number):
        return reverse(f"staff:{name}", kwargs={"number": number, **more})
    return _pattern(name).replace(_ANY, number)


def letter_url(name: str, dossier: Dossier, letter: Letter) -> str:
    """Will return the address named `staff:<name>` under the letter."""
    return reverse(f"staff:{name}", kwargs={"number": dossier.number, "rank": letter.rank})


def request_url(reference: str) -> str:
    """Will return the address of a request received by the form."""
    return _pattern("request", "reference").replace(_ANY, quote(reference))


@lru_cache(maxsize=256)
def _pattern(name: str, part: str = "number") -> str:
    # A list writes twenty-five addresses of one kind: Django looks up the first.
    return reverse(f"staff:{name}", kwargs={part: _ANY})


def with_query(url: str, **values: str) -> str:
    """Will add the values that are not empty to an address, in the order given."""
    said = queried(values.items())
    return f"{url}?{said}" if said else url


def queried(values: Iterable[tuple[str, str]]) -> str:
    """Will write the values that are not empty as the query of an address; names are ours, letters only."""
    return "&".join(
        [f"{name}={value if _plain(value) else quote_plus(value)}" for name, value in values if value]
    )


def _plain(text: str) -> bool:
    """Whether an address says it as it is: nearly always, and seventy times a page; days and numbers have dashes."""
    return text.isascii() and text.replace("-", "").isalnum()
