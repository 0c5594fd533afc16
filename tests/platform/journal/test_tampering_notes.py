"""A superuser edits the notes of the journal: verification finds each attack.

The same scene as test_tampering.py, whose first test is the positive twin of these too.
"""

from tests.platform.journal.conftest import Scene, Tamper, checked


def test_it_finds_all_the_notes_of_an_entry_deleted(sealed: Scene, tamper: Tamper) -> None:
    tamper("delete from journal_note where key = 'reason'")

    assert checked().codes == {"notes_differ"}


def test_it_finds_a_note_of_no_entry(sealed: Scene, tamper: Tamper) -> None:
    tamper("update journal_note set event_id = 0 where key = 'reason'")

    assert checked().codes == {"notes_differ", "stray_note"}


def test_it_finds_an_edited_note(sealed: Scene, tamper: Tamper) -> None:
    tamper("update journal_note set text = 'Autre motif' where key = 'reason'")

    assert checked().codes == {"altered_note"}


def test_it_finds_a_note_rewritten_with_its_digest(sealed: Scene, tamper: Tamper) -> None:
    tamper("update journal_note set text = 'x', digest = sha256(salt || 'x') where key = 'reason'")

    assert checked().codes == {"notes_differ"}


def test_it_finds_a_deleted_note(sealed: Scene, tamper: Tamper) -> None:
    tamper("delete from journal_note where key = 'to'")

    assert checked().codes == {"notes_differ"}


def test_it_finds_a_note_destroyed_without_a_decision(sealed: Scene, tamper: Tamper) -> None:
    tamper("update journal_note set text = null, salt = null, forgotten_by = 'D-1' where key = 'to'")

    assert checked().codes == {"note_without_decision"}


def test_it_finds_an_added_note(sealed: Scene, tamper: Tamper) -> None:
    tamper(
        "insert into journal_note "
        "(event_id, key, compartment_id, dossier_id, salt, text, digest, forgotten_by) "
        "select id, 'added', compartment_id, dossier_id, 's', 't', sha256('st'), '' "
        "from journal_event where seq = 2"
    )

    assert checked().codes == {"notes_differ"}


def test_it_finds_a_note_moved_to_another_dossier(sealed: Scene, tamper: Tamper) -> None:
    tamper("update journal_note set dossier_id = 8 where key = 'reason'")

    assert checked().codes == {"notes_differ"}
