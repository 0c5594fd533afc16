"""The worker knows each task that the sources declare: it imports no page, only applications and their tasks.py.

Asked of a process of its own: this one has imported the pages already.
"""

import ast
import json
import subprocess
import sys

from tests.consistency.sources import calls, sources

KNOWN = """
import json, sys
from egide.interfaces.commands import surroundings
surroundings.django()
from procrastinate.contrib.django import app
app.perform_import_paths()
print(json.dumps(sorted(app.tasks)))
"""


def declared() -> set[str]:
    """Will return the name of each `@task(name=…)` of the sources."""
    return {
        str(ast.literal_eval(word.value))
        for source in sources()
        for call in calls(source)
        if ast.unparse(call.func) == "task"
        for word in call.keywords
        if word.arg == "name" and isinstance(word.value, ast.Constant)
    }


def test_the_worker_knows_each_task_that_the_sources_declare() -> None:
    said = subprocess.run([sys.executable, "-c", KNOWN], check=True, capture_output=True, text=True).stdout
    known, told = set(json.loads(said)), declared()

    assert len(told) > 10
    assert told - known == set()
