"""What a file says of itself is searched: its words are followed, in a house made new as in an older one.

Before, this held only when another module's migration came after this one's table.
"""

from django.db import migrations

from egide.kernel.search.triggers import texts_declared


class Migration(migrations.Migration):
    """Will follow the module's text and index what is there."""

    dependencies = [("records_office", "0002_walls"), ("search", "0008_read_once")]

    operations = [*texts_declared()]
