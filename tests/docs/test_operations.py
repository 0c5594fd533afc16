"""The table of the environment is the settings' own: no variable forgotten, none invented.

Also the accounts that the README shows: they are the demonstration's.
"""

import ast
import re

from egide.interfaces.demo.accounts import ACCOUNTS, PASSWORD
from tests.docs.documents import ROOT, rows

SETTINGS = ("installation.py", "settings.py", "settings_people.py")
# Said by their names in settings.py, outside of a reader's call.
ADDRESSES = {"DATABASE_URL", "KEYS_DATABASE_URL", "DATABASE_OWNER_URL", "KEYS_DATABASE_OWNER_URL"}


def _read_by_the_settings() -> dict[str, str]:
    """The variables, each with its reader's name."""
    trees = [ast.parse((ROOT / "egide/config" / name).read_text(encoding="utf-8")) for name in SETTINGS]
    found = {}
    for node in (node for tree in trees for node in ast.walk(tree)):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="env"), attr=reader),
                args=[ast.Constant(value=str(known)), *_],
            ):
                found[known] = reader
    return found | dict.fromkeys(ADDRESSES, "secret")


def _listed() -> dict[str, str]:
    """The variables of the table, each with its meaning."""
    table = rows(ROOT / "docs/operations/deployment.md")
    return {cells[0].strip("`"): cells[2] for cells in table if cells[0].startswith("`")}


def test_the_table_lists_what_the_settings_read_and_nothing_else() -> None:
    assert sorted(_listed()) == sorted(_read_by_the_settings())


def test_the_table_marks_the_secrets() -> None:
    marked = {variable for variable, meaning in _listed().items() if meaning.startswith("*secret*")}

    assert marked == {variable for variable, reader in _read_by_the_settings().items() if reader == "secret"}


def test_the_readme_shows_accounts_that_the_demonstration_prints() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"[a-z]+@[a-z.]+\.example", readme)

    assert shown
    assert set(shown) <= {account.email for account in ACCOUNTS}
    assert PASSWORD in readme
