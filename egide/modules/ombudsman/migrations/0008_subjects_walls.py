"""The walls of the subjects and of the documents of meetings; older exchanges take the name of their subject."""

from django.db import migrations

from egide.platform.database.walls import anchor, protect, tie

NAMES = """
update ombudsman_ombudsmanexchange e set subject_name = s.name
from ombudsman_networksubject s
where s.compartment_id = e.compartment_id and s.code = e.subject and e.subject_name = ''
"""


class Migration(migrations.Migration):
    """Will put both tables behind the walls."""

    dependencies = [("ombudsman", "0007_subjects"), ("storage", "0003_anchor")]

    operations = [
        migrations.RunSQL(NAMES, migrations.RunSQL.noop),
        *protect("ombudsman_networksubject"),
        anchor("ombudsman_meeting"),
        *protect("ombudsman_meetingfile", parent=("meeting_id", "ombudsman_meeting", "id")),
        tie("ombudsman_meetingfile", "stored_id", "storage_storedobject"),
    ]
