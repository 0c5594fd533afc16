"""Who watches over a hold: whoever placed it, until it is entrusted to another."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column; the holds that stand are kept by whoever placed them."""

    dependencies = [("records", "0002_walls")]

    operations = [
        migrations.AddField(
            model_name="hold",
            name="kept_by",
            field=models.CharField(
                default="", help_text="Qui veille sur ce gel et peut en demander la levée.", max_length=60
            ),
            preserve_default=False,
        ),
        migrations.RunSQL("update records_hold set kept_by = placed_by", migrations.RunSQL.noop),
    ]
