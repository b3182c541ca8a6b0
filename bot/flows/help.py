"""See what you can do here."""

from collections.abc import Iterable, Mapping, Sequence

from bot.flows import Conversation, find_flows
from bot.message import Fact, Say
from bot.ports import Visit

# What somebody with two minutes looks for, in the order in which they would. A command that is named nowhere
# comes last among the others.
GROUPS = {
    "taking_part": ("join", "status", "home", "profile", "programmes", "resources", "informal", "external"),
    "finding": ("find", "request", "rank", "cancel", "change"),
    "hour": (
        *("meet", "times", "moved", "goals", "reflect", "journal", "useful", "extend", "close"),
        *("look-back", "story"),
    ),
    "break": ("pause", "resume", "stop", "leave"),
    "data": ("export", "consents", "named", "showcase", "link", "forget-me"),
    "others": ("concern", "hello", "help"),
}


def answer(visit: Visit, rest: str) -> Say:
    """List the commands this person may use."""
    del rest
    return worded(one for one in find_flows().values() if one.helps(visit))


def worded(flows: Iterable[Conversation]) -> Say:
    """The commands by what they are for."""
    groups: tuple[Fact, ...] = tuple(
        {"name": name, "commands": tuple({"name": one.command, "help": one.help} for one in found)}
        for name, found in grouped(flows).items()
    )
    return Say("help/help", {"groups": groups})


def grouped(flows: Iterable[Conversation]) -> Mapping[str, Sequence[Conversation]]:
    """Each group that has any, in the order in which it is read; those for coordinators last."""
    groups: dict[str, list[Conversation]] = {name: [] for name in (*GROUPS, "coordinators")}
    for flow in sorted(flows, key=_place):
        groups[_group(flow)].append(flow)
    return {name: found for name, found in groups.items() if found}


def _group(flow: Conversation) -> str:
    if flow.coordinators:
        return "coordinators"
    return next((name for name, commands in GROUPS.items() if flow.command in commands), "others")


def _place(flow: Conversation) -> tuple[int, str]:
    commands = GROUPS.get(_group(flow), ())
    return commands.index(flow.command) if flow.command in commands else len(commands), flow.command
