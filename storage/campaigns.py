"""Announcements, and what leaders were asked."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    String,
    case,
    cast,
    delete,
    func,
    literal,
    or_,
    select,
)

from bot.asks import WHOLE, Ask, AskState, AskStep, Campaign, CampaignState
from bot.post import NudgeState
from storage.columns import table_of
from storage.outbox import LOOKS
from storage.shelf import Shelf, insert_into, values_of
from storage.tables import ANNOUNCED, UNSURE, AskRow, AskStepRow, CampaignRow, NudgeRow

CAMPAIGNS = table_of(CampaignRow)
ASKS = table_of(AskRow)
STEPS = table_of(AskStepRow)
NUDGES = table_of(NudgeRow)
NOT_ARRIVED = (NudgeState.SKIPPED, NudgeState.UNSURE, NudgeState.DEAD)


class Campaigns:
    """Fulfils `bot.campaign_records.CampaignRecords`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._campaigns = Shelf(connection, Campaign, CampaignRow)
        self._connection = connection
        self._asks = Shelf(connection, Ask, AskRow)
        self._steps = Shelf(connection, AskStep, AskStepRow)

    def send(self, campaign: Campaign) -> Campaign:
        """Keep a new one and give it its number."""
        return self._campaigns.add(campaign)

    def campaigns(self) -> Sequence[Campaign]:
        """Every announcement, the oldest first."""
        return self._campaigns.all()

    def newest(self, most: int, before: int = 0) -> Sequence[Campaign]:
        """The last ones, the newest first; `before` so many newer ones, which are left out."""
        return self._campaigns.newest(most, before=before)

    def last_of(self, template: str) -> Campaign | None:
        """The last one in these words that has begun, and was not called off."""
        begun = CAMPAIGNS.c.state.in_((CampaignState.SENDING, CampaignState.STOPPED, CampaignState.DONE))
        last = select(CAMPAIGNS).where(CAMPAIGNS.c.template == template, begun)
        newest = last.order_by(CAMPAIGNS.c.sent_at.desc(), CAMPAIGNS.c.id.desc()).limit(1)
        row = self._connection.execute(newest).mappings().first()
        return self._campaigns.noun(row) if row else None

    def under_way(self) -> Sequence[Campaign]:
        """Those whose sender is shown how they go."""
        return self._campaigns.all(CAMPAIGNS.c.state.in_((CampaignState.SENDING, CampaignState.STOPPED)))

    def hold(self, campaign_id: int) -> Campaign:
        """Raises NotYours if there is none. Nobody else changes it before this transaction ends."""
        return self._campaigns.hold(id=campaign_id)

    def keep(self, campaign: Campaign) -> None:
        """Bring it up to date."""
        self._campaigns.keep(campaign)

    def progress(self, campaign_id: int) -> Mapping[tuple[NudgeState, str], int]:
        """How many of its messages stand where, and why. Read from an index alone, however many there are.

        What is still looked for is as good as being sent.
        """
        where = (NUDGES.c.state, NUDGES.c.reason)
        mine = (ANNOUNCED, NUDGES.c.about == f"campaign:{campaign_id}")
        counted = select(*where, func.count()).where(*mine).group_by(*where)
        found = Counter(
            {(state, reason): count for state, reason, count in self._connection.execute(counted)}
        )
        if any(state is NudgeState.UNSURE for state, _ in found):
            sought = select(NUDGES.c.reason, func.count()).where(*mine, UNSURE, NUDGES.c.looks < LOOKS)
            for reason, count in self._connection.execute(sought.group_by(NUDGES.c.reason)):
                found[NudgeState.UNSURE, reason] -= count
                found[NudgeState.SENDING, ""] += count
        return found

    def ask_all(self, asks: Iterable[Ask]) -> None:
        """Keep those of them that were not asked in their campaign already."""
        rows = [values_of(ask, ASKS) for ask in asks]
        if rows:
            new = insert_into(self._connection, ASKS)
            self._connection.execute(
                new.on_conflict_do_nothing(index_elements=["campaign_id", "person_id"]), rows
            )

    def ever_asked(self) -> frozenset[int]:
        """Whoever was asked for anything, or is about to be, by number."""
        begun = or_(ASKS.c.state != AskState.PLANNED, ASKS.c.campaign_id.is_not(None))
        return frozenset(self._connection.scalars(select(ASKS.c.person_id).where(begun).distinct()))

    def refused(self) -> frozenset[int]:
        """Whoever has said no to all of it, by number."""
        no = select(ASKS.c.person_id).where(ASKS.c.state == AskState.NO, ASKS.c.kind.in_(WHOLE))
        return frozenset(self._connection.scalars(no))

    def later(self, now: datetime) -> Mapping[int, datetime]:
        """From when on those may be asked who have said "not now", by number; not whose day has come."""
        waits = self._asks.all(ASKS.c.state == AskState.NOT_NOW, ASKS.c.until > now)
        days = sorted((one.until, one.person_id) for one in waits if one.until)
        return {person_id: until for until, person_id in days}

    def ask(self, ask: Ask) -> Ask:
        """Keep it, unless that campaign has asked that person already: then that one is given back."""
        return self._asks.add_once(ask, "campaign_id", "person_id")

    def asked(self, person_id: int, ask_id: int) -> Ask:
        """The gate, held: raises NotYours unless it was this person who was asked."""
        return self._asks.hold(id=ask_id, person_id=person_id)

    def asks(self) -> Sequence[Ask]:
        """Everything that was asked, the oldest first."""
        return self._asks.all()

    def asks_of(self, person_id: int) -> Sequence[Ask]:
        """What somebody was asked, the oldest first."""
        return self._asks.all(person_id=person_id)

    def astray(self, person_id: int | None = None) -> Mapping[int, tuple[NudgeState, str]]:
        """Of asks without an answer (of one, or of all) whose letter has not arrived for sure, by number.

        How the letter stands, and why. Letters are found by their keys, of which there is an index.
        """
        of_wave = _joined("campaign:", ASKS.c.campaign_id, ":", ASKS.c.person_id)
        letter = case((ASKS.c.campaign_id.is_(None), _joined("ask:", ASKS.c.id, ":one")), else_=of_wave)
        lost = select(ASKS.c.id, NUDGES.c.state, NUDGES.c.reason).join(NUDGES, NUDGES.c.key == letter)
        whose = (ASKS.c.person_id == person_id,) if person_id is not None else ()
        unanswered = lost.where(ASKS.c.answered_at.is_(None), NUDGES.c.state.in_(NOT_ARRIVED), *whose)
        return {number: (state, reason) for number, state, reason in self._connection.execute(unanswered)}

    def keep_ask(self, ask: Ask) -> None:
        """Bring it up to date."""
        self._asks.keep(ask)

    def begin_ask(self, ask: Ask) -> Ask:
        """Keep one that no campaign has sent, and give it its number."""
        return self._asks.add(ask)

    def drop_plan(self, ask: Ask) -> None:
        """Leave nothing of one that was only planned."""
        self._connection.execute(delete(STEPS).where(STEPS.c.ask_id == ask.id))
        self._connection.execute(delete(ASKS).where(ASKS.c.id == ask.id))

    def hold_ask(self, ask_id: int) -> Ask:
        """For whoever coordinates: held, and NotYours if there is none."""
        return self._asks.hold(id=ask_id)

    def note(self, step: AskStep) -> None:
        """Add to the history of an ask."""
        self._steps.add(step)

    def steps(self, ask_ids: Collection[int]) -> Sequence[AskStep]:
        """The history of some asks, the oldest first."""
        return self._steps.all(STEPS.c.ask_id.in_(ask_ids)) if ask_ids else ()


def _joined(*parts: str | Column[Any]) -> ColumnElement[str]:
    """Words and numbers, put together by the database."""
    words = (literal(one, String) if isinstance(one, str) else cast(one, String) for one in parts)
    return reduce(add, words)
