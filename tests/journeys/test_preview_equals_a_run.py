"""What a preview says will be sent is what is sent: message for message, over six months, whatever people do."""

import asyncio
import csv
import io
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app import toolbox
from bot import office, worth
from bot.working_time import months_after
from handlers.shell.main import main
from tests.circling import circles
from tests.circling import half_a_year as of_groups
from tests.rehearsing import KEY, PLACES, START, Intent, Run, Told, company, half_a_year
from tests.stage import MovableClock

UNSENT = ("skipped", "dead")
Capsys = pytest.CaptureFixture[str]


@dataclass
class Preview:
    """What the command said: on the error stream what it assumed, and its table."""

    assumed: str
    rows: Sequence[Mapping[str, str]]

    @property
    def told(self) -> list[Told]:
        """What everybody gets, and what they see of what they did."""
        return [
            (row["at_utc"], row["email"], row["platform"], row["title"], row["text"])
            for row in self.rows
            if row["state"] in ("sent", "answered")
        ]


def preview(file: Path, capsys: Capsys, *words: str) -> Preview:
    """By the command itself, beside whatever else is there."""
    environ = {
        "DATABASE_URL": f"sqlite:///{file}",
        "ONEHOUR_SECRET_KEY": KEY,
        "ONEHOUR_ADMINS": "carla@hartwell.example",
    }
    tools = replace(toolbox(environ), clock=MovableClock(START.isoformat()))
    assert main(["preview", "--csv", *words], tools) == 0
    told = capsys.readouterr()
    return Preview(told.err, list(csv.DictReader(io.StringIO(told.out))))


async def both(folder: Path, count: int) -> tuple[Run, Path, Path]:
    """A company that has really run for half a year; the same company as it was before; and what it did."""
    duos = company(folder / "real.db", count)
    return await really_runs(folder, list(half_a_year(duos)), months=6)


async def really_runs(
    folder: Path, intents: Sequence[tuple[datetime, str, Intent]], months: int
) -> tuple[Run, Path, Path]:
    """The same with any company that is kept there, which means to do that."""
    shutil.copy(folder / "real.db", folder / "before.db")
    run = Run(folder / "real.db")
    await run.goes(months_after(START, months, "UTC"), intents)
    script = folder / "acts.csv"
    script.write_bytes(run.as_csv())
    return run, folder / "before.db", script


@pytest.mark.timeout(900)
async def test_six_months_of_200_pairs_are_as_the_preview_says(tmp_path: Path, capsys: Capsys) -> None:
    run, before, script = await both(tmp_path, 200)

    found = await asyncio.to_thread(preview, before, capsys, "--script", str(script))

    assert f"{len(run.script):,} acts were played, 0 could not be" in found.assumed
    assert sorted(found.told) == sorted(run.told)
    assert len(found.told) > 2500
    assert {row["timezone"] for row in found.rows} == {zone for zone, _ in PLACES}
    for row in found.rows:
        at = datetime.fromisoformat(row["at_utc"]).astimezone(ZoneInfo(row["timezone"]))
        assert row["local_time"] == at.isoformat(timespec="minutes")


async def test_groups_are_as_the_preview_says_from_the_matching_to_the_end(
    tmp_path: Path, capsys: Capsys
) -> None:
    groups = circles(tmp_path / "real.db", 2)
    run, before, script = await really_runs(tmp_path, list(of_groups(groups)), months=7)

    found = await asyncio.to_thread(preview, before, capsys, "--months", "7", "--script", str(script))

    assert "0 could not be" in found.assumed
    assert sorted(found.told) == sorted(run.told)
    titles = [title for _, _, _, title, _ in run.told]
    told = (
        "A group for you",
        "Your group with",
        "Your group goes on without",
        "An hour with",
        "Your months with",
    )
    assert all(any(title.startswith(one) for title in titles) for one in told)
    for way in (
        " cannot come this time| kann diesmal nicht",
        " would like to go on| würde gern weitermachen",
    ):
        assert any(re.search(way, title) for title in titles), way


async def test_a_preview_that_left_anything_out_would_be_found_out(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, before, script = await both(tmp_path, 6)
    words = ("--script", str(script))
    assert sorted((await asyncio.to_thread(preview, before, capsys, *words)).told) == sorted(run.told)

    monkeypatch.setattr(office, "ERRANDS", {})
    without_errands = (await asyncio.to_thread(preview, before, capsys, *words)).told
    monkeypatch.undo()
    monkeypatch.setattr(worth, "is_working", lambda *_: True)
    at_all_hours = (await asyncio.to_thread(preview, before, capsys, *words)).told

    for left_out in (without_errands, at_all_hours):
        assert Counter(left_out) != Counter(run.told)


async def test_what_nobody_gets_is_told_with_the_reason_that_a_run_has(
    tmp_path: Path, capsys: Capsys
) -> None:
    run, before, script = await both(tmp_path, 6)
    connection = sqlite3.connect(tmp_path / "real.db")
    rows = connection.execute("SELECT template, state, reason FROM nudges").fetchall()
    connection.close()

    found = await asyncio.to_thread(preview, before, capsys, "--script", str(script))

    unsent = Counter(
        (row["template"], row["state"], row["reason"]) for row in found.rows if row["state"] in UNSENT
    )
    assert unsent
    assert unsent <= Counter((template, state, reason) for template, state, reason in rows)
    assert len(run.told) == len(found.told)
