"""Where somebody is written to."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.people import Account, Person, Platform
from bot.ports import NotNow
from bot.post import Nudge
from bot.records import Records
from bot.worth import NotWorthIt

# When to look again whether a message can be changed on a platform that asked to wait.
AGAIN = timedelta(minutes=1)


def account_of(records: Records, person: Person, without: Sequence[Platform] = ()) -> Account | None:
    """An account that can be reached, best not on those platforms, and best where they wish."""
    reachable = [one for one in records.people.accounts(person.id) if one.reachable]
    return min(
        reachable,
        key=lambda one: (one.platform in without, one.platform is not (person.nudges_on or one.platform)),
        default=None,
    )


def goes_to(
    records: Records, nudge: Nudge, person: Person, without: Sequence[Platform], now: datetime
) -> Account | None:
    """Where it is sent to; what is changed where it stands, only there. Raises NotNow and NotWorthIt."""
    spot = nudge.spot
    if spot is None:
        return account_of(records, person, without)
    for account in records.people.accounts(person.id):
        if account.id == spot.account_id and account.reachable:
            if account.platform in without:
                raise NotNow(now + AGAIN)
            return account
    raise NotWorthIt("it cannot be changed any more where it stands")
