"""Runs what runs until it is told to stop: by Ctrl-C or by SIGTERM, both of which are an ordinary end."""

import asyncio
import contextlib
import signal
from collections.abc import Coroutine

from handlers.shell.logs import set_up_logs
from handlers.shell.settings import Settings
from handlers.shell.toolbox import Refused


def run(work: Coroutine[None, None, None], settings: Settings) -> None:
    """Run it; told to stop, it is cancelled and tidies up in its `finally`."""
    from handlers.web.server import CannotListen

    set_up_logs(settings.log_format, settings.log_level, settings.secrets)
    try:
        asyncio.run(_until_told(work))
    except CannotListen as taken:
        words = f"onehour {taken}; set HOST and PORT."
        raise Refused(words) from taken


async def _until_told(work: Coroutine[None, None, None]) -> None:
    working = asyncio.create_task(work)
    told = asyncio.Event()

    def stop() -> None:
        told.set()
        working.cancel()

    for which in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: there Ctrl-C arrives as KeyboardInterrupt
            asyncio.get_running_loop().add_signal_handler(which, stop)
    try:
        await working
    except asyncio.CancelledError:
        if not told.is_set():
            raise
