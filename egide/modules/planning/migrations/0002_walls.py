"""The walls of periodic reports; and the one of publications, which the whole staff reads while they stand.

A report's file stays in its compartment. Its publication is a copy made for everyone: the second policy lets the
staff of any compartment read the rows that are not withdrawn, and nothing else; only its own compartment writes.
"""

from django.db import migrations

from egide.platform.database.walls import anchor, protect, tie

_SHOWN = """\
create policy shown_to_staff on planning_publication for select
  using (withdrawn_at is null
    and nullif(pg_catalog.current_setting('egide.actor', true), '') like 'staff:%'
    and not (select public.egide_is_external()));
"""


class Migration(migrations.Migration):
    """Will put the tables behind the walls."""

    dependencies = [
        ("planning", "0001_initial"),
        ("dossiers", "0002_walls"),
        ("documents", "0004_ties"),
    ]

    operations = [
        *protect("planning_report", dossier="dossier_id"),
        *protect("planning_section", dossier="dossier_id"),
        anchor("planning_section"),
        *protect("planning_sectiontyping", dossier="dossier_id"),
        tie("planning_sectiontyping", "section_id", "planning_section"),
        *protect("planning_commentrequest", dossier="dossier_id"),
        *protect("planning_recommendation", dossier="dossier_id"),
        *protect("planning_contribution", dossier="dossier_id"),
        *protect("planning_edition", dossier="dossier_id"),
        anchor("planning_edition"),
        tie("planning_edition", "pdf_id", "documents_documentversion"),
        *protect("planning_publication", dossier="dossier_id"),
        tie("planning_publication", "edition_id", "planning_edition"),
        migrations.RunSQL(_SHOWN, "drop policy shown_to_staff on planning_publication;"),
    ]
