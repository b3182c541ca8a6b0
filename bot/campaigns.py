"""Campaigns: who would get an announcement, and sending it to them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.announcement_facts import announcement_facts
from bot.asks import Ask, Campaign
from bot.endings import Use
from bot.enrolment import active, open_programme
from bot.facts import person_facts
from bot.fatigue import PATIENCE
from bot.message import Fact, Say
from bot.naming import names
from bot.people import Person, Platform
from bot.ports import Announcement, Visit
from bot.post import Nudge
from bot.posting import SHOWCASE
from bot.records import NotYours, Records, id_in
from bot.trust import AuditEntry
from bot.working_time import is_working


@dataclass(frozen=True, slots=True)
class DryRun:
    """Who would get an announcement just now, and who of its audience cannot be reached.

    Those `away` or without announcements (`stopped`) are only counted: who they are is theirs to say.
    """

    recipients: tuple[Person, ...]
    unreachable: tuple[Person, ...]
    by_platform: Mapping[Platform, int]
    quiet: int
    away: int
    stopped: int


def _everybody(visit: Visit) -> Sequence[Person]:
    return visit.records.people.everybody()


def _leaders(visit: Visit) -> Sequence[Person]:
    return [person for person in _everybody(visit) if person.leader]


def _enrolled(visit: Visit) -> Sequence[Person]:
    inside = {one.person_id for one in active(visit.records, open_programme(visit))}
    return [person for person in _everybody(visit) if person.id in inside]


def _not_enrolled(visit: Visit) -> Sequence[Person]:
    inside = {one.person_id for one in active(visit.records, open_programme(visit))}
    return [person for person in _everybody(visit) if person.id not in inside]


# Who takes part, and who does not yet, is meant of the programme in view.
AUDIENCES: Mapping[str, Callable[[Visit], Sequence[Person]]] = {
    "everybody": _everybody,
    "leaders": _leaders,
    "enrolled": _enrolled,
    "not_enrolled": _not_enrolled,
}


def dry_run(visit: Visit, audience: str) -> DryRun:
    """Count an audience without writing to anybody."""
    records = visit.records
    reachable = records.people.reachable()
    everyone = sorted(AUDIENCES[audience](visit), key=lambda person: (person.name, person.id))
    here = [person for person in everyone if not person.is_away(visit.now)]
    people = [person for person in here if person.announcements]
    recipients = tuple(person for person in people if person.id in reachable)
    platforms = [platform_of(records, person) for person in recipients]
    return DryRun(
        recipients=recipients,
        unreachable=tuple(person for person in people if person.id not in reachable),
        by_platform={platform: platforms.count(platform) for platform in Platform},
        quiet=sum(not is_working(visit.now, person.workday) for person in recipients),
        away=len(everyone) - len(here),
        stopped=len(here) - len(people),
    )


def platform_of(records: Records, person: Person) -> Platform | None:
    """Where this person would be written to."""
    return next(
        (account.platform for account in records.people.accounts(person.id) if account.reachable), None
    )


def send(visit: Visit, announcement: Announcement, line: str, run: DryRun) -> Campaign:
    """Owe an announcement to its recipients, and ask each of them if it asks."""
    if announcement.name == SHOWCASE:
        raise NotYours(announcement.name)  # somebody is shown in a place alone, and only with their consent
    campaign = visit.records.campaigns.send(
        Campaign(
            0,
            visit.person.organisation_id,
            announcement.name,
            announcement.audience,
            visit.person.id,
            visit.now,
            len(run.recipients),
        )
    )
    if announcement.asks:
        for person in run.recipients:
            visit.records.campaigns.ask(Ask(0, campaign.id, person.id, visit.now))
    visit.records.outbox.owe(
        Nudge(
            key=f"campaign:{campaign.id}:{person.id}",
            template=announcement.name,
            to=person.id,
            due=visit.now,
            about=f"campaign:{campaign.id}",
            facts={"line": line, "sender": person_facts(visit.person), **_sent_in(visit)},
            expires=visit.now + PATIENCE,
            unasked=True,
        )
        for person in run.recipients
    )
    visit.records.audit.note(AuditEntry(0, visit.person.id, "announce", announcement.name, visit.now))
    return campaign


def _sent_in(visit: Visit) -> dict[str, Fact]:
    """The programme whose announcement it is, where there are several (`bot.scope`)."""
    return {"programme": visit.within.programme.id} if visit.within else {}


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
