"""`script/bench`: sets up the benchmark's house, measures it, prints the table, keeps it for the next size.

script/bench [--dossiers 1000000] [--fresh] [--only pages,network,…], or script/bench --summary
Exit code 0 when everything could be measured, goals met or not; 1 when a part could not.
"""

import json
import os
import sys
import time
import traceback
from datetime import UTC, datetime

import click

from bench import surroundings
from bench.summary import print_summary
from bench.surroundings import Place
from egide.platform.database.cluster import Cluster

PARTS = (
    "pages",
    "network",
    "growth",
    "walls",
    "counts",
    "acts",
    "store",
    "journal",
    "exports",
    "texts",
    "ingest",
    "recognition",
    "retention",
    "disposal",
    "sweep",
    "mail",
)


@click.command(help="Mesure Égide, à côté des limites de la machine.")
@click.option("--dossiers", default=1_000_000, show_default=True, type=click.IntRange(1_000), help="Taille.")
@click.option(
    "--fresh", is_flag=True, help="Refait les données au lieu de garder celles de la dernière fois."
)
@click.option("--only", default=",".join(PARTS), show_default=True, help="Parties à mesurer.")
@click.option(
    "--summary", is_flag=True, help="Ne mesure rien : un tableau des buts, de toutes les tailles gardées."
)
def main(dossiers: int, fresh: bool, only: str, summary: bool) -> None:
    """Will seed when needed, then measure each part, or only tell the goals from what was kept."""
    began = time.monotonic()
    cluster = Cluster.named("bench")
    if summary:
        print_summary(cluster.home)
        return
    place = Place(cluster=cluster, dossiers=dossiers)
    with cluster.running():
        surroundings.prepare(place, fresh=fresh, say=_say)
        os.environ.update(place.environment())
        import django
        from django.core.management import call_command

        django.setup()
        # At each run: the pages name files that the last run did not know.
        call_command("collectstatic", interactive=False, verbosity=0)
        _seed(place)
        _fold()
        rows, failed = _measured(place, [part for part in PARTS if part in only.split(",")])
    _say(f"Durée totale : {time.monotonic() - began:.0f} s")
    from bench.report import print_table

    print_table(rows, place)
    print_summary(cluster.home)
    if failed:
        raise click.ClickException(f"Parties non mesurées : {', '.join(failed)}.")


def _say(text: str) -> None:
    click.echo(text, err=True)


def _seed(place: Place) -> None:
    from django.db import connections
    from django.utils import timezone

    from bench.office import people_the_house
    from bench.seed import index, seed
    from egide.kernel import registry
    from egide.platform.storage.master import make_master_key

    mark = place.mark("seeded")
    if mark.exists():
        return
    if place.mark("begun").exists():
        raise click.ClickException("Le dernier ensemencement a été interrompu : relancez avec --fresh.")
    place.mark("begun").touch()
    _say(f"Ensemencement de {place.dossiers} dossiers…")
    make_master_key(place.home / "secrets" / "master.key")
    now, began = datetime.now(UTC), time.monotonic()
    model = people_the_house(now=now)
    connections.close_all()
    lifecycle = registry.module_of_kind("intervention_request").lifecycle
    assert lifecycle is not None
    seed(
        address=place.cluster.superuser(),
        database=place.main,
        dossiers=place.dossiers,
        model=model,
        lifecycle=lifecycle,
        today=timezone.localdate(now),
        say=_say,
    )
    spent = time.monotonic() - began
    index(address=place.cluster.superuser(), database=place.main, say=_say)
    mark.write_text(f"{spent:.1f}")


def _fold() -> None:
    from egide.kernel.statistics.tallies import fold

    fold()  # what the house’s worker does every five minutes: none runs here


def _seeding(place: Place) -> dict[str, object]:
    from bench.report import Goal, rate

    # What the last seeding took; a run that keeps its data tells that of the run which made them.
    minutes = float(place.mark("seeded").read_text() or "nan") / 60
    return rate(
        f"ensemencement de {place.dossiers} dossiers, chaînes comprises",
        minutes,
        unit="min",
        goal=Goal(value_most=15),
    )


def _measured(place: Place, parts: list[str]) -> tuple[list[dict[str, object]], list[str]]:
    from importlib import import_module

    rows = [_seeding(place) | {"part": "seed"}]
    failed = []
    for part in parts:
        _say(f"Mesure : {part}…")
        try:
            for row in import_module(f"bench.{part}").rows(place):
                rows.append(row | {"part": part, "on": f"{datetime.now(UTC):%Y-%m-%d}"})
                _say(f"  {row['what']} : {row['p50']} / {row['p95']} {row['holds']}")
        except Exception:  # the other parts are measured all the same
            failed.append(part)
            traceback.print_exc()
    results = place.mark("results.json")
    known = json.loads(results.read_text()) if results.exists() else []
    # A part that is measured again takes the place of its former lines, whatever they were called.
    measured, names = {row["part"] for row in rows}, {row["what"] for row in rows}
    rest = [row for row in known if row.get("part") not in measured and row["what"] not in names]
    results.write_text(json.dumps([*rest, *rows], ensure_ascii=False, indent=1))
    return rows, failed


if __name__ == "__main__":
    sys.exit(main())
