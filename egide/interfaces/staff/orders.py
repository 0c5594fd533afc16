"""The professional orders as the choices of a form, in French order.

One list for the box, the cards, the filters and one's own interests; orders are public data.
"""

from egide.kernel.parties.models import ProfessionalOrder


def order_choices() -> tuple[tuple[str, str], ...]:
    """Will return each order's slug and name."""
    return tuple(ProfessionalOrder.objects.values_list("slug", "name"))
