"""When those who join after a run are matched: once a week, as long as somebody waits."""

from datetime import timedelta

from bot.coordinators import whom_to_tell
from bot.model import Method
from bot.ports import Occasion
from bot.post import Nudge
from bot.working_time import local_day, next_working_moment, opening

WEEKLY = "matching.late"
_WEEK = timedelta(days=7)


def plan(here: Occasion, method: Method) -> None:
    """Owe next week's look, on the first working morning of a coordinator. It is owed once a week."""
    coordinator = whom_to_tell(here, method.published_by)
    if coordinator is None:
        return
    today = local_day(here.now, coordinator.zone)
    monday = today + _WEEK - timedelta(days=today.weekday())
    year, week, _ = monday.isocalendar()
    due = next_working_moment(opening(monday, coordinator.workday), coordinator.workday)
    about = f"programme:{method.programme_id}"
    key = f"late:{method.programme_id}:{year}-W{week:02}"
    here.records.outbox.owe([Nudge(key, WEEKLY, coordinator.id, due, about)])


def wake(here: Occasion, programme_id: int) -> None:
    """Somebody has joined: if a run has been published, they are looked at next week."""
    method = here.records.matching.method(programme_id)
    if method.runs:
        plan(here, method)
