"""The search: a number leads to its dossier; words are looked for in every text that the reader may open.

All SQL for the screen happens here and in what it calls: one statement when titles and names hold everything, two
when other texts do, five otherwise.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

from django.urls import reverse

from egide.interfaces.staff.addresses import dossier_url
from egide.interfaces.staff.matching import Sought, designated_otherwise, exact_number, possible_numbers
from egide.interfaces.staff.navigation import BOX_ROLES, holds_any
from egide.interfaces.staff.orders import choices as order_rows
from egide.interfaces.staff.pages_list import Choice, Day, day_asked
from egide.interfaces.staff.pages_search_count import OF_THE_NEWEST, counted_heading
from egide.interfaces.staff.reasons import reasons
from egide.interfaces.staff.results import Opened, Result, opened_beside, results
from egide.interfaces.staff.search_choices import search_choices, units_read
from egide.interfaces.staff.search_facets import Facet, chosen, facets
from egide.interfaces.staff.search_filters import SORTS, SearchFilters
from egide.interfaces.staff.search_narrowing import WITH_CLASSES, narrowing_of
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.search.asking import Asked, understand
from egide.kernel.search.explaining import explained, worth_telling
from egide.kernel.search.models import Entry, SavedSearch
from egide.kernel.search.saving import saved_of
from egide.kernel.search.stems import only_small_words, small_words
from egide.kernel.search.vocabulary import CLOSE, SLIPS, nearest, resemblances
from egide.kernel.search.windows import (
    CAP,
    Asking,
    Found,
    Narrowing,
    answered,
    newest_asked,
    ranked_asked,
    read,
)
from egide.modules.interventions.models import Request
from egide.platform.accounts.actors import Actor
from egide.platform.database.together import ByHand, Prepared, Steady, prepare
from egide.ui import formats
from egide.ui.addresses import address
from egide.ui.pages import Link, Pager

ONLY_EXCLUDED = (
    "Écrivez au moins un mot à trouver\u00a0: la recherche ne peut pas seulement écarter des mots."
)
ONLY_SMALL = (
    "Des mots comme «\u00a0le\u00a0» ou «\u00a0de\u00a0» sont dans presque tous les textes\u00a0: "
    "ils ne se cherchent pas seuls. Ajoutez un mot plus précis."
)
BEGUN = (
    "Aucun texte ne contient ces mots tels quels\u00a0: "
    "voici ceux où un mot commence par «\u00a0{word}\u00a0»."
)
NEWEST_RANKED = (
    f"Plus de {formats.number(CAP)} textes répondent\u00a0: "
    f"les {formats.number(CAP)} plus récents sont classés par pertinence."
)
_NUMBER = "…le numéro d’un dossier…"
PAGE = 20
DESIGNATED = 8
FEW = 2  # texts found, at most, for another spelling to be proposed beside them
First = Callable[[Prepared, Mapping[Any, Any]], tuple[list[Any], ...]]
BY_SOUND = "par un nom qui se prononce"
BY_TEXT = ("par son titre", "par le nom de")  # what the texts find too


@dataclass(frozen=True, kw_only=True)
class SearchPage:
    """What was asked, what was found."""

    q: str
    url: str
    heading: str
    notes: tuple[str, ...]
    understood: str
    facets: tuple[Facet, ...]
    facets_note: str
    count_url: str
    chosen: tuple[Link, ...]
    saved: tuple[Link, ...]
    saved_url: str
    save_url: str
    class_code: str | None
    designated: tuple[Link, ...]
    results: tuple[Result, ...]
    suggestions: tuple[Link, ...]
    choices: tuple[Choice, ...]
    days: tuple[Day, ...]
    opened: bool
    save_fields: tuple[tuple[str, str], ...]
    clear_url: str
    pager: Pager
    export_fields: tuple[tuple[str, str], ...]


def straight_to(actor: Actor, q: str) -> str:
    """Will return the address of the one thing that this number names, or nothing."""
    numbers = possible_numbers(q)
    # « 142 » alone may be of any year, or a word: only a number with its year leads straight to its dossier.
    if not numbers or ((number := exact_number(q)) == "" and q.isdecimal()):
        return ""
    if len(numbers) == 1:
        found = _numbered(actor).read({_NUMBER: numbers[0]})[0]
    else:
        found = list(visible(actor).filter(number__in=numbers).values_list("number", flat=True)[:2])
    if len(found) == 1:
        return dossier_url(found[0])
    if number and holds_any(actor, BOX_ROLES) and Request.objects.filter(reference=number).exists():
        return reverse("staff:request", kwargs={"reference": number})
    return ""


@lru_cache(maxsize=256)
def _numbered(actor: Actor) -> Prepared:
    return prepare(visible(actor).filter(number=_NUMBER).values_list("number", flat=True)[:2])


def search_page(*, actor: Actor, filters: SearchFilters, first: First) -> SearchPage:
    """Will find what the words designate and the texts that hold them, newest first unless asked otherwise.

    `first` reads a statement with what the frame of the page counts.
    """
    asked, url = understand(filters.q), address("staff:search")
    narrowing = narrowing_of(actor, filters)
    sought, told = _sought(filters).stand_in()
    asking = _asking(actor, asked, narrowing, filters) if asked.wanted else None
    if asking is None:
        named_rows, orders, units, saved = first(_beside(actor, sought, None), told)
        found = Found(hits=(), total=0, more=False)
    else:
        beside = _beside(actor, sought, asking.rows)
        named_rows, orders, units, saved, answers = first(beside, {**told, **asking.told})
        found = asking.found(answers)
    found, asked, notes = _understood(actor, found, asked, narrowing, filters)
    dossiers = {key: Opened._make(row) for key, row in found.beside.items()}
    shown = results(dossiers, found.hits, asked, filters.q)
    named, numbers = _named(named_rows, filters.q, {result.number for result in shown})
    return SearchPage(
        q=filters.q,
        url=url,
        heading=_heading(filters, found.total, len(named)),
        notes=tuple(notes),
        understood=explained(asked, small=small_words(asked)) if worth_telling(asked) else "",
        facets=facets(actor, found, filters, url, orders, units),
        facets_note=OF_THE_NEWEST if found.total > CAP else "",
        count_url=_count_url(found, filters),
        chosen=chosen(actor, filters, url, orders, units),
        saved=_saved(saved),
        saved_url=address("staff:saved_searches"),
        save_url=address("staff:save_search") if asked.wanted else "",
        class_code=filters.class_code if WITH_CLASSES else None,
        designated=named,
        results=tuple(result for result in shown if result.number not in numbers),
        suggestions=_suggestions(actor, asked, narrowing, filters, url, found)
        if asked.wanted and len(found.hits) <= FEW and not filters.after and filters.page == 1
        else (),
        choices=tuple(search_choices(actor, filters, orders, units)),
        days=(
            day_asked("du", "Textes du", filters.since, filters.misread),
            day_asked("au", "au", filters.until, filters.misread),
        ),
        opened=filters.sort != SORTS[0][0] or bool(filters.misread),
        save_fields=tuple(parse_qsl(filters.address("").lstrip("?"))),
        clear_url=SearchFilters(q=filters.q).address(url),
        pager=_pager(found, dossiers, filters, url),
        # What is taken out answers the words alone: narrowed, nothing is offered.
        export_fields=() if filters.narrowed else (("q", filters.q),),
    )


def _asking(actor: Actor, asked: Asked, narrowing: Narrowing, filters: SearchFilters) -> Asking:
    """Whole words first; when nothing answers, the last one as the beginning of a word."""
    begun = asked.begun()
    beside = opened_beside(actor, asked)
    if filters.sort:
        skipped = (filters.page - 1) * PAGE
        return ranked_asked(
            actor, asked, narrowing=narrowing, skipped=skipped, most=PAGE, begun=begun, beside=beside
        )
    after = _end(actor, filters.after)
    return newest_asked(actor, asked, narrowing=narrowing, after=after, most=PAGE, begun=begun, beside=beside)


def _understood(
    actor: Actor, found: Found, asked: Asked, narrowing: Narrowing, filters: SearchFilters
) -> tuple[Found, Asked, list[str]]:
    """What was found, the question that found it, and what is said of it."""
    notes = [ONLY_EXCLUDED] if asked.terms and not asked.wanted else []
    begun = asked.begun() if asked.wanted else None
    if begun and not found.hits and filters.after and not filters.sort:
        # A page after the first is asked of one question at a time.
        found = replace(read(_asking(actor, begun, narrowing, filters)), begun=True)
    if begun and found.hits and found.begun:
        asked = begun
        notes.append(BEGUN.format(word=begun.terms[-1].text))
    if asked.wanted and not found.hits and only_small_words(asked):
        notes.append(ONLY_SMALL)
    if filters.sort and found.total > CAP:
        notes.append(NEWEST_RANKED)
    return found, asked, notes


def _end(actor: Actor, after: str) -> tuple[date, int] | None:
    """The place of a text in the order, if the reader may open its dossier; otherwise the first page is shown."""
    number, _, place = after.partition(".")
    source, rank, block = (
        (*place.split("."), "", "0")[:3] if place.count(".") != 1 else (*place.split("."), "0")
    )
    if not (rank.isdecimal() and block.isdecimal()) or len(rank) > 9 or len(block) > 4:
        return None
    # By the gate: a place in another unit's dossier would tell that the text exists, and its day.
    dossiers = visible(actor).filter(number=number)
    found = Entry.objects.filter(dossier__in=dossiers, source=source, rank=int(rank), block=int(block))
    return found.values_list("day", "pk").first()


def _saved(saved: Sequence[SavedSearch]) -> tuple[Link, ...]:
    return tuple(
        Link(
            label=one.name,
            url=f"{reverse('staff:search')}?{one.address}",
            detail=formats.count(one.new, "nouveau texte", "nouveaux textes") if one.new else "",
        )
        for one in saved
    )


def _sought(filters: SearchFilters) -> Sought:
    """What a first page also looks for beside the texts: a number, an e-mail, a sound; the texts have the words."""
    if not filters.q or filters.after or filters.page > 1 or filters.narrowed:
        return Sought()
    return replace(Sought.read(filters.q), words=(), title="")


@lru_cache(maxsize=512)
def _beside(actor: Actor, sought: Sought, answers: ByHand | None) -> Prepared:
    """Will write the first statement, for a question of this shape: it keeps none of its words."""
    named = designated_otherwise(visible(actor), sought) if sought != Sought() else visible(actor).none()
    return prepare(
        named.order_by("-received_on", "-pk")[: DESIGNATED * 2],
        order_rows(),
        Steady(units_read(actor)),
        saved_of(actor),
        *((answers,) if answers else ()),
    )


def _named(found: Sequence[Dossier], q: str, shown: set[str]) -> tuple[tuple[Link, ...], frozenset[str]]:
    """What a number, an address of e-mail or a sound designates, and the texts do not show already."""
    why = reasons(found, q) if found else {}
    kept = [
        dossier
        for dossier in found
        if not why[dossier.pk].startswith(BY_TEXT)
        and not (dossier.number in shown and why[dossier.pk].startswith(BY_SOUND))
    ][:DESIGNATED]
    links = tuple(
        Link(
            label=dossier.title,
            url=dossier_url(dossier.number),
            detail=f"{dossier.number} · trouvé {why[dossier.pk]}",
        )
        for dossier in kept
    )
    return links, frozenset(dossier.number for dossier in kept)


def _suggestions(
    actor: Actor, asked: Asked, narrowing: Narrowing, filters: SearchFilters, url: str, found: Found
) -> tuple[Link, ...]:
    proposed = resemblances(asked, slips=CLOSE if found.hits else SLIPS)
    seen = answered(actor, [one.asked for one in proposed], narrowing=narrowing)
    kept = [one.written() for one in nearest(proposed, seen)]
    return tuple(Link(label=text, url=filters.address(url, q=text)) for text in dict.fromkeys(kept))


def _heading(filters: SearchFilters, total: int, named: int) -> str:
    if not filters.q:
        return "Rechercher"
    if filters.after and not total:
        return "Textes trouvés, la suite"
    if total:
        return counted_heading(total, counted=CAP if filters.sort else PAGE)
    return formats.count(named, "dossier trouvé", "dossiers trouvés") if named else "Aucun dossier trouvé"


def _count_url(found: Found, filters: SearchFilters) -> str:
    """Where the texts of a first page that goes on are counted: the first ones are shown without waiting for it."""
    on_its_own = found.more and not filters.sort and not filters.after
    return filters.address(address("staff:search_count")) if on_its_own else ""


def _pager(found: Found, dossiers: Mapping[int, Opened], filters: SearchFilters, url: str) -> Pager:
    """Ranked pages are counted, within the thousand; newest first goes on from the last text, named without any id."""
    first = filters.address(url) if filters.after or filters.page > 1 else ""
    last = found.hits[-1] if found.more else None
    if last is None or last.dossier not in dossiers:
        return Pager(previous_url=first)
    if filters.sort:
        following = filters.address(url, page=filters.page + 1) if filters.page * PAGE < CAP else ""
        before = filters.address(url, page=filters.page - 1) if first else ""
        return Pager(previous_url=before, next_url=following)
    end = f"{dossiers[last.dossier].number}.{last.source}.{last.rank}.{last.block}"
    return Pager(previous_url=first, next_url=filters.address(url, after=end))
