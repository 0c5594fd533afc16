"""The first word of a list's address: the code of a module that has dossiers, and nothing else.

An unknown word is left to the other addresses of the house.
"""

from egide.kernel import registry
from egide.law.modules import Module


class ModuleConverter:
    """Turns « interventions » into its module."""

    regex = "[a-z_]{1,40}"

    def to_python(self, value: str) -> Module:
        """Will return the module.

        :raises ValueError: no module with dossiers has this code; Django then tries the next address.
        """
        found = next((m for m in registry.modules() if m.code == value and m.kind is not None), None)
        if found is None:
            raise ValueError(value)
        return found

    def to_url(self, value: Module | str) -> str:
        """Will return the module's code."""
        return value if isinstance(value, str) else value.code
