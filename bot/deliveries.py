"""Deliveries that nobody can be sure of: they are shown to coordinators, who may have them sent again."""

from collections.abc import Sequence

from bot.departures import GRACE
from bot.facts import moment
from bot.message import Fact, Say
from bot.people import Person
from bot.ports import Visit
from bot.post import Nudge
from bot.post_desk import to_see_to
from bot.posting import POST
from bot.records import NotYours, id_in
from bot.silence import silent_pairs
from bot.trust import AuditEntry

SHOWN = 10


def menu(visit: Visit) -> Say:
    """What coordinators can do, what may not have arrived, who cannot be reached, and who does not meet."""
    lost = visit.records.people.out_of_reach()
    return Say(
        "help/admin",
        {
            "doubts": tuple(_told(visit, nudge) for nudge in _doubts(visit)),
            "unreachable": len(lost),
            "lost": tuple(person.first_name for person in lost[:SHOWN]),
            "silent": silent_pairs(visit),
            "posts": to_see_to(visit),
            "gone": tuple(_gone(visit, person) for person in visit.records.people.gone()[:SHOWN]),
        },
    )


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


def _gone(visit: Visit, person: Person) -> Fact:
    leaves = person.gone_at + GRACE if person.gone_at else visit.now
    return {"name": person.name, "leaves": moment(leaves, visit.person), "left": leaves <= visit.now}


def _told(visit: Visit, nudge: Nudge) -> Fact:
    if nudge.template == POST:
        place = visit.records.places.get(visit.records.posts.hold(id_in(nudge.about)).place_id)
        return {"name": place.name, "what": "posts", "due": moment(nudge.due, visit.person)}
    person = visit.records.people.get(nudge.to)
    # only what kind of thing it is: the name of the text could tell who declined whom
    what = nudge.template.partition("/")[0].replace("_", " ")
    return {"name": person.name, "what": what, "due": moment(nudge.due, visit.person)}
