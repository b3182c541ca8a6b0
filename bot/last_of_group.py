"""When one mentee is left of a group: the mentor says whether the two go on as a pair."""

from bot.facts import person_facts
from bot.leaving import end_pair
from bot.message import Say
from bot.model import Pair, PairState, ProgrammeKind
from bot.ports import Visit
from bot.post import Nudge
from bot.records import NotYours, id_in
from bot.running_groups import ALONE


def asked(visit: Visit, nudge: Nudge) -> Say | None:
    """The question, as long as just one is left."""
    pair = visit.records.pairs.of(visit.person.id, id_in(nudge.about))
    if pair.state is not PairState.ACTIVE or pair.is_group:
        return None
    return Say(ALONE, nudge.facts)


def go_on(visit: Visit, subject: str) -> Say:
    """The two go on; the mentee hears it, so that they need not wonder."""
    pair = _mine(visit, subject)
    mentee = visit.records.people.get(pair.mentee_ids[0])
    visit.records.outbox.owe(
        [
            Nudge(
                f"goes-on:{pair.id}:{mentee.id}",
                "groups/goes_on",
                mentee.id,
                visit.now,
                f"pair:{pair.id}",
                {"partner": person_facts(visit.person)},
                unasked=True,
            )
        ]
    )
    return Say("groups/going_on", {"partner": person_facts(mentee)})


def close(visit: Visit, subject: str) -> Say:
    """It ends for both, kindly."""
    pair = _mine(visit, subject, ended=True)
    mentee = visit.records.people.get(pair.mentee_ids[0])
    if pair.state is PairState.ACTIVE:
        end_pair(visit, pair, visit.person, "groups/ended")
    return Say("groups/closed", {"partner": person_facts(mentee)})


def _mine(visit: Visit, subject: str, *, ended: bool = False) -> Pair:
    """The gate: the mentor of what was a group, while one alone is in it."""
    pair = visit.records.pairs.of(visit.person.id, id_in(subject))
    programme = visit.records.programmes.get(pair.programme_id)
    goes_on = pair.state is PairState.ACTIVE or ended
    if programme.kind is not ProgrammeKind.GROUP or pair.is_group or not goes_on:
        raise NotYours(subject)
    if visit.person.id != pair.mentor_id:
        raise NotYours(subject)
    return pair
