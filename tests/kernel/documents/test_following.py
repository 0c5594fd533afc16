"""What was read follows the document: moved with it, taken away with it, asked again when no job carries it.

The pieces of a message go where the message goes.
"""

from datetime import timedelta

from django.db import connection

from egide.kernel.documents.forgetting import forget_reading
from egide.kernel.documents.models import Document, DocumentVersion, Page, Rendition, Step, TextBlock
from egide.kernel.documents.moving import move_document
from egide.kernel.documents.resuming import ask_forgotten
from egide.kernel.dossiers.models import Dossier
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.storage.models import StoredObject
from tests.database import as_owner
from tests.kernel.documents import making
from tests.kernel.documents.reading_desk import add, read, read_file
from tests.kernel.scene import Scene, open_scene

READ = (Step, Page, TextBlock, Rendition)


def test_a_moved_message_takes_its_pieces_and_what_was_read_along(scene: Scene) -> None:
    version = read_file(scene, making.eml_of("Bonjour", "Voir", {"note.pdf": making.pdf_of("Note")}), "m.eml")
    with as_owner():
        piece = DocumentVersion.objects.get(document__container=version.document)
    read(piece, now=scene.now)
    other = open_scene(scene.cast)

    with acting_as(scene.cast.actor("nadia")) as nadia:
        source = Dossier.objects.select_for_update(of=("self",)).get(number=scene.number)
        target = Dossier.objects.select_for_update(of=("self",)).get(number=other.number)
        document = Document.objects.get(pk=version.document_id)
        move_document(document=document, source=source, target=target, actor_code=nadia.code, now=scene.now)

    with as_owner():
        moved = Document.objects.filter(dossier__number=other.number).order_by("rank")
        assert [one.title for one in moved] == ["m.eml", "note.pdf"]
        for model in READ:
            assert not model._default_manager.filter(dossier__number=scene.number).exists(), model
        ranks = set(TextBlock.objects.filter(version=piece).values_list("rank", flat=True))
    assert ranks == {moved[1].rank}


def test_what_was_read_is_taken_away_with_its_pictures(scene: Scene) -> None:
    version = read_file(scene, making.pdf_of("Secret"), "secret.pdf")
    with as_owner():
        picture = Rendition.objects.get(version=version).stored_id

    scene.act("marc", lambda a, d: forget_reading(versions=[version.pk], decision="D-1", now=scene.now))

    with as_owner():
        assert [model._default_manager.filter(version=version).count() for model in READ] == [0, 0, 0, 0]
        assert StoredObject.objects.get(pk=picture).destruction_decision == "D-1"
        assert not StoredObject.objects.get(pk=version.stored_id).is_destroyed


def test_a_reading_without_a_job_is_asked_again_and_one_in_the_queue_is_not(scene: Scene) -> None:
    lost = add(scene, making.pdf_of("Perdu"), "perdu.pdf")
    add(scene, making.pdf_of("En file"), "file.pdf")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs where lock = %s", [f"documents.read:{lost.pk}"])

    with acting_as(service("scheduler")):
        assert ask_forgotten(now=scene.now) == 0  # too early
        assert ask_forgotten(now=scene.now + timedelta(hours=2)) == 1
        assert ask_forgotten(now=scene.now + timedelta(hours=2)) == 0

    with as_owner(), connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs where queue_name = 'reading'")
        assert cursor.fetchone() == (2,)
