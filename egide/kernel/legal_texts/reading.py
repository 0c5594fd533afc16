"""Which text stood on a day, and the texts that a letter of that day annexes.

Serves the letters: a text that is missing, or that nobody has validated, stops the letter (domain.md, C.4).
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from egide.kernel.legal_texts.models import LegalText
from egide.law.dates_fr import plain_date
from egide.platform.errors.failures import Refused


def in_force(*, code: str, on: date) -> LegalText | None:
    """Will return the version of that day, validated or not; None when no version covers the day."""
    return _of_day((code,), on).get(code)


def annex(*, codes: Sequence[str], on: date) -> tuple[LegalText, ...]:
    """Will return the texts that a letter of that day annexes, in the order of `codes`, in one statement.

    :raises Refused: a text is missing on that day, or its version of that day is not validated.
    """
    wanted = tuple(dict.fromkeys(codes))
    found = _of_day(wanted, on)
    if problems := [sentence for code in wanted if (sentence := _problem(code, found.get(code), on))]:
        raise Refused(" ".join(problems))
    return tuple(found[code] for code in wanted)


def problems_of(*, codes: Sequence[str], on: date) -> tuple[str, ...]:
    """Will say, without stopping anything, why `annex` would refuse; empty when it would not."""
    found = _of_day(codes, on)
    return tuple(sentence for code in codes if (sentence := _problem(code, found.get(code), on)))


def standing() -> "QuerySet[LegalText]":
    """Will return the versions that count: those that nobody set aside."""
    return LegalText.objects.filter(withdrawn_at=None)


def _of_day(codes: Iterable[str], on: date) -> dict[str, LegalText]:
    # A version waiting for its validation hides the one before from its first day on: the law has changed.
    days = standing().filter(Q(until=None) | Q(until__gt=on), code__in=tuple(codes), since__lte=on)
    return {text.code: text for text in days.order_by("since", "version")}


def _problem(code: str, found: LegalText | None, on: date) -> str:
    if found is None:
        return f"Aucun texte n’est consigné pour «\u00a0{name_of(code)}\u00a0» au {plain_date(on)}\u00a0: {REMEDY}"
    if not found.validated:
        return f"Le texte «\u00a0{found.title}\u00a0» en vigueur au {plain_date(on)} n’est pas validé\u00a0: {REMEDY}"
    return ""


REMEDY = "la lettre ne peut pas partir avant qu’il soit validé (Administration, Textes de loi)."


def name_of(code: str) -> str:
    """Will say a code as a person does: « article 53, A-2.1 »."""
    act, _, section = code.partition(":")
    what = "avis de recours" if section == "recourse" else f"article {section}"
    return f"{what}, {act.upper()}"
