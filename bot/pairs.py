"""Pairs: how one begins, and what is owed to both from that moment on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import quote

from bot import pulses
from bot.agendas import agenda
from bot.cadence import keeps, period, planned
from bot.enrolment import met_in, role_in
from bot.facts import person_facts, short
from bot.first_goals import address, wishes
from bot.message import Fact, Say
from bot.model import Pair, PairState, Proposal, Request
from bot.people import Person, Platform
from bot.planned_end import plan_end
from bot.ports import Occasion, Visit
from bot.post import Nudge
from bot.records import Records, id_in
from bot.waiting_list import found_a_mentor, make_room

# Without a word after so long, one of them is asked to make the beginning (`bot.first_contact`).
FIRST_CONTACT = timedelta(hours=24)
FIRST_MOVER = "pairs.first_mover"
# Several names in a sentence.
NAMES = "pairs/names"


def begin(visit: Visit, agreed: Proposal | Request) -> Pair:
    """Begin a relationship because of the second yes, which whoever acts has just said."""
    return begin_with(visit, [agreed], visit.person.id)


def begin_with(here: Occasion, agreed: Sequence[Proposal | Request], by: int = 0) -> Pair:
    """Begin one with all of these: introduce them, and plan every round's nudge for each in their own zone.

    What else was open for the mentees falls away, and who waits for the mentor hears where they stand. `by`
    is who has just acted, and reads on.
    """
    first = agreed[0]
    programme = here.records.programmes.get(first.programme_id)
    mentees = tuple(one.mentee_id for one in agreed)
    pair = here.records.pairs.begin(
        Pair(
            0,
            programme.id,
            first.mentor_id,
            mentees,
            here.now,
            programme.months,
            rhythm=programme.rhythm,
            external=bool(here.records.people.get(first.mentor_id).outside),
        )
    )
    for mentee_id in mentees:
        found_a_mentor(here, programme.id, mentee_id)
    make_room(here, programme.id, first.mentor_id)
    people = [here.records.people.get(person_id) for person_id in pair.people]
    here.records.outbox.owe(introduction(here, pair, person, by) for person in people)
    here.records.outbox.owe([first_contact_due(here, pair)])
    here.records.outbox.owe(invitations(pair, people))
    pulses.plan(here, pair)
    plan_end(here, pair)
    return pair


def introduced(visit: Visit, nudge: Nudge) -> Say | None:
    """The introduction of two as this person reads it: who the other is, and how to reach them."""
    pair = visit.records.pairs.of(visit.person.id, id_in(nudge.about))
    if pair.state is not PairState.ACTIVE:
        return None
    role = role_in(visit, pair, visit.person.id)
    minutes = visit.records.programmes.get(pair.programme_id).minutes
    return Say(
        "peers/begun" if role == "peer" else "pairs/begun",
        {
            "to": person_facts(visit.person),
            "role": role,
            "goals": _goals(visit, pair),
            "sends": sends_the_invitation(pair, visit.person),
            "months": pair.months,
            "wishes": wished(visit, pair),
            **reach(visit, pair),
        },
        also=(agenda(visit, pair, 1, minutes),),
    )


def wished(visit: Visit, pair: Pair) -> tuple[Fact, ...]:
    """What this person wrote when they joined, as it can become a goal."""
    return tuple({"called": short(one), "subject": address(one, pair)} for one in wishes(visit, pair))


def reach(visit: Visit, pair: Pair) -> dict[str, Fact]:
    """Whom this person meets in it, by which ways, and the pair by the number that its buttons carry."""
    met = met_in(visit, pair, visit.person.id)
    return {
        "partner": met_by(visit, pair),
        "chat": _chat(visit.records, visit.person, met[0]) if len(met) == 1 else "",
        "pair": str(pair.id),
    }


def met_by(visit: Visit, pair: Pair) -> dict[str, Fact]:
    """Whom this person meets in it, as a text speaks of them: of `several` only the names.

    In a `group` a mentee meets one mentor, and the others besides.
    """
    met = met_in(visit, pair, visit.person.id)
    if len(met) == 1:
        return {**person_facts(met[0]), "several": False, "group": pair.is_group}
    nothing: dict[str, Fact] = dict.fromkeys(person_facts(visit.person), "")
    names = listed(visit, [one.name for one in met])
    first_names = listed(visit, [one.first_name for one in met])
    named: dict[str, Fact] = {"name": names, "first_name": first_names, "outside": False}
    return {**nothing, **named, "several": True, "group": True}


def listed(visit: Visit, names: Sequence[str]) -> str:
    """Several names as this reader's language lists them."""
    return visit.house.wording.say(Say(NAMES, {"names": tuple(names)}), visit.language).title


def partner_in(visit: Visit, pair: Pair) -> Person:
    """Whom this person meets in it."""
    return visit.records.people.get(pair.partner_of(visit.person.id))


def sends_the_invitation(pair: Pair, person: Person) -> bool:
    """One named person sends the calendar invitation, so that there is one and not two.

    It is the mentee, and of a group the mentor.
    """
    return person.id == (pair.mentor_id if len(pair.mentee_ids) > 1 else pair.mentee_ids[0])


def can_meet(here: Occasion, pair: Pair) -> bool:
    """Whether the mentor is there, and somebody to meet them."""
    mentor = here.records.people.get(pair.mentor_id)
    mentees = met_in(here, pair, pair.mentor_id)
    return not mentor.is_away(here.now) and not all(one.is_away(here.now) for one in mentees)


def first_contact_due(here: Occasion, pair: Pair) -> Nudge:
    """When it is looked whether the two are in touch."""
    key = f"first-mover:{pair.id}"
    return Nudge(key, FIRST_MOVER, pair.people[0], here.now + FIRST_CONTACT, f"pair:{pair.id}")


def _goals(visit: Visit, pair: Pair) -> tuple[str, ...]:
    """What the mentee would like to be different."""
    enrolment = visit.records.programmes.enrolment(pair.programme_id, pair.mentee_ids[0])
    return tuple(enrolment.goals.splitlines()) if enrolment else ()


def introduction(here: Occasion, pair: Pair, person: Person, by: int = 0) -> Nudge:
    """That it has begun, for one of them."""
    return Nudge(
        key=f"begun:{pair.id}:{person.id}",
        template="pairs/begun",
        to=person.id,
        due=here.now,
        about=f"pair:{pair.id}",
        unasked=person.id != by,
    )


def invitations(pair: Pair, people: Iterable[Person]) -> Iterator[Nudge]:
    """The nudges of every round, to each of those people."""
    return (invitation(pair, person, number) for person in people for number in range(1, pair.rounds + 1))


def invitation(pair: Pair, person: Person, number: int) -> Nudge:
    """One round's nudge to one of them."""
    due = in_time(pair, person, number)
    return Nudge(
        key=f"nudge:{pair.programme_id}:{pair.id}:{person.id}:{period(pair.started_at, pair.rhythm, number)}",
        template="meetings/invitation",
        to=person.id,
        due=due,
        about=f"pair:{number}:{pair.id}",
        expires=due + keeps(pair.rhythm),
        unasked=True,
    )


def whatever_is_owed(here: Occasion, pair: Pair) -> Sequence[str]:
    """What nudges of a pair are about: itself, each of its rounds, each of its hours."""
    rounds = (f"pair:{number}:{pair.id}" for number in range(1, pair.rounds + 1))
    hours = (f"meeting:{meeting.id}" for meeting in here.records.meetings.of_pair(pair.id))
    return (f"pair:{pair.id}", *rounds, *hours)


def put_off(pair: Pair, invited: Nudge, due: datetime) -> Nudge:
    """The same nudge at another moment, and of use for as long from then on."""
    return replace(invited, due=due, expires=due + keeps(pair.rhythm))


def in_time(pair: Pair, person: Person, number: int) -> datetime:
    """When a round begins for somebody as they live now: they may have moved since it was planned."""
    return planned(pair.started_at, pair.rhythm, number, person.workday)


def round_begins(here: Occasion, pair: Pair, number: int) -> datetime:
    """When the first of them would hear of a round, whether or not there is one any more."""
    people = here.records.people.some(pair.people).values()
    return min(in_time(pair, person, number) for person in people)


def _chat(records: Records, reader: Person, partner: Person) -> str:
    """A link to a chat between the two, where they share a platform and it has such links."""
    theirs = {account.platform: account for account in records.people.accounts(partner.id)}
    for account in records.people.accounts(reader.id):
        other = theirs.get(account.platform)
        if other is None or other.tenant != account.tenant:
            continue
        if account.platform is Platform.SLACK:
            return f"https://slack.com/app_redirect?team={quote(other.tenant)}&channel={quote(other.user)}"
        if partner.email:
            return f"https://teams.microsoft.com/l/chat/0/0?users={quote(partner.email)}"
    return ""
