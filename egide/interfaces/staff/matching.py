"""What a search box finds: dossiers by number, outside number, words of a title or a name, e-mail, sound.

Only among what the reader sees; keys are folded, compared by equality or by prefix (decision 0010).
"""

import re
from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone

from egide.interfaces.staff import prefixes  # noqa: F401  (registers the lookup)
from egide.kernel import registry
from egide.kernel.dossiers.folding import fold
from egide.kernel.dossiers.models import Dossier
from egide.kernel.finding.keeping import words_of
from egide.kernel.finding.models import DossierReference, Word, reference_key
from egide.kernel.parties.matching import sounding_like
from egide.kernel.parties.models import Party

# « INT-2026-00142 », and how people type it: « int 2026 142 », « INT-2026-142 »; « 2026-142 »; « 142 ».
_NUMBER = re.compile(r"([A-Za-z]{2,10})[ -]?([0-9]{4})[ -]([0-9]{1,12})")
_YEAR_RANK = re.compile(r"([0-9]{4})[ -]([0-9]{1,12})")
_RANK = re.compile(r"[0-9]{1,6}")
_NUMBER_START = re.compile(r"[A-Za-z]{2,10}-?([0-9]{0,4}(-[0-9]{0,12})?)")
MOST = 1_000  # of each way
YEARS_BACK = 10  # « 142 » is looked for in the numbers of these last years
SHORTEST_REFERENCE = 3
# Small words that stand in nearly every title: they narrow nothing.
EMPTY_WORDS = frozenset({"le", "la", "les", "de", "du", "des", "un", "une", "et", "en", "au", "aux", "par"})

Way = tuple["QuerySet[Dossier]", tuple[str, ...]]


def exact_number(q: str) -> str:
    """Will return the number that was typed, with its zeros and its dashes, or nothing."""
    found = _NUMBER.fullmatch(q)
    if found is None:
        return ""
    prefix, year, rank = found.groups()
    return _written(prefix.upper(), year, rank)


def possible_numbers(q: str) -> tuple[str, ...]:
    """Will return every number that may be meant: one when it is whole, several without prefix or year."""
    if number := exact_number(q):
        return (number,)
    if found := _YEAR_RANK.fullmatch(q):
        return tuple(_written(prefix, *found.groups()) for prefix in _prefixes())
    if _RANK.fullmatch(q) and int(q):
        this_year = timezone.localdate().year
        years = range(this_year, this_year - YEARS_BACK, -1)
        return tuple(_written(prefix, str(year), q) for year in years for prefix in _prefixes())
    return ()


def matching(dossiers: "QuerySet[Dossier]", q: str) -> "QuerySet[Dossier]":
    """Will keep the dossiers that the words designate; nothing was typed: nothing is left out.

    Each way of designating walks its own index among `dossiers`, already narrowed, and brings its first
    thousand: « or » between them would read every row. A word that means more than that must be made precise.
    """
    if not q:
        return dossiers
    key = fold(q)
    if not key:
        return dossiers.none()
    first, *others = (way.order_by(*order).values("pk")[:MOST] for way, order in _ways(dossiers, q, key))
    return dossiers.filter(pk__in=first.union(*others, all=True))


def designated(dossiers: "QuerySet[Dossier]", q: str) -> "QuerySet[Dossier]":
    """Will keep the dossiers that no text finds: by a number, an outside number, an e-mail address, a sound."""
    key = fold(q)
    if not key:
        return dossiers.none()
    kept = (way.order_by(*order).values("pk")[:MOST] for way, order in _other_ways(dossiers, q, key))
    first, *others = kept
    return dossiers.filter(pk__in=first.union(*others, all=True))


def searched_words(q: str) -> tuple[str, ...]:
    """Will return the words that narrow a search: the small ones only when there is nothing else."""
    words = words_of(q)
    return tuple(word for word in words if word not in EMPTY_WORDS) or words


def _ways(dossiers: "QuerySet[Dossier]", q: str, key: str) -> Iterator[Way]:
    yield dossiers.filter(title_key__prefixed=key), ("title_key", "pk")
    people = Party.objects.filter(name_key__prefixed=key)
    yield dossiers.filter(pk__in=people.values("dossier_id")), ("pk",)
    if words := searched_words(q):
        yield _with_each(dossiers, [Word.objects.filter(word__prefixed=word) for word in words]), ("pk",)
    yield from _other_ways(dossiers, q, key)


def _other_ways(dossiers: "QuerySet[Dossier]", q: str, key: str) -> Iterator[Way]:
    yield dossiers.filter(pk__in=Party.objects.filter(email_key=key).values("dossier_id")), ("pk",)
    if not any(c.isdecimal() for c in q):
        heard = Party.objects.filter(sounding_like(q))
        yield dossiers.filter(pk__in=heard.values("dossier_id")), ("pk",)
    if numbers := possible_numbers(q):
        yield dossiers.filter(number__in=numbers), ("number", "pk")
    elif _NUMBER_START.fullmatch(q):
        yield dossiers.filter(number__prefixed=q.upper()), ("number", "pk")
    outside = reference_key(q)
    if len(outside) >= SHORTEST_REFERENCE:
        named = DossierReference.objects.filter(key__prefixed=outside)
        yield dossiers.filter(pk__in=named.values("dossier_id")), ("pk",)


def _with_each(dossiers: "QuerySet[Dossier]", wanted: list["QuerySet[Word]"]) -> "QuerySet[Dossier]":
    for words in wanted:
        dossiers = dossiers.filter(pk__in=words.values("dossier_id"))
    return dossiers


def _prefixes() -> tuple[str, ...]:
    return tuple(module.kind.prefix for module in registry.modules() if module.kind is not None)


def _written(prefix: str, year: str, rank: str) -> str:
    return f"{prefix}-{year}-{int(rank):05d}"
