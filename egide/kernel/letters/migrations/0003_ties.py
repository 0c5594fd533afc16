"""A letter, its recipient, its bytes and its message are of one compartment.

A plain foreign key happily references a row that its author cannot see.
"""

from django.db import migrations

from egide.platform.database.walls import tie


class Migration(migrations.Migration):
    """Will hold references inside one compartment."""

    dependencies = [
        ("letters", "0002_walls"),
        ("parties", "0003_anchor"),
        ("documents", "0004_ties"),
        ("mail", "0003_ties"),
    ]

    operations = [
        tie("letters_letter", "recipient_id", "parties_party"),
        tie("letters_letter", "version_id", "documents_documentversion"),
        tie("letters_letter", "message_id", "mail_message"),
    ]
