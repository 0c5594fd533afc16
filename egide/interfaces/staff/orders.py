"""The professional orders as the choices of a form, in French order.

One list for the box, the cards, the filters and one's own interests; orders are public data.
"""

from collections.abc import Sequence

from egide.kernel.parties.models import ProfessionalOrder
from egide.platform.database.together import Steady


def order_choices() -> tuple[tuple[str, str], ...]:
    """Will return each order's slug and name."""
    return tuple(ProfessionalOrder.objects.values_list("slug", "name"))


def chosen_orders(slugs: Sequence[str]) -> tuple[ProfessionalOrder, ...]:
    """Will return the orders of these slugs, in French order."""
    return tuple(ProfessionalOrder.objects.filter(slug__in=slugs).order_by("name")) if slugs else ()


def choices() -> Steady:
    """Will select them, for a page that asks several things at once."""
    return Steady(ProfessionalOrder.objects.values_list("slug", "name"))
