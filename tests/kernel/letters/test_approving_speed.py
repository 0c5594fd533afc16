"""How many statements the approval of a letter sends, and in which order it tells what it did.

On a clone, where the key of what is printed really goes to its database while Typst works.
"""

import io

from django.db import connection
from django.test.utils import CaptureQueriesContext

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.approving import approve_letter
from egide.kernel.letters.models import Letter
from egide.platform.accounts.actors import Actor
from egide.platform.storage import store
from tests.kernel.scene import Scene

ACK = "acknowledgment"
# Surroundings, compartments held, the document with its object, its holds, its reading, the letter, both entries.
STATEMENTS = 7


def first_object(actor: Actor, dossier: Dossier) -> None:
    store.put(
        stream=io.BytesIO(b"x"),
        file_name="x.txt",
        compartment=dossier.compartment,
        actor_code=actor.code,
        now=dossier.received_at,
    )


def kept(actor: Actor, dossier: Dossier) -> tuple[int, int, str, bytes]:
    version = Letter.objects.get(dossier_id=dossier.pk, template=ACK).version
    assert version is not None
    return version.document.rank, version.number, version.reading, store.read_all(stored=version.stored)


def test_an_approval_sends_few_statements_and_keeps_what_it_says(lasting: Scene) -> None:
    told = len(lasting.codes)
    lasting.act("bruno", first_object)  # makes the key of the compartment, once for all

    def sign(actor: Actor, dossier: Dossier) -> int:
        letter = Letter.objects.select_related("recipient").get(dossier_id=dossier.pk, template=ACK)
        with CaptureQueriesContext(connection) as sent:
            approve_letter(
                actor=actor,
                dossier=dossier,
                letter=letter,
                seen=letter.edited_at.isoformat(),
                now=lasting.now,
            )
        return len(sent.captured_queries)

    count = lasting.act("bruno", sign)

    assert count <= STATEMENTS
    assert lasting.codes[told:] == ["document.added", "letter.approved"]
    rank, number, reading, printed = lasting.act("bruno", kept)
    assert (rank, number, reading) == (1, 1, "waiting")
    assert printed.startswith(b"%PDF")
