"""What every test may ask for: a PostgreSQL, a Chromium. What is missing is said loudly at the end."""

import gc
import os
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from zlib import crc32

import hypothesis
import pytest

from tests import chromium as chromiums
from tests import postgres as postgreses

hypothesis.settings.register_profile("onehour", deadline=None)  # a busy machine is not a failure
hypothesis.settings.register_profile("quick", deadline=None, max_examples=20)
hypothesis.settings.load_profile("onehour")

pytest.register_assert_rewrite("tests.golden")  # so that a drawing that differs is shown line by line

FIRST = "test_first_journey.py"
REMEDIES = {
    "postgres": "nothing was tried on PostgreSQL. `make test` brings one; the reason is above",
    "browser": "nothing was tried in a browser. Install Chromium (on Debian: apt-get install chromium)",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--quick",
        action="store_true",
        help="of the journeys play the first only, and that once; of what a seed draws, every fourth",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--quick"):
        hypothesis.settings.load_profile("quick")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Journeys are most of the time that `make test` takes; `make quick` is for between two thoughts."""
    # what takes longest begins first, else one worker waits for the other at the end
    long = ("timeout", "benchmark", "faults")
    items.sort(key=lambda one: [one.get_closest_marker(mark) is None for mark in long])
    if not config.getoption("--quick"):
        return
    by_test = groupby(sorted(items, key=lambda one: one.nodeid), key=lambda one: one.nodeid.partition("[")[0])
    played = {one for name, variants in by_test for one in _drawn(name, list(variants))}
    config.hook.pytest_deselected(items=[one for one in items if one not in played])
    items[:] = [one for one in items if one in played]


def _drawn(name: str, variants: Sequence[pytest.Item]) -> Sequence[pytest.Item]:
    """Which of them `make quick` plays: by the test's name, so that together they play something of everything."""
    drawn = crc32(name.encode()) % len(variants)
    if "journeys" in variants[0].path.parts:
        return [variants[drawn]]
    case = getattr(variants[0], "callspec", None)
    return variants[drawn % 4 :: 4] if case and "seed" in case.params else variants


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Not even read: the journeys that `make quick` leaves out."""
    journey = collection_path.parent.name == "journeys" and collection_path.name.startswith("test_")
    return (config.getoption("--quick") and journey and collection_path.name != FIRST) or None


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is imported and collected stays to the end: it is not searched for garbage, neither now nor later.

    And what a test leaves in a circle is not much: it is searched for more seldom than in a process that stays.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(100_000, 50, 100)
        gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _sql_is_compiled_once() -> None:
    from tests.compiled import compile_once  # here, since whoever only hands out tests needs no database

    compile_once()


@pytest.fixture(scope="session", autouse=True)
def _nobody_waits_for_the_disk() -> Iterator[None]:
    """What a test has written need not outlive a power cut. The product as a process still waits."""
    from storage import database

    shipped = database.WRITING
    database.WRITING = tuple(one.replace("synchronous=FULL", "synchronous=OFF") for one in shipped)
    yield
    database.WRITING = shipped


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """A running server: the one named by the environment, else one of our own."""
    if given := os.environ.get("ONEHOUR_TEST_POSTGRES_URL"):
        yield given
        return
    server = _start()
    yield server.url
    server.close()


@pytest.fixture(scope="session")
def postgres(postgres_address: str) -> Iterator[postgreses.Databases]:
    """Fresh databases: `postgres.new()`, or `postgres.new(copy_of=migrated)`."""
    databases = postgreses.Databases(postgres_address)
    yield databases
    databases.drop_all()


@pytest.fixture
def own_postgres() -> Iterator[postgreses.Server]:
    """A server for this test alone, to be killed and started again."""
    server = _start()
    yield server
    server.close()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser of this machine, by its path. Start it with `tests.chromium.FLAGS`."""
    found = chromiums.find()
    if found is None:
        pytest.skip("no Chromium on this machine")
    return found


def _start() -> postgreses.Server:
    return postgreses.start_or_skip(required=bool(os.environ.get("ONEHOUR_REQUIRE_POSTGRES")))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = Counter(
        kind
        for report in terminalreporter.stats.get("skipped", [])
        for kind in REMEDIES
        if kind in report.keywords
    )
    for kind, number in skipped.items():
        terminalreporter.write_line("")
        terminalreporter.write_line(f"SKIPPED {number} {kind} tests: {REMEDIES[kind]}.", red=True, bold=True)
