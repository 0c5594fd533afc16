"""The windows of full text: ids and totals only, past the policies with their very words and the gate's reach.

Listed in kernel/gate/windows.py; their SQL, with its reasons, is in kernel/search/walking.py.
"""

from django.db import migrations

from egide.kernel.search.opening import windows


class Migration(migrations.Migration):
    """Will open the windows."""

    dependencies = [("search", "0003_keeping")]

    operations = windows()
