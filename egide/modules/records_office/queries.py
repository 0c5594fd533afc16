"""Reads of the module: the facts that guards look at, and the file's own words.

No write here; the gate has already decided that the dossier may be seen.
"""

from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.snapshot import KernelFacts
from egide.modules.records_office.lifecycle import Facts
from egide.modules.records_office.models import DocumentaryFile


def facts(dossier: Dossier, kernel: KernelFacts) -> Facts:
    """Will build the module's facts on top of the kernel's."""
    return Facts(classified=bool(dossier.class_code), motive=kernel.answer("motive"))


def details(dossier: Dossier) -> DocumentaryFile:
    """Will return what the dossier adds to the kernel's."""
    return DocumentaryFile.objects.get(pk=dossier.pk)
