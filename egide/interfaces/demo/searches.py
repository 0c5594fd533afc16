"""The searches that the analyst of the demonstration keeps: one for what orders answer late, one in documents.

What enters after they are kept is told as at the Office.
"""

from egide.interfaces.demo.play import Stage
from egide.kernel.search.saving import save_search
from egide.kernel.search.sources import codes_of
from egide.kernel.search.windows import Narrowing
from egide.platform.accounts.acting import acting_as

KEPT = (
    ("Délais du syndic", "délai syndic", "", "q=d%C3%A9lai+syndic"),
    ("Conciliation, dans les documents", "conciliation", "document", "q=conciliation&ou=document"),
)


def fill(stage: Stage) -> None:
    """Will keep them, as the analyst."""
    with acting_as(stage.actor("nadia")) as nadia:
        for name, typed, group, address in KEPT:
            narrowing = Narrowing(sources=codes_of(group) if group else ())
            save_search(
                actor=nadia, name=name, typed=typed, narrowing=narrowing, address=address, now=stage.now
            )
