"""A PostgreSQL server of the test's own, from the system's packages."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "postgres"


@contextmanager
def server() -> Iterator[Callable[[str], str]]:
    """A new server: a function that makes an empty database and returns its address."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    assert programs, "PostgreSQL is not installed: apt-get install postgresql"
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # a short path: it will hold a socket
    data, sockets = folder / "data", folder / "run"
    sockets.mkdir()
    account = pwd.getpwnam(USER) if os.geteuid() == 0 else None  # it refuses to run as root
    if account is not None:
        for path in (folder, sockets):
            os.chown(path, account.pw_uid, account.pw_gid)

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [str(programs[-1] / program), *arguments],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            timeout=120,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
        )

    def database(name: str) -> str:
        run("createdb", f"--host={sockets}", f"--username={USER}", name)
        return f"postgresql+psycopg://{USER}@/{name}?host={sockets}"

    run("initdb", f"--pgdata={data}", "--auth=trust", f"--username={USER}", "--no-sync")
    options = f"-c listen_addresses= -c unix_socket_directories={sockets} -c fsync=off"
    run("pg_ctl", f"--pgdata={data}", "start", "--wait", "-l", str(folder / "log"), "-o", options)
    try:
        yield database
    finally:
        run("pg_ctl", f"--pgdata={data}", "stop", "--wait", "-m", "immediate")
        shutil.rmtree(folder)
