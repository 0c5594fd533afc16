"""Reads of the module: the facts that guards look at, and the work's own words.

No write here; the gate has already decided that the dossier may be seen.
"""

from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.snapshot import KernelFacts
from egide.modules.admission_work.lifecycle import Facts
from egide.modules.admission_work.models import AdmissionWork


def facts(dossier: Dossier, kernel: KernelFacts) -> Facts:
    """Will build the module's facts on top of the kernel's."""
    return Facts(assigned=kernel.assigned, motive=kernel.answer("motive"))


def details(dossier: Dossier) -> AdmissionWork:
    """Will return what the dossier adds to the kernel's."""
    return AdmissionWork.objects.get(pk=dossier.pk)
