"""What is done when it is due, without anybody pressing: the other half of `routes.DUE`.

An errand is owed like a message, by a nudge whose template is its name here. It is run at its moment,
whatever the hour and whether or not its person can be reached, in one transaction with being marked as done.
"""

from collections.abc import Callable, Mapping

from bot import departures, pauses, uploads
from bot.ports import Errand

ERRANDS: Mapping[str, Callable[[Errand], None]] = {
    uploads.READ: uploads.read,
    uploads.TAKE_IN: uploads.carry_out,
    pauses.END: pauses.ended,
    departures.LEFT: departures.left,
}
