"""The journal: what somebody has written for themselves, to read again, to share or to let go."""

from dataclasses import replace

from bot.enrolment import met_in
from bot.facts import mark, moment, person_facts, short, told
from bot.message import Fact, Say
from bot.model import Pair, PairState
from bot.people import Person
from bot.ports import Visit
from bot.post import Nudge
from bot.questions import words_of
from bot.records import NotYours, id_in
from bot.thoughts import Reflection

A_PAGE = 5
LONGEST_BEGINNING = 160
SHARED = "journal/shared"
KEPT = "reflect/kept"


def kept(visit: Visit, nudge: Nudge) -> Say:
    """That it is kept, and with whom it could be shared as things stand when this is read."""
    mine = visit.records.reflections.of(visit.person.id, id_in(str(nudge.facts["id"])))
    to = tuple(one.first_name for one in readers(visit, mine))
    return Say(KEPT, {"id": str(mine.id), "readers": to})


def newest(visit: Visit) -> Say:
    """Their own entries, the newest first."""
    return _page(visit, 0)


def page_through(visit: Visit, subject: str) -> Say:
    """Another page."""
    return _page(visit, id_in(subject))


def read(visit: Visit, subject: str) -> Say:
    """One entry, whole."""
    mine = visit.records.reflections.of(visit.person.id, id_in(subject))
    facts = {**_entry(visit, mine), "text": mine.text, "may_share": bool(readers(visit, mine))}
    return Say("journal/entry", facts)


def ask_share(visit: Visit, subject: str) -> Say:
    """Show what would be sent and to whom, before anything is."""
    mine = visit.records.reflections.of(visit.person.id, id_in(subject))
    to = readers(visit, mine)
    if not to:
        return read(visit, subject)
    facts: dict[str, Fact] = {
        "id": str(mine.id),
        "seen": f"{_seen(mine, to)}:{mine.id}",
        "readers": tuple(one.first_name for one in to),
        **_place(visit, mine),
    }
    return Say("journal/share", facts, also=(_as_shared(visit, visit.person, mine),))


def share(visit: Visit, subject: str) -> Say:
    """Send it to whom it was to go, once. What has changed since it was shown is shown again first."""
    mine = visit.records.reflections.of(visit.person.id, id_in(subject))
    to = readers(visit, mine)
    if to and subject.partition(":")[0] != _seen(mine, to):
        return ask_share(visit, subject)
    if to:
        mine = replace(mine, shared=mine.text, shared_at=visit.now)
        visit.records.reflections.keep(mine)
        visit.records.outbox.owe(_owed(visit, mine, one) for one in to)
    return Say("journal/sent", _entry(visit, mine)) if mine.shared_at else read(visit, subject)


def worded(visit: Visit, nudge: Nudge) -> Say:
    """What was shared with this person, as it was shown to its writer."""
    shared = visit.records.reflections.shared_with(visit.person.id, id_in(nudge.about))
    return _as_shared(visit, visit.records.people.get(shared.person_id), shared)


def ask_erase(visit: Visit, subject: str) -> Say:
    """Once more before it is gone."""
    return Say("journal/erase", _entry(visit, visit.records.reflections.of(visit.person.id, id_in(subject))))


def erase(visit: Visit, subject: str) -> Say:
    """Let it go. What was shared and is not sent yet is not sent any more."""
    number = id_in(subject)
    visit.records.reflections.erase(visit.person.id, number)
    visit.records.outbox.cancel(f"reflection:{number}")
    return Say("journal/erased")


def entries(visit: Visit) -> Fact:
    """All of it, for their own file."""
    return tuple(
        {
            **told(visit.person, one, "written_at"),
            "prompt": words_of(visit, one.prompt),
            **told(visit.person, one, "text", "shared_at", "shared"),
        }
        for one in visit.records.reflections.by(visit.person.id)
    )


def questions(visit: Visit) -> Fact:
    """Whatever they were asked, for the same."""
    return tuple(
        {
            **told(visit.person, one, "asked_at"),
            "prompt": words_of(visit, one.prompt),
            "other": words_of(visit, one.other),
            **told(visit.person, one, "skipped_at"),
        }
        for one in visit.records.reflections.questions(visit.person.id)
    )


def readers(visit: Visit, mine: Reflection) -> tuple[Person, ...]:
    """With whom it can be shared: nobody once it has been, or after the pair has ended.

    In a group a mentor's goes to every mentee, a mentee's to the mentor alone.
    """
    if mine.shared_at:
        return ()
    try:
        pair = _pair(visit, mine)
    except NotYours:
        return ()
    going_on = pair.state is PairState.ACTIVE and not pair.informal
    accounts = visit.records.people.accounts
    others = met_in(visit, pair, visit.person.id) if going_on else ()
    return tuple(one for one in others if any(account.reachable for account in accounts(one.id)))


def _page(visit: Visit, number: int) -> Say:
    mine = visit.records.reflections.by(visit.person.id)[::-1]
    first = number * A_PAGE
    shown = mine[first:][:A_PAGE]
    if not shown:
        return Say("journal/nothing") if not mine else _page(visit, 0)
    entries = tuple(
        {**_entry(visit, one), "number": n, "text": short(" ".join(one.text.split()), LONGEST_BEGINNING)}
        for n, one in enumerate(shown, first + 1)
    )
    older, newer = first + A_PAGE < len(mine), number > 0
    return Say(
        "journal/entries",
        {
            "entries": entries,
            "written": len(mine),
            "older": str(number + 1) if older else "",
            "newer": str(number - 1) if newer else "",
        },
    )


def _entry(visit: Visit, mine: Reflection) -> dict[str, Fact]:
    return {
        "id": str(mine.id),
        "meeting": str(mine.meeting_id),
        "at": moment(mine.written_at, visit.person),
        "partners": _partners(visit, mine),
        "question": words_of(visit, mine.prompt),
        "shared": moment(mine.shared_at, visit.person) if mine.shared_at else None,
    }


def _place(visit: Visit, mine: Reflection) -> dict[str, Fact]:
    """Whether it is a group's, and whether they guide it."""
    pair = _pair(visit, mine)
    return {"in_group": len(pair.mentee_ids) > 1, "guides": pair.mentor_id == visit.person.id}


def _pair(visit: Visit, mine: Reflection) -> Pair:
    """The gate: raises NotYours for whoever has left that group since."""
    meeting = visit.records.meetings.of(visit.person.id, mine.meeting_id)
    return visit.records.pairs.of(visit.person.id, meeting.pair_id)


def _partners(visit: Visit, mine: Reflection) -> tuple[str, ...]:
    """Whom it is about; nobody any more, for whoever has left that group since."""
    try:
        pair = _pair(visit, mine)
    except NotYours:
        return ()
    return tuple(one.first_name for one in met_in(visit, pair, visit.person.id))


def _as_shared(visit: Visit, writer: Person, reflection: Reflection) -> Say:
    """The words that go to the reader, and nothing else."""
    return Say(
        SHARED,
        {
            "writer": person_facts(writer),
            "question": words_of(visit, reflection.prompt),
            "text": reflection.text,
        },
    )


def _seen(mine: Reflection, to: tuple[Person, ...]) -> str:
    return mark(mine.text, *(one.id for one in to))


def _owed(visit: Visit, mine: Reflection, reader: Person) -> Nudge:
    return Nudge(
        key=f"shared:{mine.id}:{reader.id}",
        template=SHARED,
        to=reader.id,
        due=visit.now,
        about=f"reflection:{mine.id}",
        unasked=True,
    )
