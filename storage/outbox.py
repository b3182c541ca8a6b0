"""Everything we owe somebody later: owed once, claimed by one, and never silently dropped.

    ready → leased → sending → sent | unsure
                   ↘ skipped, dead, or back to ready

Whether something is due is the caller's clock to say. Leases, and only leases, run by the database's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    bindparam,
    cast,
    func,
    literal,
    or_,
    select,
    true,
    update,
)

from bot.people import Platform
from bot.post import Claimed, Nudge, NudgeState
from storage.claiming import addressed, begun, given_up, lost, taken
from storage.clock import database_clock
from storage.columns import table_of
from storage.outsiders import Outsiders
from storage.shelf import insert_into, noun_in, values_of
from storage.tables import ANNOUNCED, OPEN, UNSURE, NudgeRow, PersonRow

NUDGES = table_of(NudgeRow)
PEOPLE = table_of(PersonRow)

# what the row knows and the noun does not
UNCLAIMED: dict[str, Any] = {"token": "", "lease_until": None}
AFRESH: dict[str, Any] = {**UNCLAIMED, "looks": 0}
NEW: dict[str, Any] = {**AFRESH, "begun_at": None}
LOOKS = 2

# Who began to send may come back after we have given up on them, and then they still know better than we do.
OURS = (NudgeState.LEASED, NudgeState.SENDING, NudgeState.UNSURE)


class Outbox:
    """Fulfils `bot.records.Outbox`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._outsiders = Outsiders(connection)
        self.owed: list[Nudge] = []

    def owe(self, nudges: Iterable[Nudge]) -> int:
        """Write down what is owed and say how much was new. A key that is there already changes nothing.

        Nor does what would go to somebody from outside, whoever it is that owes it.
        """
        # in one order everywhere, else two replicas that owe the same would wait for each other's keys
        owed = self._outsiders.left_out(sorted(nudges, key=lambda nudge: nudge.key))
        if not owed:
            return 0
        self.owed += owed
        rows = [values_of(replace(nudge, id=0), NUDGES) | NEW for nudge in owed]
        new = insert_into(self._connection, NUDGES).on_conflict_do_nothing(index_elements=["key"])
        # counted by the driver: asking for the new rows back takes three times as long on PostgreSQL
        return self._connection.execute(new.execution_options(preserve_rowcount=True), rows).rowcount

    def owe_each(self, nudge: Nudge, people: Sequence[int]) -> int:
        """Owe the same to each of them, under its key with their number at the end, in one statement."""
        same = values_of(replace(nudge, id=0), NUDGES) | NEW
        told: dict[str, ColumnElement[Any]] = {
            name: literal(value, NUDGES.c[name].type).label(name) for name, value in same.items()
        }
        told |= {"to": PEOPLE.c.id, "key": literal(f"{nudge.key}:", String) + cast(PEOPLE.c.id, String)}
        them = select(*told.values()).where(PEOPLE.c.id.in_(people), PEOPLE.c.outside == "")
        new = insert_into(self._connection, NUDGES).from_select(list(told), them.order_by(PEOPLE.c.id))
        owed = new.on_conflict_do_nothing(index_elements=["key"])
        return self._connection.execute(owed.execution_options(preserve_rowcount=True)).rowcount

    def claim(
        self, now: datetime, lease: timedelta, limit: int, without: Sequence[Platform] = ()
    ) -> Sequence[Claimed]:
        """Take what is due, oldest first, except for those who can only be reached on a platform left out.

        Whoever has an account elsewhere too is claimed, and it is the sender's to choose that one.
        """
        # read before anything is claimed, so that the time which claiming takes is not added to the lease
        clock = self._connection.execute(select(database_clock())).scalar_one()
        # a lease that ends later than any could which began just now is from before the clock was put back
        leases = {"clock": clock, "never": clock + 2 * lease}
        self._connection.execute(lost(), leases)
        token = token_hex(16)
        mine = {"now": now, "most": limit, "mine": token, "until": clock + lease}
        rows = self._connection.execute(taken(tuple(without)), leases | mine).mappings()
        oldest_first = sorted((noun_in(Nudge, row) for row in rows), key=lambda nudge: (nudge.due, nudge.id))
        return tuple(Claimed(nudge, token) for nudge in oldest_first)

    def end_leases(self) -> None:
        """End every claim, for whoever knows that nobody else is at work: those who held them have died."""
        held = NUDGES.c.state == NudgeState.LEASED
        self._connection.execute(update(NUDGES).where(OPEN, held).values(state=NudgeState.READY, **UNCLAIMED))
        self._connection.execute(given_up(true()))

    def begin(self, claimed: Sequence[tuple[Claimed, int | None]], now: datetime) -> frozenset[int]:
        """Write down that sending starts now, each to an account; gives the numbers of those still ours."""
        if not claimed:
            return frozenset()
        to = [{"its": one.nudge.id, "fence": one.token, "where": account} for one, account in claimed]
        self._connection.execute(addressed(), to)
        these, fences = [one.nudge.id for one, _ in claimed], {one.token for one, _ in claimed}
        ours = {"these": these, "fences": [*fences], "now": now}
        return frozenset(self._connection.scalars(begun(), ours))

    def arrived(self, sent: Sequence[tuple[Claimed, str]]) -> None:
        """Several have arrived."""
        rows = [{"its": one.nudge.id, "fence": one.token, "theirs": platform_id} for one, platform_id in sent]
        mine = (NUDGES.c.id == bindparam("its"), NUDGES.c.token == bindparam("fence"))
        ours = or_(*(NUDGES.c.state == state for state in (*OURS, NudgeState.SENT)))
        marks = {"state": NudgeState.SENT, "reason": "", "platform_id": bindparam("theirs")}
        self._connection.execute(update(NUDGES).where(*mine, ours).values(marks), rows)

    def sent(self, claimed: Claimed, platform_id: str) -> bool:
        """It has arrived."""
        return self._mark(claimed, NudgeState.SENT, platform_id=platform_id)

    def skip(self, claimed: Claimed, reason: str) -> bool:
        """It no longer makes sense."""
        return self._mark(claimed, NudgeState.SKIPPED, reason)

    def bury(self, claimed: Claimed, reason: str) -> bool:
        """It cannot be sent."""
        return self._mark(claimed, NudgeState.DEAD, reason)

    def doubt(self, claimed: Claimed, reason: str) -> bool:
        """It may have arrived."""
        return self._mark(claimed, NudgeState.UNSURE, reason)

    def postpone(self, claimed: Claimed, due: datetime) -> bool:
        """Back to ready, for another moment: it was certainly not sent."""
        return self._mark(claimed, NudgeState.READY, due=due, **UNCLAIMED)

    def release(self, claimed: Claimed) -> bool:
        """Back to ready: it was certainly not sent."""
        return self._mark(claimed, NudgeState.READY, **UNCLAIMED)

    def unsure(self, limit: int) -> Sequence[Nudge]:
        """What may or may not have arrived and has not been looked up twice yet, oldest first."""
        # what went to no account, but to a place for everybody, is looked up by nobody but a coordinator
        return self._unsure(limit, NUDGES.c.looks < LOOKS, NUDGES.c.account_id.is_not(None))

    def doubts(self, limit: int) -> Sequence[Nudge]:
        """What may or may not have arrived, oldest first, also where looking for it was in vain."""
        return self._unsure(limit)

    def looked_up(self, nudge: Nudge, platform_id: str | None, *, again: bool) -> None:
        """Settle an unsure one: found (then sent), not found (`again`: ready, else still unsure).

        What has been begun anew since this look is not touched by it.
        """
        same_try, unsure = NUDGES.c.tries == nudge.tries, NUDGES.c.state == NudgeState.UNSURE
        if platform_id is not None:
            # even if a look that did not find it came first
            unsent = NUDGES.c.state.in_((NudgeState.UNSURE, NudgeState.READY, NudgeState.LEASED))
            self._change(
                nudge.id, same_try, unsent, state=NudgeState.SENT, platform_id=platform_id, reason=""
            )
        elif again:
            self._change(nudge.id, same_try, unsure, state=NudgeState.READY, reason="", **AFRESH)
        else:
            self._change(nudge.id, same_try, unsure, looks=NUDGES.c.looks + 1)

    def cancel(self, about: str, to: int | None = None, reason: str = "no longer wanted") -> int:
        """Skip what is still due about something, to somebody or to all, and say how much that was."""
        whose = (NUDGES.c.to == to,) if to is not None else ()
        due = update(NUDGES).where(OPEN, NUDGES.c.about == about, *whose)
        skipped = due.values(state=NudgeState.SKIPPED, reason=reason, **UNCLAIMED)
        return self._connection.execute(skipped.execution_options(preserve_rowcount=True)).rowcount

    def take_up(self, about: str, reason: str, expires: datetime) -> int:
        """Send after all, before it expires, what was skipped for that reason, and say how much that is."""
        mine = (ANNOUNCED, NUDGES.c.about == about, NUDGES.c.state == NudgeState.SKIPPED)
        again = update(NUDGES).where(*mine, NUDGES.c.reason == reason)
        ready = again.values(state=NudgeState.READY, reason="", expires=expires, **UNCLAIMED)
        return self._connection.execute(ready.execution_options(preserve_rowcount=True)).rowcount

    def done(self, claimed: Claimed) -> bool:
        """An errand has been run."""
        return self._mark(claimed, NudgeState.DONE)

    def get(self, key: str) -> Nudge | None:
        """The one with this key."""
        row = self._connection.execute(select(NUDGES).where(NUDGES.c.key == key)).mappings().first()
        return noun_in(Nudge, row) if row else None

    def owed_to(self, person_id: int) -> Sequence[Nudge]:
        """Whatever was ever owed to somebody and is still written down, the oldest first."""
        theirs = select(NUDGES).where(NUDGES.c.to == person_id).order_by(NUDGES.c.id)
        return tuple(noun_in(Nudge, row) for row in self._connection.execute(theirs).mappings())

    def move(self, nudges: Iterable[Nudge]) -> None:
        """Bring those that still wait to the moments they have now; what has been owed is not owed again."""
        anew = [{"its": one.key, "then": one.due, "until": one.expires} for one in nudges]
        if anew:
            waits = update(NUDGES).where(NUDGES.c.key == bindparam("its"), NUDGES.c.state == NudgeState.READY)
            self._connection.execute(waits.values(due=bindparam("then"), expires=bindparam("until")), anew)

    def next_due(self) -> datetime | None:
        """When the first of those that are ready is due."""
        ready = select(NUDGES.c.due).where(OPEN, NUDGES.c.state == NudgeState.READY)
        return self._connection.scalar(ready.order_by(NUDGES.c.due, NUDGES.c.id).limit(1))

    def counts(self) -> dict[str, int]:
        """How many there are in each state, none included."""
        found = self._connection.execute(select(NUDGES.c.state, func.count()).group_by(NUDGES.c.state))
        return {state.value: 0 for state in NudgeState} | {state.value: count for state, count in found}

    def _unsure(self, limit: int, *where: ColumnElement[bool]) -> Sequence[Nudge]:
        doubtful = select(NUDGES).where(UNSURE, *where).order_by(NUDGES.c.due, NUDGES.c.id).limit(limit)
        return tuple(noun_in(Nudge, row) for row in self._connection.execute(doubtful).mappings())

    def _mark(self, claimed: Claimed, state: NudgeState, reason: str = "", **changes: object) -> bool:
        # the same mark again is fine: its first commit may have gone through unnoticed
        fence = (NUDGES.c.token == claimed.token, NUDGES.c.state.in_({*OURS, state}))
        return self._change(claimed.nudge.id, *fence, state=state, reason=reason, **changes)

    def _change(self, nudge_id: int, *where: ColumnElement[bool], **changes: object) -> bool:
        changed = (
            update(NUDGES).where(NUDGES.c.id == nudge_id, *where).values(**changes).returning(NUDGES.c.id)
        )
        return self._connection.execute(changed).first() is not None
