"""What the reading child gives up before it opens anything: memory, time, files, the network, its parent’s secrets.

Each lock that the system offers is closed; `closed()` says which, so that the operations page can be checked.
"""

import ctypes
import os
import resource
import struct
import sys
from contextlib import suppress
from pathlib import Path

from egide.platform.reading import limits

_NO_NEW_PRIVILEGES = 38  # prctl
_NEW_NETWORK, _NEW_USER, _NEW_MOUNTS = 0x40000000, 0x10000000, 0x00020000  # unshare
_BIND, _RECURSIVE, _PRIVATE = 1 << 12, 1 << 14, 1 << 18  # mount
_READ_ONLY, _REMOUNT, _DETACH = 1, 1 << 5, 1 << 1  # mount, umount2
_CREATE, _ADD, _RESTRICT = 444, 445, 446  # Landlock’s system calls, the same on every architecture
_READ = 1 << 0 | 1 << 2 | 1 << 3  # execute, read a file, read a folder
_SOCKET, _REMOVE = 1 << 9, 1 << 5  # LibreOffice makes one in /tmp, whatever TMPDIR says, and takes it away
_ALL, _MOVE = (1 << 13) - 1, 1 << 13  # every right of Landlock’s first version; moving between folders
_SYSTEM = (
    "/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc", "/proc", "/sys", "/opt", "/nix",
    "/var/lib/libreoffice", "/var/spool/libreoffice", "/var/cache/fontconfig",
)  # fmt: skip
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random", "/dev/full")
_libc = ctypes.CDLL(None, use_errno=True)


def limit_resources() -> None:
    """Will bound memory, output and open files for this process and those that it starts."""
    for what, most in (
        (resource.RLIMIT_DATA, limits.MEMORY),
        (resource.RLIMIT_AS, limits.ADDRESSES),
        (resource.RLIMIT_FSIZE, limits.LARGEST_OUTPUT),
        (resource.RLIMIT_NOFILE, limits.MOST_FILES + 128),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # an administrator’s lower bound stands
            resource.setrlimit(what, (most, most))
    with suppress(OSError):
        os.nice(limits.NICE)


def allow_processor(seconds: int) -> None:
    """Will let this process use the processor for so many seconds more; the system kills it after."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def closed(*, folder: Path) -> list[str]:
    """Will close every lock that the system offers, and return the names of those that hold."""
    held = []
    if _apart():
        held.append("network")
        if _own_tmp(folder):
            held.append("tmp")
    if _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
        held.append("privileges")
        if _landlocked(folder, own_tmp="tmp" in held):
            held.append("files")
    return held


def _apart() -> bool:
    """A network of its own, without any interface, and mounts of its own; by root, else in a user’s namespace."""
    if _libc.unshare(_NEW_NETWORK | _NEW_MOUNTS) == 0:
        return True
    user, group = os.getuid(), os.getgid()
    if _libc.unshare(_NEW_USER | _NEW_NETWORK | _NEW_MOUNTS) != 0:
        return False
    with suppress(OSError):  # the same person inside as outside
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    return True


def _own_tmp(folder: Path) -> bool:
    """Will put a private folder in the place of /tmp, for this process alone."""
    if folder.is_relative_to("/tmp"):
        return False
    place = folder / "tmp"
    place.mkdir(exist_ok=True)
    if _libc.mount(None, b"/", None, _RECURSIVE | _PRIVATE, None) != 0:
        return False
    # Installed under /tmp, the programs would disappear with it: they are shown again there, to be read only.
    if not all(_shown_again(Path(one), place) for one in _programs() if Path(one).is_relative_to("/tmp")):
        return False
    return int(_libc.mount(os.fsencode(place), b"/tmp", None, _BIND | _RECURSIVE, None)) == 0


def _programs() -> tuple[str, ...]:
    """The interpreter, its libraries and our package itself, never the folder that holds it."""
    return (sys.prefix, sys.base_prefix, str(Path(__file__).resolve().parents[2]))


def _shown_again(program: Path, place: Path) -> bool:
    again = place / program.relative_to("/tmp")
    again.mkdir(parents=True, exist_ok=True)
    inside = os.fsencode(again)
    if _libc.mount(os.fsencode(program), inside, None, _BIND, None) != 0:
        return False
    if _libc.mount(None, inside, None, _BIND | _REMOUNT | _READ_ONLY, None) != 0:
        _libc.umount2(inside, _DETACH)  # writable, it would be a way into the house
        return False
    return True


def _landlocked(folder: Path, *, own_tmp: bool) -> bool:
    """Keys and blobs lie beside the child with the same owner: Landlock leaves it the programs and its folder."""
    version = _libc.syscall(_CREATE, None, 0, 1)
    if version < 1:
        return False
    rights = _ALL if version == 1 else _ALL | _MOVE
    rules = struct.pack("Q", rights)
    ruleset = _libc.syscall(_CREATE, rules, len(rules), 0)
    if ruleset < 0:
        return False
    try:
        for place in sorted({*_SYSTEM, *_programs()}):
            _allow(ruleset, place, _READ)
        for place in _DEVICES:
            _allow(ruleset, place, 1 << 1 | 1 << 2)
        _allow(ruleset, "/tmp", rights if own_tmp else _SOCKET | _REMOVE)
        _allow(ruleset, str(folder), rights)
        return int(_libc.syscall(_RESTRICT, ruleset, 0)) == 0
    finally:
        os.close(ruleset)


def _allow(ruleset: int, place: str, rights: int) -> None:
    with suppress(OSError):
        descriptor = os.open(place, os.O_PATH | os.O_CLOEXEC)
        try:
            rule = struct.pack("=Qi", rights, descriptor)
            _libc.syscall(_ADD, ruleset, 1, rule, 0)
        finally:
            os.close(descriptor)
