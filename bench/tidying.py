"""What a part of the benchmark added to the dossiers, taken away again: the next part finds the data as they were.

As the owner, for no act of the house deletes a document so. Their entries stay in the journal, as everything does.
"""

import psycopg
from django.utils import timezone

from bench.surroundings import Place
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.database.roles import OWNER
from egide.platform.storage import destruction

TITLE = "Mesure "  # the beginning of the title of every document that a part adds
DECISION = "BANC-2"
_DOCUMENTS = "select id from documents_document where title like %(title)s || '%%'"
_VERSIONS = f"select id from documents_documentversion where document_id in ({_DOCUMENTS})"
_STORED = f"""
select stored_id from documents_documentversion where document_id in ({_DOCUMENTS}) and stored_id is not null
union select stored_id from documents_rendition where version_id in ({_VERSIONS}) and stored_id is not null
"""


def documents(place: Place) -> int:
    """Will destroy the files of the documents that were added to be measured, delete their rows, and count them."""
    told = {"title": TITLE}
    with psycopg.connect(place.cluster.superuser(), dbname=place.main, autocommit=True) as server:
        server.execute(f"set role {OWNER}")
        keys = [key for (key,) in server.execute(_STORED, told)]
        with acting_as(service("scheduler")):
            destruction.destroy_all(object_ids=keys, decision=DECISION, now=timezone.now())
        with server.transaction():
            for table in ("step", "page", "textblock", "rendition"):
                server.execute(f"delete from documents_{table} where version_id in ({_VERSIONS})", told)
            server.execute(f"delete from documents_documentversion where id in ({_VERSIONS})", told)
            gone = server.execute(f"delete from documents_document where id in ({_DOCUMENTS})", told).rowcount
        server.execute("vacuum (analyze) documents_page, documents_textblock, search_entry")
    return gone
