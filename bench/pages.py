"""The pages that people open all day: home, lists, search, dossier, journal, for each reader.

Whole requests in this process, as the web server calls the application; only the network is absent (network.py).
"""

import time
from collections.abc import Callable, Iterator

from bench.limits import TRIES, trivial_list
from bench.readers import Reader, readers
from bench.report import Goal, row
from bench.surroundings import Place
from bench.timing import alternate
from egide.interfaces.staff.keyset import PAGE
from egide.kernel.dossiers.models import Dossier
from egide.platform.accounts.acting import acting_as

LIST = "/interventions/"
COUNT = "/recherche/compte/"  # asked by the page of results itself, which draws two parts of it
BY_SCRIPT = {"HX-Request": "true", "HX-Target": "filtres"}
ENTRANCE = 2  # session with its account and roles, walls
LISTED = Goal(ratio_most=3, p95=100, queries=8)
OPENED = Goal(p95=60, queries=14)


def rows(place: Place) -> Iterator[dict[str, object]]:
    """Will measure every page."""
    for reader in readers():
        trivial = walled(reader)
        for name, url in addresses(reader):
            opened = name.startswith("dossier")
            limit, times = alternate(trivial, reader.get(url, headers_of(url)), tries=TRIES)
            yield row(
                f"{reader.label} : {name}",
                times,
                limit="liste triviale",
                limit_times=limit,
                goal=OPENED if opened else LISTED,
                apart=0 if opened else ENTRANCE,
            ) | {"url": url}


def addresses(reader: Reader) -> Iterator[tuple[str, str]]:
    """Will name the pages that are measured, with their addresses."""
    found = reader.open_rows()
    one = next(d for d in found if d.state == "in_progress")
    yield "Mon travail", "/travail/"
    yield "Mon travail, tous", "/travail/?vue=tous"
    yield "liste", LIST
    yield "liste, 40e page", f"{LIST}?apres={_end_of_page(reader, 39).number}"
    yield "liste, un état", f"{LIST}?etat=in_progress"
    yield "liste, en retard", f"{LIST}?retard=1"
    yield "liste, les plus récents", f"{LIST}?tri=newest"
    yield "liste, fermés", f"{LIST}?dossiers=closed"
    yield "liste, ouverts et fermés", f"{LIST}?dossiers=any"
    yield "liste, un ordre", f"{LIST}?ordre=dentistes"
    yield "liste, les miens", f"{LIST}?de=mine"
    yield "liste, un nom", f"{LIST}?q=elise+tremblay&dossiers=any"
    yield "recherche, numéro", f"/recherche/?q={one.number}"
    yield "recherche, début de nom", "/recherche/?q=elise+trem"
    yield "recherche, début de titre", "/recherche/?q=conciliation+de+compte+refusee+(rim"
    yield "recherche, début très commun", "/recherche/?q=e"
    yield "recherche, mots communs", "/recherche/?q=enquete+syndic"
    for what, words in (
        ("nom", "elise+trem"),
        ("titre", "conciliation+de+compte+refusee+(rim"),
        ("commun", "e"),
        ("mots communs", "enquete+syndic"),
    ):
        yield f"recherche, compte et filtres, {what}", f"{COUNT}?q={words}"
    yield "recherche, rien", "/recherche/?q=zzzz"
    yield "dossier", f"/dossiers/{one.number}/"
    yield "dossier, échéances", f"/dossiers/{one.number}/echeances/"
    yield "dossier, journal", f"/dossiers/{one.number}/journal/"
    if reader.label != "analyste":
        yield "boîte de l’unité", "/boite/"


def headers_of(url: str) -> dict[str, str]:
    """Will return what the browser says besides, when the page itself asks for this address."""
    return BY_SCRIPT if url.startswith(COUNT) else {}


def walled(reader: Reader) -> Callable[[int], object]:
    """Will return the trivial list as this reader, the entrance left out of its time."""
    ask = trivial_list(reader.actor)

    def inside(n: int) -> float:
        # Entering the walls is not the trivial view's: only what is inside is timed.
        with acting_as(reader.actor, read_only=True):
            began = time.perf_counter()
            ask(n)
            return (time.perf_counter() - began) * 1000

    return inside


def _end_of_page(reader: Reader, page: int) -> Dossier:
    from egide.kernel.gate.visibility import visible

    with acting_as(reader.actor, read_only=True):
        rows = visible(reader.actor).filter(closed_on=None).order_by("next_due_on", "pk")
        return rows[min(page * PAGE, rows.count() // 2) - 1]
