"""Starts, joins and stops the embedded PostgreSQL server, whatever was killed before.

For the demonstration, the tests and a small installation; a real server is named by DATABASE_URL.
"""

import contextlib
import fcntl
import os
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from egide.platform.database import binaries, places, processes, roles, tuning
from egide.platform.database.faults import ClusterError
from egide.platform.database.server_user import ServerUser, current_name, server_user

# A crash recovery may be long and must not be cut short; a clean stop is not.
_START_SECONDS, _STOP_SECONDS = 600.0, 60.0
_LOG_LIMIT = 5_000_000
_SUPERUSER = "postgres"
# Servers that others still use when their starter leaves: Popen complains of being forgotten.
_left_running: list["subprocess.Popen[bytes]"] = []


@dataclass
class Cluster:
    """One embedded server; two processes with the same home share it."""

    home: Path
    durable: bool = True
    _child: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    @classmethod
    def named(cls, name: str) -> "Cluster":
        """Will return the server called `demo`, `test` or `bench`; the tests' one is not durable."""
        return cls(places.home(name), durable=name != "test")

    # --- Addresses ------------------------------------------------------------------------------------
    @property
    def places(self) -> places.Places:
        return places.Places(self.home)

    def url(self, role: str, database: str) -> str:
        """Will return a connection address, read alike by libpq and by the settings."""
        return f"postgresql://{role}@/{database}?host={self.places.sockets}"

    def superuser(self) -> str:
        """Will return the connection string of the server's superuser, without a database."""
        return psycopg.conninfo.make_conninfo(host=str(self.places.sockets), user=_SUPERUSER)

    def environment(self) -> dict[str, str]:
        """Will return the variables that make the settings use this server."""
        return {
            "EGIDE_HOME": str(self.home),
            "DATABASE_URL": self.url(roles.APP, roles.MAIN),
            "DATABASE_OWNER_URL": self.url(roles.OWNER, roles.MAIN),
            "KEYS_DATABASE_URL": self.url(roles.APP, roles.KEYS),
            "KEYS_DATABASE_OWNER_URL": self.url(roles.OWNER, roles.KEYS),
        }

    # --- Life -----------------------------------------------------------------------------------------
    @contextlib.contextmanager
    def running(self, *, tied: bool = True) -> Iterator["Cluster"]:
        """Will keep the server up inside the block; the last process out stops it.

        `tied`: a server started here also stops when this very process dies. The tests are not tied:
        several runs share their server, and the first to finish must not take it away from the others.

        :raises ClusterError: the server cannot be started.
        """
        self.make_home()
        with self.places.users_lock.open("a") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            self.start(tied=tied)
            try:
                yield self
            finally:
                with self._lock():
                    fcntl.flock(users, fcntl.LOCK_UN)
                    if _alone(users.fileno()):
                        self._stop()
                    elif self._child is not None:
                        _left_running.append(self._child)

    def start(self, *, tied: bool) -> bool:
        """Will start the server, or join the one that runs; true when this process started it.

        :raises ClusterError: it did not become ready.
        """
        self.make_home()
        with self._lock():
            user = server_user(self.places.data)
            programs = self._prepare(user)
            joined = self._joined()
            if not joined:
                self._clear_remains()
                self._launch(user, programs, tied=tied)
            self._bootstrap()
            return not joined

    def stop(self) -> None:
        """Will stop the server, whoever uses it; nothing to do when it does not run."""
        if self.home.is_dir():
            with self._lock():
                self._stop()

    def is_running(self) -> bool:
        """Will say whether the server accepts connections."""
        return self._postmaster() is not None and self._status() == "ready"

    # --- Preparation ----------------------------------------------------------------------------------
    def make_home(self) -> None:
        """Will make the home's folder.

        :raises ClusterError: it belongs to someone else.
        """
        for folder, mode in ((self.home.parent, 0o755), (self.home, 0o711)):
            if not folder.exists():
                folder.mkdir(parents=True, exist_ok=True)
                folder.chmod(mode)  # whatever the umask: the server's user must be able to pass
        if os.geteuid() not in {0, self.home.stat().st_uid}:
            raise ClusterError(
                f"Le dossier {self.home} appartient à un autre utilisateur; désignez-en un par EGIDE_HOME."
            )

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        with self.places.start_lock.open("a") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _prepare(self, user: ServerUser) -> Path:
        if not user.can_reach(self.home):
            raise ClusterError(
                f"L’utilisateur «\u00a0{user.name}\u00a0», qui fait tourner PostgreSQL, ne peut pas "
                f"atteindre {self.home}; désignez un autre dossier par EGIDE_HOME."
            )
        programs = binaries.programs(user, self.places.binaries)
        user.own(self.places.sockets)
        if not (self.places.data / "PG_VERSION").exists():
            self._initialize(user, programs)
        return programs

    def _initialize(self, user: ServerUser, programs: Path) -> None:
        # A killed initdb leaves half a folder: it works in a draft, whose rename is the last step.
        draft = self.home / "postgresql.draft"
        user.own(draft)
        _empty(draft)
        command = [
            str(programs / "initdb"),
            "--pgdata",
            str(draft),
            "--username",
            _SUPERUSER,
            "--no-instructions",
        ]
        command += ["--auth-local=peer", "--auth-host=scram-sha-256", "--data-checksums", "--encoding=UTF8"]
        command += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"]
        command += [] if self.durable else ["--no-sync"]
        done = subprocess.run(
            command, cwd=draft, env=_environment(), capture_output=True, text=True, check=False, **user.popen
        )
        if done.returncode != 0:
            raise ClusterError(
                f"La création de la base de données a échoué\u00a0: {done.stderr.strip()[-800:]}"
            )
        os.rename(draft, self.places.data)

    def _configure(self, user: ServerUser) -> None:
        settings = tuning.server_configuration(
            sockets=self.places.sockets, memory=tuning.machine_memory(), durable=self.durable
        )
        for name, text in (
            ("postgresql.conf", settings),
            ("pg_hba.conf", tuning.access_configuration()),
            ("pg_ident.conf", tuning.identity_map((current_name(), user.name))),
        ):
            (self.places.data / name).write_text(text, encoding="utf-8")

    def _bootstrap(self) -> None:
        mark = self.home / f"roles-{places.short_hash(roles.script())}"
        if not mark.exists():
            roles.apply(self.superuser())
            mark.touch()

    # --- The server process ---------------------------------------------------------------------------
    def _postmaster(self) -> int | None:
        pid = self._pid_file(0)
        return int(pid) if pid.isdigit() and processes.works_in(int(pid), self.places.data) else None

    def _status(self) -> str:
        return self._pid_file(7)

    def _pid_file(self, line: int) -> str:
        try:
            return (self.places.data / "postmaster.pid").read_text().splitlines()[line].strip()
        except (OSError, IndexError):
            return ""

    def _joined(self) -> bool:
        # Either it becomes ready (starting, recovering), or it goes away (stopping, killed).
        def settled() -> bool:
            return self._postmaster() is None or (self._status() == "ready" and self._accepts())

        if self._owner_died():
            self._stop()
        if not processes.wait_until(settled, seconds=_START_SECONDS):
            raise ClusterError(f"PostgreSQL ne répond pas; voyez {self.places.log}.")
        return self._postmaster() is not None

    def _owner_died(self) -> bool:
        # A server tied to a dead process is about to stop, even if it has not noticed yet.
        owner = self.places.owner.read_text() if self.places.owner.exists() else ""
        return owner.isdigit() and not processes.alive(int(owner))

    def _accepts(self) -> bool:
        # The file says "ready" for a server that is being killed at this very moment, too.
        return psycopg.pq.PGconn.ping(self.superuser().encode()) == psycopg.pq.Ping.OK

    def _clear_remains(self) -> None:
        # A killed postmaster leaves children that finish their query before they notice. They must be gone
        # before its pid file is: that file is what keeps two servers from sharing one memory.
        def gone() -> bool:
            return not processes.named_in("postgres", self.places.data)

        if self._child is not None:
            self._child.poll()  # our own, killed: reaps the zombie
        if not processes.wait_until(gone, seconds=2):
            for pid in processes.named_in("postgres", self.places.data):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            if not processes.wait_until(gone, seconds=_STOP_SECONDS):
                raise ClusterError(f"Un ancien processus PostgreSQL occupe encore {self.places.data}.")
        # Both name the dead server's number, which a zombie keeps and which another process may be given.
        for left in (self.places.data / "postmaster.pid", *self.places.sockets.glob(".s.PGSQL.*")):
            left.unlink(missing_ok=True)

    def _launch(self, user: ServerUser, programs: Path, *, tied: bool) -> None:
        self._configure(user)
        if self.places.log.exists() and self.places.log.stat().st_size > _LOG_LIMIT:
            self.places.log.replace(self.places.log.with_suffix(".log.1"))
        with self.places.log.open("ab") as log:
            # Its own session: Ctrl-C in a terminal must not reach it before the web server and the worker.
            # SIGINT is PostgreSQL's fast stop: sessions are closed, everything is written.
            self._child = subprocess.Popen(
                [programs / "postgres", "-D", self.places.data],
                cwd=self.places.data,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=processes.tied_to_me(signal.SIGINT) if tied else None,
                **user.popen,
            )
        self.places.owner.write_text(str(os.getpid()) if tied else "")
        self._wait_ready(self._child)

    def _wait_ready(self, child: "subprocess.Popen[bytes]") -> None:
        def settled() -> bool:
            return child.poll() is not None or self._ready(child.pid)

        processes.wait_until(settled, seconds=_START_SECONDS)
        if not self._ready(child.pid):
            tail = self.places.log.read_text(errors="replace")[-800:]
            raise ClusterError(f"PostgreSQL n’a pas démarré. Fin de {self.places.log} :\n{tail}")

    def _ready(self, pid: int) -> bool:
        return processes.alive(pid) and self._pid_file(0) == str(pid) and self._status() == "ready"

    def _stop(self) -> None:
        pid = self._postmaster()
        if pid is None:
            return
        for sent in (signal.SIGINT, signal.SIGQUIT):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, sent)
            if processes.wait_until(lambda: self._gone(pid), seconds=_STOP_SECONDS):
                return
        raise ClusterError(f"PostgreSQL (processus {pid}) ne s’arrête pas.")

    def _gone(self, pid: int) -> bool:
        # Looked at before it is reaped: a child that dies between the two would stay a zombie.
        dead = not processes.alive(pid)
        if self._child is not None:
            self._child.poll()  # reaps it when it is our own child
        return dead


def _alone(users: int) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _empty(folder: Path) -> None:
    for entry in sorted(folder.rglob("*"), reverse=True):
        if entry.is_dir() and not entry.is_symlink():
            entry.rmdir()
        else:
            entry.unlink()


def _environment() -> dict[str, str]:
    # Nothing of the operator's environment (PG*, LD_LIBRARY_PATH, locale) may change the server.
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
