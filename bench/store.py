"""The document store: a large file in and out, beside the serial chain that it cannot do without.

The chain is read, SHA-256, AES-256-GCM, write, flush, in one thread, on the same file and the same disk.
"""

import hashlib
import os
import resource
import secrets
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils import timezone

from bench.readers import readers
from bench.report import Goal, rate
from bench.surroundings import Place
from egide.kernel.uploads import spool
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Compartment
from egide.platform.database import roles
from egide.platform.storage import blobs, store
from egide.platform.storage.models import StoredObject
from egide.platform.storage.wrapping import new_key

MIB = 1024 * 1024
SIZE = 192
ROUNDS = 3
PART = 8 * MIB  # as the web server keeps them


def rows(place: Place) -> Iterator[dict[str, object]]:
    """Will put, open and compare."""
    reader = readers()[-1]
    office = Compartment.objects.get(code="office")
    with tempfile.TemporaryDirectory(dir=place.home) as folder:
        source = Path(folder) / "source.bin"
        with source.open("wb") as file:
            # Text, or the type sniffer would refuse it; no two pages alike.
            for _ in range(SIZE):
                file.write(secrets.token_hex(MIB // 2).encode())
        chain = _best(lambda: _serial(source, Path(folder) / "chain.bin"))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        kept: list[StoredObject] = []

        def put() -> None:
            with acting_as(reader.actor), source.open("rb") as stream:
                stored = store.put(
                    stream=stream,
                    file_name="grand.txt",
                    compartment=office,
                    actor_code=reader.actor.code,
                    now=timezone.now(),
                    limit_bytes=SIZE * 2 * MIB,
                )
                kept.append(stored)

        upload, key = uuid.uuid4(), new_key()

        def receive() -> None:
            with source.open("rb") as stream:
                for start in range(0, SIZE, PART // MIB):
                    pieces = (stream.read(MIB) for _ in range(PART // MIB))
                    spool.write(upload=upload, key=key, start=start * MIB, pieces=pieces).keep()

        def finish() -> None:
            with acting_as(reader.actor):
                stored = store.put(
                    stream=spool.read(upload=upload, key=key, length=SIZE * MIB),
                    file_name="grand.txt",
                    compartment=office,
                    actor_code=reader.actor.code,
                    now=timezone.now(),
                    limit_bytes=SIZE * MIB,
                )
                kept.append(stored)

        def read() -> None:
            with acting_as(reader.actor, read_only=True):
                opened = store.open_stream(stored=kept[0])
            for _ in opened:
                pass

        yield rate("chaîne en série", chain, unit="Mio/s")
        yield rate(
            "dépôt d’un grand fichier",
            _best(put),
            unit="Mio/s",
            limit="chaîne",
            limit_value=chain,
            goal=Goal(ratio_least=0.8),
        )
        yield rate("lecture d’un grand fichier", _best(read), unit="Mio/s", limit="chaîne", limit_value=chain)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak) / 1024
        yield rate("mémoire ajoutée par le dépôt", grown, unit="Mio")
        yield rate(
            "réception d’un envoi par parties",
            _best(receive),
            unit="Mio/s",
            limit="chaîne",
            limit_value=chain,
        )
        yield rate(
            "versement d’un envoi reçu",
            _best(finish),
            unit="Mio/s",
            limit="chaîne",
            limit_value=chain,
            goal=Goal(ratio_least=0.8),
        )
        spool.remove(upload)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak) / 1024
        yield rate("mémoire ajoutée par le dépôt et l’envoi", grown, unit="Mio", goal=Goal(value_most=16))
        _forget(place, kept)


def _forget(place: Place, kept: list[StoredObject]) -> None:
    # The application may not delete a stored object: the benchmark cleans up as the owner.
    for stored in kept:
        blobs.delete(stored.blob)
    with psycopg.connect(place.cluster.url(roles.OWNER, place.main), autocommit=True) as server:
        server.execute("delete from storage_storedobject where id = any(%s)", [[one.pk for one in kept]])


def _best(act: Callable[[], None]) -> float:
    spent = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        act()
        spent.append(time.perf_counter() - began)
    return SIZE / min(spent)


def _serial(source: Path, target: Path) -> None:
    digest, cipher = hashlib.sha256(), AESGCM(secrets.token_bytes(32))
    with source.open("rb") as plain, target.open("wb") as sealed:
        index = 0
        while piece := plain.read(MIB):
            digest.update(piece)
            sealed.write(cipher.encrypt(index.to_bytes(12, "big"), piece, None))
            index += 1
        sealed.flush()
        os.fsync(sealed.fileno())
