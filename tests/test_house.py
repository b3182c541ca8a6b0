"""The house's own rules, as far as a machine can hold them."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import cast

from bot import routes
from bot.flows import find_flows
from bot.message import Say
from bot.people_reasons import REASONS
from bot.ports import STAMPED
from templates.library import SHIPPED
from tests.calls import calls
from tests.texts import LIBRARY, MESSAGES, SAID, by_subject

HOME = Path(__file__).parent.parent
ROOMS = ("benchmarks", "bot", "handlers", "playground", "scheduler", "storage", "templates")
LONGEST_MODULE = 250
# Lists of nouns and needs, with hardly a line of code: they are read as one page, and split they would be searched.
GLOSSARIES = {"bot/message.py", "bot/model.py", "bot/ports.py", "bot/records.py"}
# The one place that knows everything.
PLUGS = {"app.py"}
LONGEST_LIST = 380
FLOWS = find_flows()
ACTIONS = set(routes.CLICKS) | routes.FORMS


def modules() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((HOME / room).rglob("*.py"))
    yield HOME / "app.py"


def test_imports_run_the_way_the_house_is_built() -> None:
    # in a process of its own: it silences every logger that is there, and other tests read what was logged
    lint = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([lint, "--no-logo"], cwd=HOME, capture_output=True, text=True, check=False)

    assert told.returncode == 0, told.stdout


def test_what_is_wrong_with_a_people_file_is_said_in_chat_as_in_the_shell() -> None:
    english, german = (
        cast("Mapping[str, object]", LIBRARY.source("people/problems", language).head["words"]["reasons"])
        for language in ("en", "de")
    )
    assert english == REASONS
    assert german.keys() == REASONS.keys()


@by_subject(MESSAGES)
def test_every_button_leads_somewhere(names: list[str]) -> None:
    said = [(name, LIBRARY.say(Say(name, LIBRARY.sample(name)), "en")) for name in names]
    for text, button in ((text, button) for text, message in said for button in message.buttons):
        if button.url:
            continue
        assert button.action in ACTIONS, text
        if button.action == "flow.begin":
            stamped = STAMPED.fullmatch(button.subject)
            subject = stamped["subject"] if stamped else button.subject
            assert subject.partition(":")[0] in FLOWS, text


def test_every_template_that_is_said_is_there() -> None:
    said = {
        call.args[0].value
        for call in chain(*calls().values())
        if getattr(call.func, "id", "") in ("Say", "Page", "Nudge")
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and "/" in str(call.args[0].value)
    }

    assert said | set(routes.DUE) <= set(SAID)


def test_no_words_for_people_stand_in_the_core() -> None:
    """They would be read in one language only. At which place each of these carries words:"""
    places = {"Attachment": 1, "Bold": 0, "Button": 0, "Message": 0, "Option": 1, "Text": 0}
    found = [
        f"{path.relative_to(HOME)}, line {call.lineno}"
        for path, called in calls().items()
        for call in called
        if isinstance(call.func, ast.Name)
        and len(call.args) > places.get(call.func.id, len(call.args))
        and isinstance(call.args[places[call.func.id]], ast.Constant | ast.JoinedStr)
    ]

    assert found == []


def test_every_conversation_says_what_it_is_for() -> None:
    for flow in FLOWS.values():
        assert re.fullmatch(r"[A-Z].{10,90}\.", flow.help), flow.command


def test_every_conversation_and_button_is_played_in_a_journey() -> None:
    played = "\n".join(path.read_text() for path in (HOME / "tests" / "journeys").glob("*.py"))

    missing = [one for one in FLOWS if not re.search(rf'"(?:/mentor )?{re.escape(one)}(?: [^"]*)?"', played)]
    labels = {
        str(button["label"])
        for name in MESSAGES
        for button in LIBRARY.source(name).head.get("buttons", ())
        if button.get("action") in routes.CLICKS and "{{" not in button["label"]
    }
    assert missing + [label for label in labels if f'"{label}"' not in played] == []


def test_the_parity_ledger_names_every_conversation_button_and_message() -> None:
    ledger = tomllib.loads((HOME / "docs" / "parity.toml").read_text())

    assert set(ledger["conversations"]) == set(FLOWS)
    assert set(ledger["buttons"]) == ACTIONS
    assert set(ledger["messages"]) == set(MESSAGES)
    for feature in (one for group in ledger.values() for one in group.values()):
        assert set(feature) >= {"slack", "teams"}
        assert all(state in ("done", "todo") or state.startswith("exempt: ") for state in feature.values())


def test_no_module_has_grown_past_one_thing() -> None:
    long = {
        path.relative_to(HOME).as_posix(): n for path in modules() if (n := _lines(path)) > LONGEST_MODULE
    }

    kept = {name: n for name, n in long.items() if n <= LONGEST_LIST and name in GLOSSARIES | PLUGS}
    assert {name for name in set(long) - set(kept) if "/migrations/versions/" not in name} == set()


def test_nothing_shown_in_teams_names_another_chat_platform() -> None:
    shown = [path for path in SHIPPED.rglob("*.md") if "admin_" not in path.as_posix()]

    assert [path.name for path in shown if "slack" in path.read_text().lower()] == []


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines())
