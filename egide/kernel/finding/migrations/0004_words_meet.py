"""The index of words holds the dossier and its compartment: two words meet without a row being read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Will make the index again, with its columns beside."""

    dependencies = [("finding", "0003_words_of_before")]

    operations = [
        migrations.RemoveIndex(model_name="word", name="finding_by_word"),
        migrations.AddIndex(
            model_name="word",
            index=models.Index(fields=["word"], include=["dossier", "compartment"], name="finding_by_word"),
        ),
    ]
