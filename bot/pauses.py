"""Pauses: nothing unasked reaches whoever takes one, and their partner hears a kind word and no reason."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.facts import moment, person_facts
from bot.message import Fact, Moment, Say
from bot.people import Person
from bot.plans import can_wait, hour, lasting, plan_again, take_back
from bot.ports import Errand, Occasion, Visit
from bot.post import Nudge
from bot.records import NotYours, id_in
from bot.running_groups import needs
from bot.working_time import opening

END = "pauses.end"


def until(person: Person, reader: Person) -> Moment | None:
    """The day on which somebody is back, if they have said."""
    return moment(person.paused_until, reader) if person.paused_until else None


def pause(visit: Visit, day: date | None) -> Say:
    """Begin a pause up to that day, or without an end; a second one changes the day."""
    before = visit.person
    since = before.paused_at if before.is_paused(visit.now) and before.paused_at else visit.now
    back = opening(day, before.workday) if day else None
    person = replace(before, paused_at=since, paused_until=back)
    visit.records.people.keep(person)
    hours = [_interrupt(visit, person, partner, off) for partner, off in _taken_back(visit, person)]
    if back:
        key = f"pause-end:{person.id}:{since:%Y-%m-%dT%H:%M:%S}:{day}"
        visit.records.outbox.owe([Nudge(key, END, person.id, back)])
    return Say("pause/paused", {"until": until(person, person), "hours": tuple(hours)})


def resume(visit: Visit) -> Say:
    """End a pause at once."""
    if not visit.person.is_paused(visit.now):
        return Say("pause/none")
    _come_back(visit, visit.person)
    return Say("pause/welcome", _welcome(visit, visit.person))


def ended(errand: Errand) -> None:
    """The day has come, unless it was changed since."""
    person = errand.records.people.get(errand.nudge.to)
    if person.paused_until is None or person.paused_until > errand.now:
        return
    key = f"welcome-back:{person.id}:{person.paused_at:%Y-%m-%dT%H:%M:%S}"
    facts = _welcome(errand, person)
    errand.records.outbox.owe([Nudge(key, "pause/welcome", person.id, errand.now, facts=facts, unasked=True)])
    _come_back(errand, person)


def partner_told(visit: Visit, nudge: Nudge) -> Say | None:
    """That a partner is away, as it is when it is read; None if they are back and no hour was lost."""
    person = _partner(visit, id_in(nudge.about))
    off, away = nudge.facts.get("off"), person.is_away(visit.now)
    if not away and not off:
        return None
    if _of_one_group(visit, person, visit.person):
        return Say("groups/away", {"partner": person_facts(person)}) if away else None
    facts: dict[str, Fact] = {"partner": person_facts(person), "off": off, "away": away}
    back = until(person, visit.person) if person.is_paused(visit.now) else None
    return Say("pause/partner", {**facts, "until": back, "gone": person.gone_at is not None})


def tell_partner(here: Occasion, person: Person, partner: Person, off: datetime | None) -> None:
    """Owe somebody's partner the word that they are away."""
    here.records.outbox.owe(
        [
            Nudge(
                key=_key(person, partner),
                template="pause/partner",
                to=partner.id,
                due=here.now,
                about=f"away:{person.id}",
                facts={"off": hour(off, partner)},
                unasked=can_wait(here.now, partner, off),
            )
        ]
    )


def greet_again(here: Occasion, person: Person, away: Person) -> None:
    """Plan anew, and tell the partners that somebody is back. `away` is the same person just before."""
    if person.is_away(here.now):
        return
    for partner in partners(here, person):
        told = here.records.outbox.get(_key(away, partner))
        if told is None or not told.platform_id:
            continue
        here.records.outbox.owe(
            [
                Nudge(
                    key=f"{_key(away, partner)}:back",
                    template="groups/back" if _of_one_group(here, person, partner) else "pause/partner_back",
                    to=partner.id,
                    due=here.now,
                    facts={"partner": person_facts(person)},
                    unasked=True,
                )
            ]
        )
    for pair in lasting(here.records, person.id):
        since = away.gone_at or away.paused_at
        if since and needs(pair, person.id):
            plan_again(here, pair, since)


def partners(here: Occasion, person: Person) -> Sequence[Person]:
    """Whom somebody meets."""
    pairs = lasting(here.records, person.id)
    found = (one for pair in pairs for one in pair.partners_of(person.id))
    return [here.records.people.get(partner_id) for partner_id in dict.fromkeys(found)]


def _of_one_group(here: Occasion, person: Person, mentor: Person) -> bool:
    """Whether the hours of these two go on without that person: all that they share are groups."""
    shared = [pair for pair in lasting(here.records, person.id) if mentor.id in pair.people]
    return bool(shared) and not any(needs(pair, person.id) for pair in shared)


def _come_back(here: Occasion, away: Person) -> None:
    person = replace(away, paused_at=None, paused_until=None)
    here.records.people.keep(person)
    greet_again(here, person, away)


def _taken_back(here: Occasion, person: Person) -> Sequence[tuple[Person, datetime | None]]:
    taken: list[tuple[Person, datetime | None]] = []
    for pair in lasting(here.records, person.id):
        off = take_back(here, pair, person.paused_until) if needs(pair, person.id) else None
        met = pair.met_by(person.id)
        taken += [(here.records.people.get(one), off) for one in met]
    return taken


def _interrupt(here: Occasion, person: Person, partner: Person, off: datetime | None) -> Fact:
    if not partner.outside:
        tell_partner(here, person, partner, off)
    return {"partner": person_facts(partner), "off": hour(off, person), "outside": bool(partner.outside)}


def _welcome(here: Occasion, person: Person) -> dict[str, Fact]:
    waiting = (pair for pair in lasting(here.records, person.id) if needs(pair, person.id))
    met = here.records.people.some([one for pair in waiting for one in pair.partners_of(person.id)])
    return {"to": person_facts(person), "partners": tuple(one.first_name for one in met.values())}


def _key(person: Person, partner: Person) -> str:
    since, until = person.gone_at or person.paused_at, person.paused_until
    day = f"{until:%Y-%m-%d}" if until else ""
    return f"away:{person.id}:{partner.id}:{since:%Y-%m-%dT%H:%M:%S}:{day}"


def _partner(visit: Visit, person_id: int) -> Person:
    known = {other for pair in lasting(visit.records, visit.person.id) for other in pair.people}
    if person_id not in known:
        raise NotYours(str(person_id))
    return visit.records.people.get(person_id)
