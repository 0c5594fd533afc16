"""The pages that people open all day: home, lists, search, dossier, journal, for each reader.

Whole requests in this process: middleware, session, walls, frame and template; only the network is absent.
"""

from collections.abc import Iterator

from bench.limits import TRIES, bare, trivial_list
from bench.readers import Reader, readers
from bench.report import row
from bench.surroundings import Place
from bench.timing import Times, counted, measure
from egide.interfaces.staff.keyset import PAGE
from egide.kernel.dossiers.models import Dossier

LIST = "/interventions/"


def rows(place: Place) -> Iterator[dict[str, object]]:
    """Will measure every page."""
    for reader in readers():
        trivial = trivial_list(reader.actor)
        yield row(f"{reader.label} : liste triviale de 25 lignes", trivial)
        for name, url in _addresses(reader):
            yield _page(reader, name, url, trivial)


def _addresses(reader: Reader) -> Iterator[tuple[str, str]]:
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
    yield "recherche, rien", "/recherche/?q=zzzz"
    yield "dossier", f"/dossiers/{one.number}/"
    yield "dossier, échéances", f"/dossiers/{one.number}/echeances/"
    yield "dossier, journal", f"/dossiers/{one.number}/journal/"
    if reader.label != "analyste":
        yield "boîte de l’unité", "/boite/"


def _end_of_page(reader: Reader, page: int) -> Dossier:
    from egide.kernel.gate.visibility import visible
    from egide.platform.accounts.acting import acting_as

    with acting_as(reader.actor, read_only=True):
        rows = visible(reader.actor).filter(closed_on=None).order_by("next_due_on", "pk")
        return rows[min(page * PAGE, rows.count() // 2) - 1]


def _page(reader: Reader, name: str, url: str, trivial: Times) -> dict[str, object]:
    ask = reader.get(url)
    with counted() as statements:
        ask(0)
    slow = statements.seconds > 0.2  # a page that slow has already told what it had to tell
    times = measure(ask, tries=8 if slow else TRIES, warm=1 if slow else 3)
    line = row(f"{reader.label} : {name}", times, limit="liste triviale", limit_times=trivial)
    line["bare_sql"] = round(bare(statements, reader.actor).p50, 2) if not slow else None
    line["worst"] = _worst(reader, url)
    return line


def _worst(reader: Reader, url: str) -> str:
    """Will name the slowest statement of the page, for whoever mends it."""
    import time

    from django.db import connection

    spent: list[tuple[float, str]] = []

    def watch(execute, sql, params, many, context):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent.append((time.perf_counter() - began, sql))

    with connection.execute_wrapper(watch):
        reader.client.get(url)
    seconds, sql = max(spent)
    return f"{seconds * 1000:.1f} ms {sql[:3000]}"
