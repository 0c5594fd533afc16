"""« Vouliez-vous dire »: the words that stand in the texts, and those that resemble a word which finds nothing.

A resemblance is proposed only when the reader opens at least one text that it finds: asked through the window. It is
near: one letter added, left out, replaced or exchanged with its neighbour, two in a word of six letters or more, once
both are spelled as the ear has them; and no farther than the nearest one that the reader may open.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db import connection, transaction
from rapidfuzz import process
from rapidfuzz.distance import OSA

from egide.kernel.search.asking import Asked, Term
from egide.kernel.search.folding import fold_text
from egide.kernel.search.lexicon import FORGOTTEN
from egide.kernel.search.models import Vocable
from egide.kernel.search.sources import parts, rows
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor

SHORTEST, LONGEST = 4, 30  # letters of a word worth proposing
CONSIDERED = 5_000  # words of the same first letter, the most frequent first
TRIED = 4  # resemblances of one word that are asked to the window
SLIPS = 2  # letters that may differ in a word, at most
CLOSE = 1  # the same, when the word as typed finds something, and in a short word
SHORT = 5  # letters, at most, of a short word

_DOUBLED = re.compile(r"(.)\1+")

_COUNT = """
insert into search_vocable (compartment_id, word, shown, seen)
select distinct on (compartment_id, word) compartment_id, word, shown,
       (sum(seen) over (partition by compartment_id, word))::int
from (
  select compartment_id, search_fold(shown) as word, shown, count(*) as seen
  from (
    select compartment_id, regexp_split_to_table(
      lower(text collate "pg_c_utf8"), '[^0-9a-z\u00df-\u00f6\u00f8-\u017f]+') as shown
    from ({texts}) texts
  ) words
  where length(shown) between {shortest} and {longest} and shown !~ '^[0-9]+$'
  group by 1, 2, 3
) counted
where length(word) between {shortest} - 1 and {longest} + 10
order by compartment_id, word, seen desc, shown
"""

# Each word of titles and names once: from one to the next in their index, whatever the number of dossiers that have it.
_EACH = """
with recursive each(word) as (
  (select word from finding_word where word >= %(first)s and word < %(after)s order by word limit 1)
  union all
  select n.word from each e cross join lateral (
    select f.word from finding_word f where f.word > e.word and f.word < %(after)s order by f.word limit 1) n
) select word from each limit %(most)s
"""


def count_again() -> None:
    """Will count the words of every text that whoever acts sees, and replace what was known."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from search_vocable")
        cursor.execute(_COUNT.format(texts=_texts(), shortest=SHORTEST, longest=LONGEST))


def forget() -> int:
    """Will forget the words of the index that no text holds any more; how many it held for such, `FORGOTTEN` at most.

    To be called in a transaction that has written nothing: whoever writes a text waits for its end.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select search_forget()")
        return int(cursor.fetchone()[0])


def after_destructions(actor: Actor) -> None:
    """Will leave of the words only those of what is left, once some dossiers are destroyed; in its own transactions."""
    with acting_as(actor):
        count_again()
    looked = FORGOTTEN
    while looked == FORGOTTEN:
        with acting_as(actor):
            looked = forget()


def _texts() -> str:
    selected = [
        *(
            f"select r.compartment_id, {source.text} as text from {source.table} r {source.pieces}"
            for source in rows()
        ),
        *(f"select r.compartment_id, {part.text} from {part.table} r" for part in parts()),
    ]
    return "\n  union all\n".join(selected)


@dataclass(frozen=True, kw_only=True)
class Resemblance:
    """A question with one of its words spelled otherwise, and by how many letters."""

    slips: int
    asked: Asked


def resemblances(asked: Asked, *, slips: int = SLIPS) -> tuple[Resemblance, ...]:
    """Will return what the question may have meant, the nearest first; not yet verified.

    Two queries for each of the first three words asked.
    """
    found: list[Resemblance] = []
    for at, term in enumerate(asked.terms):
        if term.excluded or term.exact or " " in term.text or len(fold_text(term.text)) < SHORTEST - 1:
            continue
        for apart, shown in _alike(fold_text(term.text), slips):
            other = replace(asked, terms=(*asked.terms[:at], Term(text=shown), *asked.terms[at + 1 :]))
            found.append(Resemblance(slips=apart, asked=other))
    found.sort(key=lambda one: one.slips)
    return tuple(found[:TRIED])


def nearest(found: Sequence[Resemblance], answers: Sequence[bool]) -> tuple[Asked, ...]:
    """Will keep those that find something the reader may open, no farther than the nearest of them."""
    kept = [one for one, seen in zip(found, answers, strict=True) if seen]
    return tuple(one.asked for one in kept if one.slips == kept[0].slips)


def _alike(word: str, slips: int) -> Iterator[tuple[int, str]]:
    known = dict(_considered(word))
    known.pop(word, None)
    heard = {folded: _heard(folded) for folded in known}
    most = min(slips, CLOSE if len(word) <= SHORT else SLIPS)
    for _, apart, folded in process.extract(
        _heard(word), heard, scorer=OSA.distance, score_cutoff=most, limit=TRIED
    ):
        yield int(apart), known[folded]


def _heard(word: str) -> str:
    """« sindyc » is « syndic », « concilliation » is « conciliation »: the ear does not tell them apart."""
    for written, said in (("y", "i"), ("ph", "f"), ("th", "t")):
        word = word.replace(written, said)
    return _DOUBLED.sub(r"\1", word)


def _considered(word: str) -> Iterator[tuple[str, str]]:
    """Known words of the same first letter and about the same length: of titles and names, then of the texts."""
    first, after = word[0], chr(ord(word[0]) + 1)
    with connection.cursor() as cursor:
        cursor.execute(_EACH, {"first": first, "after": after, "most": CONSIDERED})
        titles = [word for (word,) in cursor.fetchall()]
    yield from ((fold_text(title), title) for title in titles if _near(title, word))
    counted = Vocable.objects.filter(word__gte=first, word__lt=after).order_by("-seen")
    yield from (pair for pair in counted.values_list("word", "shown")[:CONSIDERED] if _near(pair[0], word))


def _near(known: str, word: str) -> bool:
    return abs(len(known) - len(word)) <= 2
