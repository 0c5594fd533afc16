"""Taking away what was read of some versions: pages, text to index, steps, pictures with their keys.

Serves every lawful destruction of content: what was read says as much as what was received.
"""

from collections.abc import Collection
from datetime import datetime

from egide.kernel.documents.models import DocumentVersion, Page, Rendition, Step, TextBlock
from egide.platform.storage.destruction import destroy_all


def forget_reading(*, versions: Collection[int], decision: str, now: datetime) -> None:
    """Will take away all that was read of these versions (keys of rows); the versions themselves stay.

    In the caller’s transaction; keys and blobs of the pictures go at its commit, under the decision’s number.
    """
    pictures = Rendition.objects.filter(version_id__in=versions)
    stored = list(pictures.values_list("stored_id", flat=True))
    pictures.delete()
    for model in (TextBlock, Page, Step):
        model._default_manager.filter(version_id__in=versions).delete()
    DocumentVersion.objects.filter(pk__in=versions).update(explained="", pages=None)
    if stored:
        destroy_all(object_ids=stored, decision=decision, now=now)
