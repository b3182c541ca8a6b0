"""Where somebody is written to."""

from collections.abc import Sequence

from bot.people import Account, Person, Platform
from bot.records import Records


def account_of(records: Records, person: Person, without: Sequence[Platform] = ()) -> Account | None:
    """An account that can be reached, best not on those platforms, and best where they wish."""
    reachable = [one for one in records.people.accounts(person.id) if one.reachable]
    return min(
        reachable,
        key=lambda one: (one.platform in without, one.platform is not (person.nudges_on or one.platform)),
        default=None,
    )
