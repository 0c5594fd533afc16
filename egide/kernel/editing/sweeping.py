"""What ended: addresses with their scratch rooms, and locks whose time has passed.

Serves the disk; run at night. What was saved is a version of its document and is not touched.
"""

from datetime import datetime

from egide.kernel.editing.models import Access, Lock
from egide.kernel.editing.scratch import forget
from egide.platform.storage.sight import require_full_sight


def sweep(*, now: datetime) -> int:
    """Will forget what has ended, and return how many addresses that was; run as the scheduler.

    :raises PartialSight: some compartment is out of sight; nothing was done.
    """
    require_full_sight()
    due = list(Access.objects.select_for_update().filter(expires_at__lte=now).order_by("pk"))
    for access in due:
        forget(access)
        access.delete()
    Lock.objects.filter(expires_at__lte=now).delete()
    return len(due)
