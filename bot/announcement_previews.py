"""How an announcement reads: to somebody whom a coordinator names, and to themselves as a test.

Neither counts for anything: nobody is asked, and its buttons lead to a word that says so.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from bot import scope
from bot.asks import Campaign
from bot.audit import note
from bot.campaign_desk import card, held
from bot.campaigns import announced
from bot.facts import person_facts
from bot.message import Attachment, Fact, FileOf, Message, Say
from bot.people import Account, Person
from bot.ports import Visit
from bot.post import Nudge
from bot.printing import Printer, Reading
from bot.reached import account_of
from bot.records import NotYours, id_in
from bot.sending import about, letters

AS, TEST = "admin_announce/as", "admin_announce/test"
# The kind of file that shows it on both platforms; its subject is the announcement's number and the reader's.
LOOKS = "looks"


@dataclass(frozen=True, slots=True)
class Read:
    """An announcement as one person reads it: the visit is theirs, though they are not there."""

    visit: Visit
    reachable: bool
    say: Say
    message: Message


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
    return _shown(TEST, campaign, _read(visit, campaign, visit.person))


def previewed(visit: Visit, nudge: Nudge) -> Say:
    """The preview as it arrives, with a page that shows it on both platforms."""
    campaign, person = held(visit, str(nudge.facts["campaign"])), id_in(str(nudge.facts["person"]))
    read = _read(visit, campaign, visit.records.people.get(person))
    say, printer = _shown(AS, campaign, read), visit.house.printer
    return replace(say, files=(_page(visit, printer, campaign, read),)) if printer else say


def looks(visit: Visit, subject: str) -> Attachment:
    """The page made anew."""
    number, _, whom = subject.partition(":")
    campaign, printer = held(visit, number), visit.house.printer
    if printer is None:
        raise NotYours(subject)
    return _page(visit, printer, campaign, _read(visit, campaign, visit.records.people.get(id_in(whom))))


def tried(visit: Visit, subject: str) -> Say:
    """A button of either was pressed."""
    del visit, subject
    return Say("admin_announce/tried")


def _page(visit: Visit, printer: Printer, campaign: Campaign, read: Read) -> Attachment:
    """It is drawn later: that takes longer than a transaction should."""
    words, person = visit.words(AS), read.visit.person
    title = visit.say(Say(AS, _told(read, campaign))).title
    reading = Reading(read.message, read.visit.language, person.zone, visit.now, title, words)
    later, of = partial(printer.looks, reading), FileOf(LOOKS, f"{campaign.id}:{person.id}")
    return Attachment("looks.html", words["page"], "text/html", b"", of=of, drawn=later)


def _shown(template: str, campaign: Campaign, read: Read) -> Say:
    """All that the reader would see, in their language, drawn where the coordinator reads."""
    return Say(template, _told(read, campaign), also=(replace(read.say, language=read.visit.language),))


def _read(visit: Visit, campaign: Campaign, person: Person) -> Read:
    account = account_of(visit.records, person)
    theirs = replace(visit, person=person, account=account or _nowhere(visit, person), within=None)
    if campaign.programme_id is not None:
        theirs = scope.about(theirs, campaign.programme_id)
    sender = visit.records.people.get(campaign.sent_by)
    facts: Mapping[str, Fact] = {"line": campaign.line, "sender": person_facts(sender)}
    say = announced(theirs, Nudge("", campaign.template, person.id, visit.now, letters(campaign), facts))
    return Read(theirs, account is not None, say, theirs.say(say))


def _told(read: Read, campaign: Campaign) -> dict[str, Fact]:
    buttons: tuple[Fact, ...] = tuple({"label": one.label, "url": one.url} for one in read.message.buttons)
    return {
        "title": read.message.title,
        "name": read.visit.person.name,
        "platform": read.visit.account.platform.value if read.reachable else "",
        "language": read.visit.language,
        "zone": read.visit.person.zone.replace("_", " "),
        "campaign": str(campaign.id),
        "buttons": buttons,
    }


def _nowhere(visit: Visit, person: Person) -> Account:
    """For somebody who cannot be reached yet: nothing is known but what their file says."""
    return Account(0, person.id, visit.account.platform, "", "", reachable=False)


# What its buttons do.
CLICKS: Mapping[str, Callable[[Visit, str], Say]] = {
    "campaigns.test": test,
    "campaigns.tried": tried,
}
