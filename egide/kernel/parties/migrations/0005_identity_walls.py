"""Walls of the flags, the row that is its owner's alone, and the window that compares staff with parties.

The window gives user ids and a basis, never a name: whoever reads it learns that a colleague is concerned.
"""

from django.db import migrations

from egide.platform.database.walls import predicate, protect, window

# No compartment: the row belongs to a person, not to the Office's files. Not forced: the owner steps over walls
# anyway, and egide_app owns nothing. Insert and update obey the same words.
OWN_ROW = """
alter table parties_staffidentity enable row level security;
create policy own_row on parties_staffidentity for all
  using ('staff:' || user_id = (select nullif(pg_catalog.current_setting('egide.actor', true), '')))
  with check ('staff:' || user_id = (select nullif(pg_catalog.current_setting('egide.actor', true), '')));
"""
OWN_ROW_REVERSE = """
drop policy own_row on parties_staffidentity;
alter table parties_staffidentity disable row level security;
"""
_CONTACT = """((s.email_key <> '' and s.email_key = p.email_key) or (s.phone_key <> '' and s.phone_key = p.phone_key)
       or (s.address_key <> '' and s.address_key = p.address_key))"""
# The same sound in any order, or the same surname with an initial that agrees.
_NAME = """(s.sound_sorted <> '' and (s.sound_sorted = p.sound_sorted
       or (s.sound_last = p.sound_last and left(s.sound_first, 1) = left(p.sound_first, 1)
           and (length(s.sound_first) = 1 or length(p.sound_first) = 1))))"""
MATCHES = f"""
  select distinct s.user_id, b.basis
  from public.parties_party p
  left join public.parties_professionalorder o on o.id = p.order_id
  cross join public.parties_staffidentity s
  cross join lateral (values
    ('person', p.role <> 'order' and {_NAME} and {_CONTACT}),
    ('surname', p.role <> 'order' and s.sound_last <> '' and s.sound_last = p.sound_last),
    ('contact', p.role <> 'order' and {_CONTACT}),
    ('order', p.role = 'order' and o.slug = any(s.orders))
  ) as b(basis, holds)
  where p.dossier_id = subject and b.holds and {predicate(compartment="p.compartment_id", dossier="p.dossier_id")}
"""


class Migration(migrations.Migration):
    """Will put both tables behind their walls and open the window."""

    dependencies = [("parties", "0004_identities"), ("dossiers", "0002_walls"), ("gate", "0003_enter")]

    operations = [
        *protect("parties_conflictflag", dossier="dossier_id"),
        migrations.RunSQL(OWN_ROW, OWN_ROW_REVERSE),
        window(
            "window_staff_matches",
            arguments="subject bigint",
            returns="table(user_id bigint, basis text)",
            body=MATCHES,
        ),
    ]
