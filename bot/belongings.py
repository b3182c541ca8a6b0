"""What belongs to somebody, part by part: what they gave us, did here, and heard from us.

Never in it: what others said of them in confidence, or what others wrote and answered.
"""

from collections.abc import Callable, Mapping

from bot import consents, extending, goals, interviews, posting, pulses, showcases
from bot import shared_belongings as shared
from bot.facts import moment, told
from bot.journal import entries, questions
from bot.message import Fact
from bot.ports import Visit
from bot.records import Shut

Part = Callable[[Visit], Fact]

PERSON = (
    *("name", "email", "title", "department", "location", "country", "timezone", "languages", "level"),
    *("leader", "manager", "coordinator", "opens", "closes", "announcements", "paused_at", "paused_until"),
    *("gone_at", "nudges_on"),
)
PREFILL = ("role", "capacity", "offers", "wants", "interests", "goals", "avoid")
ENROLMENT = (
    *("role", "state", "consented_at", "capacity", "offers", "wants", "interests", "goals", "languages"),
    *("other_department", "other_site", "listed"),
)

CAMPAIGN = (
    *("template", "audience", "departments", "sites", "levels", "line", "state", "due", "sent_at"),
    "recipients",
)


def _opened(part: Part) -> Part:
    """Where the key to what was sealed is lost, the rest is given all the same."""

    def read(visit: Visit) -> Fact:
        try:
            return part(visit)
        except Shut:
            return ({"unreadable": True},)

    return read


def _person(visit: Visit) -> Fact:
    return told(visit.person, visit.person, *PERSON)


def _prefill(visit: Visit) -> Fact:
    kept = visit.records.people.prefill(visit.person.id)
    return (told(visit.person, kept, *PREFILL),) if kept else ()


def _accounts(visit: Visit) -> Fact:
    accounts = visit.records.people.accounts(visit.person.id)
    return tuple(
        told(visit.person, one, "platform", "tenant", "user", "locale", "reachable") for one in accounts
    )


def _enrolments(visit: Visit) -> Fact:
    names = {one.id: one.name for one in visit.records.programmes.all()}
    mine = visit.records.programmes.enrolments_of(visit.person.id)
    return tuple(
        {"programme": names[one.programme_id], **told(visit.person, one, *ENROLMENT)} for one in mine
    )


def _view(visit: Visit) -> Fact:
    chosen = visit.records.programmes.view(visit.person.id)
    return ({"programme": visit.records.programmes.get(chosen).name},) if chosen else ()


def _desk(visit: Visit) -> Fact:
    chosen = visit.records.reports.desk(visit.person.id)
    return (told(visit.person, chosen, "weekly", "dark"),) if chosen.weekly or chosen.dark else ()


def _avoids(visit: Visit) -> Fact:
    others = visit.records.people.some(visit.records.people.avoids(visit.person.id))
    return tuple({"name": one.name} for one in others.values())


def _concerns(visit: Visit) -> Fact:
    return tuple(
        {"with": shared.name_of(visit, one.coordinator_id), **told(visit.person, one, "said_at", "text")}
        for one in visit.records.concerns.by(visit.person.id)
    )


def _asks(visit: Visit) -> Fact:
    campaigns: dict[int | None, str] = {one.id: one.template for one in visit.records.campaigns.campaigns()}
    asks = [one for one in visit.records.campaigns.asks_of(visit.person.id) if one.asked_at]
    steps = visit.records.campaigns.steps([one.id for one in asks])
    return tuple(
        {"announcement": campaigns.get(one.campaign_id, "")}
        | told(visit.person, one, "kind", "asked_at", "state", "answered_at", "until", "at", "place", "line")
        | {"steps": tuple(told(visit.person, each, "what", "at") for each in steps if each.ask_id == one.id)}
        for one in asks
    )


def _announcements_sent(visit: Visit) -> Fact:
    sent = [one for one in visit.records.campaigns.campaigns() if one.sent_by == visit.person.id]
    asks = [one for one in visit.records.campaigns.asks() if one.by == visit.person.id]
    return tuple(told(visit.person, one, *CAMPAIGN) for one in sent) + tuple(
        {"with": shared.name_of(visit, one.person_id), **told(visit.person, one, "kind", "asked_at", "line")}
        for one in asks
    )


def _announcements_written(visit: Visit) -> Fact:
    names = {one.id: one.name for one in visit.records.own_texts.all()}
    return tuple(
        {"announcement": names[one.own_text_id], "language": language, "title": title, "text": text}
        | told(visit.person, one, "number", "written_at", "audience")
        for one in visit.records.own_texts.by(visit.person.id)
        for language, (title, text) in one.words.items()
    )


def _drafts(visit: Visit) -> Fact:
    return tuple(
        told(visit.person, one, "flow", "about", "begun_at", "answers")
        for one in visit.records.drafts.by(visit.person.id)
    )


def _uploads(visit: Visit) -> Fact:
    sent = visit.records.uploads.names(visit.person.id)
    return tuple({"name": name, "sent_at": moment(at, visit.person)} for name, at in sent)


def _messages(visit: Visit) -> Fact:
    owed = visit.records.outbox.owed_to(visit.person.id)
    return tuple(told(visit.person, one, "template", "due", "state") for one in owed)


def _acts(visit: Visit) -> Fact:
    return tuple(
        told(visit.person, one, "act", "on", "at") for one in visit.records.audit.by(visit.person.id)
    )


PARTS: Mapping[str, Part] = {
    "person": _person,
    "accounts": _accounts,
    "prefill": _prefill,
    "enrolments": _enrolments,
    "view": _view,
    "desk": _desk,
    "avoids": _opened(_avoids),
    "proposals": shared.proposals,
    "requests_made": _opened(shared.requests_made),
    "requests_received": _opened(shared.requests_received),
    "would_guide": shared.would_guide,
    "pairs": shared.pairs,
    "meetings": shared.meetings,
    "questions": questions,
    "reflections": _opened(entries),
    "goals": _opened(goals.everything),
    "pulses": pulses.everything,
    "closing_interviews": _opened(interviews.belongings),
    "extensions": extending.belongings,
    "consents": consents.belongings,
    "showcases": _opened(showcases.belongings),
    "showcases_asked": _opened(showcases.asked_for),
    "posts": posting.belongings,
    "concerns": _opened(_concerns),
    "asks": _asks,
    "announcements_sent": _announcements_sent,
    "announcements_written": _announcements_written,
    "drafts": _drafts,
    "uploads": _uploads,
    "messages": _messages,
    "acts": _acts,
}
