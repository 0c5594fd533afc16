"""What a search box finds: dossiers by number, by the beginning of a title, by a party's name or e-mail.

Only among what the reader sees; keys are folded, compared by equality or by prefix.
"""

import re
from collections.abc import Iterator

from django.db.models import QuerySet

from egide.interfaces.staff import prefixes  # noqa: F401  (registers the lookup)
from egide.kernel.dossiers.folding import fold
from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party

# « INT-2026-00142 », and how people type it: « int 2026 142 », « INT-2026-142 ».
_NUMBER = re.compile(r"([A-Za-z]{2,10})[ -]?([0-9]{4})[ -]([0-9]{1,12})")
MOST = 1_000  # of each way
_NUMBER_START = re.compile(r"[A-Za-z]{2,10}-?([0-9]{0,4}(-[0-9]{0,12})?)")


def exact_number(q: str) -> str:
    """Will return the number that was typed, with its zeros and its dashes, or nothing."""
    found = _NUMBER.fullmatch(q)
    if found is None:
        return ""
    prefix, year, rank = found.groups()
    return f"{prefix.upper()}-{year}-{int(rank):05d}"


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


def _ways(
    dossiers: "QuerySet[Dossier]", q: str, key: str
) -> Iterator[tuple["QuerySet[Dossier]", tuple[str, ...]]]:
    yield dossiers.filter(title_key__prefixed=key), ("title_key", "pk")
    people = Party.objects.filter(name_key__prefixed=key)
    yield dossiers.filter(pk__in=people.values("dossier_id")), ("pk",)
    yield dossiers.filter(pk__in=Party.objects.filter(email_key=key).values("dossier_id")), ("pk",)
    if number := exact_number(q):
        yield dossiers.filter(number=number), ("number", "pk")
    if _NUMBER_START.fullmatch(q):
        yield dossiers.filter(number__prefixed=q.upper()), ("number", "pk")
