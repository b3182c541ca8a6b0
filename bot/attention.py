"""What needs a coordinator: people whom nothing reaches, and accounts that were closed."""

from collections.abc import Sequence

from bot.people import Person
from bot.records import Records


def unreachable(records: Records) -> Sequence[Person]:
    """People who have an account with us and none that can be reached: the app is gone for them."""
    known = {account.person_id for account in records.people.everybodys_accounts()}
    lost = known - records.people.reachable()
    return [one for one in records.people.everybody() if one.id in lost and one.gone_at is None]


def gone(records: Records) -> Sequence[Person]:
    """People whose account their company has closed, the last first."""
    found = [(one.gone_at, one) for one in records.people.everybody() if one.gone_at]
    return [person for _, person in sorted(found, key=lambda pair: (pair[0], pair[1].id), reverse=True)]
