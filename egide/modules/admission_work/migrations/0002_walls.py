"""The walls of the module's tables; what is published is read by everyone, the totals by the staff, and no more.

Only the Commissioner's compartment writes: the second policies are for reading alone.
"""

from django.db import migrations

from egide.kernel.search.triggers import texts_declared
from egide.platform.database.walls import protect, tie

_PUBLISHED = """\
create policy shown_to_all on admission_work_publishedsummary for select using (withdrawn_at is null);
"""
_TOTALS = """\
create policy shown_to_staff on admission_work_yeartotals for select
  using (withdrawn_at is null
    and nullif(pg_catalog.current_setting('egide.actor', true), '') like 'staff:%'
    and not (select public.egide_is_external()));
"""


class Migration(migrations.Migration):
    """Will put the tables behind the walls, and let out what was made to be read."""

    dependencies = [
        ("admission_work", "0001_initial"),
        ("dossiers", "0002_walls"),
        ("storage", "0003_anchor"),
        ("search", "0008_read_once"),
    ]

    operations = [
        *protect("admission_work_admissionwork", dossier="dossier_id"),
        *protect("admission_work_summary", dossier="dossier_id"),
        *protect("admission_work_publishedsummary"),
        migrations.RunSQL(_PUBLISHED, "drop policy shown_to_all on admission_work_publishedsummary;"),
        *protect("admission_work_yeartotals"),
        migrations.RunSQL(_TOTALS, "drop policy shown_to_staff on admission_work_yeartotals;"),
        *protect("admission_work_openingscertificate"),
        tie("admission_work_openingscertificate", "stored_id", "storage_storedobject"),
        *texts_declared(),
    ]
