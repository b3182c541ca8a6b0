"""Looking on while the product plays: a clock in the hand, mouths of paper, and an office that is watched."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NoReturn

from bot import scope
from bot.boards import Boards, Placard
from bot.core import Bot
from bot.errands import ERRANDS
from bot.message import Form, Message
from bot.office import Office
from bot.people import Account, Person, Platform
from bot.places import Place, Post
from bot.ports import CannotLook, NotNow, Throttled, Undeliverable, Unreachable, Unsure, Visit
from bot.post import Claimed, Nudge, NudgeState, Parcel
from bot.posting import POST
from bot.previews import Fate
from bot.records import NotYours, Shut, id_in
from bot.worth import NotWorthIt

# What somebody may still have in front of them from before, newest last.
LOOKED_BACK = 30

_FATES = {
    NudgeState.READY: Fate.POSTPONED,
    NudgeState.SKIPPED: Fate.SKIPPED,
    NudgeState.DEAD: Fate.DEAD,
}


class Handheld:
    """The clock. Fulfils `bot.ports.Clock` and `bot.walk.Movable`."""

    def __init__(self, moment: datetime) -> None:
        self._now = moment.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def move_to(self, moment: datetime) -> None:
        self._now = moment.astimezone(UTC)


class OfPaper:
    """A mouth that says nothing. Fulfils `bot.ports.Messenger`."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform

    async def send(self, account: Account, message: Message, key: str) -> str:
        """Whatever is handed over arrives."""
        del account, message
        return key

    async def show_home(self, account: Account, message: Message) -> None:
        """A glance is no message."""

    async def post(self, place: Place, message: Message, key: str) -> str:
        """Nobody in particular reads it."""
        del place, message
        return key

    async def edit(self, place: Place, platform_id: str, message: Message) -> None:
        """As above."""

    async def remove(self, place: Place, platform_id: str) -> None:
        """As above."""

    async def change(self, account: Account, platform_id: str, message: Message) -> bool:
        """Nobody follows anything here."""
        del account, platform_id, message
        return True

    async def find(self, account: Account, key: str, since: datetime) -> str | None:
        """What was in doubt before stays so: only its platform knows."""
        del account, key, since
        raise CannotLook("nobody asks the platform")


class _Read(Exception):
    """The way out of a transaction that leaves nothing behind."""

    def __init__(self, message: Message | None) -> None:
        super().__init__()
        self.message = message


def _leave_with(message: Message | None) -> NoReturn:
    raise _Read(message)


@dataclass(frozen=True, slots=True)
class Happened:
    """What became of something that was owed, or what somebody saw of what they did themselves."""

    at: datetime
    to: int
    fate: Fate
    account: Account | None = None
    seen: Message | Form | None = None
    nudge: Nudge | None = None
    place: Place | None = None


class WatchedBoards(Boards):
    """What is said in places, and somebody who looks on."""

    def __init__(self, bot: Bot, tell: Callable[[Happened], None]) -> None:
        super().__init__(bot)
        self._tell = tell

    def prepare(self, claimed: Claimed) -> Placard | None:
        """The same; where nothing is said, why not."""
        placard = super().prepare(claimed)
        if placard is None:
            self._look_at(claimed.nudge)
        return placard

    def done(self, placard: Placard, platform_id: str) -> None:
        """The same, and what stands there now. What was changed is nothing new."""
        super().done(placard, platform_id)
        if not placard.instead:
            self._happened(Fate.SENT, placard.post, placard.claimed.nudge, placard.message)

    def failed(self, placard: Placard, error: Throttled | Unreachable | Undeliverable | Unsure) -> None:
        """The same, and why it does not stand there."""
        super().failed(placard, error)
        self._look_at(placard.claimed.nudge)

    def _look_at(self, nudge: Nudge) -> None:
        with self._bot.ledger() as records:
            became = records.outbox.get(nudge.key)
            if nudge.template != POST or became is None or became.state not in _FATES:
                return
            try:
                post = records.posts.hold(id_in(nudge.about))
            except NotYours:
                return
        self._happened(_FATES[became.state], post, became)

    def _happened(self, fate: Fate, post: Post, nudge: Nudge, seen: Message | None = None) -> None:
        with self._bot.ledger() as records:
            place = records.places.get(post.place_id)
        nudge = replace(nudge, template=post.template)
        self._tell(Happened(self._bot.clock.now(), post.by, fate, seen=seen, nudge=nudge, place=place))


class Watched(Office):
    """The office of the product, and somebody who looks on."""

    def __init__(self, bot: Bot, tell: Callable[[Happened], None]) -> None:
        super().__init__(bot)
        self.boards = WatchedBoards(bot, tell)
        self._tell = tell

    def prepare(self, claimed: Claimed, without: Sequence[Platform] = ()) -> Parcel | None:
        """The same; of an errand, what became of it."""
        parcel = super().prepare(claimed, without)
        if claimed.nudge.template in ERRANDS:
            self._look_at(claimed.nudge)
        return parcel

    def prepare_all(self, claimed: Sequence[Claimed], without: Sequence[Platform] = ()) -> Sequence[Parcel]:
        """The same; where nothing is sent, why not."""
        parcels = super().prepare_all(claimed, without)
        worded = {one.claimed.nudge.id for one in parcels}
        for one in claimed:
            if one.nudge.id not in worded:
                self._look_at(one.nudge)
        return parcels

    def sent(self, parcels: Sequence[tuple[Parcel, str]]) -> None:
        """The same, and what was sent."""
        super().sent(parcels)
        at = self._bot.clock.now()
        for parcel, _ in parcels:
            nudge = parcel.claimed.nudge
            self._tell(Happened(at, nudge.to, Fate.SENT, parcel.account, parcel.message, nudge))

    def failed(self, parcel: Parcel, error: Unreachable | Undeliverable | Unsure) -> None:
        """The same, and why it did not arrive."""
        super().failed(parcel, error)
        self._look_at(parcel.claimed.nudge)

    def before(self, person: Person, account: Account) -> Sequence[Message]:
        """What somebody was sent lately, as it would read now. Nothing is changed by reading."""
        with self._bot.ledger() as records:
            theirs = records.outbox.owed_to(person.id)
        sent = [one for one in theirs if one.state is NudgeState.SENT][-LOOKED_BACK:]
        return [message for one in sent if (message := self._read_again(one, person, account))]

    def _read_again(self, nudge: Nudge, person: Person, account: Account) -> Message | None:
        """What somebody was sent, as it would read now; None when nothing is left to say. Nothing is kept."""
        try:
            with self._bot.ledger() as records:
                visit = Visit(person, account, records, self._bot.clock.now(), self._bot.house)
                _leave_with(self._word(scope.told(visit, nudge), nudge))
        except _Read as read:
            return read.message
        except (NotNow, NotWorthIt, Shut, LookupError, ValueError, TypeError):
            return None

    def _look_at(self, nudge: Nudge) -> None:
        """An errand has nobody who waits for it, unless it cannot be done at all."""
        with self._bot.ledger() as records:
            became = records.outbox.get(nudge.key)
            if became is None or became.state not in _FATES:
                return
            fate = _FATES[became.state]
            if nudge.template in ERRANDS and fate is not Fate.DEAD:
                return
            account = self.account(records, records.people.get(nudge.to))
        self._tell(Happened(self._bot.clock.now(), nudge.to, fate, account, nudge=became))
