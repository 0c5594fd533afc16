"""The filters of a search: what each offers this reader, and what is chosen.

Kinds and units come from what her roles read; nothing tells of another.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from django.db.models import Q, QuerySet

from egide.interfaces.staff.kinds import lifecycle_of_kind
from egide.interfaces.staff.pages_list import Choice
from egide.interfaces.staff.search_filters import SORTS, STANDINGS, SearchFilters
from egide.interfaces.staff.search_formats import NAMES as FORMATS
from egide.kernel import registry
from egide.kernel.search.models import Place
from egide.kernel.search.sources import CONTENT, GROUPS, rows
from egide.law.access import Scope
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit

Pairs = Sequence[tuple[str, str]]


def search_choices(actor: Actor, filters: SearchFilters, orders: Pairs, units: Pairs) -> Iterator[Choice]:
    """Will give the filters that this reader has a use for."""
    yield _choice("tri", "Trier par", SORTS, filters.sort)
    yield _choice("ou", "Chercher dans", (("", "Partout"), *places_searched()), filters.source)
    kinds = kinds_read(actor)
    if len(kinds) > 1:
        yield _choice("genre", "Genre de dossier", (("", "Tous"), *kinds), filters.kind)
    if len(units) > 1:
        yield _choice("unite", "Unité", (("", "Toutes celles que je lis"), *units), filters.unit)
    if states := states_read(actor, filters.kind):
        yield _choice("etat", "État du dossier", (("", "Tous"), *states), filters.state)
    yield _choice("dossiers", "Ouverts ou fermés", STANDINGS, filters.standing)
    yield _choice("ordre", "Ordre visé", (("", "Tous les ordres"), *orders), filters.order)
    yield _choice("format", "Format du document", (("", "Tous"), *FORMATS), filters.form)


@cache
def places_searched() -> Pairs:
    """Will return the kinds of things among which one searches; a module’s own kind comes last."""
    known = dict(GROUPS)
    others = {source.group: source.name for source in rows() if source.group not in known}
    return (*GROUPS, (CONTENT, "Contenu des documents"), *others.items())


def _choice(name: str, label: str, values: Pairs, chosen: str) -> Choice:
    return Choice(name=name, label=label, options=tuple(values), chosen=chosen)


@lru_cache(maxsize=256)
def kinds_read(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Will return the kinds of dossiers that the reader may read somewhere."""
    held = {assignment.role for assignment in actor.roles}
    return tuple(
        (module.kind.code, module.name)
        for module in registry.modules()
        if module.kind is not None
        and any(
            rule.role.code in held for rule in registry.policy_of_kind(module.kind.code).rules_for("read")
        )
    )


@lru_cache(maxsize=256)
def states_read(actor: Actor, kind: str) -> tuple[tuple[str, str], ...]:
    """Will return the states of the chosen kind, or of the only one read: each kind has its own words."""
    read = tuple(code for code, _ in kinds_read(actor))
    wanted = kind if kind in read else read[0] if len(read) == 1 else ""
    if not wanted:
        return ()
    return tuple((state.code, state.label) for state in lifecycle_of_kind(wanted).states)


def units_read(actor: Actor) -> "QuerySet[Unit, tuple[str, str]]":
    """Will select the code and name of the units whose dossiers the reader may read."""
    whole = {
        assignment.compartment_id
        for module in registry.modules()
        if module.kind is not None
        for rule in registry.policy_of_kind(module.kind.code).rules_for("read")
        for assignment in actor.roles
        if assignment.role == rule.role.code and rule.scope is Scope.COMPARTMENT
    }
    known = Place.objects.filter(compartment_id__in=sorted(whole)).values("unit_id")
    own = sorted({assignment.unit_id for assignment in actor.roles})
    rows = Unit.objects.filter(Q(pk__in=known) | Q(pk__in=own))
    return rows.order_by("name").values_list("code", "name")
