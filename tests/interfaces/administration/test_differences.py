"""Tests of two versions face to face: what was removed stands before what was added, paragraph by paragraph."""

from egide.interfaces.administration.differences import side_by_side


def test_a_changed_paragraph_faces_what_it_was() -> None:
    (row,) = side_by_side("Le délai est de 20 jours.", "Le délai est de 30 jours.")

    assert [(piece.kind, piece.text) for piece in row.before if piece.kind == "removed"] == [
        ("removed", "20")
    ]
    assert [(piece.kind, piece.text) for piece in row.after if piece.kind == "added"] == [("added", "30")]


def test_what_did_not_change_stands_on_both_sides_and_what_came_faces_nothing() -> None:
    first, second = side_by_side("Un.", "Un.\n\nDeux.")

    assert (first.before, first.changed) == (first.after, False)
    assert (second.before, second.after[0].kind) == ((), "added")


def test_the_whole_of_both_texts_is_there() -> None:
    before, after = "A b.\n\nC d.\n\nE.", "C d.\n\nX b.\n\nE."
    rows = side_by_side(before, after)

    said = " ".join(piece.text for row in rows for piece in row.before)
    assert said.split() == before.split()
    assert " ".join(piece.text for row in rows for piece in row.after).split() == after.split()
