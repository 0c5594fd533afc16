"""The canary: a secret word in every table of each compartment never reaches someone of another one.

Every page, list, search, error page and download is asked for by everyone; body, headers, cookies, sessions,
jobs, cache, logs and outgoing mail of others are searched. The twin: whoever works there does see it.
"""

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client
from django.urls import reverse

from egide.kernel.dossiers.folding import fold
from egide.platform.accounts.acting import acting_as
from egide.platform.mail.models import Message
from egide.platform.storage import store
from tests.cast import NOW
from tests.walls import sql
from tests.walls.addresses import Address, paged
from tests.walls.house import House, Plant, client_of, elevated_client
from tests.walls.planted import FIRST, PLACES, PREFIX, SECRETS, word
from tests.walls.sql import Connection

# Whoever may be curious: the strongest roles of each compartment, outsiders, nobody, someone of two, an administrator
# during an elevation, a stranger.
CURIOUS = (*PLACES, "denis", "", "guest-office", "helene", "irene", "farid", "aside-commissioner")
FREE = {
    "module": ("interventions",),
    "token": ("x",),
    "destination": ("syndic", "plainte"),
    "secret": ("inconnu",),
    "unit": ("interventions", "commission"),
    "calendar": ("public_service",),
    "sealed": ("PLI-2026-00001",),
    "code": ("start_triage",),
    "rank": (1,),
    "nature": ("commentaire",),
    "step": ("preuve", "effet"),
    "file": (1,),
    "sheet": ("interventions", "disclosures"),
    "day": ("2026-11-23",),
    "reminder": (UUID(int=0),),
    "export": (UUID(int=0),),
    "public_id": (UUID(int=0),),
    "delegation": (UUID(int=0),),
    "batch": (UUID(int=0),),
    "part": (1,),
    "body": ("protecteur-du-citoyen",),
    "other": ("INT-2026-00001",),
    "other_rank": (1,),
    "stream": ("interventions", "service_complaints"),
    "version": (1,),
    "page": (1,),
    "size": ("page",),
    "against": (1,),
    "former": ("service_complaints",),
    "box": (f"BTE-{NOW.year}-00001",),
    "shelf": ("T-1",),
    "check": (1,),
    "lot": (f"NUM-{NOW.year}-00001",),
    "place": (1,),
    "run": ("office-1", "commissioner-1"),
    "listed": ("LD-2026-00001",),
    "series": ("6200",),
    "search": (UUID(int=0),),
    "scan": (UUID(int=0),),
    "k": (1,),
    "month": ("2026-11",),
    "act": ("a-2.1",),
    "section": ("53",),
    "compartment": ("commissioner", "office"),
    "template": ("acknowledgment",),
}
# What names a dossier, a request, a piece of mail, a person: aimed at in each compartment.
AIMED = {"number", "reference", "piece", "person", "of", "held", "question"}
LIST, SEARCH = "/interventions/", "/recherche/"
EVERYBODY = (
    f"{LIST}?q={PREFIX}", f"{LIST}?q=%25", f"{LIST}?etat=not_admissible&retard=1",
    f"{LIST}?apres=0", f"{LIST}?avant=999999",
    f"{SEARCH}?q={PREFIX}*", f"{SEARCH}?q={PREFIX}*&tri=pertinence", f"{SEARCH}?q={PREFIX}*&ou=note&apres=0.note.1",
    f"{SEARCH}?q={PREFIX}", f"{SEARCH}?q=%25", f"{SEARCH}?q=_", f"{SEARCH}?q=INT-2026", "/travail/?vue=toutes",
)  # fmt: skip


@dataclass(frozen=True)
class Ask:
    """One address to ask for, and what was typed in it."""

    url: str
    htmx: bool = False


def wandering() -> Iterator[Ask]:
    """Will give what one asks for without knowing anything: pages, lists, searches."""
    for address in paged():
        if AIMED.isdisjoint(address.arguments) and _shows(address):
            yield from (Ask(reverse(address.name, kwargs=kwargs)) for kwargs in _arguments(address, None))
    for url in EVERYBODY:
        yield Ask(url, htmx=url.startswith(LIST))


def aiming(targets: Callable[[int], Sequence[Plant]]) -> Iterator[Ask]:
    """Will give every address that can be made around a dossier and a request, each for its own targets.

    `targets`: the dossiers to aim at, by the rank of the address.
    """
    for place, address in enumerate(AIMING):
        for target in targets(place):
            yield from (Ask(reverse(address.name, kwargs=kwargs)) for kwargs in _arguments(address, target))


def typing(target: Plant) -> Iterator[Ask]:
    """Will give what somebody who knows its numbers may type, or write in the address."""
    for typed in (target.number, target.reference):
        yield Ask(f"{SEARCH}?q={typed}")
    yield Ask(f"{SEARCH}?q={misspelled(target.code)}")
    yield Ask(f"{LIST}?q={target.number}", htmx=True)
    yield Ask(f"/dossiers/{target.number.lower()}/", htmx=True)
    yield Ask(f"/nulle-part/{target.number}/")


def misspelled(code: str) -> str:
    """Will return the secret word with a wrong last letter: a spelling could be proposed for it."""
    return f"{word(code)[:-1]}q"


def _shows(address: Address) -> bool:
    return address.page is not None and "GET" in address.page.methods


AIMING = tuple(address for address in paged() if not AIMED.isdisjoint(address.arguments) and _shows(address))


def _arguments(address: Address, target: Plant | None) -> Iterator[dict[str, str | int | UUID]]:
    known: dict[str, tuple[str | int | UUID, ...]] = dict(FREE)
    if target is not None:
        known |= {
            "number": (target.number,),
            "reference": (target.reference,),
            "piece": (f"COR-{NOW.year}-{FIRST[target.code]}", f"COR-{NOW.year}-{FIRST[target.code] + 1}"),
            "person": (target.insider.public_id,),
            "of": (target.number,),
            "held": (target.number,),
            "question": (f"CNS-2026-{FIRST[target.code]}",),
        }
    filled: list[dict[str, str | int | UUID]] = [{}]
    for name in address.arguments:
        assert name in known, f"« {address.name} » : dites ici ce que vaut « {name} »."
        filled = [chosen | {name: value} for chosen in filled for value in known[name]]
    yield from filled


def told(response: HttpResponseBase) -> str:
    """Will return everything that the browser receives: status line apart, headers, cookies, body."""
    body = response.getvalue() if isinstance(response, StreamingHttpResponse) else response.content  # type: ignore[attr-defined]
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    text: str = headers + response.cookies.output() + body.decode("utf-8", "replace")
    response.close()
    return text


def leaks(text: str, codes: set[str]) -> set[str]:
    """Will return the compartments whose secret is in a text, as it is or folded."""
    shown, folded = text.casefold(), fold(text)
    return {code for code in codes if SECRETS[code] in shown or SECRETS[code] in folded}


def others(house: House, name: str) -> set[str]:
    """Will return the compartments where this person has nothing to see."""
    if name.startswith("aside-"):
        return set(PLACES)  # and in her own compartment, a conflict
    inside = house.compartments_of(name) if name and name not in ("denis", "guest-office") else set()
    return set(PLACES) - inside


@pytest.fixture(scope="module")
def clients(house: House) -> dict[str, Client]:
    """Everybody's browser."""
    known = {name: client_of(house.user(name) if name else None) for name in CURIOUS}
    return known | {"irene": elevated_client(house, "irene")}


def aimed_at(name: str, hidden: set[str], place: int) -> str:
    """Will return the compartment at which this person aims this address: the next address aims at the next one.

    All pairs at all addresses would take ten minutes. The database's own refusals are tried for every pair in every
    table (test_row_level.py), every page by role (test_matrix.py), and `number` is opened by the gate before any
    view runs (test_address_walk.py).
    """
    around = sorted(PLACES)
    first = (place + CURIOUS.index(name)) % len(around)
    return next(code for code in around[first:] + around[:first] if code in hidden)


def hidden_from(house: House, name: str) -> set[str]:
    """Will return the compartments whose secret must not reach this person."""
    # The one in conflict still sees the requests that wait in her unit: only the dossier is hers no more.
    return others(house, name) - ({name[6:]} if name.startswith("aside-") else set())


def test_each_address_is_aimed_at_each_compartment_and_each_person_aims_at_all_of_them(house: House) -> None:
    aims = {
        (place, name): aimed_at(name, hidden_from(house, name), place)
        for place in range(len(AIMING))
        for name in CURIOUS
    }

    for place in range(len(AIMING)):
        assert {aims[place, name] for name in CURIOUS} == set(PLACES), AIMING[place].name
    for name in CURIOUS:
        met = [aims[place, name] for place in range(len(AIMING))]
        assert all(met.count(code) >= len(AIMING) // 8 for code in hidden_from(house, name)), name


@pytest.mark.parametrize("name", CURIOUS, ids=lambda name: name or "anonymous")
def test_no_page_tells_the_secret_of_another_compartment(
    house: House, clients: dict[str, Client], name: str, caplog: pytest.LogCaptureFixture
) -> None:
    hidden, client = hidden_from(house, name), clients[name]
    numbers = {code: {house.plants[code].number, house.plants[code].reference} for code in hidden}
    if name.startswith("aside-"):
        numbers = {}
    found = []
    caplog.set_level(logging.DEBUG)
    aimed = aiming(lambda place: [house.plants[aimed_at(name, hidden, place)]])
    typed_in = (ask for code in sorted(hidden) for ask in typing(house.plants[code]))
    for ask in (*wandering(), *aimed, *typed_in):
        response = client.get(ask.url, headers={"HX-Request": "true"} if ask.htmx else {})
        assert response.status_code < 500, ask.url
        text = told(response)
        # What was typed comes back in the search box: the secret was not, and a number only in its own address.
        typed = {number for some in numbers.values() for number in some if number.lower() in ask.url.lower()}
        spilled = {number for some in numbers.values() for number in some if number in text} - typed
        leaked = leaks(text, hidden)
        found += [(ask.url, leaked, spilled)] if leaked or spilled else []

    assert found == []
    assert leaks(caplog.text, set(PLACES)) == set()


@pytest.mark.parametrize("code", sorted(PLACES))
def test_the_one_who_works_there_does_see_it(house: House, clients: dict[str, Client], code: str) -> None:
    plant = house.plants[code]
    own = {"number": plant.number}
    shown = [
        reverse("staff:home"),
        reverse("staff:list", kwargs={"module": "interventions"}) + f"?q={PREFIX}",
        *(f"{reverse('staff:search')}?q={typed}" for typed in (PREFIX, f"{PREFIX}*", misspelled(code))),
        f"{reverse('staff:search')}?q={PREFIX}*&tri=pertinence",
        *(
            f"{reverse('staff:search')}?q={PREFIX}*&ou={source}"
            for source in ("note", "message", "letter", "document")
        ),
        reverse("staff:box"),
        *(reverse(f"staff:dossier{part}", kwargs=own) for part in ("", "_documents", "_letters", "_parties")),
        reverse("staff:letter", kwargs=own | {"rank": 1}),
        reverse("staff:request", kwargs={"reference": plant.reference}),
    ]

    silent = [url for url in shown if SECRETS[code] not in told(clients[code].get(url))]

    assert silent == []


@pytest.mark.parametrize("code", sorted(PLACES))
def test_the_one_in_conflict_sees_nothing_of_the_dossier(house: House, code: str) -> None:
    """Each address is asked for in two of the compartments: in all of them it took a minute.

    That a conflict hides every table in each compartment is row by row in test_row_level_persons.py.
    """
    plant, client = house.plants[code], client_of(house.user(f"aside-{code}"))
    numbered = [address for address in AIMING if "number" in address.arguments]
    turn = sorted(PLACES).index(code)
    asked = [address for place, address in enumerate(numbered) if (place + turn) % len(PLACES) < 2]
    assert len(asked) > 30
    for address in asked:
        for kwargs in _arguments(address, plant):
            response = client.get(reverse(address.name, kwargs=kwargs))
            assert response.status_code == 404, address.name
            assert SECRETS[code] not in told(response)
    for url in (reverse("staff:list", kwargs={"module": "interventions"}), reverse("staff:search")):
        for typed in (PREFIX, f"{PREFIX}*", f"{PREFIX}*&tri=pertinence", misspelled(code)):
            text = told(client.get(f"{url}?q={typed}"))
            assert SECRETS[code] not in text
            assert plant.number not in text


# --- What is kept beside the pages ----------------------------------------------------------------------------
def test_what_is_kept_outside_the_walls_holds_no_secret(
    house: House, clients: dict[str, Client], owner: Connection
) -> None:
    for name in PLACES:  # something to keep: visits of people who do see their own
        clients[name].get(reverse("staff:dossier", kwargs={"number": house.plants[name].number}))
    walled = set(sql.walled(owner))
    outside = [
        row[0]
        for row in owner.execute("select tablename from pg_tables where schemaname = 'public' order by 1")
        if row[0] not in walled
    ]
    told_by = {table: found for table in outside if (found := leaks(_content(owner, table), set(PLACES)))}

    assert {"procrastinate_jobs", "django_session", "django_cache", "accounts_user"} <= set(outside)
    assert sql.seen(owner, "procrastinate_jobs") > 0
    assert told_by == {}


def test_sessions_hold_no_secret_once_decoded(house: House, clients: dict[str, Client]) -> None:
    for name in PLACES:
        client = clients[name]
        client.get(reverse("staff:search") + f"?q={PREFIX}")
        assert leaks(json.dumps(dict(client.session.items()), default=str), set(PLACES)) == set()


def test_the_headers_of_a_message_name_its_own_dossier_only(house: House) -> None:
    for code, plant in house.plants.items():
        with acting_as(house.actor(code)):
            message = Message.objects.select_related("stored").get(dossier_id=plant.dossier.pk)
            sent = store.read_all(stored=message.stored)
        head = sent.replace(b"\r\n", b"\n").partition(b"\n\n")[0].decode("ascii", "replace") + message.subject
        assert leaks(head, set(PLACES) - {code}) == set()
        assert plant.number in message.subject


def _content(owner: Connection, table: str) -> str:
    return "\n".join(str(row[0]) for row in owner.execute(f"select t::text from {table} t"))


def test_the_canary_would_be_found() -> None:
    planted = word("discipline")

    assert leaks(f"<p>{planted.upper()}</p>", set(PLACES)) == {"discipline"}
    assert leaks("rien", set(PLACES)) == set()
