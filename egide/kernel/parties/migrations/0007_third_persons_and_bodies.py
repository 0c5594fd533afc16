"""Third persons concerned by a request, and bodies to which the Office writes, among the roles of a party."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Will name the two roles; no row changes."""

    dependencies = [("parties", "0006_fold_known_people")]

    operations = [
        migrations.AlterField(
            model_name="party",
            name="role",
            field=models.CharField(
                choices=[
                    ("requester", "Personne requérante"),
                    ("co_requester", "Autre signataire"),
                    ("representative", "Personne mandatée"),
                    ("order", "Ordre visé"),
                    ("third_person", "Tiers concerné"),
                    ("body", "Organisme"),
                    ("other", "Autre personne"),
                ],
                max_length=20,
            ),
        ),
    ]
