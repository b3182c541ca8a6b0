"""One thing that a coordinator asks of one leader, with its day: a panel, a word, a talk."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.ask_book import ask_facts, lets_ask, letter_key, mine, record, sender_id, sender_of, within
from bot.ask_clocks import OF_USE, goes_out, owe_happened
from bot.ask_states import Act
from bot.asks import OPEN, Ask, AskKind, AskState
from bot.common_hours import slots
from bot.enrolment import open_programme
from bot.facts import moment, person_facts, the_ask
from bot.invitation import Invitation, ics
from bot.message import Attachment, Fact, FileOf, Say
from bot.people import Person
from bot.ports import Visit
from bot.post import Nudge
from bot.records import NotYours, id_in

ASKED = "leaders/one"
SETTLED = "advocacy/settled"
POINTS = "advocacy/talking_points"
CALENDAR = "ask"
IN_CALENDARS = "advocacy/calendar"
MINUTES = {AskKind.CONVERSATION: 15, AskKind.PANEL: 30, AskKind.ALL_HANDS: 15}
# Where something is to be said in front of others.
SPOKEN = frozenset({AskKind.PANEL, AskKind.ALL_HANDS})
OFFERED = 3


def ask_one(visit: Visit, person: Person, wanted: Ask, *, theirs: bool = False) -> Ask:
    """Owe the question; its clock begins as it goes out. What is `theirs` they wish for themselves."""
    ask = visit.records.campaigns.begin_ask(replace(wanted, person_id=person.id, by=visit.person.id))
    visit.records.outbox.owe(
        [
            Nudge(
                key=letter_key(ask),
                template=ASKED,
                to=person.id,
                due=visit.now,
                about=f"ask:{ask.id}",
                facts={**within(visit), "theirs": theirs},
                expires=ask.at or visit.now + OF_USE,
                unasked=True,
            )
        ]
    )
    return ask


def asked(visit: Visit, nudge: Nudge) -> Say | None:
    """The question, with times to pick for a talk; None once there is an answer."""
    ask, theirs = mine(visit, id_in(nudge.about)), bool(nudge.facts.get("theirs"))
    if ask.state not in (AskState.PLANNED, *OPEN) or not lets_ask(visit, nudge):
        return None
    return _question(visit, goes_out(visit, nudge, ask), theirs=theirs)


def _question(visit: Visit, ask: Ask, *, theirs: bool = False) -> Say:
    if ask.kind is AskKind.CONVERSATION:
        ask = _with_times(visit, ask)
    return Say(ASKED, {**ask_facts(visit, ask), **times_of(visit, ask), "theirs": theirs})


def times_of(visit: Visit, ask: Ask) -> dict[str, Fact]:
    """The times of a talk that can be picked, each with what its button means."""
    ahead = [(number, at) for number, at in enumerate(ask.slots) if at > visit.now]
    offered: tuple[Fact, ...] = tuple(
        {"at": moment(at, visit.person), "subject": f"{number}:{ask.id}"} for number, at in ahead
    )
    return {"slots": offered, "minutes_of_it": MINUTES.get(ask.kind, 0)}


def pick(visit: Visit, subject: str) -> Say:
    """A time for the talk. Where all of them are over, others are offered; a second tap says when it is."""
    ask = mine(visit, id_in(subject))
    number = subject.partition(":")[0]
    if ask.kind is not AskKind.CONVERSATION or not number.isdecimal() or int(number) >= len(ask.slots):
        raise NotYours(subject)
    if ask.state is AskState.YES and ask.at:
        return Say("advocacy/picked", ask_facts(visit, ask))
    at = ask.slots[int(number)]
    if at <= visit.now:
        return _question(visit, ask)
    agreed = replace(ask, at=at, answered_at=visit.now, until=None)
    agreed = record(visit, Act.AGREE, visit.person.id, ask, agreed)
    visit.records.outbox.cancel(f"ask:{ask.id}", reason="they have answered")
    owe_settled(visit, agreed)
    owe_happened(visit, agreed)
    return Say("advocacy/picked", ask_facts(visit, agreed))


def settle(visit: Visit, ask_id: int, at: datetime, place: str) -> Ask:
    """A coordinator names the day and the place, or moves it; the leader hears of it."""
    if not visit.coordinates:
        raise NotYours(str(ask_id))
    ask = visit.records.campaigns.hold_ask(ask_id)
    dated = record(visit, Act.DATE, visit.person.id, ask, replace(ask, at=at, place=place))
    if dated != ask:
        visit.records.outbox.cancel(f"ask:{ask.id}", reason="it is on another day")
        owe_settled(visit, dated)
        owe_happened(visit, dated)
    return dated


def owe_settled(visit: Visit, ask: Ask) -> None:
    """Both get the day with a file for their calendar; of a day on a stage, the leader alone."""
    if ask.at is None:
        return
    talk = ask.kind is AskKind.CONVERSATION
    by = sender_id(ask)
    visit.records.outbox.owe(
        Nudge(
            key=f"ask:{ask.id}:settled:{ask.at:%Y-%m-%dT%H:%M}:{ask.place}:{one}",
            template=SETTLED,
            to=one,
            due=visit.now,
            about=f"ask:{ask.id}",
            facts=within(visit),
            expires=ask.at,
            unasked=one != visit.person.id,
        )
        for one in dict.fromkeys((ask.person_id, by) if talk else (ask.person_id,))
    )


def settled(visit: Visit, nudge: Nudge) -> Say | None:
    """The day, the place, what to say, and the file."""
    ask = _for_both(visit, nudge.about)
    if ask.state is not AskState.YES or ask.at is None or ask.at <= visit.now:
        return None
    other = _other(visit, ask)
    points = Say(POINTS, {**the_ask(open_programme(visit)), "to": person_facts(visit.person)})
    facts: dict[str, Fact] = {
        **ask_facts(visit, ask),
        "other": person_facts(other),
        "minutes_of_it": MINUTES.get(ask.kind, 0),
        "mine": visit.person.id == ask.person_id,
    }
    also = (points,) if ask.kind in SPOKEN else ()
    return Say(SETTLED, facts, files=(FileOf(CALENDAR, str(ask.id)),), also=also)


def calendar_file(visit: Visit, subject: str) -> Attachment:
    """It, for a calendar."""
    ask = _for_both(visit, subject)
    if ask.at is None:
        raise NotYours(subject)
    sender, words = sender_of(visit, ask), visit.words(IN_CALENDARS)
    facts: dict[str, Fact] = {"kind": ask.kind.value, "other": _other(visit, ask).name, "place": ask.place}
    told = Invitation(
        ask.id,
        visit.say(Say(IN_CALENDARS, facts)).title,
        ask.place or words["from"],
        ask.at,
        ask.at + timedelta(minutes=MINUTES.get(ask.kind, 15)),
        sender.name,
        sender.email,
        kind="ask",
    )
    return Attachment(
        "mentoring.ics", words["file"], "text/calendar", ics(told, visit.now, _changes(visit, ask))
    )


def _changes(visit: Visit, ask: Ask) -> int:
    """How often its day has been named: a later file replaces an earlier one."""
    steps = visit.records.campaigns.steps([ask.id])
    return sum(one.what in (Act.DATE, Act.AGREE) for one in steps)


def _for_both(visit: Visit, subject: str) -> Ask:
    """The gate: whoever was asked, and whoever asked."""
    ask = visit.records.campaigns.hold_ask(id_in(subject))
    if visit.person.id not in (ask.person_id, sender_id(ask)):
        raise NotYours(subject)
    return ask


def _other(visit: Visit, ask: Ask) -> Person:
    if visit.person.id == ask.person_id:
        return sender_of(visit, ask)
    return visit.records.people.get(ask.person_id)


def _with_times(visit: Visit, ask: Ask) -> Ask:
    """With three times ahead in the hours of both. Buttons name them by number, so old ones stay."""
    if any(at > visit.now for at in ask.slots):
        return ask
    workdays = [one.workday for one in (visit.person, sender_of(visit, ask))]
    found = slots(workdays, visit.now, OFFERED, MINUTES[AskKind.CONVERSATION]).times
    fresh = replace(ask, slots=(*ask.slots, *found))
    visit.records.campaigns.keep_ask(fresh)
    return fresh
