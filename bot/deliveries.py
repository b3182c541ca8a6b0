"""Deliveries that nobody can be sure of: they are shown to coordinators, who may have them sent again."""

from collections.abc import Sequence

from bot.facts import moment
from bot.message import Fact, Say
from bot.ports import Visit
from bot.post import Nudge
from bot.records import NotYours
from bot.trust import AuditEntry

SHOWN = 10


def menu(visit: Visit) -> Say:
    """What coordinators can do, and what may not have arrived."""
    return Say("help/admin", {"doubts": tuple(_told(visit, nudge) for nudge in _doubts(visit))})


def send_again(visit: Visit, subject: str) -> Say:
    """Send what was shown once more; somebody may then have it twice, which is the coordinator's choice."""
    del subject
    if not visit.coordinates:
        raise NotYours("deliveries")
    doubts = _doubts(visit)
    for nudge in doubts:
        visit.records.outbox.looked_up(nudge, None, again=True)
        visit.records.audit.note(AuditEntry(0, visit.person.id, "send again", f"nudge:{nudge.id}", visit.now))
    return Say("help/sent_again", {"count": len(doubts)})


def _doubts(visit: Visit) -> Sequence[Nudge]:
    return visit.records.outbox.doubts(SHOWN)


def _told(visit: Visit, nudge: Nudge) -> Fact:
    person = visit.records.people.get(nudge.to)
    # only what kind of thing it is: the name of the text could tell who declined whom
    what = nudge.template.partition("/")[0].replace("_", " ")
    return {"name": person.name, "what": what, "due": moment(nudge.due, visit.person)}
