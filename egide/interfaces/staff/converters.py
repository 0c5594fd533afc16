"""The first word of a list's address: the French word of a module that has dossiers, and nothing else.

An unknown word is left to the other addresses of the house. A module's code stays the folder's name.
"""

from egide.kernel import registry
from egide.law.modules import Module

# Where the code is no French word: what people read in the address bar.
WORDS = {
    "service_complaints": "plaintes-services",
    "disclosures": "divulgations",
    "records_office": "dossiers-documentaires",
    "access_requests": "demandes-acces",
    "mandates": "mandats",
    "admission_work": "travaux-commissaire",
    "admission_complaints": "plaintes-commissaire",
    "admission_staff": "plaintes-personnel-commissaire",
    "ombudsman": "echanges-protecteur",
    "privacy_incidents": "incidents-confidentialite",
}
CODES = {word: code for code, word in WORDS.items()}


class ModuleConverter:
    """Turns « plaintes-services » into its module."""

    regex = "[a-z_-]{1,40}"

    def to_python(self, value: str) -> Module:
        """Will return the module.

        :raises ValueError: no module with dossiers has this word; Django then tries the next address.
        """
        return _module(CODES.get(value, "" if value in WORDS else value))

    def to_url(self, value: Module | str) -> str:
        """Will return the module's word."""
        code = value if isinstance(value, str) else value.code
        return WORDS.get(code, code)


class FormerModuleConverter:
    """Turns the code that stood in the address until 2026 into its module."""

    regex = "|".join(sorted(WORDS))

    def to_python(self, value: str) -> Module:
        """Will return the module."""
        return _module(value)

    def to_url(self, value: Module | str) -> str:
        """Will return the module's code."""
        return value if isinstance(value, str) else value.code


def _module(code: str) -> Module:
    found = next((m for m in registry.modules() if m.code == code and m.kind is not None), None)
    if found is None:
        raise ValueError(code)
    return found
