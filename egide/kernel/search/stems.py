"""The stem of each word as PostgreSQL makes it, kept by the process: the same words come back at each search.

A stem depends on its word alone; where a word stands, and who may read it, is known by nobody here.
"""

from collections.abc import Iterable

from django.db import connection

from egide.kernel.search.asking import Asked
from egide.kernel.search.folding import fold_text

MOST_STEMS = 50_000
_known: dict[str, str] = {}


def stems_of(words: Iterable[str]) -> dict[str, str]:
    """Will return the stem of each word; nothing for one that is not indexed. One query for those not yet known."""
    wanted = set(words)
    known = {word: _known[word] for word in wanted if word in _known}
    if missing := sorted(wanted - known.keys()):
        with connection.cursor() as cursor:
            cursor.execute(
                "select w, coalesce((ts_lexize('public.egide_stem', w))[1], '') from unnest(%s::text[]) as u(w)",
                [missing],
            )
            found: dict[str, str] = dict(cursor.fetchall())
        if len(_known) + len(found) > MOST_STEMS:
            _known.clear()
        _known.update(found)
        known |= found
    return known


def small_words(asked: Asked) -> tuple[str, ...]:
    """Will return the words typed that stand in every text; asks nothing that the passages did not learn."""
    return tuple(
        term.text
        for term in asked.wanted
        if (folded := fold_text(term.text).split()) and all(_known.get(word) == "" for word in folded)
    )


def only_small_words(asked: Asked) -> bool:
    """Whether every word to be found stands in nearly every text, hence in no index. At most one query."""
    words = [word for term in asked.wanted for word in fold_text(term.text).split()]
    return bool(words) and not any(stems_of(words).values())
