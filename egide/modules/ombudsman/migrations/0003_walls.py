"""The walls of the exchanges, their recommendations and submissions, and of the network’s two small registers."""

from django.db import migrations

from egide.kernel.search.triggers import texts_declared
from egide.platform.database.walls import protect, tie


class Migration(migrations.Migration):
    """Will put the tables behind the walls."""

    dependencies = [
        ("ombudsman", "0002_initial"),
        ("dossiers", "0002_walls"),
        ("documents", "0004_ties"),
        ("search", "0008_read_once"),
    ]

    operations = [
        *protect("ombudsman_ombudsmanexchange", dossier="dossier_id"),
        *protect("ombudsman_recommendation", dossier="dossier_id"),
        tie("ombudsman_recommendation", "document_id", "documents_document"),
        *protect("ombudsman_submission", dossier="dossier_id"),
        *protect("ombudsman_respondent"),
        *protect("ombudsman_meeting"),
        *texts_declared(),
    ]
