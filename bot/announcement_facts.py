"""What an announcement may name, as things stand for its reader at the moment when it is worded.

Numbers are of the whole programme and never of fewer than three: one that may not be told is 0, and every
text reads well without it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from bot.angles import Chosen, History, angles
from bot.asks import AskState
from bot.enrolment import enrolment_of, open_programme
from bot.facts import person_facts, the_ask
from bot.message import Fact
from bot.model import Enrolment, Programme, ProgrammeKind, Role
from bot.momentum import month_of, turn
from bot.ports import Occasion, Visit
from bot.post import ANNOUNCEMENTS, Nudge
from bot.pulses import average
from bot.tallies import in_steps, shown
from bot.working_time import local_day

MOMENTUM = f"{ANNOUNCEMENTS}momentum"
ANGLES = "advocacy/angles"
_HOUR = 60
# Months in which there is a day or a month for mentoring somewhere; the text says where.
_OCCASIONS = {10: "day", 1: "month"}


def announcement_facts(visit: Visit, nudge: Nudge) -> dict[str, Fact]:
    """Everything but who sends it and with which line, which were kept when it was sent."""
    programme = open_programme(visit)
    return {
        "to": person_facts(visit.person),
        **the_ask(programme),
        "programme": programme.name,
        "kind": programme.kind.value,
        "role": _role(programme, enrolment_of(visit)),
        "chat": visit.account.platform.value.title(),
        "occasion": occasion(visit.now, visit.person.zone),
        "angles": _angles(visit, programme) if visit.person.leader else (),
        "thought": _thought(visit) if nudge.template == MOMENTUM else "",
        **numbers(visit, programme),
    }


def occasion(now: datetime, timezone: str) -> str:
    """Whether there is a day or a month for mentoring just then, where somebody reads of it."""
    return _OCCASIONS.get(local_day(now, timezone).month, "")


def history_of(visit: Visit) -> History:
    """What this person has had to do with mentoring here."""
    me, records = visit.person, visit.records
    pairs = records.pairs.pairs_of(me.id)
    return History(
        learned=any(pair.role_of(me.id) is Role.MENTEE for pair in pairs),
        guided=any(pair.role_of(me.id) is Role.MENTOR for pair in pairs),
        put_off=any(ask.state is AskState.NOT_NOW for ask in records.campaigns.asks_of(me.id)),
        reports=records.tallies.reports_to(me.email),
    )


def numbers(here: Occasion, programme: Programme) -> dict[str, Fact]:
    """What may be told to anybody of how the programme goes."""
    tally = here.records.tallies.of(programme.id)
    return {
        "people": shown(tally.people),
        "leaders": shown(tally.leaders),
        "pairs": shown(tally.pairs),
        "meetings": shown(tally.meetings, tally.met),
        "hours": shown(tally.minutes // _HOUR, tally.met),
        # that somebody has reached a goal is theirs to tell, so this one moves by several at once
        "goals": in_steps(shown(tally.goals, tally.reached_by)),
        "pulse": average(tally.pulse),
    }


def _role(programme: Programme, enrolment: Enrolment | None) -> str:
    """As what they take part: mentor, mentee, both or peer; empty where they do not."""
    if enrolment is None:
        return ""
    return "peer" if programme.kind is ProgrammeKind.PEER else enrolment.role.value


def _angles(visit: Visit, programme: Programme) -> Fact:
    words = cast("Mapping[str, Mapping[str, str]]", visit.words(ANGLES))
    found = angles(visit.person, enrolment_of(visit), history_of(visit), programme.kind)
    return tuple(_told(words, one) for one in found)


def _told(words: Mapping[str, Mapping[str, str]], chosen: Chosen) -> dict[str, Fact]:
    sentences = words[chosen.angle.value]
    return {"code": chosen.angle.value, "name": sentences["name"], "words": sentences[chosen.because]}


def _thought(visit: Visit) -> str:
    """The name of the thought that is next for this reader, of those in the text that they read."""
    names = tuple(cast("Mapping[str, object]", visit.words(MOMENTUM).get("thoughts", {})))
    if not names:
        return ""
    had = visit.records.announced.had(visit.person.id, MOMENTUM)
    months = [month_of(moment, visit.person) for moment in (*had, visit.now)]
    return names[turn(months, len(names))]
