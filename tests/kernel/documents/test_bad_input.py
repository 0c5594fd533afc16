"""What is broken, locked, enormous or hostile: a clear state and sentence, the bytes kept, the others go on.

Real files, a real child; nothing here is simulated but the hand that made the file.
"""

import json
import os
import resource
import signal
import sys
import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from egide.kernel.documents.actions import stream_version
from egide.kernel.documents.models import DocumentVersion, ReadingState
from egide.kernel.documents.pipeline import read_part
from egide.kernel.documents.reading import lock_of, read_again
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.errors.failures import Refused
from egide.platform.reading import limits
from egide.platform.reading.reader import Reader
from egide.platform.storage.scanning import rescan_quarantined
from tests.database import as_owner
from tests.kernel.documents import making
from tests.kernel.documents.reading_desk import add, documents, indexed, read, read_file, seen, steps, texts
from tests.kernel.documents.reading_desk import reader as reader_for
from tests.kernel.scene import Scene
from tests.platform.storage.servers import clamd_server

ARCHIVE_IN_ARCHIVE = making.zipped(
    {"42.zip": making.zipped({"a.zip": making.zipped({}, swelling={"b": 2**22})})}
)


@pytest.mark.parametrize(
    ("content", "name", "state", "said"),
    [
        (making.locked_pdf("Secret"), "protege.pdf", "protected", "mot de passe"),
        (making.pdf_of("Une page entière de texte.")[:1500], "coupe.pdf", "unreadable", "abîmé"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 8, "faux.pdf", "unreadable", "abîmé"),
        (
            making.huge_png(),
            "immense.png",
            "too_large",
            "50\u00a0000 sur 50\u00a0000 points (2\u00a0500 millions",
        ),
        (making.picture("coupée")[:400], "coupee.png", "unreadable", "abîmé"),
        (making.docx_of("Bonjour")[:300], "coupe.docx", "unreadable", "abîmé"),
        (making.swelling_docx(50 * 2**20), "gonfle.docx", "too_large", "se gonfle"),
        (b"\x00\x01\x02" * 500, "inconnu.dat", "unreadable", "ne se lit pas ici"),
    ],
)
def test_it_is_kept_marked_and_explained(
    scene: Scene, content: bytes, name: str, state: str, said: str
) -> None:
    version = read_file(scene, content, name)

    assert (version.reading, said in version.explained) == (state, True), version.explained
    assert (texts(version), indexed(version)) == ([], [])
    with seen(version):
        assert b"".join(stream_version(version)) == content
    # The child that met it, or the next one, still reads.
    assert read_file(scene, making.pdf_of("Suivant"), "suivant.pdf").reading == "read"


def test_an_xml_bomb_does_not_swell(scene: Scene) -> None:
    version = read(add(scene, making.xml_bomb_docx(), "bombe.docx"), now=scene.now, parts=1)

    # Read, and nothing of it unfolded: what swells or lasts is stopped, and leaves no page.
    assert texts(version) == [""]


def test_archives_in_archives_are_listed_and_not_opened(scene: Scene) -> None:
    version = read_file(scene, ARCHIVE_IN_ARCHIVE, "poupées.zip")

    assert (version.reading, texts(version)) == ("read", ["42.zip"])
    assert len(documents(scene)) == 1


def test_a_pdf_of_very_many_pages_is_read_up_to_the_bound(scene: Scene) -> None:
    version = read_file(scene, making.many_pages(limits.MOST_PAGES + 50), "dix-mille.pdf")

    assert (version.reading, version.pages) == ("partial", limits.MOST_PAGES + 50)
    assert "2\u00a0000 premières" in version.explained
    assert len(texts(version)) == limits.MOST_PAGES


def test_a_wrong_name_does_not_mislead(scene: Scene) -> None:
    version = read_file(scene, making.pdf_of("Je suis un PDF"), "photo.jpg")

    assert (version.media_type, version.reading, texts(version)) == (
        "application/pdf",
        "read",
        ["Je suis un PDF"],
    )


def test_hostile_names_of_attachments_are_made_safe_and_programs_refused(scene: Scene) -> None:
    carried = {"../../etc/passwd\u202egpj.txt": b"texte", "virus.exe": b"MZ\x90\x00" + b"\0" * 90}

    version = read_file(scene, making.eml_of("Bonjour", "Voir", carried), "message.eml")

    assert [one.title for one in documents(scene)] == ["message.eml", "passwdgpj.txt"]
    assert version.reading == "read"
    with as_owner():
        told = version.steps.get(kind="extract").detail
    assert "1\u00a0pièce versée" in told
    assert "virus.exe" in told


def test_messages_in_messages_stop_at_a_depth(scene: Scene) -> None:
    message = making.eml_of("Au fond", "fin", {"fond.txt": b"fond"})
    for depth in range(limits.MOST_DEPTH + 2):
        message = making.eml_of(f"Niveau {depth}", "dedans", {f"niveau{depth}.eml": message})
    version = add(scene, message, "poupées.eml")

    read(version, now=scene.now)
    for _ in range(limits.MOST_DEPTH + 3):
        with as_owner():
            waiting = DocumentVersion.objects.filter(dossier__number=scene.number, reading="waiting").first()
        if waiting is not None:
            read(waiting, now=scene.now)

    assert len(documents(scene)) == limits.MOST_DEPTH + 1
    assert "fond.txt" not in [one.title for one in documents(scene)]


def test_a_child_killed_in_the_middle_loses_nothing(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    version = add(scene, making.scanned_pdf("Plainte contre un notaire"), "scan.pdf")
    read(version, now=scene.now, parts=1)
    usual, killers = Reader.run, list[threading.Timer]()

    def run(child: Reader, *arguments: Any, **named: Any) -> dict[str, Any]:
        if not killers:
            # It has begun and will not end: stopped, then killed while its answer is waited for.
            os.kill(child.pid, signal.SIGSTOP)
            killers.append(threading.Timer(0.1, os.kill, (child.pid, signal.SIGKILL)))
            killers[0].start()
        return usual(child, *arguments, **named)

    monkeypatch.setattr(Reader, "run", run)
    done = read(version, now=scene.now)
    killers[0].join()

    assert (done.reading, texts(version)) == ("read", ["Plainte contre un notaire"])


def test_what_waits_for_the_scanner_is_read_by_itself_once_it_is_back(
    scene: Scene, settings: Settings, tmp_path: Path
) -> None:
    settings.CLAMD_ADDRESS = f"unix:{tmp_path}/c.sock"
    version = add(scene, making.pdf_of("Attente"), "attente.pdf")

    waiting = read(version, now=scene.now)
    assert (waiting.reading, texts(version), steps(version)) == ("waiting", [], {})
    assert "quarantaine" in waiting.explained
    with clamd_server(tmp_path) as clamd:
        settings.CLAMD_ADDRESS = clamd.unix
        with acting_as(service("scheduler")):
            assert rescan_quarantined(now=scene.now + timedelta(minutes=5)) == 1  # the clock’s own job
    for due, arguments in _asked_for(version):  # what the silence left in the queue, without anyone
        assert scene.now < due <= scene.now + timedelta(minutes=10)
        read_part(version_id=arguments["version"], part=arguments["part"], actor=reader_for(version), now=due)

    with as_owner():
        done = DocumentVersion.objects.get(pk=version.pk)
    assert (done.reading, done.explained, texts(version)) == ("read", "", ["Attente"])
    assert steps(version)["scan"] == "done"


def _asked_for(version: DocumentVersion) -> list[tuple[datetime, dict[str, Any]]]:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "select scheduled_at, args from procrastinate_jobs where lock = %s and scheduled_at is not null",
            [lock_of(version)],
        )
        return [(due, json.loads(args) if isinstance(args, str) else args) for due, args in cursor.fetchall()]


def test_altered_bytes_are_not_read_and_the_journal_says_it(scene: Scene) -> None:
    version = add(scene, making.pdf_of("Vrai"), "vrai.pdf")
    with as_owner():
        DocumentVersion.objects.filter(pk=version.pk).update(sha256="0" * 64)

    done = read(version, now=scene.now)

    assert (done.reading, steps(version)) == ("unreadable", {"hash": "failed"})
    assert "ne sont plus ceux" in done.explained
    assert scene.codes[-1] == "document.altered"


def test_a_full_disk_keeps_the_text_and_says_that_the_thumbnail_is_missing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What would be imported here for the first time must not be compiled by half for the tests that follow.
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    version = add(scene, making.checkered_pdf("Disque plein"), "plein.pdf")
    most, before = version.size + 100, resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(
        resource.RLIMIT_FSIZE, (most, before[1])
    )  # a write beyond that fails, as on a full disk
    try:
        done = read(version, now=scene.now)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert (done.reading, texts(version)) == ("read", ["Disque plein"])
    assert steps(version)["thumbnail"] == "failed"
    with as_owner():
        assert "stockage manque" in version.steps.get(kind="thumbnail").detail


def test_it_can_be_read_again_and_every_run_is_kept(scene: Scene) -> None:
    version = read_file(scene, making.pdf_of("Une fois"), "une.pdf")

    scene.act("nadia", lambda a, d: read_again(version=version, actor_code=a.code, now=scene.now))
    with pytest.raises(Refused):
        scene.act("nadia", lambda a, d: read_again(version=version, actor_code=a.code, now=scene.now))
    again = read(version, now=scene.now)

    assert (again.reading, texts(version), indexed(version)) == ("read", ["Une fois"], ["Une fois"])
    with as_owner():
        runs = set(version.steps.values_list("run", flat=True))
        pictures = version.renditions.count()
    assert (runs, pictures) == ({1, 2}, 1)
    assert scene.codes[-1] == "document.read_again"
    assert ReadingState(again.reading).label == "Lu"
