"""After a restore: the dossiers that came back whole are destroyed again, as the key database’s register says.

Runs as the owner, services stopped (`egide destructions replay`). The register is newer than the restored copy:
a hold that the copy still bears had been lifted, or nothing could have been destroyed.
"""

from collections.abc import Iterator

from egide.kernel.disposal.destroying import destroy_dossier
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.holds import lift_holds
from egide.kernel.records.models import Disposed, DisposedAs, Hold
from egide.kernel.search.vocabulary import after_destructions
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.storage.keys import key_room
from egide.platform.storage.models import DossierDestruction
from egide.platform.storage.sight import require_full_sight

WHY = "Levé avant la destruction n° {decision}; la sauvegarde rétablie était plus ancienne."
RULE = "règle inscrite au certificat"


def replay_dossiers() -> Iterator[str]:
    """Will destroy again, and name, the dossiers of the register that the restored database holds whole.

    :raises PartialSight: some compartment is out of sight; nothing was done.
    """
    require_full_sight()
    with key_room():
        entries = list(DossierDestruction.objects.order_by("destroyed_at", "pk"))
    for entry in entries:
        with acting_as(service("scheduler")) as actor:
            found = (
                Dossier.objects.select_for_update(of=("self",))
                .filter(pk=entry.pk, number=entry.number)
                .first()
            )
            gone = Disposed.objects.filter(dossier_id=entry.pk, fate=DisposedAs.DESTROYED)
            if found is None or gone.exists():
                continue
            ranks = Hold.objects.filter(dossier_id=found.pk, lifted_at=None).values_list("rank", flat=True)
            lift_holds(
                dossier=found, ranks=list(ranks), actor_code=actor.code, now=entry.destroyed_at,
                why=WHY.format(decision=entry.decision),
            )  # fmt: skip
            destroy_dossier(
                dossier=found, decision=entry.decision, certificate=entry.certificate, rule=RULE,
                now=entry.destroyed_at,
            )  # fmt: skip
        yield entry.number
    after_destructions(service("scheduler"))
