"""What is remembered of announcements, and of what leaders were asked."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.asks import Ask, AskStep, Campaign
from bot.post import NudgeState


class CampaignRecords(Protocol):
    """Announcements, and what leaders were asked."""

    def send(self, campaign: Campaign) -> Campaign: ...
    def campaigns(self) -> Sequence[Campaign]: ...
    def newest(self, most: int, before: int = 0) -> Sequence[Campaign]:
        """The last ones, the newest first; `before` so many newer ones, which are left out."""

    def last_of(self, template: str) -> Campaign | None:
        """The last one in these words that has begun, and was not called off."""

    def under_way(self) -> Sequence[Campaign]:
        """Those whose sender is shown how they go."""

    def hold(self, campaign_id: int) -> Campaign:
        """Raises NotYours if there is none. Nobody else changes it before this transaction ends."""

    def keep(self, campaign: Campaign) -> None: ...
    def progress(self, campaign_id: int) -> Mapping[tuple[NudgeState, str], int]:
        """How many of its messages stand where, and why."""

    def ask_all(self, asks: Iterable[Ask]) -> None:
        """Keep those of them that were not asked in their campaign already."""

    def ever_asked(self) -> frozenset[int]:
        """Whoever was asked for anything, or is about to be, by number."""

    def refused(self) -> frozenset[int]:
        """Whoever has said no to all of it, by number."""

    def later(self, now: datetime) -> Mapping[int, datetime]:
        """From when on those may be asked who have said "not now", by number; not whose day has come."""

    def ask(self, ask: Ask) -> Ask:
        """Keep it, unless that campaign has asked that person already: then that one is given back."""

    def asked(self, person_id: int, ask_id: int) -> Ask:
        """The gate: raises NotYours unless it was this person who was asked."""

    def asks(self) -> Sequence[Ask]: ...
    def asks_of(self, person_id: int) -> Sequence[Ask]: ...
    def astray(self, person_id: int | None = None) -> Mapping[int, tuple[NudgeState, str]]:
        """Of asks without an answer (of one, or of all) whose letter has not arrived for sure, by number.

        How the letter stands, and why.
        """

    def keep_ask(self, ask: Ask) -> None: ...

    def begin_ask(self, ask: Ask) -> Ask:
        """Keep one that no campaign has sent."""

    def drop_plan(self, ask: Ask) -> None: ...
    def hold_ask(self, ask_id: int) -> Ask:
        """For whoever coordinates, and held: raises NotYours if there is none."""

    def note(self, step: AskStep) -> None: ...
    def steps(self, ask_ids: Collection[int]) -> Sequence[AskStep]:
        """The history of some asks, the oldest first."""
