"""`script/bench`: sets up the benchmark's house, measures it, prints the table, keeps it for the next size.

script/bench [--dossiers 1000000] [--fresh] [--only pages,acts,counts,store,journal]
"""

import json
import os
import sys
import time
from datetime import UTC, datetime

import click

from bench import surroundings
from bench.surroundings import Place
from egide.platform.database.cluster import Cluster

PARTS = ("pages", "acts", "counts", "store", "journal")


@click.command(help="Mesure Égide, à côté des limites de la machine.")
@click.option("--dossiers", default=1_000_000, show_default=True, type=click.IntRange(1_000), help="Taille.")
@click.option(
    "--fresh", is_flag=True, help="Refait les données au lieu de garder celles de la dernière fois."
)
@click.option("--only", default=",".join(PARTS), show_default=True, help="Parties à mesurer.")
def main(dossiers: int, fresh: bool, only: str) -> None:
    """Will seed when needed, then measure each part."""
    began = time.monotonic()
    cluster = Cluster.named("bench")
    place = Place(cluster=cluster, dossiers=dossiers)
    with cluster.running():
        surroundings.prepare(place, fresh=fresh, say=_say)
        os.environ.update(place.environment())
        import django

        django.setup()
        _seed(place)
        rows = _measured(place, [part for part in PARTS if part in only.split(",")])
    _say(f"Durée totale : {time.monotonic() - began:.0f} s")
    from bench.report import print_table

    print_table(rows, place)


def _say(text: str) -> None:
    click.echo(text, err=True)


def _seed(place: Place) -> None:
    from django.core.management import call_command
    from django.db import connections
    from django.utils import timezone

    from bench.office import people_the_house
    from bench.seed import seed
    from egide.kernel import registry
    from egide.platform.storage.master import make_master_key

    mark = place.mark("seeded")
    if mark.exists():
        return
    if place.mark("begun").exists():
        raise click.ClickException("Le dernier ensemencement a été interrompu : relancez avec --fresh.")
    place.mark("begun").touch()
    _say(f"Ensemencement de {place.dossiers} dossiers…")
    call_command("collectstatic", interactive=False, verbosity=0)
    make_master_key(place.home / "secrets" / "master.key")
    now = datetime.now(UTC)
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
    mark.touch()


def _measured(place: Place, parts: list[str]) -> list[dict[str, object]]:
    from importlib import import_module

    rows: list[dict[str, object]] = []
    for part in parts:
        _say(f"Mesure : {part}…")
        for row in import_module(f"bench.{part}").rows(place):
            rows.append(row)
            _say(f"  {row['what']} : {row['p50']} / {row['p95']}")
    results = place.mark("results.json")
    known = {row["what"]: row for row in json.loads(results.read_text())} if results.exists() else {}
    known |= {row["what"]: row for row in rows}
    results.write_text(json.dumps(list(known.values()), ensure_ascii=False, indent=1))
    return rows


if __name__ == "__main__":
    sys.exit(main())
