"""Fatigue: nobody gets more announcements in seven days than their programme allows, and what waits says why.

Announcements count, with whatever they ask of leaders and remind of. What is said of somebody's own meetings
does not.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.announcements import asking
from bot.ports import Visit
from bot.post import ANNOUNCEMENTS, Nudge

WINDOW = timedelta(days=7)
# An announcement that has found no room by then is left out.
PATIENCE = timedelta(days=14)
TOO_MANY = "left out: they had as many announcements as one person gets in seven days"


def room_for(visit: Visit, nudge: Nudge, limit: int) -> datetime | None:
    """When there is room for one more; None if that is now. What matters more goes first."""
    # in this order: what another worker begins meanwhile is seen among the one or the other
    waiting = visit.records.announced.due(nudge.to, visit.now)
    begun = visit.records.announced.begun(nudge.to, visit.now - WINDOW)
    others = [one for one in waiting if one.id != nudge.id]
    asks = asking(visit.records, visit.house) if others else frozenset()
    before = sum(_place(asks, one) < _place(asks, nudge) for one in others)
    return first_room([*begun, *[visit.now] * before], limit)


def room_behind(waiting: int, begun: Sequence[datetime], limit: int, now: datetime) -> datetime | None:
    """The same for what comes after so many others that wait for room."""
    taken = sorted(begun)
    for _ in range(waiting):
        taken.append(first_room(taken, limit) or now)
    return first_room(taken, limit)


def first_room(begun: Sequence[datetime], limit: int) -> datetime | None:
    """When fewer than so many lie in the window; None if that is so now."""
    return sorted(begun)[-limit] + WINDOW if len(begun) >= limit else None


def tells(template: str, asks: Collection[str]) -> bool:
    """Whether it only tells something. What asks for an answer, or reminds of it, comes before that."""
    return template.startswith(ANNOUNCEMENTS) and template not in asks


def _place(asks: Collection[str], nudge: Nudge) -> tuple[bool, datetime, int]:
    """In which order they go out: of equals, the older first."""
    return tells(nudge.template, asks), nudge.due, nudge.id
