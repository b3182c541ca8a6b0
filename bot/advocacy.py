"""Advocacy: what leaders answer when they are asked, each with one tap that can be changed by another."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from bot.appointments import owe_settled
from bot.ask_book import ask_facts, mine, record, sender_id, smaller_were_shown
from bot.ask_clocks import THANKS, owe_again, owe_happened, owe_thanks
from bot.ask_states import Act
from bot.asks import WHOLE, Ask, AskKind, AskState
from bot.enrolment import open_programme
from bot.facts import moment, the_ask
from bot.message import Fact, Say
from bot.ports import Visit
from bot.records import id_in
from bot.wishes import already
from bot.working_time import months_after, opening

# Without another day, so many months later.
LATER = 3
# What a leader writes brings drafts along.
WRITTEN = {AskKind.STORY: "advocacy/drafts", AskKind.CHAMPION: "advocacy/words"}
ANSWERED = "they have answered"


def agrees(kind: AskKind | None, template: str) -> Callable[[Visit, str], Say]:
    """The route of a yes: to that, or to just what was asked."""

    def agreed(visit: Visit, subject: str) -> Say:
        ask = mine(visit, id_in(subject))
        ask = _answer(visit, ask, Act.AGREE, kind or ask.kind)
        if ask.kind is AskKind.TAKE_PART and (said := already(visit)):
            joined(visit)
            return said
        if ask.at:
            owe_settled(visit, ask)
        owe_happened(visit, ask)
        said = _say(visit, template, ask)
        return replace(said, also=(_drafts(visit, ask),)) if ask.kind in WRITTEN else said

    return agreed


def _drafts(visit: Visit, ask: Ask) -> Say:
    """To change and send themselves: the letter in which they may have stood is replaced by the thanks."""
    programme = open_programme(visit)
    facts: dict[str, Fact] = {
        **the_ask(programme),
        "programme": programme.name,
        "kind": programme.kind.value,
        "chat": visit.account.platform.value.title(),
    }
    return Say(WRITTEN[ask.kind], facts)


def smaller(visit: Visit, subject: str) -> Say:
    """What else there is, on a second card."""
    ask = _answer(visit, mine(visit, id_in(subject)), Act.LOOK, AskKind.SMALLER)
    return _say(visit, "advocacy/smaller", ask, refused=False)


def learn_more(visit: Visit, subject: str) -> Say:
    """What it means to take part; the answer is still to come, or not."""
    ask = _answer(visit, mine(visit, id_in(subject)), Act.LOOK, AskKind.INFORMATION)
    return _say(visit, "advocacy/information", ask)


def refuse(visit: Visit, subject: str) -> Say:
    """A no. To joining it opens the smaller things, once; nobody has to look at them."""
    ask = mine(visit, id_in(subject))
    if ask.kind not in WHOLE:
        return _say(visit, "advocacy/no", _answer(visit, ask, Act.REFUSE, ask.kind), whole=False)
    shown = smaller_were_shown(visit, ask)
    # a second tap says the same again
    if ask.state is not AskState.NO or not shown:
        ask = _answer(visit, ask, Act.REFUSE, AskKind.TAKE_PART)
    if shown:
        return _say(visit, "advocacy/no", ask, whole=True)
    return _say(visit, "advocacy/smaller", ask, refused=True)


def refuse_all(visit: Visit, subject: str) -> Say:
    """A no to the smaller things as well, which holds."""
    ask = _answer(visit, mine(visit, id_in(subject)), Act.REFUSE, AskKind.SMALLER)
    return _say(visit, "advocacy/no", ask, whole=True)


def not_now(visit: Visit, subject: str) -> Say:
    """Later: in three months, unless they name another day; and after that once more, no further."""
    ask = mine(visit, id_in(subject))
    if ask.state is AskState.NOT_NOW:
        return _later(visit, ask)
    return _postpone(visit, ask, months_after(visit.now, LATER, visit.person.zone))


def postpone(visit: Visit, subject: str, day: date) -> Say:
    """Until a day of their own."""
    return _postpone(visit, mine(visit, id_in(subject)), opening(day, visit.person.workday))


def done(visit: Visit, subject: str) -> Say:
    """It has happened: thanks are due, and this is them. Safe to repeat."""
    ask = mine(visit, id_in(subject))
    if ask.state is not AskState.THANKED:
        if ask.state is not AskState.DONE:
            ask = record(visit, Act.DO, visit.person.id, ask)
        ask = record(visit, Act.THANK, sender_id(ask), ask)
        visit.records.outbox.cancel(f"ask:{ask.id}", reason=ANSWERED)
    return _say(visit, THANKS, ask)


def missed(visit: Visit, subject: str) -> Say:
    """It has not, which is nobody's fault: the yes stands, and another day is the coordinator's to find."""
    ask = mine(visit, id_in(subject))
    ask = record(visit, Act.MISS, visit.person.id, ask, replace(ask, at=None, place=""))
    visit.records.outbox.cancel(f"ask:{ask.id}", reason=ANSWERED)
    return _say(visit, "advocacy/missed", ask)


def joined(visit: Visit) -> None:
    """Somebody has joined: whatever asked them to is done, and they are thanked for it."""
    for ask in visit.records.campaigns.asks_of(visit.person.id):
        if ask.kind not in WHOLE or ask.state in (AskState.DONE, AskState.THANKED):
            continue
        if ask.state is AskState.PLANNED:
            if ask.campaign_id:
                visit.records.outbox.cancel(
                    f"campaign:{ask.campaign_id}", visit.person.id, "they have joined"
                )
            visit.records.campaigns.drop_plan(ask)
            continue
        agreed = _answer(visit, ask, Act.AGREE, AskKind.TAKE_PART)
        owe_thanks(visit, record(visit, Act.DO, visit.person.id, agreed))


def _postpone(visit: Visit, ask: Ask, until: datetime) -> Say:
    ask = _answer(visit, ask, Act.POSTPONE, ask.kind, None if ask.again else until)
    owe_again(visit, ask)
    return _later(visit, ask)


def _later(visit: Visit, ask: Ask) -> Say:
    until = moment(ask.until, visit.person) if ask.until else None
    return _say(visit, "advocacy/not_now", ask, until=until)


_LEADS_TO = {
    Act.AGREE: AskState.YES,
    Act.REFUSE: AskState.NO,
    Act.LOOK: AskState.SEEN,
    Act.POSTPONE: AskState.NOT_NOW,
}


def _answer(visit: Visit, ask: Ask, act: Act, kind: AskKind, until: datetime | None = None) -> Ask:
    """Keep it; what was owed about the question is owed no more. The same tap again changes nothing."""
    same = ask.kind is kind and ask.state is _LEADS_TO[act] and ask.until == until
    if same and ask.answered_at:
        return ask
    answered = replace(ask, kind=kind, answered_at=visit.now, until=until)
    if kind is not ask.kind:
        answered = replace(answered, at=None, place="")
    kept = record(visit, act, visit.person.id, ask, answered)
    # whoever only looks may still be reminded
    if act is not Act.LOOK:
        visit.records.outbox.cancel(f"ask:{ask.id}", reason=ANSWERED)
    return kept


def _say(visit: Visit, template: str, ask: Ask, **facts: Fact) -> Say:
    return Say(template, {**ask_facts(visit, ask), **facts})
