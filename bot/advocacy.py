"""Advocacy: what leaders answer when they are asked, each with one tap that can be changed by another."""

from collections.abc import Callable
from dataclasses import replace

from bot.asks import Ask, AskState
from bot.facts import person_facts
from bot.message import Fact, Say
from bot.ports import Visit
from bot.records import id_in


def answers(state: AskState, template: str) -> Callable[[Visit, str], Say]:
    """The route of one answer: it is recorded, and the leader reads what it means."""

    def answered(visit: Visit, subject: str) -> Say:
        ask = _record(visit, subject, state)
        return Say(template, _facts(visit, ask))

    return answered


def offers(what: str) -> Callable[[Visit, str], Say]:
    """The route of one of the smaller things."""

    def offered(visit: Visit, subject: str) -> Say:
        ask = _record(visit, subject, AskState(what))
        return Say("advocacy/smaller_thanks", {**_facts(visit, ask), "what": what})

    return offered


def _record(visit: Visit, subject: str, state: AskState) -> Ask:
    ask = visit.records.campaigns.asked(visit.person.id, id_in(subject))
    if ask.state is not state:
        ask = replace(ask, state=state, answered_at=visit.now)
        visit.records.campaigns.keep_ask(ask)
    return ask


def _facts(visit: Visit, ask: Ask) -> dict[str, Fact]:
    campaign = next(one for one in visit.records.campaigns.campaigns() if one.id == ask.campaign_id)
    sender = visit.records.people.get(campaign.sent_by)
    return {"to": person_facts(visit.person), "sender": person_facts(sender), "ask": str(ask.id)}
