"""Moving a clock by way of everything that is due."""

from datetime import UTC, datetime, timedelta

from bot.walk import walk

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Day:
    """A clock, what is due, and what was sent at which moment."""

    def __init__(self, *due: int, stuck: bool = False) -> None:
        self.moment = NOON
        self.due = [NOON + timedelta(hours=hours) for hours in due]
        self.sent: list[int] = []
        self.stuck = stuck

    def now(self) -> datetime:
        return self.moment

    def move_to(self, moment: datetime) -> None:
        self.moment = moment

    async def next_due(self) -> datetime | None:
        return min(self.due, default=None)

    async def beat(self) -> None:
        if not self.stuck:
            here = [due for due in self.due if due <= self.moment]
            self.sent += [round((self.moment - NOON) / timedelta(hours=1)) for _ in here]
            self.due = [due for due in self.due if due > self.moment]


async def test_everything_is_sent_at_its_own_moment() -> None:
    day = Day(3, 1, 1, 30)

    await walk(day, day.next_due, day.beat, NOON + timedelta(hours=24))

    assert day.sent == [1, 1, 3]
    assert day.moment == NOON + timedelta(hours=24)


async def test_what_cannot_be_sent_is_not_waited_for() -> None:
    day = Day(1, stuck=True)

    await walk(day, day.next_due, day.beat, NOON + timedelta(hours=24))

    assert day.moment == NOON + timedelta(hours=24)


async def test_what_is_overdue_does_not_turn_the_clock_back() -> None:
    day = Day(-5)

    await walk(day, day.next_due, day.beat, NOON + timedelta(hours=1))

    assert day.sent == [0]
