"""Retention: what is old is erased, a little at a time, once a day by the programme's clock."""

from datetime import datetime, timedelta

from bot.records import Records
from bot.trust import Bounds
from bot.working_time import months_after

# So few rows of each kind in one transaction that nobody notices it.
A_LITTLE = 500
# Long enough to find out what became of a message; its words are not needed for that afterwards.
SENT = timedelta(days=90)
DRAFTS = timedelta(days=90)
# No platform delivers an event again after so long.
HEARD = timedelta(days=30)
PROOFS = timedelta(days=1)
AUDIT_MONTHS = 36


def bounds(now: datetime, keeps_months: int) -> Bounds:
    """Up to when each kind of thing is kept, seen from now."""
    return Bounds(
        texts=months_after(now, -keeps_months, "UTC"),
        sent=now - SENT,
        drafts=now - DRAFTS,
        heard=now - HEARD,
        proofs=now - PROOFS,
        audit=months_after(now, -AUDIT_MONTHS, "UTC"),
    )


def erase_a_little(records: Records, now: datetime) -> int:
    """Erase some of what is older than the organisation keeps; 0 when nothing is left of it."""
    keeps = records.people.organisation().keeps_months
    return records.retention.erase(bounds(now, keeps), A_LITTLE)
