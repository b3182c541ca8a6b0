"""When those who join after a run are matched: once a week, as long as somebody waits."""

from bot.coordinators import whom_to_tell
from bot.model import Method
from bot.ports import Occasion
from bot.post import Nudge
from bot.working_time import next_week

WEEKLY = "matching.late"


def plan(here: Occasion, method: Method) -> None:
    """Owe next week's look, on the first working morning of a coordinator. It is owed once a week."""
    coordinator = whom_to_tell(here, method.published_by)
    if coordinator is None:
        return
    week, due = next_week(here.now, coordinator.workday)
    about = f"programme:{method.programme_id}"
    key = f"late:{method.programme_id}:{week}"
    here.records.outbox.owe([Nudge(key, WEEKLY, coordinator.id, due, about)])


def wake(here: Occasion, programme_id: int) -> None:
    """Somebody has joined: if a run has been published, they are looked at next week."""
    method = here.records.matching.method(programme_id)
    if method.runs:
        plan(here, method)
