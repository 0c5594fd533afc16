"""The journal: how many entries a second are proved, beside fetching and hashing them; what one more entry costs.

The verification runs in a process of the owner, as `egide verify` does.
"""

import json
import time
from collections.abc import Iterator
from hashlib import sha256

from bench.report import Goal, rate, row
from bench.surroundings import Place, in_other_role
from bench.timing import Times

ROUNDS, MOST, SECONDS = 3, 15, 2.0  # a small journal is read more often: one round of it is a few hundredths
TRIES, WARM = 60, 3


def rows(place: Place) -> Iterator[dict[str, object]]:
    """Will verify the whole journal, then add entries to it."""
    told = json.loads(in_other_role(place, "owner", ("bench.journal",)))
    yield rate(
        f"vérification de {told['events']} entrées",
        told["verified"],
        unit="entrées/s",
        limit="lecture nue et SHA-256",
        limit_value=told["bare"],
        goal=Goal(ratio_least=0.6),
    )
    yield row("une entrée ajoutée, hors validation", _appended(), goal=Goal(p50=1))


def main() -> None:
    """Will print what was measured, as JSON; the best of some rounds, in turns, after one that is not counted."""
    import django

    django.setup()
    from egide.platform.journal.verification import verify

    bare: list[float] = []
    verified: list[float] = []
    events = 0
    started = time.perf_counter()
    while len(bare) <= ROUNDS or (len(bare) <= MOST and time.perf_counter() - started < SECONDS):
        began = time.perf_counter()
        events = _bare()
        bare.append(time.perf_counter() - began)
        began = time.perf_counter()
        report = verify()
        verified.append(time.perf_counter() - began)
        assert report.ok, list(report.lines())[:5]
    told = {"events": events, "bare": events / min(bare[1:]), "verified": events / min(verified[1:])}
    print(json.dumps(told))  # noqa: T201


def _bare() -> int:
    """Will fetch every entry in the order of the chains, and hash it: what no verification does without."""
    from django.db import transaction

    from egide.platform.journal.verification.scope import Scope, stream

    count, sql = 0, "select chain, seq, hash, body from journal_event order by chain, seq"
    with transaction.atomic(), stream(sql, Scope()) as batches:
        for batch in batches:
            count += len(batch)
            for _, _, _, body in batch:
                sha256(body.encode()).digest()
    return count


def _appended() -> Times:
    """Will time the entry inside its transaction: what an act pays besides its commit."""
    from django.utils import timezone

    from bench.readers import readers
    from egide.platform.accounts.acting import acting_as
    from egide.platform.accounts.models import Compartment
    from egide.platform.journal.append import access_chain, append

    actor, office, spent = readers()[0].actor, Compartment.objects.get(code="office"), []
    for _ in range(TRIES + WARM):
        now = timezone.now()
        with acting_as(actor):
            chain = access_chain(office.code, now)
            began = time.perf_counter()
            append(chain=chain, compartment_id=office.pk, code="bench.entry", data={}, at=now)
            spent.append((time.perf_counter() - began) * 1000)
    return Times(tries=tuple(spent[WARM:]))


if __name__ == "__main__":
    main()
