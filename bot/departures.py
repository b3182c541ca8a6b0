"""Departures: a closed account is a pause at first, and leaving two weeks later if nobody has come back."""

from dataclasses import replace
from datetime import timedelta

from bot import roster
from bot.leaving import leave
from bot.pauses import greet_again, tell_partner
from bot.people import Address, Person
from bot.plans import lasting, take_back
from bot.ports import Errand, Occasion
from bot.post import Nudge
from bot.running_groups import needs

LEFT = "people.left"
# Long enough for an account that was closed by mistake.
GRACE = timedelta(days=14)


def gone(here: Occasion, address: Address) -> None:
    """An account was closed. Whoever can still be reached on the other platform is not gone."""
    roster.lose(here.records, address)
    account = here.records.people.account(address)
    if account is None:
        return
    person = here.records.people.get(account.person_id)
    others = here.records.people.accounts(person.id)
    if person.gone_at or any(one.reachable for one in others):
        return
    person = replace(person, gone_at=here.now)
    here.records.people.keep(person)
    for pair in lasting(here.records, person.id):
        off = take_back(here, pair, None) if needs(pair, person.id) else None
        for partner_id in pair.partners_of(person.id):
            tell_partner(here, person, here.records.people.get(partner_id), off)
    key = f"left:{person.id}:{here.now:%Y-%m-%dT%H:%M:%S}"
    here.records.outbox.owe([Nudge(key, LEFT, person.id, here.now + GRACE)])


def back(here: Occasion, person: Person) -> None:
    """The account is open again."""
    fresh = replace(person, gone_at=None)
    here.records.people.keep(fresh)
    greet_again(here, fresh, person)


def left(errand: Errand) -> None:
    """Two weeks are over: they leave, unless they were back in between."""
    person = errand.records.people.get(errand.nudge.to)
    if person.gone_at and person.gone_at + GRACE <= errand.now:
        leave(errand, person, informally=True)
