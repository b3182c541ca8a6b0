"""What a person saw is still there after the process was killed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from playground.world import World
from tests.playground.conftest import ADA, GRACE, NOON


def test_a_restart_from_the_same_file_keeps_everything(tmp_path: Path) -> None:
    before = World([ADA, GRACE], lambda: NOON, tmp_path / "world.db")
    first = before.add("ada", "bot", {"text": "Hello"})
    before.add("ada", "human", {"text": "/mentor join"}, private=True)
    gone = before.add("grace", "bot", {"type": "message", "text": "Bye"})
    before.replace(first.id, {"text": "Hello again"})
    before.remove(gone.id)
    before.show_forms("ada", [{"id": "V1", "errors": {"goal": "Say more"}}])
    before.show_home("ada", {"id": "V2"})

    # Not closed yet: a killed process closes nothing.
    after = World([ADA, GRACE], lambda: NOON, tmp_path / "world.db")

    assert after.entries("ada") == before.entries("ada")
    assert [entry.payload["text"] for entry in after.entries("ada")] == ["Hello again", "/mentor join"]
    assert after.entries("grace") == []
    assert after.form("ada") == {"id": "V1", "errors": {"goal": "Say more"}}
    assert after.home("ada") == {"id": "V2"}
    assert after.unread("ada") == 1
    before.close()
    after.close()


def test_no_two_entries_share_an_id_even_after_a_restart_and_with_a_clock_going_back(tmp_path: Path) -> None:
    moments = [NOON, NOON, NOON - timedelta(days=1), datetime(2027, 1, 1, tzinfo=UTC)]
    ids = []

    for moment in moments:
        world = World([ADA, GRACE], lambda now=moment: now, tmp_path / "world.db")  # type: ignore[misc]
        ids.append(world.add("ada", "bot", {"text": "x"}).id)
        world.remove(ids[-1])
        world.close()

    assert ids == sorted(set(ids))


@pytest.mark.asyncio
async def test_whoever_listens_hears_whose_picture_changed() -> None:
    world = World([ADA, GRACE], lambda: NOON)

    async with world.changes() as queue:
        world.add("grace", "bot", {"type": "message", "text": "x"})
        world.read("grace")
        heard = [queue.get_nowait() for _ in range(queue.qsize())]

    assert heard == ["grace", "grace"]
    assert world.unread("grace") == 0
    world.close()
