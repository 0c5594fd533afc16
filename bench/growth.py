"""What the pages' statements read, by EXPLAIN (ANALYZE, BUFFERS), and the shape of its plan; beside another size.

A page that reads as much at a million dossiers as at ten thousand stays as fast: the goal is at most twice, wherever
as much is answered (decision 0052).
"""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import psycopg
from django.db import connection

from bench.numbered import named
from bench.pages import COUNT, addresses, headers_of
from bench.readers import Reader, readers
from bench.report import Goal, rate
from bench.surroundings import Place
from bench.timing import counted
from egide.kernel.search.asking import understand
from egide.kernel.search.windows import Narrowing, newest
from egide.platform.accounts.acting import acting_as
from egide.platform.database import roles

WANTED = ("Mon travail", "liste", "liste, 40e page", "liste, en retard", "liste, fermés",
          "recherche, numéro", "recherche, début de nom",
          "recherche, compte et filtres, mots communs",
          "dossier")  # fmt: skip
FEW = 200  # pages of 8 kB: below, a page more or less says nothing
# A count reads each text that answers, up to a thousand. As many at each size: common words, a thousand; a name since
# the day of its fifth text, five.
NAME, ANSWERS, ALIKE = "elise trem", 5, "recherche, compte d’un nom, cinq textes"
# Of a name, five at ten thousand dossiers, five hundred at a million: told, its plan judged, its pages not.
GROWING = "recherche, compte et filtres, nom"
FILE = "growth.json"


def rows(place: Place) -> Iterator[dict[str, object]]:
    """Will explain each statement, keep what it reads, and compare with the smallest size measured so far."""
    # Tables that a migration made since the seeding were never counted: at each size the planner guessed otherwise.
    with psycopg.connect(place.cluster.url(roles.OWNER, place.main), autocommit=True) as owner:
        owner.execute("analyze")
    reader = readers()[0]
    read = {name: _explained(reader, url) for name, url in addresses(reader) if name in (*WANTED, GROWING)}
    read[ALIKE] = _explained(reader, _since_the_fifth(reader))
    place.mark(FILE).write_text(json.dumps(read, ensure_ascii=False))
    smallest = _smallest(place)
    for name, statements in read.items():
        before = smallest.get(name, [])
        for n, (what, buffers, shape) in enumerate(statements, 1):
            other = before[n - 1] if len(before) == len(statements) else None
            told = "pages lues, réponse qui grandit" if name == GROWING else "pages lues"
            line = rate(
                f"{told} : {name}, {n}. {what}",
                buffers,
                unit="de 8 ko",
                limit="plus petite taille" if other else "",
                limit_value=float(max(other[1], FEW)) if other else None,
                goal=Goal(ratio_most=2) if other and name != GROWING else None,
            )
            yield line | {"queries": "" if not other else "même plan" if other[2] == shape else "autre plan"}


def _since_the_fifth(reader: Reader) -> str:
    asked = understand(NAME).begun()
    assert asked is not None
    with acting_as(reader.actor, read_only=True):
        hits = newest(reader.actor, asked, narrowing=Narrowing(), most=ANSWERS).hits
    return f"{COUNT}?{urlencode({'q': NAME, 'du': hits[-1].day})}"


def _explained(reader: Reader, url: str) -> list[tuple[str, int, str]]:
    ask = reader.get(url, headers_of(url))
    ask(0)
    with counted() as statements:
        ask(0)
    found = []
    with acting_as(reader.actor, read_only=True), connection.cursor() as cursor:
        for sql, params in statements.sent:
            if not sql.lstrip().lower().startswith(("select", "with")) or "egide_enter" in sql:
                continue
            text, values = named(sql, params)
            cursor.execute("explain (analyze, buffers, timing off, format json) " + text, values)
            told: Any = cursor.fetchone()
            plan = told[0] if isinstance(told[0], list) else json.loads(told[0])
            root = plan[0]["Plan"]
            buffers = root["Shared Hit Blocks"] + root["Shared Read Blocks"]
            found.append((_named(sql), buffers, _shape(root)))
    return found


def _named(sql: str) -> str:
    tables = [word.strip('"(),').split(".")[-1] for word in sql.split() if "_" in word]
    return next((name for name in tables if name.replace("_", "").isalpha()), "")[:40]


def _shape(node: dict[str, Any]) -> str:
    own = " ".join(str(node[key]) for key in ("Node Type", "Index Name", "Relation Name") if key in node)
    inner = ", ".join(_shape(child) for child in node.get("Plans", ()))
    return f"{own}({inner})" if inner else own


def _smallest(place: Place) -> dict[str, list[Any]]:
    sizes = []
    for path in place.cluster.home.glob(f"egide_*/{FILE}"):
        size = int(path.parent.name.removeprefix("egide_"))
        if size < place.dossiers:
            sizes.append((size, path))
    if not sizes:
        return {}
    known: dict[str, list[Any]] = json.loads(min(sizes)[1].read_text())
    return known
