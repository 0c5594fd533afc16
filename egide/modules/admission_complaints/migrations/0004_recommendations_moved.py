"""The recommendations are the kernel's now: this module lets go of the model, the table stays."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("admission_complaints", "0003_ties"),
        ("recommendations", "0001_moved"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="Recommendation")])
    ]
