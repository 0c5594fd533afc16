"""What nobody will finish: expired uploads with their bytes and keys, and folders that no row claims.

Serves the disk; run at night. What became a document is not touched: only its row here goes.
"""

from datetime import datetime, timedelta

from egide.kernel.uploads import spool
from egide.kernel.uploads.actions import forget
from egide.kernel.uploads.limits import LIFE
from egide.kernel.uploads.models import State, Upload
from egide.platform.storage.sight import require_full_sight


def sweep(*, now: datetime) -> int:
    """Will forget what has expired, and return how many uploads that was.

    Run it inside `acting_as` the scheduler, which sees every compartment: a folder out of sight would look
    abandoned.

    :raises PartialSight: some compartment is out of sight; nothing was done.
    """
    require_full_sight()
    due = list(Upload.objects.select_for_update().filter(expires_at__lte=now).order_by("pk"))
    forget(*(upload for upload in due if upload.state == State.RECEIVING))
    Upload.objects.filter(pk__in=[upload.pk for upload in due]).delete()
    claimed = set(Upload.objects.filter(state=State.RECEIVING).values_list("public_id", flat=True))
    oldest = (now - LIFE - timedelta(hours=1)).timestamp()
    for public_id, changed in spool.left():
        if public_id not in claimed and changed < oldest:
            spool.remove(public_id)
    return len(due)
