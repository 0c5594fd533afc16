"""The bag of a dossier: all that its reader may read, byte for byte, proved by the Library of Congress's tool.

Names inside are ours; the journal is recomputed from the bag alone, without the database.
"""

import io
import json
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import bagit
import pytest
from click.testing import CliRunner
from django.apps import apps
from hypothesis import given, settings
from hypothesis import strategies as st

from egide.interfaces.commands import verify
from egide.kernel.documents.actions import add_document, add_version
from egide.kernel.documents.models import Document, Origin
from egide.kernel.exports.bag import packing
from egide.kernel.exports.bag.names import piece_name
from egide.kernel.exports.bag.offline import verify_bag
from egide.kernel.exports.bag.packing import BagNotValid, Packed, pack
from egide.kernel.exports.bag.tables import HIDDEN, tables
from egide.kernel.exports.bag.writer import BagWriter, problems_of
from egide.kernel.notes.actions import write_note
from egide.platform.accounts.actors import service
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.storage.models import ScanState, StoredObject
from tests.database import as_owner
from tests.kernel.scene import Scene, in_progress

HOSTILE = (
    "../../etc/passwd",
    "a\x00b.pdf",
    "\u202egpj.exe.pdf",
    "é" * 300 + ".pdf",
    "🙂.png",
    "CON.txt",
    "=cmd.csv",
)


def lived(scene: Scene) -> Scene:
    """A dossier with letters that left, documents in two versions, hostile names and a note."""
    in_progress(scene)

    def fill(actor: Any, dossier: Any) -> None:
        for place, name in enumerate(HOSTILE):
            add_document(
                dossier=dossier, title=f"=Titre {name[:20]}".replace("\x00", ""), origin=Origin.RECEIVED,
                stream=io.BytesIO(f"contenu {place}".encode()), file_name=name, actor_code=actor.code, now=scene.now,
            )  # fmt: skip
        first = Document.objects.filter(dossier=dossier, origin=Origin.RECEIVED).order_by("rank")[0]
        add_version(
            dossier=dossier, document=first, stream=io.BytesIO(b"version 2"), file_name="v2.txt",
            actor_code=actor.code, now=scene.now,
        )  # fmt: skip
        write_note(dossier=dossier, text="Note interne\nsur deux lignes.", actor=actor, now=scene.now)

    scene.act("nadia", fill)
    return scene


def packed(scene: Scene, folder: Path, who: str = "marc") -> Packed:
    return pack(number=scene.number, actor=scene.cast.actor(who), folder=folder, now=scene.now, policy=True)


def lines(bag: Packed, path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (bag.folder / "data" / path).read_text("utf-8").splitlines()]


def read(bag: Packed, path: str) -> Any:
    return json.loads((bag.folder / "data" / path).read_text("utf-8"))


def test_the_library_of_congress_s_tool_accepts_it_and_it_holds_everything(
    scene: Scene, tmp_path: Path
) -> None:
    bag = packed(lived(scene), tmp_path)

    checked = bagit.Bag(str(bag.folder))
    checked.validate()
    assert checked.info["External-Identifier"] == scene.number
    assert sorted(checked.algorithms) == ["sha256", "sha512"]
    listed = read(bag, "donnees/documents.json")
    for one in listed:
        assert sha256((bag.folder / "data" / one["fichier"]).read_bytes()).hexdigest() == one["sha256"]
    assert [one["version"] for one in listed if one["document"] == listed[1]["document"]] or listed
    assert any(one["version"] == 2 for one in listed)
    assert list((bag.folder / "data" / "lettres").glob("*.pdf"))
    assert lines(bag, "donnees/notes.note.jsonl")[0]["text"] == "Note interne\nsur deux lignes."
    due = lines(bag, "donnees/deadlines.duedate.jsonl")[0]
    assert isinstance(due["proof"], dict)
    assert due["fact"] == "received"
    assert {row["role"] for row in lines(bag, "donnees/parties.party.jsonl")} == {"requester", "order"}
    assert lines(bag, "donnees/decisions.decision.jsonl")[0]["motive"] == "Les délais d’un mécanisme."
    schema = read(bag, "donnees/schema.json")
    assert schema["donnees/parties.party.jsonl"]["colonnes"]["role"]["valeurs"]["order"] == "Ordre visé"
    assert "Nadia" in " ".join(read(bag, "donnees/personnes.json").values())
    page = (bag.folder / "data" / "LISEZ-MOI.txt").read_text("utf-8")
    assert scene.number in page
    assert "{" not in page
    assert scene.codes[-1] == "bag.made"


def test_a_hostile_name_decides_nothing_and_is_still_told(scene: Scene, tmp_path: Path) -> None:
    bag = packed(lived(scene), tmp_path)

    inside = [path.relative_to(bag.folder).as_posix() for path in bag.folder.rglob("*") if path.is_file()]
    assert all(name.isascii() and ".." not in name and len(name) < 130 for name in inside)
    assert {path.name for path in tmp_path.iterdir()} == {bag.name}
    told = {one["nom_d_origine"] for one in read(bag, "donnees/documents.json")}
    assert "🙂.png" in told


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=320))
def test_any_name_becomes_a_plain_one(name: str) -> None:
    made = piece_name(3, 1, name)

    assert made.isascii()
    assert made.startswith("003-v1-")
    assert len(made) < 120
    assert not set(made) & set('/\\\x00:*?"<>|')
    assert ".." not in made


def test_the_journal_is_recomputed_from_the_bag_alone(scene: Scene, tmp_path: Path) -> None:
    bag = packed(lived(scene), tmp_path)

    faults, entries = verify_bag(bag.folder)

    assert faults == []
    assert entries == len(scene.journal) - 1  # all but the entry that says the bag was made


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"body": "egide-journal-1', '"body": "egide-journal-2'),
        ("Les délais d’un mécanisme.", "Les délais d’un autre."),
        ("dossier.assigned", "dossier.assigneD"),
    ],
)
def test_a_changed_journal_is_found_even_when_the_manifests_follow(
    scene: Scene, tmp_path: Path, old: str, new: str
) -> None:
    bag = packed(lived(scene), tmp_path)
    file = bag.folder / "data" / "journal" / "chaine.jsonl"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    assert problems_of(bag.folder)

    bagit.Bag(str(bag.folder)).save(manifests=True)

    assert problems_of(bag.folder) == []
    assert verify_bag(bag.folder)[0]


def test_the_command_verifies_a_bag_without_a_database(scene: Scene, tmp_path: Path) -> None:
    bag = packed(scene, tmp_path)

    whole = CliRunner().invoke(verify.command, ["--bag", str(bag.folder)])
    (bag.folder / "data" / "LISEZ-MOI.txt").write_text("autre chose", "utf-8")
    changed = CliRunner().invoke(verify.command, ["--bag", str(bag.folder)])

    assert (whole.exit_code, changed.exit_code) == (0, 1)
    assert "Tout concorde" in whole.output
    assert "Sac\u00a0:" in changed.output


def test_an_entry_taken_out_is_found(scene: Scene, tmp_path: Path) -> None:
    bag = packed(lived(scene), tmp_path)
    file = bag.folder / "data" / "journal" / "chaine.jsonl"
    kept = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(kept[:3] + kept[4:]), "utf-8")

    assert any("ne suit pas" in fault for fault in verify_bag(bag.folder)[0])


def test_what_cannot_be_opened_is_told(scene: Scene, tmp_path: Path) -> None:
    lived(scene)
    with as_owner():
        StoredObject.objects.filter(file_name="CON.txt").update(scan_state=ScanState.QUARANTINED)
        StoredObject.objects.filter(file_name="_CON.txt").update(scan_state=ScanState.QUARANTINED)

    bag = packed(scene, tmp_path)

    page = (bag.folder / "data" / "LISEZ-MOI.txt").read_text("utf-8")
    assert "quarantaine" in page
    assert [one["fichier"] for one in read(bag, "donnees/documents.json")].count("") == 1


def test_it_is_for_the_roles_that_the_policy_names(scene: Scene, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        packed(scene, tmp_path, "nadia")
    with pytest.raises(NotVisible):
        packed(scene, tmp_path, "claire")
    assert list(tmp_path.iterdir()) == []

    assert packed(scene, tmp_path, "bruno").files > 5


def test_the_operator_s_command_reads_what_the_scheduler_may(scene: Scene, tmp_path: Path) -> None:
    bag = pack(number=scene.number, actor=service("scheduler"), folder=tmp_path, now=scene.now, policy=False)

    assert "exploitant" in (bag.folder / "data" / "LISEZ-MOI.txt").read_text("utf-8")


def test_a_bag_that_does_not_hold_is_not_handed_out(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "verify_bag", lambda _: (["Journal\u00a0: rompu."], 0))

    with pytest.raises(BagNotValid, match="rompu"):
        packed(scene, tmp_path)
    assert "bag.made" not in scene.codes


def test_the_zip_holds_the_bag_under_one_folder(scene: Scene, tmp_path: Path) -> None:
    bag, target = packed(scene, tmp_path), io.BytesIO()

    bag.zip_to(target, now=scene.now)

    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "sorti")
    assert [one.name for one in (tmp_path / "sorti").iterdir()] == [bag.name]
    assert verify_bag(tmp_path / "sorti" / bag.name)[0] == []


def test_a_file_never_leaves_the_bag(tmp_path: Path) -> None:
    bag = BagWriter(tmp_path / "sac")

    for path in ("../dehors.txt", "/etc/dehors", "a/../../../dehors", "a//b", "./a"):
        with pytest.raises(ValueError, match="own place"):
            bag.add(path, [b"x"])
    bag.add("a.txt", [b"x"])
    with pytest.raises(ValueError, match="own place"):
        bag.add("a.txt", [b"y"])


def test_what_one_person_types_and_has_not_kept_is_in_nobody_s_bag() -> None:
    fields = {m._meta.label: {f.name for f in m._meta.fields} for m in apps.get_models()}
    typed = {label for label, names in fields.items() if {"over", "saved_at"} <= names}
    assert typed >= {"letters.Typing", "planning.SectionTyping"}

    told = {model._meta.label for model in tables()}
    assert told & typed == set()
    # It holds values of the other dossier, which its reader may not open.
    assert "joining.SamePerson" not in told
    assert "before" in HIDDEN  # internal keys, kept to undo a step of a measure
