"""A joined file follows its request across the wall, for real: copied there, destroyed here, at the commit.

One clone for the file: keys and blobs are durable, so nothing here can be played in a transaction.
"""

from egide.interfaces.staff.natures import BY_SLUG
from egide.interfaces.staff.triage import hand_request
from egide.kernel.documents.models import DocumentVersion
from egide.modules.interventions import actions
from egide.modules.interventions.models import Request, RequestFile
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.storage import blobs, store
from egide.platform.storage.joined import Upload
from egide.platform.storage.models import StoredObject
from tests.cast import NOW, seed_office
from tests.database import Pair, as_owner

SECRET = b"zibelinesecrete"


def kept_blobs() -> set[str]:
    return {name for shard in blobs.shards() for name in blobs.names_in(shard)}


def test_a_joined_file_is_copied_there_and_destroyed_here(fresh: Pair) -> None:
    cast = seed_office()
    with acting_as(service("public_intake")) as intake:
        request = actions.submit_request(
            actor=intake,
            name="Élise Tremblay",
            order=None,
            answers={"summary": "Un acte répréhensible."},
            uploads=[Upload(stream=[SECRET], file_name="preuve.txt")],
            now=NOW,
        )
    with as_owner():
        blob = StoredObject.objects.get().blob
    assert blob in kept_blobs()

    with acting_as(cast.actor("bruno")) as bruno:
        row = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
        receipt = hand_request(actor=bruno, request=row, nature=BY_SLUG["divulgation"], given={}, now=NOW)

    assert receipt.pieces == 1
    with acting_as(cast.actor("solange")):
        version = DocumentVersion.objects.select_related("stored").get()
        assert version.file_name == "preuve.txt"
        assert store.read_all(stored=version.stored) == SECRET
    with acting_as(cast.actor("bruno")):
        left = StoredObject.objects.get()
        assert (left.file_name, left.sha256) == ("", "")
        assert left.destruction_decision == receipt.number
        assert not RequestFile.objects.exists()
    assert blob not in kept_blobs()
