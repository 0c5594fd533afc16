"""The walls of messages, and what the bearer of a pass reads of them: its own, and what was released to it.

Alerts have no such opening: they are the staff's alone.
"""

from django.db import migrations

from egide.platform.database.walls import anchor, predicate, protect, tie

PASS, VERSIONS = "(select public.egide_pass())", "(select public.egide_pass_versions())::bigint[]"
# A pass made for one letter (its fourth value) sees only what was said about that letter.
READABLE = (
    f"dossier_id = ({PASS})[2] and ("
    f"(party_id = ({PASS})[3] and (({PASS})[4] = 0 or document_id = ({PASS})[4]))"
    f" or (released_to_id = ({PASS})[3] and ({PASS})[4] = 0))"
)
BEARERS_SQL = f"""
create policy bearers on messages_message for select using ({predicate()} and {READABLE});
create policy bearers on messages_file for select using (
  {predicate()} and version_id = any({VERSIONS})
  and exists (select from messages_message m where m.id = messages_file.message_id));
"""


class Migration(migrations.Migration):
    """Will put the tables behind the walls."""

    dependencies = [
        ("exchanges", "0001_initial"),
        ("gate", "0007_passes"),
        ("dossiers", "0002_walls"),
        ("parties", "0003_anchor"),
        ("documents", "0004_ties"),
    ]

    operations = [
        *protect("messages_message", dossier="dossier_id"),
        anchor("messages_message"),
        tie("messages_message", "party_id", "parties_party"),
        tie("messages_message", "released_to_id", "parties_party"),
        tie("messages_message", "document_id", "documents_document"),
        *protect("messages_file", dossier="dossier_id", parent=("message_id", "messages_message", "id")),
        tie("messages_file", "version_id", "documents_documentversion"),
        *protect("messages_alert", dossier="dossier_id", parent=("message_id", "messages_message", "id")),
        migrations.RunSQL(
            BEARERS_SQL,
            "drop policy bearers on messages_file; drop policy bearers on messages_message;",
        ),
    ]
