"""Meeting people: which human an account belongs to."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from bot.moves import follow
from bot.people import Account, Address, Person, Profile
from bot.records import Records, Shut

log = logging.getLogger(__name__)


def welcome(records: Records, profiles: Sequence[Profile], *, acting: bool) -> Sequence[Profile]:
    """Those of them to be met: whoever asked to be forgotten only comes back by an act of their own."""
    new = [one for one in profiles if records.people.account(one.address) is None]
    names = frozenset(name for one in new for name in _names(one))
    if acting:
        records.people.let_back(names)
        return profiles
    try:
        forgotten = records.people.forgotten_among(names)
    except Shut as shut:
        log.error("nobody new is taken from a list, since who was forgotten cannot be told: %s", shut)  # noqa: TRY400  # a sentence for the operator
        return [one for one in profiles if one not in new]
    return [one for one in profiles if one not in new or not forgotten & _names(one)]


def _names(profile: Profile) -> frozenset[str]:
    return frozenset({profile.address.mention, profile.email.strip().lower()} - {""})


def meet(records: Records, profile: Profile) -> Person:
    """Know this account from now on. The same verified work e-mail on both platforms is the same person.

    What the platform says of name, title and zone fills what we do not know; the account's zone is taken over
    whenever it changes, since people move.
    """
    account = records.people.account(profile.address)
    profile = replace(profile, email=_proven(records, profile, account))
    person = records.people.get(account.person_id) if account else _find_or_add(records, profile)
    fresh = _told(person, profile)
    other = records.people.by_email(fresh.email) if fresh.email and not person.email else None
    if other and other.id != person.id:
        # the account was met before its address was known: it belongs to who has that address
        if len(records.people.accounts(person.id)) == 1:
            records.links.merge(person.id, other.id)
            account, other = records.people.account(profile.address), records.people.get(other.id)
        fresh = _told(other, profile)
        person = other
    if fresh != person:
        records.people.keep(fresh)
    if fresh.workday != person.workday:
        follow(records, [fresh])
    _keep_account(records, account, fresh, profile)
    return fresh


def lose(records: Records, address: Address) -> None:
    """This account cannot be reached any more; the person stays who they are."""
    account = records.people.account(address)
    if account and account.reachable:
        records.people.keep_account(replace(account, reachable=False))


def _proven(records: Records, profile: Profile, account: Account | None) -> str:
    """The e-mail address, as far as it proves who this is: else it is as good as unknown.

    Outside the organisation's own domains it belongs to whoever brought it first.
    """
    email = profile.email.casefold()
    if not profile.verified or (account and account.apart):
        return ""
    domains = records.people.organisation().domains
    known = records.people.by_email(email) if email else None
    is_ours = not domains or email.rpartition("@")[2] in domains
    is_theirs = account is not None and known is not None and known.id == account.person_id
    return email if is_ours or known is None or is_theirs else ""


def _find_or_add(records: Records, profile: Profile) -> Person:
    email = profile.email.casefold()
    known = records.people.by_email(email) if email else None
    if known:
        return known
    return records.people.add(
        Person(0, records.people.organisation().id, profile.name or email or "Somebody", email=email)
    )


def _told(person: Person, profile: Profile) -> Person:
    return replace(
        person,
        name=person.name or profile.name,
        title=person.title or profile.title,
        email=person.email or profile.email.casefold(),
        timezone=profile.timezone or person.timezone,
    )


def _keep_account(records: Records, account: Account | None, person: Person, profile: Profile) -> None:
    at = profile.address
    if account is None:
        records.people.add_account(
            Account(
                0,
                person.id,
                at.platform,
                at.tenant,
                at.user,
                profile.locale,
                profile.route,
                profile.reachable,
            )
        )
        return
    fresh = replace(
        account,
        person_id=person.id,
        locale=profile.locale or account.locale,
        route=profile.route or account.route,
        reachable=profile.reachable,
    )
    if fresh != account:
        records.people.keep_account(fresh)
