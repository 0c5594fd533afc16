"""A file is opened once for the pages of one visit; what forbids opening it is asked again each time.

The blob itself is taken away in between: what is shown then was in memory.
"""

import os

import pytest

from egide.kernel.documents import lending
from egide.kernel.documents.models import DocumentVersion
from egide.kernel.documents.showing import page_image, page_words
from egide.platform.database.processes import wait_until
from egide.platform.storage import blobs
from egide.platform.storage.destruction import destroy_all
from egide.platform.storage.errors import Destroyed, KeyUnavailable, Missing, Quarantined
from egide.platform.storage.models import ScanState, StoredObject, WrappedKey
from tests.database import as_owner
from tests.kernel.documents import making
from tests.kernel.documents.reading_desk import add, seen
from tests.kernel.scene import Scene
from tests.patience import SECONDS


@pytest.fixture
def opened(scene: Scene) -> DocumentVersion:
    """A version whose words were just shown, and whose blob is gone."""
    lending.forget_all()
    version = add(scene, making.pdf_of("Une page"), "a.pdf")
    with seen(version):
        assert [word.text for word in page_words(version=version, number=1)] == ["Une", "page"]
    blobs.delete(version.stored.blob)
    return version


def test_the_picture_after_the_words_opens_nothing_again(opened: DocumentVersion) -> None:
    with seen(opened):
        assert page_image(version=opened, number=1, width_px=100)[8:12] == b"WEBP"
        lending.forget_all()
        with pytest.raises(Missing):
            page_image(version=opened, number=1, width_px=100)


def test_what_was_opened_is_no_longer_shown_once_it_may_not_be(opened: DocumentVersion, scene: Scene) -> None:
    stored = opened.stored
    with as_owner():
        StoredObject.objects.filter(pk=stored.pk).update(scan_state=ScanState.QUARANTINED)
    _refused(opened, Quarantined)
    with as_owner():
        StoredObject.objects.filter(pk=stored.pk).update(scan_state=ScanState.CLEAN)
        WrappedKey.objects.filter(object_id=stored.pk).delete()
    _refused(opened, KeyUnavailable)
    scene.act("marc", lambda a, d: destroy_all(object_ids=[stored.pk], decision="D-1", now=scene.now))
    _refused(opened, Destroyed)


def _refused(version: DocumentVersion, why: type[Exception]) -> None:
    with seen(version):
        again = DocumentVersion.objects.select_related("stored").get(pk=version.pk)
        with pytest.raises(why):
            page_words(version=again, number=1)


def test_what_is_lent_cannot_be_written(opened: DocumentVersion) -> None:
    with seen(opened), lending.lent(opened.stored) as content:
        again = os.open(f"/proc/self/fd/{content}", os.O_RDWR)
        try:
            with pytest.raises(PermissionError):
                os.write(again, b"autre chose")
        finally:
            os.close(again)


def test_what_nobody_looks_at_is_let_go(opened: DocumentVersion, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lending, "SECONDS", 0.0)
    with seen(opened):
        page_words(version=opened, number=1)

    assert wait_until(lambda: not lending._kept, seconds=SECONDS)
