"""The book of asks: each step is checked, kept, and written into the history."""

from dataclasses import replace
from datetime import datetime

from bot.ask_states import Act, NotAllowed, moved
from bot.asks import WHOLE, Ask, AskKind, AskState, AskStep
from bot.enrolment import open_programme
from bot.facts import moment, person_facts, the_ask
from bot.message import Fact
from bot.model import ProgrammeKind
from bot.people import Person
from bot.ports import NotNow, Occasion, Visit
from bot.post import Nudge
from bot.records import NotYours

# What only says that something happened, and changes nothing about where an ask stands.
TOLD = frozenset({Act.REMIND, Act.MISS})


def record(here: Occasion, act: Act, by: int, before: Ask, after: Ask | None = None) -> Ask:
    """Take a step; `after` is the ask with whatever else it changes. Raises NotYours where none leads there.

    What changes nothing is a second tap, and no step.
    """
    try:
        state = moved(before.state, act)
    except NotAllowed:
        raise NotYours(str(before.id)) from None
    kept = replace(after or before, state=state)
    if kept == before and act not in TOLD:
        return before
    here.records.campaigns.keep_ask(kept)
    write_down(here, kept, act, by)
    return kept


def write_down(here: Occasion, ask: Ask, act: Act, by: int) -> None:
    """Add to its history."""
    here.records.campaigns.note(AskStep(0, ask.id, by, ask.kind, act.value, here.now))


def sender_id(ask: Ask) -> int:
    """Which coordinator asks."""
    return ask.person_id if ask.by is None else ask.by


def sender_of(here: Occasion, ask: Ask) -> Person:
    """The same, as a person."""
    return here.records.people.get(sender_id(ask))


def mine(visit: Visit, subject: int) -> Ask:
    """The gate, held: raises NotYours unless it was this person who was asked."""
    return visit.records.campaigns.asked(visit.person.id, subject)


def has_refused(here: Occasion, person_id: int) -> bool:
    """Whether somebody has said no to all of it. Nobody asks them again, unless they come themselves."""
    asks = here.records.campaigns.asks_of(person_id)
    return any(one.kind in WHOLE and one.state is AskState.NO for one in asks)


def asked_from(here: Occasion, person_id: int) -> datetime | None:
    """The moment before which somebody who has said "not now" is asked for nothing; None if that is over."""
    days = [
        one.until
        for one in here.records.campaigns.asks_of(person_id)
        if one.state is AskState.NOT_NOW and one.until and one.until > here.now
    ]
    return max(days, default=None)


def lets_ask(visit: Visit, nudge: Nudge) -> bool:
    """Whether they may be asked. Raises NotNow where they may be from a later day on that is not too late.

    For what is `theirs` (`bot.appointments.ask_one`) there is no day to wait for.
    """
    if has_refused(visit, visit.person.id):
        return False
    until = None if nudge.facts.get("theirs") else asked_from(visit, visit.person.id)
    if until and (nudge.expires is None or until < nudge.expires):
        raise NotNow(until)
    return until is None


def letter_key(ask: Ask) -> str:
    """Of the message in which they are asked: a letter of a campaign, or one of its own."""
    return f"campaign:{ask.campaign_id}:{ask.person_id}" if ask.campaign_id else f"ask:{ask.id}:one"


def reminder_key(ask: Ask) -> str:
    """Of the next reminder of it."""
    return f"ask:{ask.id}:remind:{ask.reminders + 1}"


def smaller_were_shown(here: Occasion, ask: Ask) -> bool:
    """Whether somebody has seen the smaller things already, but for a no to this very ask."""
    asks = here.records.campaigns.asks_of(ask.person_id)
    steps = here.records.campaigns.steps([one.id for one in asks])
    return any(one.kind is AskKind.SMALLER or (one.ask_id != ask.id and _shows(one)) for one in steps)


def _shows(step: AskStep) -> bool:
    return step.what == Act.REFUSE and step.kind in WHOLE


def ask_facts(visit: Visit, ask: Ask) -> dict[str, Fact]:
    """What any text about it may say to whoever was asked."""
    programme = open_programme(visit)
    return {
        "to": person_facts(visit.person),
        "sender": person_facts(sender_of(visit, ask)),
        "ask": str(ask.id),
        "kind": ask.kind.value,
        "line": ask.line,
        "at": moment(ask.at, visit.person) if ask.at else None,
        "place": ask.place,
        "reverse": programme.kind is ProgrammeKind.REVERSE,
        "peers": programme.kind is ProgrammeKind.PEER,
        **the_ask(programme),
    }


def within(visit: Visit) -> dict[str, Fact]:
    """The programme in which it is asked, where there are several (`bot.scope`)."""
    return {"programme": visit.within.programme.id} if visit.within else {}
