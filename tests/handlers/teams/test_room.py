"""The rules of this room that no type checker holds."""

import logging
import re
from pathlib import Path

from msrest.universal_http.requests import ClientRetryPolicy

from handlers.teams.side import TeamsSide

HERE = Path(__file__).parents[3]
ROOM = HERE / "handlers" / "teams"
IMPORTS = re.compile(r"^\s*(?:from|import)\s+([\w.]+)", re.MULTILINE)


def imports(path: Path) -> set[str]:
    return set(IMPORTS.findall(path.read_text(encoding="utf-8")))


def test_only_this_room_imports_the_bot_framework() -> None:
    rooms = ["bot", "handlers", "storage", "templates", "scheduler", "playground"]
    others = [path for room in rooms for path in (HERE / room).rglob("*.py") if ROOM not in path.parents]

    found = [
        path.name
        for path in others
        if any(re.match(r"bot(builder|framework)|msrest", one) for one in imports(path))
    ]

    assert found == []


def test_inside_it_only_two_modules_do_so_that_its_successor_touches_two() -> None:
    found = {
        path.name
        for path in ROOM.rglob("*.py")
        if any(re.match(r"bot(builder|framework)|msrest", one) for one in imports(path))
    }

    assert found == {"sdk.py", "transport.py"}


def test_it_knows_the_core_and_none_of_our_other_rooms() -> None:
    known = {one for path in ROOM.rglob("*.py") for one in imports(path)}

    ours = {
        one
        for one in known
        if one.split(".")[0] in {"bot", "handlers", "storage", "templates", "scheduler", "playground"}
    }
    assert {one for one in ours if not one.startswith(("bot.", "handlers.teams"))} == set()


def test_nothing_said_in_teams_names_another_chat_platform() -> None:
    texts = [path.read_text(encoding="utf-8") for path in ROOM.rglob("*.py")]

    assert not re.search(r"slack|discord|zoom|webex", "\n".join(texts), re.IGNORECASE)


def test_making_a_client_of_the_framework_costs_no_search_through_lists() -> None:
    assert TeamsSide.__doc__
    assert isinstance(ClientRetryPolicy.safe_codes, frozenset)


def test_the_frameworks_warnings_about_fields_it_does_not_know_are_kept_out_of_the_log() -> None:
    assert TeamsSide.__doc__
    assert logging.getLogger("msrest").level == logging.ERROR
