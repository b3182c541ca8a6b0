"""How far an announcement has come: what was sent, what waits, and what was not sent and why."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import floor

from bot.asks import Campaign, CampaignState
from bot.fatigue import TOO_MANY
from bot.message import Fact
from bot.post import NudgeState
from bot.records import Records
from bot.sending import HELD_BACK

LENGTH = 20
FULL, EMPTY = "█", "░"
UNDER_WAY = (CampaignState.SENDING, CampaignState.STOPPED)
# How each reason is called in the words of a card; of those that are not here, only that there was one.
# Who is away is nobody's to know, so it is told in one with what is as good as that.
REASONS: Mapping[str, str] = {
    "away": "theirs",
    "asked for no announcements": "theirs",
    "nothing left to say": "answered",
    "they have joined": "answered",
    TOO_MANY: "crowded",
    "too late to be of use": "late",
    "asked to be forgotten": "forgotten",
    "they asked to be forgotten": "forgotten",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """Its messages, counted. Those `held` back wait for somebody to resume."""

    sent: int = 0
    waiting: int = 0
    held: int = 0
    unsure: int = 0
    failed: Mapping[str, int] = field(default_factory=dict)
    skipped: Mapping[str, int] = field(default_factory=dict)

    @property
    def settled(self) -> int:
        """Of how many it is known what became of them."""
        return self.sent + self.unsure + sum(self.failed.values()) + sum(self.skipped.values())

    @property
    def total(self) -> int:
        """How many there are so far."""
        return self.settled + self.waiting + self.held


def progress_of(records: Records, campaign: Campaign) -> Progress:
    """As it stands now."""
    where: Counter[NudgeState] = Counter()
    why: dict[NudgeState, Counter[str]] = {NudgeState.SKIPPED: Counter(), NudgeState.DEAD: Counter()}
    held = 0
    for (state, reason), count in records.campaigns.progress(campaign.id).items():
        if reason == HELD_BACK:
            held += count
        elif state in why:
            why[state][_code(reason)] += count
        else:
            where[state] += count
    return Progress(
        sent=where[NudgeState.SENT],
        waiting=where[NudgeState.READY] + where[NudgeState.LEASED] + where[NudgeState.SENDING],
        held=held,
        unsure=where[NudgeState.UNSURE],
        failed=why[NudgeState.DEAD],
        skipped=why[NudgeState.SKIPPED],
    )


def is_over(campaign: Campaign, progress: Progress) -> bool:
    """Whether nothing more is to come of it."""
    return campaign.state is CampaignState.SENDING and campaign.planned_to is None and not progress.waiting


def facts_of(campaign: Campaign, progress: Progress) -> dict[str, Fact]:
    """The same as a card tells it."""
    share = progress.settled / progress.total if progress.total else 0.0
    return {
        "recipients": campaign.recipients,
        "bar": bar(share),
        "percent": floor(share * 100),
        "sent": progress.sent,
        "waiting": progress.waiting,
        "held": progress.held,
        "unsure": progress.unsure,
        "failed": _told(progress.failed),
        "skipped": _told(progress.skipped),
        "left": _told(campaign.left_out),
        "planning": campaign.planned_to is not None,
    }


def bar(share: float) -> str:
    """So much of a whole, drawn with letters. It is full only when nothing is missing."""
    full = floor(share * LENGTH)
    return FULL * full + EMPTY * (LENGTH - full)


def _code(reason: str) -> str:
    return "unreachable" if reason.startswith("not reachable") else REASONS.get(reason, "other")


def _told(counted: Mapping[str, int]) -> Fact:
    return tuple({"why": why, "count": count} for why, count in sorted(counted.items()) if count)
