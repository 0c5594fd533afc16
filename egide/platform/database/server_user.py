"""The system user that runs the embedded server: PostgreSQL refuses to run as root.

Not the user of the web server or of the worker: those keep the operator's own identity.
"""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from egide.platform.database.faults import ClusterError

_NAME = "egide"


@dataclass(frozen=True)
class ServerUser:
    """An account of the system: its numbers, its name, and whether one must change identity to become it."""

    uid: int
    gid: int
    name: str

    @property
    def popen(self) -> dict[str, Any]:
        """The arguments of Popen that make a child run as this user."""
        if os.geteuid() == self.uid:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_reach(self, path: Path) -> bool:
        """Will say whether every folder down to `path` lets this user pass."""
        return all(self._may_pass(folder) for folder in (path, *path.parents) if folder.is_dir())

    def own(self, folder: Path, *, mode: int = 0o700) -> None:
        """Will make a folder that belongs to this user.

        :raises ClusterError: something else stands there, or it belongs to another user.
        """
        folder.mkdir(mode=mode, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid not in {self.uid, os.geteuid()}:
            raise ClusterError(f"Le dossier {folder} appartient à un autre utilisateur; retirez-le.")
        if os.geteuid() == 0:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(mode)

    def _may_pass(self, folder: Path) -> bool:
        status = folder.stat()
        if self.uid == 0:
            return True
        if status.st_uid == self.uid:
            return bool(status.st_mode & 0o100)
        return bool(status.st_mode & (0o010 if status.st_gid == self.gid else 0o001))


def current_name() -> str:
    """Will return the name of the account that runs this process.

    :raises ClusterError: the account has a number and no name: peer authentication cannot know it.
    """
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError as error:
        raise ClusterError(
            f"Le compte n° {os.geteuid()} n’a pas de nom dans /etc/passwd; donnez-lui-en un, "
            "ou désignez un serveur PostgreSQL par DATABASE_URL."
        ) from error


def server_user(data: Path) -> ServerUser:
    """Will return the user that runs the server: oneself, or for root the data's owner, else `egide`."""
    if os.geteuid() != 0:
        return ServerUser(os.geteuid(), os.getegid(), current_name())
    if data.exists() and (owner := data.stat()).st_uid != 0:
        return ServerUser(owner.st_uid, owner.st_gid, pwd.getpwuid(owner.st_uid).pw_name)
    return _account(_NAME) or _created(_NAME) or _account("nobody") or _refused()


def _account(name: str) -> ServerUser | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return ServerUser(entry.pw_uid, entry.pw_gid, name)


def _created(name: str) -> ServerUser | None:
    tool = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if tool is None:
        return None
    # Two starts at once may both try: the account that exists afterwards is what counts.
    options = ("--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent")
    subprocess.run([tool, *options, "--shell", "/usr/sbin/nologin", name], capture_output=True, check=False)
    return _account(name)


def _refused() -> ServerUser:
    raise ClusterError(
        "PostgreSQL ne tourne pas en tant que root\u00a0: créez un compte système «\u00a0egide\u00a0»."
    )
