"""The walls of the boxes' messages and of the work on a piece; one line for what one dossier names.

A message of a box is walled by its compartment, and by its piece once it has one: whoever may not see the piece
does not see the message. A box itself holds no content.
"""

from django.db import migrations

from egide.platform.database.walls import predicate, protect, tie

EMAIL = f"""{predicate()}
  and not (select public.egide_is_external())
  and (piece_id is null or exists (select from correspondence_mailpiece p where p.id = piece_id))"""
EMAIL_SQL = f"""
drop policy walls on correspondence_receivedemail;
create policy walls on correspondence_receivedemail for all using ({EMAIL}) with check ({EMAIL});
alter table correspondence_receivedemail add constraint correspondence_receivedemail_piece_wall
  foreign key (piece_id, compartment_id) references correspondence_mailpiece (id, compartment_id);
alter table correspondence_mailpiece add constraint correspondence_mailpiece_named_wall
  foreign key (named_id, compartment_id) references dossiers_dossier (id, compartment_id);
alter table correspondence_mailpiece add constraint correspondence_mailpiece_answer_wall
  foreign key (answered_by_id, compartment_id) references correspondence_mailpiece (id, compartment_id);
"""
EMAIL_BACK = f"""
alter table correspondence_mailpiece drop constraint correspondence_mailpiece_answer_wall;
alter table correspondence_mailpiece drop constraint correspondence_mailpiece_named_wall;
alter table correspondence_receivedemail drop constraint correspondence_receivedemail_piece_wall;
drop policy walls on correspondence_receivedemail;
create policy walls on correspondence_receivedemail for all using ({predicate()}) with check ({predicate()});
"""
# A piece that names a dossier without being in it is walled like it too.
BOTH = (
    f"{predicate(dossier='coalesce(dossier_id, 0)')}\n  and not (select public.egide_is_external())\n"
    "  and coalesce(named_id, 0) <> all((select public.egide_conflicts())::bigint[])"
)
ONE = f"{predicate(dossier='coalesce(dossier_id, 0)')}\n  and not (select public.egide_is_external())"
PIECE_SQL = f"""
drop policy walls on correspondence_mailpiece;
create policy walls on correspondence_mailpiece for all using ({BOTH}) with check ({BOTH});
"""
PIECE_BACK = f"""
drop policy walls on correspondence_mailpiece;
create policy walls on correspondence_mailpiece for all using ({ONE}) with check ({ONE});
"""


class Migration(migrations.Migration):
    """Will put the new tables behind the walls."""

    dependencies = [("correspondence", "0004_whole_register")]

    operations = [
        *protect("correspondence_receivedemail"),
        migrations.RunSQL(EMAIL_SQL, EMAIL_BACK),
        migrations.RunSQL(PIECE_SQL, PIECE_BACK),
        tie("correspondence_receivedemail", "stored_id", "storage_storedobject"),
        *protect("correspondence_piecestep", parent=("piece_id", "correspondence_mailpiece", "id")),
    ]
