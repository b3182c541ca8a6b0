"""What the project says of itself is true: commands, settings, locks, decisions, the tree."""

import ast
import json
import re
import subprocess
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
README = (ROOT / "README.md").read_text()
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock", ROOT / "requirements-semantic.lock"]

# What operators may rely on: adding is fine, changing or dropping is not.
SETTINGS = """
    DATABASE_URL HOST PORT PUBLIC_URL ONEHOUR_ADMINS ONEHOUR_TEMPLATES ONEHOUR_SECRET_KEY
    SLACK_BOT_TOKEN SLACK_SIGNING_SECRET SLACK_APP_TOKEN SLACK_CLIENT_ID SLACK_CLIENT_SECRET SLACK_API_URL
    MICROSOFT_APP_ID MICROSOFT_APP_PASSWORD MICROSOFT_APP_TENANT_ID MICROSOFT_APP_TYPE
    TEAMS_OPENID_URL TEAMS_LOGIN_URL TEAMS_TOKEN_ISSUER TEAMS_EMULATOR
    ONEHOUR_TICK LOG_FORMAT LOG_LEVEL METRICS_TOKEN
""".split()
TARGETS = {"run", "test", "quick", "check", "serve", "bench", "help"}
SCOPES = {"commands", "chat:write", "im:write", "im:history", "users:read", "users:read.email"}
SCOPES |= {"files:read", "files:write", "channels:read", "groups:read"}
EVENTS = {"message.im", "app_home_opened", "app_uninstalled", "tokens_revoked", "team_join", "user_change"}
EVENTS |= {"member_joined_channel", "member_left_channel", "channel_left", "group_left", "channel_shared"}
EVENTS |= {
    f"{kind}_{what}"
    for kind in ("channel", "group")
    for what in ("rename", "archive", "unarchive", "deleted")
}

# Written so that they do not find themselves.
MACHINE_PATH = re.compile(r"(?<![\w.$}])/(?:roo[t]|hom[e]|wor[k]|User[s]|op[t])/[\w.]")
PACKAGE_INDEX = re.compile(
    r"https?://\S*/simpl[e]\b|https?://\S*/package[s]/|py[p]i\.org|inde[x]-url|find-link[s]"
)

house_stands = pytest.mark.skipif(not (ROOT / "app.py").exists(), reason="the rooms are not there yet")


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def written(path: Path) -> str:
    """The file's text, or nothing if it is a picture."""
    try:
        return path.read_text()
    except UnicodeDecodeError:
        return ""


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def locked(lock: Path) -> set[str]:
    return set(re.findall(r"^([a-z0-9._-]+)==", lock.read_text(), re.MULTILINE))


def name_in(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return found.group().lower()


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/operating.md", "docs/README.md"])
def test_every_make_command_that_a_page_names_exists(page: str) -> None:
    named = set(re.findall(r"^make ([a-z-]+)|`make ([a-z-]+)", (ROOT / page).read_text(), re.MULTILINE))

    assert {one or other for one, other in named} <= targets()


def test_the_promised_make_commands_exist() -> None:
    assert targets() >= TARGETS


def test_the_example_settings_are_the_promised_ones() -> None:
    found = re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)

    assert list(dict.fromkeys(found)) == SETTINGS


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_pins_by_hash_and_names_no_index(lock: Path) -> None:
    # one package may have two pins, for different versions of Python
    pins = re.findall(r"^[a-z0-9._-]+==.*\n +--hash=sha256:[0-9a-f]{64}", lock.read_text(), re.MULTILINE)

    assert len(pins) == len(re.findall(r"^[a-z0-9._-]+==", lock.read_text(), re.MULTILINE)) > 0
    assert not re.search(r"https?:|file:", lock.read_text())


def test_everything_we_depend_on_is_locked() -> None:
    runtime = {name_in(requirement) for requirement in PROJECT["project"]["dependencies"]}
    development = {name_in(requirement) for requirement in PROJECT["dependency-groups"]["dev"]}
    optional = {name_in(requirement) for requirement in PROJECT["dependency-groups"]["semantic"]}

    assert runtime <= locked(LOCKS[0])
    assert runtime | development <= locked(LOCKS[1])
    assert optional == locked(LOCKS[2])
    assert not optional & (locked(LOCKS[0]) | locked(LOCKS[1]))


def test_both_locks_agree() -> None:
    pins = [dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", lock.read_text(), re.MULTILINE)) for lock in LOCKS]

    assert pins[0].items() <= pins[1].items()


def test_every_dependency_says_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    wanted += PROJECT["dependency-groups"]["semantic"]

    for requirement in wanted:
        [line] = [line for line in lines if line.startswith(f'    "{requirement}"')]
        assert len(line.partition("# ")[2]) > 10, line


def test_every_lint_exemption_says_why() -> None:
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    codes = [line for line in lines if re.match(r'    "[A-Z]+[0-9]*",', line)]

    assert codes
    assert [line for line in codes if len(line.partition("# ")[2]) < 10] == []


def test_no_file_names_a_machine_or_a_package_index() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path in tracked()
        for pattern in (MACHINE_PATH, PACKAGE_INDEX)
        for hit in pattern.finditer(written(path))
    ]

    assert found == []


def test_only_the_teams_handler_imports_the_bot_framework() -> None:
    importers = {
        path.relative_to(ROOT).as_posix()
        for path in tracked()
        if path.suffix == ".py" and re.search("botbuilder|botframework", path.read_text())
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
        )
        if name.split(".")[0] in {"botbuilder", "botframework"}
    }

    assert {
        path for path in importers if not path.startswith(("handlers/teams/", "tests/handlers/teams/"))
    } == set()


def test_the_decisions_are_numbered_listed_and_held() -> None:
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    index = (ROOT / "docs" / "README.md").read_text()
    contracts = {contract["name"] for contract in PROJECT["tool"]["importlinter"]["contracts"]}

    assert [file.name[:4] for file in files] == [f"{number:04d}" for number in range(len(files))]
    for file in files:
        text = file.read_text()
        assert f"decisions/{file.name}" in index
        assert text.startswith(f"# {file.name[:4]}. ")
        assert "\n## Decision\n\n> " in text
        assert set(re.findall(r"“([^”]+)”", text.partition("## Held by")[2])) <= contracts | {
            "take `now` as an argument"
        }


def test_links_between_pages_lead_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)} → {target}"
        for page in tracked()
        if page.suffix == ".md" and page.relative_to(ROOT).parts[0] != "templates"
        for target in re.findall(r"(?<!!)\[[^\]]+\]\(([^)#:]+)\)", re.sub(r"`[^`]*`", "", page.read_text()))
        if not (page.parent / target).exists()
    ]

    assert broken == []


def test_the_slack_manifest_asks_for_what_is_needed_and_no_more() -> None:
    [block] = re.findall(r"```json\n(.*?)```", (ROOT / "docs" / "operating.md").read_text(), re.DOTALL)
    manifest = json.loads(block)

    assert set(manifest["oauth_config"]["scopes"]["bot"]) == SCOPES
    assert set(manifest["settings"]["event_subscriptions"]["bot_events"]) == EVENTS


@house_stands
def test_the_tree_in_the_readme_is_the_tree() -> None:
    [block] = re.findall(r"```\n(app\.py .*?)```", README, re.DOTALL)
    drawn, room = [], ""
    for line in block.splitlines():
        name = line.split()[0]
        room = "" if not line.startswith(" ") else room
        drawn.append(room + name)
        room = name if not line.startswith(" ") and name.endswith("/") else room
    rooms = {path.relative_to(ROOT).parts[0] + "/" for path in tracked() if path.parent != ROOT}

    assert [path for path in drawn if not (ROOT / path).exists()] == []
    assert {room for room in rooms if not room.startswith(".")} <= set(drawn)


@house_stands
def test_every_place_that_a_page_names_is_there() -> None:
    rooms = "app|benchmarks|bot|handlers|templates|scheduler|storage|playground|tests|docs"
    place = re.compile(rf"`((?:{rooms})(?:/[a-z_./0-9]*|\.py))`")  # capitals stand for a name of your own
    pages = [
        path for path in tracked() if path.suffix == ".md" and path.relative_to(ROOT).parts[0] != "templates"
    ]
    missing = [
        f"{page.relative_to(ROOT)} → {named}"
        for page in pages
        for named in place.findall(page.read_text())
        if not (ROOT / named).exists()
    ]

    assert missing == []


@house_stands
def test_the_commands_of_today_in_the_readme_are_the_flows() -> None:
    find_flows = import_module("bot.flows").find_flows
    rows = re.findall(r"^\| (?:everybody|coordinators) \| ([^|]+) \| ([^|]+) \|$", README, re.MULTILINE)
    today, to_come = (set(re.findall(r"`([^`]+)`", " ".join(column))) for column in zip(*rows, strict=True))

    assert today == set(find_flows())
    assert not today & to_come


@house_stands
def test_the_picture_in_the_readme_is_there() -> None:
    assert all((ROOT / picture).exists() for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README))
