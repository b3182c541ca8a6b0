"""The coordinators' desk: who there is, what they may see of somebody, and who else coordinates.

Never at this desk: whom somebody avoids, what they wrote, asked or were asked, or a break.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.audit import note
from bot.enrolment import MENTEES, MENTORS, enrolment_of, is_of_peers
from bot.facts import moment
from bot.message import Fact, Say
from bot.model import Enrolment, PairState
from bot.people import Person, Platform
from bot.ports import Visit
from bot.post import Nudge
from bot.records import NotYours, id_in

CARD = "admin_people/card"
NAMED = 5


def summary(visit: Visit) -> dict[str, Fact]:
    """How many are known, how many can be reached where, and who cannot or has left."""
    people = visit.records.people.everybody()
    reached: dict[int, set[Platform]] = {}
    for account in visit.records.people.everybodys_accounts():
        if account.reachable:
            reached.setdefault(account.person_id, set()).add(account.platform)
    here = [one for one in people if one.gone_at is None]
    missed = [one for one in here if one.id not in reached]
    gone = sorted((one for one in people if one.gone_at), key=lambda one: str(one.gone_at), reverse=True)
    return {
        "known": len(here),
        **{one.value: sum(one in reached.get(person.id, ()) for person in here) for one in Platform},
        "missed": len(missed),
        "missed_names": tuple(one.name for one in missed[:NAMED]),
        "gone": tuple(
            {"name": one.name, "since": moment(one.gone_at, visit.person)}
            for one in gone[:NAMED]
            if one.gone_at
        ),
        "gone_more": max(0, len(gone) - NAMED),
    }


def somebody(visit: Visit, subject: str) -> Person:
    """The gate: raises NotYours for whoever does not coordinate, and for nobody."""
    found = visit.records.people.some({id_in(subject)}) if visit.coordinates else {}
    person = next(iter(found.values()), None)
    if person is None or not (person.email or visit.records.people.accounts(person.id)):
        raise NotYours(subject)
    return person


def look(visit: Visit, subject: str) -> Say:
    """Somebody's card; looking is written down."""
    person = somebody(visit, subject)
    note(visit, "look", f"person:{person.id}")
    return Say(CARD, {"person": str(person.id)})


def card(visit: Visit, nudge: Nudge) -> Say:
    """The card as things stand when it is read: what is owed is only whose it is."""
    return shown(visit, somebody(visit, str(nudge.facts["person"])))


def shown(visit: Visit, person: Person) -> Say:
    """What a coordinator may see of somebody."""
    enrolment = enrolment_of(visit, person.id)
    manager = visit.records.people.by_email(person.manager) if person.manager else None
    where = [one.platform.value for one in visit.records.people.accounts(person.id) if one.reachable]
    names = ("name", "email", "title", "department", "location", "country", "timezone", "languages", "leader")
    facts: dict[str, Fact] = {
        **{name: getattr(person, name) for name in names},
        "id": str(person.id),
        "level": person.level or 0,
        "manager": manager.name if manager else person.manager,
        "role": ("peer" if is_of_peers(visit) else enrolment.role.value) if enrolment else "",
        "capacity": enrolment.capacity if enrolment else 0,
        "where": tuple(dict.fromkeys(where)),
        "gone": moment(person.gone_at, visit.person) if person.gone_at else None,
        "available": enrolment is None or _is_free(visit, person, enrolment),
        "coordinator": person.coordinator,
        "by_right": person.email in visit.house.admins,
    }
    return Say(CARD, facts)


def _is_free(visit: Visit, person: Person, enrolment: Enrolment) -> bool:
    """Whether a match could be found: not if they are away, nor without room. Nobody is told which."""
    theirs = visit.records.pairs.pairs_of(person.id)
    here = (one for one in theirs if one.programme_id == enrolment.programme_id)
    pairs = [one for one in here if one.state is PairState.ACTIVE]
    guided = [one for one in pairs if one.mentor_id == person.id]
    has_room = enrolment.role in MENTORS and sum(len(one.mentee_ids) for one in guided) < enrolment.capacity
    seeks = enrolment.role in MENTEES and len(pairs) == len(guided)
    return (has_room or seeks) and not person.is_away(visit.now)


def asks(template: str) -> Callable[[Visit, str], Say]:
    """The route that asks once more before somebody gets or loses rights."""

    def asked(visit: Visit, subject: str) -> Say:
        person = somebody(visit, subject)
        return Say(template, {"id": str(person.id), "name": person.name})

    return asked


def look_again(visit: Visit, subject: str) -> Say:
    """Back to the card, with nothing changed."""
    return shown(visit, somebody(visit, subject))


def appoint(visit: Visit, subject: str) -> Say:
    """Let somebody coordinate, and tell them. Safe to repeat."""
    person = somebody(visit, subject)
    if person.gone_at is not None:
        raise NotYours(subject)
    return _settle(visit, person, coordinator=True)


def withdraw(visit: Visit, subject: str) -> Say:
    """Let somebody coordinate no more, and tell them; never the last one there is."""
    person = somebody(visit, subject)
    others = [one for one in _coordinators(visit) if one.id != person.id]
    if not others and not visit.house.admins:
        return Say("admin_people/last", {"id": str(person.id), "name": person.name})
    return _settle(visit, person, coordinator=False)


def _coordinators(visit: Visit) -> Sequence[Person]:
    found = visit.records.people.coordinators(visit.house.admins)
    return [one for one in found if one.gone_at is None]


def _settle(visit: Visit, person: Person, *, coordinator: bool) -> Say:
    if person.coordinator is not coordinator:
        fresh = replace(person, coordinator=coordinator)
        visit.records.people.keep(fresh)
        note(visit, "appoint" if coordinator else "withdraw", f"person:{person.id}")
        _tell(visit, fresh)
        person = fresh
    return shown(visit, person)


def _tell(visit: Visit, person: Person) -> None:
    if person.id == visit.person.id:
        return
    key = f"coordinator:{person.id}:{person.coordinator}:{visit.now.isoformat()}"
    facts: dict[str, Fact] = {"appointed": person.coordinator}
    visit.records.outbox.owe([Nudge(key, "admin_people/told", person.id, visit.now, facts=facts)])
