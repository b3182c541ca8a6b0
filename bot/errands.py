"""What is done when it is due, without anybody pressing: the other half of `routes.DUE`.

An errand is owed like a message, by a nudge whose template is its name here. It is run at its moment,
whatever the hour and whether or not its person can be reached, in one transaction with being marked as done.
One that makes sense only later raises NotNow, one that makes none any more NotYours, and neither has written.
"""

from collections.abc import Callable, Mapping

from bot import (
    closing,
    departures,
    digests,
    first_contact,
    group_questions,
    inactivity,
    late_joiners,
    late_matches,
    pairs,
    pauses,
    planned_end,
    previews,
    pulses,
    request_clocks,
    sending,
    silence,
    uploads,
    voting,
)
from bot.groups import DECIDE
from bot.ports import Errand

ERRANDS: Mapping[str, Callable[[Errand], None]] = {
    uploads.READ: uploads.read,
    uploads.TAKE_IN: uploads.carry_out,
    "requests.again": request_clocks.again,
    "requests.remind": request_clocks.remind,
    "requests.offer_next": request_clocks.offer_next,
    "requests.close": request_clocks.close,
    DECIDE: group_questions.in_time,
    pauses.END: pauses.ended,
    pulses.LOOK: pulses.look,
    pairs.FIRST_MOVER: first_contact.name_first_mover,
    silence.LOOK: silence.look,
    silence.UNANSWERED: silence.unanswered,
    voting.CLOSE: voting.close,
    late_joiners.WEEKLY: late_matches.weekly,
    departures.LEFT: departures.left,
    digests.LOOK: digests.look,
    previews.MAKE: previews.make,
    sending.BEGIN: sending.begin,
    sending.PLAN: sending.plan,
    planned_end.PLAN: planned_end.planned,
    planned_end.END: closing.ended,
    planned_end.LOOK: inactivity.look,
    inactivity.CLOSE: inactivity.close,
}
