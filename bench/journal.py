"""The journal: how many entries a second are proved, beside the hashing alone of the same bytes.

Runs in a process of the owner, as `egide verify` does.
"""

import json
import time
from collections.abc import Iterator
from hashlib import sha256

from bench.report import rate
from bench.surroundings import Place, in_other_role

SAMPLE = 300_000


def rows(place: Place) -> Iterator[dict[str, object]]:
    """Will verify the whole journal once."""
    told = json.loads(in_other_role(place, "owner", ("bench.journal",)))
    yield rate("empreintes seules", told["hashes"], unit="entrées/s")
    yield rate(
        f"vérification de {told['events']} entrées",
        told["verified"],
        unit="entrées/s",
        limit="empreintes",
        limit_value=told["hashes"],
    )


def main() -> None:
    """Will print what was measured, as JSON."""
    import django

    django.setup()
    from egide.platform.journal.models import Event
    from egide.platform.journal.verification import verify

    bodies = [body.encode() for body in Event.objects.values_list("body", flat=True)[:SAMPLE]]
    began = time.perf_counter()
    for body in bodies:
        sha256(body).hexdigest()
    hashes = len(bodies) / (time.perf_counter() - began)
    began = time.perf_counter()
    report = verify()
    assert report.ok, list(report.lines())[:5]
    verified = report.events / (time.perf_counter() - began)
    print(json.dumps({"events": report.events, "hashes": hashes, "verified": verified}))  # noqa: T201


if __name__ == "__main__":
    main()
