"""Declined matches: a coordinator hears once a day how many, since a new run is ready then; never whose."""

from bot.coordinators import whom_to_tell
from bot.message import Say
from bot.model import Answer, Proposal
from bot.ports import Occasion, Visit
from bot.post import Nudge
from bot.records import NotYours, Records, id_in
from bot.working_time import working_day_after

TEMPLATE = "admin_match/declined"


def pass_on(here: Occasion, declined: Proposal) -> None:
    """Owe the word for the coordinator's next working morning; those declined until then go with it."""
    method = here.records.matching.method(declined.programme_id)
    coordinator = whom_to_tell(here, method.published_by)
    if coordinator is None:
        return
    due = working_day_after(here.now, coordinator.workday, 1)
    about = f"programme:{declined.programme_id}"
    before = _refused(here.records, declined.programme_id) - 1
    key = f"declines:{declined.programme_id}:{coordinator.id}:{due:%Y-%m-%d}"
    here.records.outbox.owe(
        [Nudge(key, TEMPLATE, coordinator.id, due, about, {"before": before}, unasked=True)]
    )


def worded(visit: Visit, nudge: Nudge) -> Say | None:
    """How many they are by now; None for whoever no longer coordinates, or if somebody was forgotten."""
    if not visit.coordinates:
        raise NotYours(nudge.about)
    count = _refused(visit.records, id_in(nudge.about)) - int(str(nudge.facts["before"]))
    return Say(TEMPLATE, {"count": count}) if count > 0 else None


def _refused(records: Records, programme_id: int) -> int:
    """How many matches somebody has said no to so far."""
    offered = (one for one in records.pairs.proposals(programme_id) if not one.informal)
    return sum(Answer.NO in (one.mentor_said, one.mentee_said) for one in offered)
