"""`python -m egide.interfaces.commands`: the same command, for children that need no installed script.

The console script of `.venv/bin/egide` calls the same function.
"""

from egide.interfaces.commands.main import main

if __name__ == "__main__":
    main()
