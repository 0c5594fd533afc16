"""The two dates that the request carried become steps of the person, each a row of its own.

Alone in its transaction: PostgreSQL alters no table whose rows it has just written.
"""

from django.db import migrations

KEEP = "\n".join(
    f"""
insert into interventions_recourseused (dossier_id, compartment_id, rank, kind, happened_on, about)
  select dossier_id, compartment_id, {rank}, '{kind}', {column}, ''
  from interventions_interventiondetails where {column} is not null;"""
    for rank, (kind, column) in enumerate(
        (("inquiry_requested", "inquiry_requested_on"), ("syndic_decided", "syndic_decided_on")), start=1
    )
)


class Migration(migrations.Migration):
    """Will move the dates."""

    dependencies = [("interventions", "0007_everyday_fields")]

    operations = [migrations.RunSQL(KEEP, "delete from interventions_recourseused;")]
