"""What a search box finds: dossiers by number, by the beginning of a title, by a party's name or e-mail.

Only among what the reader sees; keys are folded, compared by equality or by prefix.
"""

import re

from django.db.models import Q, QuerySet

from egide.interfaces.staff import prefixes  # noqa: F401  (registers the lookup)
from egide.kernel.dossiers.folding import fold
from egide.kernel.dossiers.models import Dossier
from egide.kernel.parties.models import Party

# « INT-2026-00142 », and how people type it: « int 2026 142 », « INT-2026-142 ».
_NUMBER = re.compile(r"([A-Za-z]{2,10})[ -]?([0-9]{4})[ -]([0-9]{1,12})")
_NUMBER_START = re.compile(r"[A-Za-z]{2,10}-?([0-9]{0,4}(-[0-9]{0,12})?)")


def exact_number(q: str) -> str:
    """Will return the number that was typed, with its zeros and its dashes, or nothing."""
    found = _NUMBER.fullmatch(q)
    if found is None:
        return ""
    prefix, year, rank = found.groups()
    return f"{prefix.upper()}-{year}-{int(rank):05d}"


def matching(dossiers: "QuerySet[Dossier]", q: str) -> "QuerySet[Dossier]":
    """Will keep the dossiers that the words designate; nothing was typed: nothing is left out."""
    if not q:
        return dossiers
    key = fold(q)
    if not key:
        return dossiers.none()
    people = Party.objects.filter(Q(name_key__prefixed=key) | Q(email_key=key)).values("dossier_id")
    wanted = Q(title_key__prefixed=key) | Q(pk__in=people)
    if number := exact_number(q):
        wanted |= Q(number=number)
    if _NUMBER_START.fullmatch(q):
        wanted |= Q(number__prefixed=q.upper())
    return dossiers.filter(wanted)
