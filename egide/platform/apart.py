"""How Python is started apart, for a child that reads what came from anyone or sets type.

Alone with the house’s own code: nothing of the environment nor of the current folder, and it writes no compiled file.
"""

import sys


def python(*arguments: str) -> list[str]:
    """Will return the command of a Python that runs `arguments`.

    -I: no variable of the environment, no module of the current folder. -B: a compiled file cut short (a full disk, a
    bound on written files) would keep every later child from starting, as older Pythons rename it all the same.
    """
    return [sys.executable, "-I", "-B", *arguments]
