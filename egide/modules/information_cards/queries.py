"""Reads of the module: the cards of a day, the counts by theme.

No write here; the walls keep each compartment's cards apart.
"""

from datetime import date

from django.db.models import Count, QuerySet

from egide.modules.information_cards.models import InformationCard


def cards_of(day: date) -> QuerySet[InformationCard]:
    """Will return the standing cards of one day, newest first."""
    standing = InformationCard.objects.filter(noted_on=day, withdrawn_at=None)
    return standing.select_related("order").order_by("-number")


def card_of(day: date, number: int) -> InformationCard | None:
    """Will return a standing card by its day and number."""
    standing = InformationCard.objects.filter(noted_on=day, number=number, withdrawn_at=None)
    return standing.select_related("compartment", "order").first()


def counts_by_theme(*, since: date, until: date) -> dict[str, int]:
    """Will count the standing cards by theme, from `since` to `until`, both included."""
    standing = InformationCard.objects.filter(
        noted_on__gte=since, noted_on__lte=until, withdrawn_at=None
    ).order_by()
    return dict(standing.values_list("theme").annotate(total=Count("pk")))
