"""Pairs: how one begins, and what is owed to both from that moment on."""

from datetime import timedelta
from urllib.parse import quote

from bot import pulses
from bot.enrolment import role_in
from bot.facts import person_facts, short
from bot.first_goals import address, wishes
from bot.message import Say
from bot.model import Pair, PairState, Proposal, Request
from bot.people import Person, Platform
from bot.ports import Visit
from bot.post import Nudge
from bot.records import Records, id_in
from bot.waiting_list import found_a_mentor, make_room
from bot.working_time import months_after, next_working_moment

# Later than this, the next month's invitation is nearer than this one's.
INVITATION_KEEPS = timedelta(days=14)


def begin(visit: Visit, agreed: Proposal | Request) -> Pair:
    """Begin a relationship: introduce the two, and plan every month's nudge for each in their own zone.

    What else was open for the mentee falls away, and who waits for the mentor hears where they stand.
    """
    programme = visit.records.programmes.get(agreed.programme_id)
    pair = visit.records.pairs.begin(
        Pair(0, programme.id, agreed.mentor_id, (agreed.mentee_id,), visit.now, programme.months)
    )
    found_a_mentor(visit, programme.id, agreed.mentee_id)
    make_room(visit, programme.id, agreed.mentor_id)
    people = [visit.records.people.get(person_id) for person_id in pair.people]
    visit.records.outbox.owe(_introduction(visit, pair, person) for person in people)
    visit.records.outbox.owe(
        invitation(pair, person, number) for person in people for number in range(1, pair.months + 1)
    )
    pulses.plan(visit, pair)
    return pair


def introduced(visit: Visit, nudge: Nudge) -> Say | None:
    """The introduction as this person reads it: who the other is, and how to reach them."""
    pair = visit.records.pairs.of(visit.person.id, id_in(nudge.about))
    if pair.state is not PairState.ACTIVE:
        return None
    partner = partner_in(visit, pair)
    enrolment = visit.records.programmes.enrolment(pair.programme_id, pair.mentee_ids[0])
    role = role_in(visit, pair, visit.person.id)
    return Say(
        "peers/begun" if role == "peer" else "pairs/begun",
        {
            "to": person_facts(visit.person),
            "partner": person_facts(partner),
            "role": role,
            "goals": tuple(enrolment.goals.splitlines()) if enrolment else (),
            "sends": sends_the_invitation(pair, visit.person),
            "chat": _chat(visit.records, visit.person, partner),
            "months": pair.months,
            "wishes": tuple(
                {"called": short(one), "subject": address(one, pair)} for one in wishes(visit, pair)
            ),
        },
    )


def partner_in(visit: Visit, pair: Pair) -> Person:
    """Whom this person meets in it."""
    return visit.records.people.get(pair.partner_of(visit.person.id))


def sends_the_invitation(pair: Pair, person: Person) -> bool:
    """One named person sends the calendar invitation, so that there is one and not two: the mentee."""
    return person.id in pair.mentee_ids


def _introduction(visit: Visit, pair: Pair, person: Person) -> Nudge:
    return Nudge(
        key=f"begun:{pair.id}:{person.id}",
        template="pairs/begun",
        to=person.id,
        due=visit.now,
        about=f"pair:{pair.id}",
        unasked=person.id != visit.person.id,
    )


def invitation(pair: Pair, person: Person, number: int) -> Nudge:
    """One month's nudge to one of the two."""
    after = pair.started_at + timedelta(days=1) if number == 1 else pair.started_at
    month = months_after(after, number - 1, person.zone)
    due = next_working_moment(month, person.workday)
    return Nudge(
        key=f"nudge:{pair.programme_id}:{pair.id}:{person.id}:{_period(pair, number)}",
        template="meetings/invitation",
        to=person.id,
        due=due,
        about=f"pair:{number}:{pair.id}",
        expires=due + INVITATION_KEEPS,
        unasked=True,
    )


def _period(pair: Pair, number: int) -> str:
    months = pair.started_at.year * 12 + pair.started_at.month - 1 + number - 1
    return f"{months // 12}-{months % 12 + 1:02}"


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
