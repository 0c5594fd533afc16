"""The three configuration files of the embedded server, written anew at each start.

A real server keeps its own: docs/operations/database.md lists what Égide expects of it.
"""

import os
from collections.abc import Iterable
from pathlib import Path

_MEBIBYTE = 1024 * 1024
_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


def machine_memory() -> int:
    """Will return the bytes of memory of this machine, or of its container when that is less."""
    sizes = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    for name in _LIMITS:
        path = Path(name)
        if path.is_file() and (text := path.read_text().strip()).isdigit():
            sizes.append(int(text))
    return min(sizes)


def shared_buffers(memory: int) -> int:
    """Will return mebibytes of cache: 1/32 of memory, since demo, test and bench may run side by side."""
    return max(64, min(512, memory // 32 // _MEBIBYTE))


def server_configuration(*, sockets: Path, memory: int, durable: bool) -> str:
    """Will return postgresql.conf; `durable=False` (tests) trades safety against a power cut for speed."""
    buffers, cache = shared_buffers(memory), max(256, memory // 4 // _MEBIBYTE)
    lines = [
        ("listen_addresses", "", "no network: one socket, whose folder only its owner may enter"),
        ("unix_socket_directories", f'"{sockets}"', "under 100 bytes, see places.py"),
        ("unix_socket_permissions", "0700", "the server's user, and root"),
        ("max_connections", "200", "web threads, worker, commands; parallel test processes"),
        ("shared_buffers", f"{buffers}MB", "1/32 of the machine's memory, 64 to 512 MB"),
        ("effective_cache_size", f"{cache}MB", "what the system's cache may hold"),
        ("dynamic_shared_memory_type", "mmap", "a container often gives 64 MB of /dev/shm and no more"),
        ("work_mem", "16MB", "sorts of the lists and of the statistics stay in memory"),
        ("maintenance_work_mem", "64MB", "index builds of a house of this size"),
        ("max_wal_size", "1GB" if durable else "512MB", "fewer forced checkpoints while the demo loads"),
        ("random_page_cost", "1.1", "data on solid-state disks"),
        (
            "autovacuum_vacuum_scale_factor",
            "0.02",
            "lists and counts read indexes alone, while rows are known settled",
        ),
        ("autovacuum_vacuum_insert_scale_factor", "0.05", "same"),
        ("jit", "off", "short queries: compiling would cost more than it gives"),
        ("idle_in_transaction_session_timeout", "10min", "a forgotten transaction must not hold its locks"),
        ("timezone", "UTC", "instants are stored in UTC; the Office's zone belongs to the screens"),
        ("log_timezone", "UTC", "one clock for every log"),
        ("log_line_prefix", "%m [%p] %u@%d ", "who, where, when"),
        ("lc_messages", "C", "messages that can be searched for"),
    ]
    if not durable:
        lines += [
            ("fsync", "off", "test data are rebuilt at will; kill -9 loses nothing, only a power cut would"),
            ("full_page_writes", "off", "same"),
            ("autovacuum", "off", "copies live for a test; tidying a template delays the next one"),
        ]
    return "".join(f"{name} = {_quoted(value)}  # {why}\n" for name, value, why in lines)


def access_configuration() -> str:
    """Will return pg_hba.conf: the socket alone, and the kernel's word on who is at the other end."""
    return "local all all peer map=egide\n"


def identity_map(names: Iterable[str]) -> str:
    """Will return pg_ident.conf: these system accounts may take any role (docs/operations/database.md)."""
    return "".join(f'egide "{name}" all\n' for name in sorted(set(names)))


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
