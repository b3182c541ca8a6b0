"""Cards of announcements are changed now and then, only where they say something else, and hold up nobody."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import cast

from bot.bulletins import Bulletin
from bot.message import Message
from bot.noticeboard import Noticeboard
from bot.office import Office
from bot.people import Account, Platform
from bot.ports import Messenger, Out

ACCOUNT = Account(1, 1, Platform.SLACK, "T1", "U1")


class OfficeOnPaper:
    """Has something new to say at each look, until it is `over`."""

    def __init__(self, *, over: bool = False, out: int = 0) -> None:
        self.looks = 0
        self.settled: list[int] = []
        self._over = over
        self._out = out

    def bulletins(self, known: Mapping[int, str]) -> Sequence[Bulletin]:
        self.looks += 1
        if self._out:
            self._out -= 1
            raise Out
        assert known.get(7, "") in ("", str(self.looks - 1))
        title = Message(str(self.looks))
        return [Bulletin(7, str(self.looks), self._over, ACCOUNT, "here", title)]

    def announced(self, campaign_id: int) -> None:
        self.settled.append(campaign_id)


class Wall:
    """What stands on the cards."""

    def __init__(self, full: int = 0) -> None:
        self.shown: list[str] = []
        self._full = full
        self.slow = asyncio.Event()
        self.slow.set()

    async def change(self, account: Account, platform_id: str, message: Message) -> bool:
        assert (account, platform_id) == (ACCOUNT, "here")
        await self.slow.wait()
        if self._full:
            self._full -= 1
            return False
        self.shown.append(message.title)
        return True


def noticeboard(office: OfficeOnPaper, wall: Wall, every: float) -> Noticeboard:
    return Noticeboard(cast("Office", office), {Platform.SLACK: cast("Messenger", wall)}, every)


async def test_however_often_it_is_asked_a_card_is_changed_once_in_a_while() -> None:
    office, wall = OfficeOnPaper(), Wall()
    board = noticeboard(office, wall, every=60)

    for _ in range(5):
        board.glance()
        await board.settle()

    assert wall.shown == ["1"]
    assert office.looks == 1


async def test_a_change_that_takes_long_is_waited_for_by_nobody_who_sends() -> None:
    office, wall = OfficeOnPaper(), Wall()
    board = noticeboard(office, wall, every=0)
    wall.slow.clear()

    for _ in range(5):
        board.glance()
        await asyncio.sleep(0.01)
    assert wall.shown == []
    wall.slow.set()
    await board.settle()

    assert wall.shown == ["1", "2"]


async def test_what_is_over_is_shown_before_it_is_settled() -> None:
    office, wall = OfficeOnPaper(over=True), Wall()

    await noticeboard(office, wall, every=0).settle()

    assert wall.shown == ["1"]
    assert office.settled == [7]


async def test_what_could_not_be_shown_is_not_settled_before_it_is() -> None:
    office, wall = OfficeOnPaper(over=True), Wall(full=1)
    board = noticeboard(office, wall, every=0)

    await board.settle()
    assert office.settled == []
    await board.settle()

    assert wall.shown == ["2"]
    assert office.settled == [7]


async def test_an_outage_leaves_the_cards_as_they_are_until_the_next_time() -> None:
    office, wall = OfficeOnPaper(out=1), Wall()
    board = noticeboard(office, wall, every=0)

    await board.settle()
    assert wall.shown == []
    await board.settle()

    assert wall.shown == ["2"]
