"""The walls of what a sealed compartment lets out: it alone writes and decides; the Office's staff reads what stands.

Which role of the Office reads it is the gate's (the records office); the decisions themselves stay inside.
"""

from django.db import migrations

from egide.platform.database.walls import protect

_SHOWN = """\
create policy shown_to_the_office on records_office_sealedfile for select
  using (withdrawn_at is null
    and nullif(pg_catalog.current_setting('egide.actor', true), '') like 'staff:%'
    and not (select public.egide_is_external())
    and (select c.id from accounts_compartment c where c.code = 'office')
      = any((select public.egide_compartments())::int[]));
"""


class Migration(migrations.Migration):
    """Will put both tables behind the walls, and let the rows that stand be read by the Office."""

    dependencies = [("records_office", "0004_sealed"), ("accounts", "0002_day_one")]

    operations = [
        *protect("records_office_sealedrelease"),
        *protect("records_office_sealedfile"),
        migrations.RunSQL(_SHOWN, "drop policy shown_to_the_office on records_office_sealedfile;"),
    ]
