"""Reads of the module: the facts that guards look at.

No write here; the gate has already decided that the dossier may be seen.
"""

from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.snapshot import KernelFacts
from egide.modules.disclosures.lifecycle import Facts
from egide.modules.disclosures.models import Disclosure


def facts(dossier: Dossier, kernel: KernelFacts) -> Facts:
    """Will build the module's facts on top of the kernel's."""
    return Facts(motive=kernel.answer("motive"))


def details(dossier: Dossier) -> Disclosure:
    """Will return what the dossier adds to the kernel's."""
    return Disclosure.objects.get(pk=dossier.pk)
