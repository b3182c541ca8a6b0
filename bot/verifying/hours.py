"""How long two people's working hours overlap, by their time zones."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from bot.verifying.findings import Unusable
from bot.verifying.words import Numbers

WORKDAY = 8 * 60
_DAY = 24 * 60
UNKNOWN = -1


def shared_minutes(zones: Sequence[str], start: date) -> Numbers:
    """For each two zones the minutes a day; UNKNOWN with the first, which stands for none."""
    table = np.full((len(zones), len(zones)), UNKNOWN, np.int64)
    if len(zones) > 1:
        offsets = np.array([_offset(zone, start) for zone in zones[1:]], np.int64)
        later = (offsets[:, None] - offsets[None, :]) % _DAY
        # one begins after the other, or on the other side of midnight before it
        table[1:, 1:] = np.maximum(0, np.maximum(WORKDAY - later, WORKDAY - (_DAY - later)))
    return table


def _offset(zone: str, start: date) -> int:
    """Minutes east of UTC at noon UTC."""
    try:
        noon = datetime.combine(start, time(12), UTC).astimezone(ZoneInfo(zone))
    except OverflowError:
        raise Unusable(f"The certificate's start {start} is no day on which anybody meets.") from None
    return (noon.utcoffset() or timedelta()) // timedelta(minutes=1)
