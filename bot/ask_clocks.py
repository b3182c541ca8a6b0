"""What an ask brings later: reminders, asking again on a day, whether it has happened, and thanks."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.ask_book import (
    ask_facts,
    has_refused,
    lets_ask,
    mine,
    record,
    reminder_key,
    sender_id,
    within,
    write_down,
)
from bot.ask_states import REMINDERS, Act, done_by, reminder
from bot.asks import DATED, OPEN, WHOLE, Ask, AskKind, AskState
from bot.message import Fact, Say
from bot.ports import Visit
from bot.post import Nudge, NudgeState
from bot.records import id_in

REMINDER = "leaders/reminder"
AGAIN = "leaders/again"
HAPPENED = "advocacy/happened"
THANKS = "advocacy/thanks"
# Letters that ask for one thing, so that a no to them is a no to that alone.
ONE_THING = {
    "announcements/panel": AskKind.PANEL,
    "announcements/all_hands": AskKind.ALL_HANDS,
    "announcements/story": AskKind.STORY,
}
# Later than this after its moment, none of it is of use any more.
OF_USE = timedelta(days=30)
AN_HOUR = timedelta(hours=1)


def letter_goes_out(visit: Visit, nudge: Nudge) -> bool:
    """As a letter goes out its clock begins, once; gives whether it does.

    It does not to somebody who has answered already, or may not be asked (just now).
    """
    ask = _of_letter(visit, nudge)
    if ask is None:
        return True
    if ask.state not in (AskState.PLANNED, *OPEN) or not lets_ask(visit, nudge):
        return False
    kind = ONE_THING.get(nudge.template)
    if kind and ask.answered_at is None and ask.kind is not kind:
        ask = replace(ask, kind=kind)
        visit.records.campaigns.keep_ask(ask)
    goes_out(visit, nudge, ask)
    return True


def goes_out(visit: Visit, nudge: Nudge, ask: Ask) -> Ask:
    """Somebody is asked just now."""
    by = sender_id(ask)
    if ask.state is AskState.PLANNED:
        ask = record(visit, Act.ASK, by, ask, replace(ask, by=by, asked_at=visit.now))
    elif not visit.records.campaigns.steps([ask.id]):
        write_down(visit, ask, Act.ASK, by)
    _owe_reminder(visit, ask, nudge.key)
    return ask


def reminded(visit: Visit, nudge: Nudge) -> Say | None:
    """A reminder, of something that has arrived and has no answer yet."""
    ask = mine(visit, id_in(nudge.about))
    number, letter = nudge.facts.get("number"), visit.records.outbox.get(str(nudge.facts.get("letter")))
    arrived = letter is not None and letter.state is NudgeState.SENT
    if ask.state not in OPEN or ask.again or not arrived or not isinstance(number, int):
        return None
    if not lets_ask(visit, nudge):
        return None
    if ask.reminders < number:
        ask = record(visit, Act.REMIND, sender_id(ask), ask, replace(ask, reminders=number))
        _owe_reminder(visit, ask, str(nudge.facts["letter"]))
    whole = ask.kind in WHOLE
    return Say(REMINDER, {**ask_facts(visit, ask), "whole": whole, "last": ask.reminders == len(REMINDERS)})


def owe_again(visit: Visit, ask: Ask) -> None:
    """Somebody who said "not now" is asked again on their day, once."""
    if ask.until:
        _owe(visit, ask, AGAIN, ask.until, f"again:{ask.until:%Y-%m-%d}")


def asked_again(visit: Visit, nudge: Nudge) -> Say | None:
    """The day has come, unless they have answered otherwise since."""
    ask = mine(visit, id_in(nudge.about))
    if has_refused(visit, visit.person.id):
        return None
    if ask.state is AskState.NOT_NOW and ask.until and ask.until <= visit.now:
        changed = replace(ask, again=True, asked_at=visit.now, until=None)
        ask = record(visit, Act.ASK_AGAIN, sender_id(ask), ask, changed)
    if ask.state not in OPEN or not ask.again:
        return None
    return Say(AGAIN, {**ask_facts(visit, ask), "whole": ask.kind in WHOLE})


def owe_happened(visit: Visit, ask: Ask) -> None:
    """Whether it has happened is asked afterwards, once for each day on which it was to be."""
    day = done_by(ask)
    if day:
        due = day + AN_HOUR if ask.kind in DATED else day
        _owe(visit, ask, HAPPENED, due, f"happened:{day:%Y-%m-%dT%H:%M}")


def happened(visit: Visit, nudge: Nudge) -> Say | None:
    """One tap says so; None where it is on another day by now, or settled."""
    ask = mine(visit, id_in(nudge.about))
    day = done_by(ask)
    return Say(HAPPENED, ask_facts(visit, ask)) if day and day <= visit.now else None


def owe_thanks(visit: Visit, ask: Ask) -> None:
    """Whoever did something is thanked in the name of the one who asked."""
    _owe(visit, ask, THANKS, visit.now, "thanks")


def thanked(visit: Visit, nudge: Nudge) -> Say | None:
    """The thanks, as they are read."""
    ask = mine(visit, id_in(nudge.about))
    if ask.state is AskState.DONE:
        ask = record(visit, Act.THANK, sender_id(ask), ask)
    return Say(THANKS, ask_facts(visit, ask)) if ask.state is AskState.THANKED else None


def _of_letter(visit: Visit, nudge: Nudge) -> Ask | None:
    campaign_id = id_in(nudge.about)
    asks = visit.records.campaigns.asks_of(visit.person.id)
    return next((one for one in asks if one.campaign_id == campaign_id), None)


def _owe_reminder(visit: Visit, ask: Ask, letter: str) -> None:
    if due := reminder(ask):
        number = ask.reminders + 1
        facts: dict[str, Fact] = {"number": number, "letter": letter, **within(visit)}
        visit.records.outbox.owe([_nudge(ask, REMINDER, due, reminder_key(ask), facts)])


def _owe(visit: Visit, ask: Ask, template: str, due: datetime, key: str) -> None:
    visit.records.outbox.owe([_nudge(ask, template, due, f"ask:{ask.id}:{key}", within(visit))])


def _nudge(ask: Ask, template: str, due: datetime, key: str, facts: dict[str, Fact]) -> Nudge:
    return Nudge(
        key=key,
        template=template,
        to=ask.person_id,
        due=due,
        about=f"ask:{ask.id}",
        facts=facts,
        expires=due + OF_USE,
        unasked=True,
    )
