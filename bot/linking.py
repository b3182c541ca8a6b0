"""One human, two accounts: a code shown on one side and typed on the other proves that both are theirs."""

import hashlib
import secrets
from dataclasses import replace
from datetime import timedelta

from bot.message import Fact, Say
from bot.model import PairState, ProposalState
from bot.people import Account, Person, Platform
from bot.ports import Visit
from bot.records import NotYours
from bot.trust import LinkCode

GOOD_FOR = timedelta(minutes=10)
MOST_TRIES = 5
# Without letters and digits that look alike: 30 to the power of 8 codes, of which five may be tried.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 8


def show_code(visit: Visit) -> Say:
    """A new code for this account. One shown before is no longer good."""
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    visit.records.links.add(LinkCode(0, visit.account.id, _digest(code), visit.now))
    return Say("link/code", {"code": f"{code[:4]}-{code[4:]}", "minutes": GOOD_FOR // timedelta(minutes=1)})


def overview(visit: Visit) -> Say:
    """Where somebody with several accounts is written to, and how to change that."""
    return Say("link/linked", {"here": _written_to(visit) is visit.account.platform})


def type_code(visit: Visit, typed: str) -> Say:
    """Link the account on which the code was shown with the one on which it is typed."""
    since = visit.now - GOOD_FOR
    tries = visit.records.links.tries(visit.account.id, since)
    if tries >= MOST_TRIES:
        return Say("link/too_often", {"minutes": GOOD_FOR // timedelta(minutes=1)})
    code = visit.records.links.unused(_digest(_plain(typed)), since)
    if code is None:
        visit.records.links.try_in_vain(visit.account.id, visit.now)
        return Say("link/wrong", {"left": MOST_TRIES - tries - 1})
    shown_on = visit.records.people.account_by_id(code.account_id)
    if shown_on.person_id == visit.person.id:
        return Say("link/same" if shown_on.id == visit.account.id else "link/done", _told(visit))
    other = visit.records.people.get(shown_on.person_id)
    if shown_on.platform is visit.account.platform or _together(visit, other):
        return Say("link/not_these", {"together": _together(visit, other)})
    visit.records.links.keep(replace(code, used_at=visit.now))
    _become_one(visit, other, shown_on)
    return Say("link/done", _told(visit))


def write_here(visit: Visit, subject: str) -> Say:
    """Send what is owed to the account on which this was pressed."""
    del subject
    _prefer(visit, visit.account.platform)
    return Say("link/linked", {"here": True})


def write_there(visit: Visit, subject: str) -> Say:
    """Send it to their other account."""
    del subject
    others = [one.platform for one in _accounts(visit) if one.platform is not visit.account.platform]
    if not others:
        raise NotYours("there is no other account")
    _prefer(visit, others[0])
    return Say("link/linked", {"here": False})


def take_apart(visit: Visit, subject: str) -> Say:
    """Let the other accounts be somebody of their own again; what there is stays with this one."""
    del subject
    others = [one for one in _accounts(visit) if one.id != visit.account.id]
    if not others:
        raise NotYours("there is no other account")
    for other in others:
        alone = visit.records.people.add(
            Person(
                0,
                visit.person.organisation_id,
                visit.person.name,
                timezone=visit.person.timezone,
                country=visit.person.country,
            )
        )
        visit.records.people.keep_account(replace(other, person_id=alone.id, apart=True))
    visit.records.people.keep_account(replace(visit.account, apart=True))
    visit.records.people.keep(replace(visit.person, nudges_on=None))
    return Say("link/apart")


def _prefer(visit: Visit, platform: Platform) -> None:
    visit.records.people.keep(replace(visit.person, nudges_on=platform))


def _accounts(visit: Visit) -> list[Account]:
    return list(visit.records.people.accounts(visit.person.id))


def _written_to(visit: Visit) -> Platform:
    """Where what is owed goes: where they chose, else to their oldest account that can be reached."""
    reachable = [one.platform for one in _accounts(visit) if one.reachable]
    chosen = visit.person.nudges_on
    return chosen if chosen in reachable and chosen else next(iter(reachable), visit.account.platform)


def _told(visit: Visit) -> dict[str, Fact]:
    return {"here": _written_to(visit) is visit.account.platform}


def _together(visit: Visit, other: Person) -> bool:
    """Whether the two accounts are, or may become, each other's partner: then they are not one human's."""
    mine = visit.records.pairs.pairs_of(visit.person.id)
    if any(other.id in pair.people and pair.state is PairState.ACTIVE for pair in mine):
        return True
    return any(
        {one.mentor_id, one.mentee_id} == {visit.person.id, other.id}
        for programme in visit.records.programmes.all()
        for one in visit.records.pairs.proposals(programme.id)
        if one.state is ProposalState.OFFERED
    )


def _become_one(visit: Visit, other: Person, shown_on: Account) -> None:
    """Whoever takes part stays, then whom the people file told of, then who was here first."""
    kept, lost = sorted(
        (visit.person, other), key=lambda one: (not _takes_part(visit, one), not _is_told_of(one), one.id)
    )
    for account in (visit.account, shown_on):
        visit.records.people.keep_account(replace(account, apart=False))
    visit.records.links.merge(lost.id, kept.id)


def _takes_part(visit: Visit, person: Person) -> bool:
    programmes = visit.records.programmes.all()
    return any(visit.records.programmes.enrolment(one.id, person.id) for one in programmes)


def _is_told_of(person: Person) -> bool:
    return bool(person.department or person.manager or person.level is not None)


def _plain(typed: str) -> str:
    return "".join(char for char in typed.upper() if char.isalnum())


def _digest(code: str) -> str:
    return hashlib.sha256(f"onehour link {code}".encode()).hexdigest()
