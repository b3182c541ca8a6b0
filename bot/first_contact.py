"""First contact: both said yes, and if nobody has written a day later, one of them is asked to begin.

Their first invitation brings that along, and waits for it: nobody hears twice of the same hour. Where it was
asked for sooner, or somebody else has to begin meanwhile, the word comes alone.
"""

from datetime import datetime

from bot.enrolment import role_in
from bot.facts import person_facts
from bot.message import Fact, Say
from bot.model import Pair, PairState
from bot.pairs import FIRST_CONTACT, invitation, reach
from bot.people import Person
from bot.ports import Errand, Occasion, Visit
from bot.post import Nudge, NudgeState
from bot.records import NotYours, id_in

BEGIN = "pairs/first_mover"


def say_touched(visit: Visit, subject: str) -> Say:
    """The tap that says so. What is said between people is never read."""
    pair = visit.records.pairs.of(visit.person.id, id_in(subject))
    if pair.state is not PairState.ACTIVE:
        raise NotYours(subject)
    visit.records.pairs.touch(pair.id, visit.now)
    return Say("pairs/touched", reach(visit, pair))


def name_first_mover(errand: Errand) -> None:
    """A day is over: unless they are in touch, one is asked to write first. The other hears nothing."""
    pair = errand.records.pairs.of(errand.nudge.to, id_in(errand.nudge.about))
    mover = first_mover(errand, pair)
    if not _waits(pair) or pair.external or _comes_with_the_invitation(errand, pair, mover):
        raise NotYours(errand.nudge.about)
    key = f"{errand.nudge.key}:{mover.id}"
    asked = Nudge(key, BEGIN, mover.id, errand.now, f"pair:{pair.id}", unasked=True)
    errand.records.outbox.owe([asked])


def first_mover(here: Occasion, pair: Pair) -> Person:
    """Who begins: the mentee (in a reverse programme the senior), the first of peers, a group's mentor.

    Whoever is away is not asked while somebody else is there.
    """
    order = pair.people if len(pair.mentee_ids) > 1 else (*pair.mentee_ids, pair.mentor_id)
    people = [here.records.people.get(one) for one in order]
    return next((one for one in people if not one.is_away(here.now)), people[0])


def waits_until(visit: Visit, pair: Pair, number: int) -> datetime:
    """Up to when a round's invitation waits, so that it can ask this person to begin."""
    begins = number == 1 and _begins(visit, pair)
    return pair.started_at + FIRST_CONTACT if begins else pair.started_at


def brought_along(visit: Visit, pair: Pair, number: int) -> dict[str, Fact]:
    """What a round's invitation says of it."""
    role = role_in(visit, pair, visit.person.id)
    return {"begins": number == 1 and _begins(visit, pair), "role": role, **reach(visit, pair)}


def asked_to_begin(visit: Visit, nudge: Nudge) -> Say | None:
    """What to write, and that a tap is enough; None when they are in touch by now."""
    pair = visit.records.pairs.of(visit.person.id, id_in(nudge.about))
    if not _waits(pair):
        return None
    role = role_in(visit, pair, visit.person.id)
    return Say(BEGIN, {"to": person_facts(visit.person), "role": role, **reach(visit, pair)})


def _begins(visit: Visit, pair: Pair) -> bool:
    """Whether this is who is asked to begin. A letter to somebody from outside asks for it anyhow."""
    return _waits(pair) and not pair.external and first_mover(visit, pair).id == visit.person.id


def _comes_with_the_invitation(here: Occasion, pair: Pair, mover: Person) -> bool:
    owed = here.records.outbox.get(invitation(pair, mover, 1).key)
    if owed is None or owed.state is NudgeState.SKIPPED:
        return False
    return owed.state is not NudgeState.SENT or owed.due >= pair.started_at + FIRST_CONTACT


def _waits(pair: Pair) -> bool:
    return pair.state is PairState.ACTIVE and pair.touched_at is None
