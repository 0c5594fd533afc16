"""Declares, once, every table that the staff may take out; asked for when the first one is.

The modules are known only after start-up, hence not while applications load.
"""

from egide.interfaces.staff.export_access import register_access
from egide.interfaces.staff.export_dossiers import list_source, register_search
from egide.interfaces.staff.export_figures import register_figures
from egide.interfaces.staff.export_measures import register_measures
from egide.interfaces.staff.export_registers import register_registers
from egide.interfaces.staff.export_watched import register_watched
from egide.kernel import registry
from egide.kernel.exports import sources


def declare() -> None:
    """Will declare the lists of every kind, the search results, the registers and the figures."""
    for module in registry.modules():
        if module.kind is not None:
            sources.register(list_source(module))
    register_search()
    register_registers()
    register_measures()
    register_access()
    register_figures()
    register_watched()
