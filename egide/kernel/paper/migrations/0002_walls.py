"""The walls of what exists on paper: compartment, conflicts and grants, forced on every command.

A part, its moves and its loans stay in their dossier's compartment; so do the box and the shelf that hold it.
"""

from django.db import migrations

from egide.platform.database.walls import anchor, protect, tie


class Migration(migrations.Migration):
    """Will put the tables behind the walls."""

    dependencies = [("paper", "0001_initial"), ("dossiers", "0002_walls")]

    operations = [
        *protect("paper_place"),
        anchor("paper_place"),
        *protect("paper_box"),
        anchor("paper_box"),
        tie("paper_box", "place_id", "paper_place"),
        *protect("paper_part", dossier="dossier_id"),
        anchor("paper_part"),
        tie("paper_part", "box_id", "paper_box"),
        tie("paper_part", "place_id", "paper_place"),
        *protect("paper_partmove", dossier="dossier_id", parent=("part_id", "paper_part", "id")),
        tie("paper_partmove", "box_id", "paper_box"),
        tie("paper_partmove", "place_id", "paper_place"),
        *protect("paper_boxmove", parent=("box_id", "paper_box", "id")),
        tie("paper_boxmove", "place_id", "paper_place"),
        *protect("paper_loan", dossier="dossier_id", parent=("part_id", "paper_part", "id")),
        *protect("paper_check", parent=("place_id", "paper_place", "id")),
        anchor("paper_check"),
        *protect("paper_checkline", parent=("check_of_id", "paper_check", "id")),
        tie("paper_checkline", "box_id", "paper_box"),
    ]
