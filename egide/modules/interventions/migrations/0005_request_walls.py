"""A request that became a dossier is walled like it: conflicts apply, and both live in one compartment.

Before a dossier exists the request counts as dossier 0, which no conflict and no grant names.
"""

from django.db import migrations

from egide.platform.database.walls import predicate

CONDITION = f"{predicate(dossier='coalesce(dossier_id, 0)')}\n  and not (select public.egide_is_external())"
FORWARD_SQL = f"""
drop policy walls on interventions_request;
create policy walls on interventions_request for all using ({CONDITION}) with check ({CONDITION});
alter table interventions_request add constraint interventions_request_dossier_wall
  foreign key (dossier_id, compartment_id) references dossiers_dossier (id, compartment_id);
"""
BACK_SQL = f"""
alter table interventions_request drop constraint interventions_request_dossier_wall;
drop policy walls on interventions_request;
create policy walls on interventions_request for all using ({predicate()}) with check ({predicate()});
"""


class Migration(migrations.Migration):
    """Will close the request to whoever is in conflict with its dossier."""

    dependencies = [("interventions", "0004_form_key")]

    operations = [migrations.RunSQL(FORWARD_SQL, BACK_SQL)]
