"""The front door of the command line. Ends with 0 done, 1 refused or failed, 2 wrong usage."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from functools import cache

from bot.ports import Out
from handlers.shell import assign, doctor, match, migrate, people, playground, preview, serve, verify
from handlers.shell.toolbox import Refused, Toolbox
from handlers.shell.variables import BadSetting

COMMANDS = (serve, playground, migrate, doctor, people, match, assign, verify, preview)
LATER = ("manifest",)


def main(argv: Sequence[str], toolbox: Toolbox) -> int:
    """Run one command; `argv` is without the name of the program."""
    _print_anything()
    try:
        return _run(argv, toolbox)
    except (Refused, BadSetting) as refused:
        return _say(str(refused))
    except Out:
        return _say("The database cannot be reached; nothing was done. `python app.py doctor` says more.")
    except KeyboardInterrupt:
        return _say("Stopped.")
    except MemoryError:
        return _say("There is not enough memory for so much at once: divide the file. Nothing was done.")
    except BrokenPipeError:
        # whoever read us has gone (`| head`): leave Python nothing to flush into the closed pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except SystemExit as ended:  # argparse's way to say that the usage was wrong, or that help was given
        return ended.code if isinstance(ended.code, int) else 2


def _run(argv: Sequence[str], toolbox: Toolbox) -> int:
    if argv and argv[0] in LATER:
        return _say(f"`{argv[0]}` is not in this version of onehour yet.", code=2)
    wanted = _parser().parse_args(argv)
    done: int = wanted.run(wanted, toolbox)
    sys.stdout.flush()  # so that a reader who has gone is noticed here, not when Python ends
    return done


@cache
def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "app.py", description="One hour a month: mentoring in chat.", allow_abbrev=False
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add(commands)
    return parser


def _say(words: str, code: int = 1) -> int:
    print(words, file=sys.stderr)
    return code


def _print_anything() -> None:
    """A name that the terminal's encoding lacks is no reason to fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
