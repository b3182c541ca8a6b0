"""How an announcement reads: to somebody whom a coordinator names, and to themselves as a test.

Neither counts for anything: nobody is asked, and its buttons lead to a word that says so.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot import scope
from bot.asks import Campaign
from bot.audit import note
from bot.campaign_desk import card, held
from bot.campaigns import announced
from bot.facts import person_facts
from bot.message import Fact, Say
from bot.people import Account, Person
from bot.ports import Visit
from bot.post import Nudge
from bot.reached import account_of
from bot.records import id_in
from bot.sending import about, letters

AS, TEST = "admin_announce/as", "admin_announce/test"


def test(visit: Visit, subject: str) -> Say:
    """Send it to whoever presses, by the way on which everybody gets it."""
    campaign = held(visit, subject)
    facts = {"campaign": str(campaign.id), "programme": campaign.programme_id}
    key = f"campaign:{campaign.id}:test:{visit.person.id}:{visit.now.isoformat()}"
    visit.records.outbox.owe([Nudge(key, TEST, visit.person.id, visit.now, about(campaign), facts)])
    note(visit, "announce test", campaign.template)
    return card(visit, campaign)


def tested(visit: Visit, nudge: Nudge) -> Say:
    """The test as it arrives."""
    campaign = held(visit, str(nudge.facts["campaign"]))
    return _shown(visit, TEST, campaign, visit.person)


def previewed(visit: Visit, nudge: Nudge) -> Say:
    """The preview as it arrives."""
    campaign, person = held(visit, str(nudge.facts["campaign"])), id_in(str(nudge.facts["person"]))
    return _shown(visit, AS, campaign, visit.records.people.get(person))


def tried(visit: Visit, subject: str) -> Say:
    """A button of either was pressed."""
    del visit, subject
    return Say("admin_announce/tried")


def _shown(visit: Visit, template: str, campaign: Campaign, person: Person) -> Say:
    """All that the reader would see, in their language, drawn where the coordinator reads."""
    account = account_of(visit.records, person)
    theirs = replace(visit, person=person, account=account or _nowhere(visit, person), within=None)
    if campaign.programme_id is not None:
        theirs = scope.about(theirs, campaign.programme_id)
    sender = visit.records.people.get(campaign.sent_by)
    facts: Mapping[str, Fact] = {"line": campaign.line, "sender": person_facts(sender)}
    say = announced(theirs, Nudge("", campaign.template, person.id, visit.now, letters(campaign), facts))
    message = theirs.say(say)
    buttons: tuple[Fact, ...] = tuple({"label": one.label, "url": one.url} for one in message.buttons)
    told: dict[str, Fact] = {
        "title": message.title,
        "name": person.name,
        "platform": account.platform.value if account else "",
        "language": theirs.language,
        "zone": person.zone.replace("_", " "),
        "campaign": str(campaign.id),
        "buttons": buttons,
    }
    return Say(template, told, also=(replace(say, language=theirs.language),))


def _nowhere(visit: Visit, person: Person) -> Account:
    """For somebody who cannot be reached yet: nothing is known but what their file says."""
    return Account(0, person.id, visit.account.platform, "", "", reachable=False)


# What its buttons do.
CLICKS: Mapping[str, Callable[[Visit, str], Say]] = {
    "campaigns.test": test,
    "campaigns.tried": tried,
}
