"""What a search box finds: dossiers by number, outside number, words of a title or a name, e-mail, sound.

Only among what the reader sees; keys are folded, compared by equality or by prefix (decision 0010).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, QuerySet
from django.utils import timezone

from egide.interfaces.staff import prefixes  # noqa: F401  (registers the lookup)
from egide.interfaces.staff.met import Units, met
from egide.kernel import registry
from egide.kernel.dossiers.folding import fold
from egide.kernel.dossiers.models import Dossier
from egide.kernel.finding.keeping import words_of
from egide.kernel.finding.models import DossierReference, Findable, Word, reference_key
from egide.kernel.parties.matching import heard_in
from egide.kernel.parties.models import Party
from egide.platform.database.together import Among

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

Way = tuple["QuerySet[Dossier]", tuple[Any, ...]]
# The order of the ids, which no index gives: a statement whose plan is kept does not know how few people sound alike,
# and would walk all the ids in search of a thousand.
_ONCE_FOUND = F("pk") + 0


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What typed words may designate, understood once: each part that is not empty is a way of designating."""

    words: tuple[str, ...] = ()
    title: str = ""  # the beginning of a title or of a name, when it holds no word long enough
    email: str = ""
    surname: str = ""
    whole: str = ""
    numbers: tuple[str, ...] = ()
    begun: str = ""
    outside: str = ""

    @classmethod
    def read(cls, q: str) -> Self:
        """Will understand what was typed."""
        key = fold(q)
        if not key:
            return cls()
        words, numbers, outside = searched_words(q), possible_numbers(q), reference_key(q)
        surname, whole = ("", "") if any(c.isdecimal() for c in q) else heard_in(q)
        return cls(
            words=words,
            title="" if words else key,
            email=key if "@" in key else "",
            surname=surname,
            whole=whole,
            numbers=numbers,
            begun=q.upper() if not numbers and _NUMBER_START.fullmatch(q) else "",
            outside=outside if len(outside) >= SHORTEST_REFERENCE else "",
        )

    def stand_in(self) -> tuple["Sought", dict[Any, str]]:
        """Will give what stands for these values while a statement is written, and the value that each stands for."""
        told: dict[Any, str] = {}

        def place(name: str, value: str) -> str:
            told[f"sought {name}"] = value
            return f"sought {name}"

        shape: dict[str, Any] = {}
        for name, value in vars(self).items():
            many = isinstance(value, tuple)
            shape[name] = (
                tuple(place(f"{name} {n}", one) for n, one in enumerate(value))
                if many
                else value and place(name, value)
            )
        return Sought(**shape), told


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
    return designated_by(dossiers, Sought.read(q)) if q else dossiers


def designated_by(dossiers: "QuerySet[Dossier]", sought: Sought) -> "QuerySet[Dossier]":
    """Will keep the dossiers that what was sought designates, in one of its ways."""
    return dossiers.filter(pk__in=_ids(dossiers, _ways(dossiers, sought)))


def designated(dossiers: "QuerySet[Dossier]", q: str) -> "QuerySet[Dossier]":
    """Will keep the dossiers that no text finds: by a number, an outside number, an e-mail address, a sound."""
    return designated_otherwise(dossiers, Sought.read(q))


def designated_otherwise(dossiers: "QuerySet[Dossier]", sought: Sought) -> "QuerySet[Dossier]":
    """Will keep the same, for what was sought already understood."""
    # As one value: how many there are is not guessed, and the plan has one shape in a small house and a large one.
    return dossiers.filter(Among(F("pk"), ArraySubquery(_ids(dossiers, _other_ways(dossiers, sought)))))


def meeting(sought: Sought, units: Units) -> "QuerySet[Findable]":
    """Will select the rows of these units that hold each of several words; none when the words are too common.

    Whoever finds none asks `designated_by`, which reads however many there are.
    """
    return met(sought.words, units)


def searched_words(q: str) -> tuple[str, ...]:
    """Will return the words that narrow a search: the small ones only when there is nothing else."""
    words = words_of(q)
    return tuple(word for word in words if word not in EMPTY_WORDS) or words


def _ids(dossiers: "QuerySet[Dossier]", ways: Iterable[Way]) -> "QuerySet[Dossier, Any]":
    first, *others = [way.order_by(*order).values("pk")[:MOST] for way, order in ways] or [
        dossiers.none().values("pk")
    ]
    return first.union(*others, all=True)


def _ways(dossiers: "QuerySet[Dossier]", sought: Sought) -> Iterator[Way]:
    # Whole words find what begins with them too, in a title as in a name.
    if sought.words:
        yield (
            _with_each(dossiers, [Word.objects.filter(word__prefixed=word) for word in sought.words]),
            ("pk",),
        )
    if sought.title:
        yield dossiers.filter(title_key__prefixed=sought.title), ("title_key", "pk")
        people = Party.objects.filter(name_key__prefixed=sought.title)
        yield dossiers.filter(pk__in=people.values("dossier_id")), ("pk",)
    yield from _other_ways(dossiers, sought)


def _other_ways(dossiers: "QuerySet[Dossier]", sought: Sought) -> Iterator[Way]:
    people = Party.objects.values("dossier_id")
    if sought.email:
        yield dossiers.filter(pk__in=people.filter(email_key=sought.email)), (_ONCE_FOUND,)
    if sought.surname:
        yield dossiers.filter(pk__in=people.filter(sound_last=sought.surname)), (_ONCE_FOUND,)
    if sought.whole:
        yield dossiers.filter(pk__in=people.filter(sound_sorted=sought.whole)), (_ONCE_FOUND,)
    if sought.numbers:
        yield dossiers.filter(number__in=sought.numbers), ("number", "pk")
    if sought.begun:
        yield dossiers.filter(number__prefixed=sought.begun), ("number", "pk")
    if sought.outside:
        named = DossierReference.objects.filter(key__prefixed=sought.outside)
        yield dossiers.filter(pk__in=named.values("dossier_id")), (_ONCE_FOUND,)


def _with_each(dossiers: "QuerySet[Dossier]", wanted: list["QuerySet[Word]"]) -> "QuerySet[Dossier]":
    # The words are met among themselves first: a frequent first name is not looked up dossier by dossier.
    first, *others = [words.values("dossier_id") for words in wanted]
    return dossiers.filter(pk__in=first.intersection(*others) if others else first)


def _prefixes() -> tuple[str, ...]:
    return tuple(each for m in registry.modules() if m.kind is not None for each in m.kind.prefixes)


def _written(prefix: str, year: str, rank: str) -> str:
    return f"{prefix}-{year}-{int(rank):05d}"
