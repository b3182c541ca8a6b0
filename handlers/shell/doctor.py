"""`doctor`: what stops onehour from working, and the remedy. Reads only, so it works beside a running bot."""

import argparse
import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace

from handlers.shell import checks
from handlers.shell.logs import Redactor
from handlers.shell.settings import Settings, bad_settings, settings_from
from handlers.shell.toolbox import Check, State, Toolbox


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    commands.add_parser("doctor", help="check configuration, database and platforms").set_defaults(run=doctor)


def doctor(_: argparse.Namespace, toolbox: Toolbox) -> int:
    worst = 0
    for check in _all(toolbox):
        words = check.what + (f"; {check.remedy}" if check.remedy else "")
        print(f"{check.state:<8} {' '.join(words.split())}")  # others' errors come on several lines
        worst = max(worst, check.state is State.PROBLEM)
    return int(worst)


def _all(toolbox: Toolbox) -> Iterator[Check]:
    yield from checks.variables(toolbox.environ)
    # the rest is checked as if what is wrong were not set: nobody comes back once for every mistake
    wrong = {bad.variable for bad in bad_settings(toolbox.environ)}
    settings = settings_from({name: told for name, told in toolbox.environ.items() if name not in wrong})
    yield from checks.serving(settings)
    yield checks.texts(settings)
    redact = Redactor(settings.secrets)  # others' errors may quote what they were given
    if "DATABASE_URL" not in wrong:
        for check in checks.database(toolbox.database(settings), settings):
            yield replace(check, what=redact(check.what))
    for check in _platforms(toolbox, settings):
        yield replace(check, what=redact(check.what))


def _platforms(toolbox: Toolbox, settings: Settings) -> Sequence[Check]:
    async def ask() -> Sequence[Check]:
        return await toolbox.platform_checks(settings)

    try:
        return asyncio.run(ask())
    except Exception as failed:  # noqa: BLE001  # a doctor who faints helps nobody
        what = f"the platforms could not be asked: {type(failed).__name__}: {failed}"
        return [Check(State.PROBLEM, what, "look at the network, then try again")]
