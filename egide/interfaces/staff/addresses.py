"""The addresses of a dossier, by number: every page object asks here, no template builds one.

Not the table of addresses itself, which is urls.py.
"""

from urllib.parse import urlencode

from django.urls import reverse


def dossier_url(number: str) -> str:
    """Will return the address of the dossier's page."""
    return of_dossier("dossier", number)


def of_dossier(name: str, number: str, **more: str | int) -> str:
    """Will return the address named `staff:<name>` under the dossier."""
    return reverse(f"staff:{name}", kwargs={"number": number, **more})


def with_query(url: str, **values: str) -> str:
    """Will add the values that are not empty to an address, in the order given."""
    kept = {name: value for name, value in values.items() if value}
    return f"{url}?{urlencode(kept)}" if kept else url
