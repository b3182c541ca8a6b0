"""Certificates: what somebody gave or took, in hours and in words, on a page of their own.

It names nobody but its owner, and says nothing of what was talked about.
"""

from bot.enrolment import role_in
from bot.facts import moment
from bot.message import Attachment, Fact, FileOf, Say
from bot.model import Pair, PairState, ProgrammeKind
from bot.planned_end import planned_on, spent
from bot.ports import Visit
from bot.post import Nudge
from bot.records import NotYours, id_in

KIND = "certificate"
SHEET = MESSAGE = "closing/certificate"


def send(visit: Visit, subject: str) -> Say:
    """Have it made and sent."""
    pair = _earned(visit, subject)
    key = f"certificate:{pair.id}:{visit.person.id}:{visit.now.isoformat()}"
    visit.records.outbox.owe([Nudge(key, MESSAGE, visit.person.id, visit.now, f"pair:{pair.id}")])
    return Say("closing/certificate_made")


def worded(visit: Visit, nudge: Nudge) -> Say:
    """The word that comes with it."""
    pair = _earned(visit, nudge.about)
    return Say(MESSAGE, files=(FileOf(KIND, str(pair.id)),))


def certificate(visit: Visit, subject: str) -> Attachment:
    """The page itself."""
    pair = _earned(visit, subject)
    programme = visit.records.programmes.get(pair.programme_id)
    had = spent(visit, pair)
    facts: dict[str, Fact] = {
        "name": visit.person.name,
        "role": role_in(visit, pair, visit.person.id),
        "reverse": programme.kind is ProgrammeKind.REVERSE,
        "group": len(pair.mentee_ids),
        "programme": programme.name,
        "organisation": visit.records.people.organisation().name,
        "begun": moment(pair.started_at, visit.person),
        "ended": moment(pair.ended_at or visit.now, visit.person),
        "held": had.held,
        "minutes": had.minutes,
        "months": had.months,
    }
    page = visit.house.wording.sheet(SHEET, facts, visit.language)
    return Attachment("mentoring-certificate.html", visit.words(MESSAGE)["file"], "text/html", page.encode())


def is_earned(visit: Visit, pair: Pair) -> bool:
    """Whether they met at least once, and their hours have come to an end."""
    over = pair.state is PairState.ENDED or planned_on(pair, visit.person) <= visit.now
    return over and not pair.informal and spent(visit, pair).held > 0


def _earned(visit: Visit, subject: str) -> Pair:
    """The gate: raises NotYours unless this person is in the pair and has earned it."""
    pair = visit.records.pairs.of(visit.person.id, id_in(subject))
    if not is_earned(visit, pair):
        raise NotYours(subject)
    return pair
