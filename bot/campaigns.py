"""Campaigns: how an announcement reads, and asking for none any more."""

from dataclasses import replace

from bot.announcement_facts import announcement_facts
from bot.endings import Use
from bot.facts import person_facts
from bot.message import Fact, Say
from bot.naming import names
from bot.people import Person
from bot.ports import Visit
from bot.post import Nudge
from bot.reached import account_of
from bot.records import id_in


def stop(visit: Visit) -> Say:
    """No announcements any more; whoever takes part still does."""
    visit.records.people.keep(replace(visit.person, announcements=False))
    return Say("stop/stopped", {"again": not visit.person.announcements})


def hear_again(visit: Visit, subject: str) -> Say:
    """Announcements as before."""
    del subject
    visit.records.people.keep(replace(visit.person, announcements=True))
    return Say("stop/again")


def announced(visit: Visit, nudge: Nudge) -> Say:
    """An announcement with the facts that are only known when it is read."""
    campaign_id = id_in(nudge.about)
    ask = next(
        (one for one in visit.records.campaigns.asks_of(visit.person.id) if one.campaign_id == campaign_id),
        None,
    )
    facts: dict[str, Fact] = {
        **nudge.facts,
        **announcement_facts(visit, nudge),
        "ask": str(ask.id) if ask else "",
        "named": names(visit, Use.ANNOUNCEMENTS),
    }
    say = Say(nudge.template, facts)
    own = visit.records.own_texts.named(nudge.template)
    return own.dressed(say, visit.language) if own else say


def previewed(visit: Visit, template: str, line: str = "", reader: Person | None = None) -> Say:
    """How it reads before there is a campaign: to the coordinator who looks, or to a reader, as they read."""
    facts: dict[str, Fact] = {"line": line, "sender": person_facts(visit.person)}
    if reader:
        account = account_of(visit.records, reader) or visit.account
        visit = replace(visit, person=reader, account=account)
    say = announced(visit, Nudge("", template, visit.person.id, visit.now, "campaign:0", facts))
    return replace(say, language=visit.language) if reader else say
