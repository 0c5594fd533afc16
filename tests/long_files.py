"""The files that take long, the longest first: begun last, one of them would keep a worker busy while others wait.

A file that is not here is short. Measured by the processor's time; an order, not a promise.
"""

_LONGEST = (
    "tests/interfaces/demo/test_loading.py",
    "tests/walls/test_matrix.py",
    "tests/walls/test_canary.py",
    "tests/walls/test_hostile_forms.py",
    "tests/journeys/test_thread.py",
    "tests/walls/",
    "tests/journeys/",
    "tests/interfaces/webdav/",
)
# A browser, a server or a killed process in each.
_LONG = (
    "_browser.py",
    "_screens.py",
    "_live.py",
    "test_killed.py",
    "test_cluster.py",
    "test_fuzz.py",
    "test_keys.py",
)


def rank(nodeid: str) -> int:
    """Will return the place of a test's file in the run: the smaller, the earlier."""
    file = nodeid.partition("::")[0]
    for place, name in enumerate(_LONGEST):
        if file.startswith(name):
            return place
    return len(_LONGEST) + (not file.endswith(_LONG))
