"""Posting in public: what is said in a channel is owed like everything, in the hours of the organisation.

Whoever looks may be anybody, so that only this and `bot.showcases` say what a post reads.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.announcement_facts import numbers, occasion
from bot.audit import note
from bot.endings import Consent, Use
from bot.enrolment import open_programme
from bot.facts import moment, person_facts, the_ask, told
from bot.message import Fact, Facts, Message, Say
from bot.model import Programme
from bot.naming import SHOWN, named
from bot.people import Person, Workday
from bot.places import SEEN, Place, Post, PostState
from bot.plain import plain
from bot.ports import Announcement, Occasion, Visit, Within
from bot.post import Nudge, NudgeState
from bot.records import NotYours, Records
from bot.working_time import next_working_moment

# The two kinds of thing that are owed to a place instead of to a person.
POST, EDIT = "posting.post", "posting.edit"
ON_BOARDS = frozenset((POST, EDIT))
# What shows somebody, and so is worded by `bot.showcases` alone.
SHOWCASE = "announcements/showcase"
# What an announcement says of its reader, where that is nobody in particular.
TO_NOBODY: Facts = {
    **dict.fromkeys(("ask", "role", "chat", "thought"), ""),
    "to": None,
    "angles": (),
}


def places(visit: Visit) -> Sequence[Place]:
    """Where a coordinator may post just now."""
    return visit.records.places.all() if visit.coordinates else ()


def drawn_up(visit: Visit, announcement: Announcement, place: Place, line: str) -> Post:
    """What it would be. Raises NotYours for what may not be posted."""
    if not announcement.posts or announcement.name == SHOWCASE:
        raise NotYours(announcement.name)
    programme = open_programme(visit).id
    return Post(0, place.id, announcement.name, visit.person.id, visit.now, line, programme)


def put(visit: Visit, said: Post, at: datetime | None = None) -> Post:
    """Owe a post, for now or for a moment to come, and for the next working hour where that is none.

    Raises NotYours for whoever is no coordinator, and where we are no longer let in.
    """
    place = visit.records.places.get(said.place_id)
    if not visit.coordinates or place.left_at:
        raise NotYours(said.template)
    kept = visit.records.posts.add(said)
    wanted = max(visit.now, at or visit.now)
    due = next_working_moment(wanted, hours(visit.records, kept))
    visit.records.outbox.owe([Nudge(key(kept), POST, kept.by, due, key(kept))])
    note(visit, "post plan" if wanted > visit.now else "post", f"place:{place.id}")
    return kept


def key(said: Post) -> str:
    """By which it is owed."""
    return f"post:{said.id}"


def due(visit: Visit, said: Post) -> Fact:
    """When it will stand there, for whoever waits for it; None if that is now."""
    owed = visit.records.outbox.get(key(said))
    return ahead(visit, owed) if owed else None


def ahead(visit: Visit, owed: Nudge) -> Fact:
    """The same of what is owed."""
    return moment(owed.due, visit.person) if owed.due > visit.now else None


def hours(records: Records, said: Post) -> Workday:
    """When the organisation works, within the hours of the programme that a post is about."""
    programme, usual = _programme(records, said), records.people.organisation().usual
    return usual.within(programme.opens, programme.closes) if programme else usual


def announced(here: Occasion, said: Post) -> tuple[Message, tuple[int, ...]]:
    """What an announcement says to everybody, and the consents by which it names somebody."""
    agreed = _named(here, said)
    message = worded(here, _reads(here, said, agreed), said)
    words = f"{message.title}\n{plain(message)}"
    return message, tuple(consent.id for person, consent in agreed if person.name in words)


def reads(here: Occasion, said: Post) -> Say:
    """The same before it is worded, also of what is not posted yet: what is looked at is what will stand."""
    return _reads(here, said, _named(here, said))


def _reads(here: Occasion, said: Post, agreed: Sequence[tuple[Person, Consent]]) -> Say:
    if said.template == SHOWCASE:
        raise NotYours(said.template)
    programme = _programme(here.records, said)
    facts: dict[str, Fact] = {
        "line": said.line,
        "sender": _sender(here, said),
        "occasion": occasion(here.now, here.records.people.organisation().usual.timezone),
        **TO_NOBODY,
        "named": tuple(person.name for person, _ in agreed)[:SHOWN],
        **(_of_programme(here, programme) if programme else {}),
    }
    say = Say(said.template, facts, language=language(here))
    own = here.records.own_texts.named(said.template)
    return own.dressed(say, say.language) if own else say


def worded(here: Occasion, say: Say, said: Post) -> Message:
    """In the language of the organisation; its buttons mean the programme that it is about."""
    message = here.house.wording.say(say, language(here))
    programmes = here.records.programmes.all()
    programme = _programme(here.records, said)
    if programme is None or len(programmes) < 2:  # noqa: PLR2004  more than one
        return message
    within = Within(programme, first=programme.id == programmes[0].id, named=True)
    buttons = (replace(one, subject=within.stamp(one.subject)) for one in message.buttons)
    return replace(message, buttons=tuple(buttons))


def language(here: Occasion) -> str:
    """What everybody there can be expected to read."""
    return here.records.people.organisation().language


def reword(here: Occasion, posts: Iterable[Post]) -> int:
    """Have what stands somewhere say what it may say now; gives how many stand, or may stand, somewhere.

    What is not posted yet needs nothing: it is worded when it is.
    """
    standing = [one for one in posts if _may_stand(here.records, one)]
    for one in standing:
        kept = replace(one, edits=one.edits + 1)
        if not kept.platform_id:
            # nobody knows whether it arrived, and so nobody but a coordinator can change it
            here.records.posts.keep(replace(kept, state=PostState.STANDS))
            continue
        here.records.posts.keep(kept)
        here.records.outbox.owe([Nudge(f"{key(one)}:edit:{kept.edits}", EDIT, one.by, here.now, key(one))])
    return len(standing)


def belongings(visit: Visit) -> Fact:
    """What somebody posted as a coordinator, with the line they wrote."""
    return tuple(
        {"place": visit.records.places.get(one.place_id).name}
        | told(visit.person, one, "template", "line", "made_at", "posted_at", "state")
        for one in visit.records.posts.by(visit.person.id)
    )


def _may_stand(records: Records, said: Post) -> bool:
    owed = records.outbox.get(key(said))
    unsure = owed is not None and owed.state is NudgeState.UNSURE
    return said.state in SEEN or unsure


def _named(here: Occasion, said: Post) -> Sequence[tuple[Person, Consent]]:
    """Who may be named in it, and by which consent."""
    programme = _programme(here.records, said)
    return named(here, programme, Use.ANNOUNCEMENTS) if programme else ()


def _programme(records: Records, said: Post) -> Programme | None:
    return records.programmes.get(said.programme_id) if said.programme_id else None


def _sender(here: Occasion, said: Post) -> Fact:
    """Whoever asked to be forgotten since is named no more; nor is what they wrote in their own name kept."""
    sender = here.records.people.get(said.by)
    if sender.email or here.records.people.accounts(sender.id):
        return person_facts(sender)
    coordination = here.house.wording.words("help/notes", language(here))["contact"]
    return {**person_facts(sender), "name": coordination, "first_name": coordination}


def _of_programme(here: Occasion, programme: Programme) -> dict[str, Fact]:
    """What an announcement may name where its reader is nobody in particular."""
    about: dict[str, Fact] = {"programme": programme.name, "kind": programme.kind.value}
    return about | the_ask(programme) | numbers(here, programme)
