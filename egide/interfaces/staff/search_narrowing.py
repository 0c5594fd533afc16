"""What narrows a search, as the windows of full text are told of it: only choices that this reader has.

A code from an address that names nothing she reads narrows nothing.
"""

from egide.interfaces.staff.search_choices import kinds_read, states_read
from egide.interfaces.staff.search_filters import SearchFilters
from egide.interfaces.staff.search_formats import types_of
from egide.kernel.dossiers.models import Dossier
from egide.kernel.search.sources import CARD, PEOPLE, codes_of, rows
from egide.kernel.search.windows import Narrowing
from egide.platform.accounts.actors import Actor

# The classes of the classification scheme, where dossiers have one.
WITH_CLASSES = any(field.name == "class_code" for field in Dossier._meta.get_fields())


def narrowing_of(actor: Actor, filters: SearchFilters) -> Narrowing:
    """Will return what the windows are told of these filters, of the choices that this reader has."""
    return Narrowing(
        kind=filters.kind if filters.kind in dict(kinds_read(actor)) else "",
        unit=filters.unit,
        state=filters.state if filters.state in dict(states_read(actor, filters.kind)) else "",
        standing=filters.standing,
        order=filters.order,
        since=filters.since,
        until=filters.until,
        sources=_sources(filters.source),
        weight=PEOPLE if filters.source == "person" else "",
        class_code=filters.class_code if WITH_CLASSES else "",
        formats=types_of(filters.form),
        facets=True,
    )


def _sources(wanted: str) -> tuple[str, ...]:
    known = {CARD, *(source.code for source in rows())}
    return codes_of(wanted) or ((wanted,) if wanted in known else ())
