"""What a list says of the paper of its destroyed dossiers: the day, the method, the witness, who says so."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Four columns."""

    dependencies = [
        ("disposal", "0003_forgetting"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("dispositionlist", "paper_on", models.DateField(null=True)),
        migrations.AddField("dispositionlist", "paper_method", models.CharField(blank=True, max_length=160)),
        migrations.AddField("dispositionlist", "paper_witness", models.CharField(blank=True, max_length=160)),
        migrations.AddField(
            "dispositionlist",
            "paper_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
