"""What the server of a box says of who wrote: the name by which it is believed, its verdict on each e-mail."""

from django.db import migrations, models

CHECKED = [
    ("passed", "Expéditeur vérifié"),
    ("failed", "Expéditeur non vérifié"),
    ("unproved", "Expéditeur non vérifié"),
    ("silent", "Expéditeur non vérifié"),
    ("nobody", "Expéditeur non vérifié"),
]
DOUBT = [
    ("failed", "Expéditeur non vérifié"),
    ("sender", "Expéditeur différent"),
    ("automatic", "Réponse automatique probable"),
]


class Migration(migrations.Migration):
    """Will add the columns; a default of the database serves the lines that one statement writes."""

    dependencies = [("correspondence", "0005_register_walls")]

    operations = [
        migrations.AddField(
            model_name="mailbox",
            name="authority",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="mailpiece",
            name="checked",
            field=models.CharField(blank=True, choices=CHECKED, db_default="", default="", max_length=10),
        ),
        migrations.AddField(
            model_name="mailpiece",
            name="check_said",
            field=models.CharField(blank=True, db_default="", default="", max_length=60),
        ),
        migrations.AlterField(
            model_name="mailpiece",
            name="doubt",
            field=models.CharField(blank=True, choices=DOUBT, max_length=10),
        ),
    ]
