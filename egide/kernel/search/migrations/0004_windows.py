"""The windows of full text: ids and totals only, past the policies with their very words and the gate's reach.

Listed in kernel/gate/windows.py; their SQL, with its reasons, is in kernel/search/walking.py.
"""

from django.db import migrations

from egide.kernel.search.walking import ARGUMENTS, BODY, RANKED_BODY, TOTAL_BODY
from egide.platform.database.walls import window

_ROW = "entry_id bigint, dossier_id bigint, source text, rank int, day date"


class Migration(migrations.Migration):
    """Will open the three windows."""

    dependencies = [("search", "0003_keeping")]

    operations = [
        window(
            "window_search",
            arguments=ARGUMENTS,
            returns=f"table({_ROW})",
            body=BODY,
            language="plpgsql",
        ),
        window(
            "window_search_ranked",
            arguments="reach jsonb, mine bigint[], asked tsquery, wanted jsonb, skipped int, most int",
            returns=f"table({_ROW}, score real)",
            body=RANKED_BODY,
        ),
        window(
            "window_search_total",
            arguments="reach jsonb, mine bigint[], asked tsquery, wanted jsonb, most int",
            returns="int",
            body=TOTAL_BODY,
        ),
    ]
