"""The limit that full text is compared with: Tantivy, a search library without walls, over the same notes.

Its index is made once beside the benchmark's data. The reader's places are a term of each question, as one would write
a permission there; texts are neither folded nor stemmed, which the drawn forms do not need.
"""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psycopg
import tantivy

from bench.surroundings import Place
from egide.platform.database import roles

HEAP = 400_000_000  # bytes for the writer
PAGE = 20
_ROWS = """
  select n.text, e.place_id, (extract(epoch from n.written_at))::bigint from notes_note n
  join search_entry e on e.dossier_id = n.dossier_id and e.source = 'note' and e.rank = n.rank and e.block = 0
"""


class Limit:
    """The index, and questions asked of it as one reader."""

    def __init__(self, folder: Path, places: Sequence[int]) -> None:
        self.schema = _schema()
        index = tantivy.Index(self.schema, str(folder))
        index.reload()
        self.searcher = index.searcher()
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self.schema, "place", f"p{place}"))
            for place in places
        ]
        self.allowed = tantivy.Query.const_score_query(tantivy.Query.boolean_query(terms), 0.0)

    def question(self, words: Sequence[str]) -> Any:
        """Will write the question: every word, in what the reader may read."""
        must = tantivy.Occur.Must
        wanted = [(must, tantivy.Query.term_query(self.schema, "body", word.lower())) for word in words]
        return tantivy.Query.boolean_query([*wanted, (must, self.allowed)])

    def newest(self, question: Any) -> object:
        """Will find the newest page."""
        return self.searcher.search(question, PAGE, count=False, order_by_field="at").hits

    def ranked(self, question: Any) -> object:
        """Will find the most relevant page, among all."""
        return self.searcher.search(question, PAGE, count=False).hits


def prepared(place: Place, texts: int, say: Callable[[str], None] = print) -> Path:
    """Will write the index when it is missing or holds another number of texts."""
    folder = place.home / "tantivy"
    mark = place.mark("tantivy_texts")
    if mark.exists() and mark.read_text() == str(texts) and folder.exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    writer = tantivy.Index(_schema(), str(folder)).writer(HEAP, 2)
    with (
        psycopg.connect(place.cluster.url(roles.OWNER, place.main)) as owner,
        owner.cursor("notes") as cursor,
    ):
        cursor.itersize = 5_000
        cursor.execute(_ROWS)
        for text, where, at in cursor:
            writer.add_document(tantivy.Document(body=text, place=f"p{where}", at=at))
    writer.commit()
    writer.wait_merging_threads()
    mark.write_text(str(texts))
    say(f"  index de Tantivy : {texts} textes")
    return folder


def _schema() -> Any:
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("body", tokenizer_name="default")
    schema.add_text_field("place", tokenizer_name="raw", index_option="basic")
    schema.add_integer_field("at", fast=True)
    return schema.build()
