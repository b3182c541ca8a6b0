"""The product as a process of its own, to be killed and started again like on any bad day."""

import asyncio
import os
import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import aiohttp
import psutil

APP = Path(__file__).parents[2] / "app.py"
PATIENCE = 75.0  # longer than the last look for a message in doubt
GAUGE = re.compile(r'^onehour_outbox_messages\{state="(\w+)"\} (\d+)', re.MULTILINE)
# Below the ports that systems give to outgoing connections, which could take ours while we are dead.
PORTS = range(20_000, 32_000)


class Served:
    """`python app.py serve`: one address, one database, one log, and as many lives as a test needs."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        # nothing of ours: neither settings nor proxies of the machine that runs the tests
        path = {"PATH": os.environ.get("PATH", "")}
        self.environment = {**path, "ONEHOUR_TICK": "0.2", **environment, "PORT": str(port)}
        self._folder = folder
        self._log = folder / "serve.log"
        self._process: subprocess.Popen[bytes] | None = None

    async def starts(self) -> None:
        """Return when it is ready."""
        self._process = self._popen()
        await until(self.is_ready, self.log)

    def kill(self) -> None:
        """End it and its children at once, in the middle of whatever it does."""
        if self._process is None:
            return
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(self._process.pid)
            for one in [process, *process.children(recursive=True)]:
                one.kill()
        self._process.wait(PATIENCE)
        self._process = None

    async def stops(self, within: float) -> int:
        """Ask it to end, as systems do, and give its exit code."""
        process = self._process
        assert process, "it does not run"
        process.terminate()
        code = await asyncio.to_thread(process.wait, within)
        self._process = None
        return code

    async def refuses(self, *arguments: str) -> tuple[int, str]:
        """Run it again beside the first; gives the exit code and everything it said."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, str(APP), "serve", *arguments),
            cwd=self._folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        async with asyncio.timeout(PATIENCE):
            said, _ = await process.communicate()
        return process.returncode or 0, said.decode()

    async def is_ready(self) -> bool:
        assert self._process is None or self._process.poll() is None, f"it has ended: {self.log()}"
        with suppress(aiohttp.ClientError):
            return (await self.asked("/readyz"))[0] == 200
        return False

    async def outbox(self) -> dict[str, int]:
        """How many messages are in each state, as monitoring sees it; nothing while the database is out."""
        _, text = await self.asked("/metrics")
        return {state: int(number) for state, number in GAUGE.findall(text)}

    def log(self) -> str:
        return self._log.read_text(errors="replace")[-4000:]

    async def asked(self, path: str) -> tuple[int, str]:
        """Status and body."""
        async with aiohttp.ClientSession() as session, session.get(self.address + path) as answer:
            return answer.status, await answer.text()

    def _popen(self) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, str(APP), "serve"],
                cwd=self._folder,  # no .env there
                env=self.environment,
                stdout=log,
                stderr=log,
            )


async def until(
    condition: Callable[[], object], otherwise: Callable[[], str], within: float = PATIENCE
) -> None:
    """Wait for a condition, which may have to be awaited itself."""
    give_up = time.monotonic() + within
    while True:
        found = condition()
        if asyncio.iscoroutine(found):
            found = await found
        if found:
            return
        assert time.monotonic() < give_up, f"waited in vain; {otherwise()}"
        await asyncio.sleep(0.02)


def free_port() -> int:
    for port in random.Random().sample(PORTS, 50):
        with socket.socket() as tried, suppress(OSError):
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(("127.0.0.1", port))
            return port
    raise OSError("no free port")
