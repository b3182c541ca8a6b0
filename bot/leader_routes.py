"""What leaders press and read, and coordinators about them: a part of `bot.routes`."""

from collections.abc import Callable, Mapping

from bot import advocacy, appointments, ask_clocks, leaders
from bot.asks import AskKind
from bot.message import Say
from bot.ports import Visit
from bot.post import Nudge

CLICKS: Mapping[str, Callable[[Visit, str], Say]] = {
    "asks.mentor": advocacy.agrees(AskKind.TAKE_PART, "advocacy/mentor"),
    "asks.champion": advocacy.agrees(AskKind.CHAMPION, "advocacy/champion"),
    "asks.smaller": advocacy.smaller,
    "asks.information": advocacy.learn_more,
    "asks.not_now": advocacy.not_now,
    "asks.no": advocacy.refuse,
    "asks.none": advocacy.refuse_all,
    "asks.all_hands": advocacy.agrees(AskKind.ALL_HANDS, "advocacy/smaller_thanks"),
    "asks.panel": advocacy.agrees(AskKind.PANEL, "advocacy/smaller_thanks"),
    "asks.story": advocacy.agrees(AskKind.STORY, "advocacy/smaller_thanks"),
    "asks.showcase": advocacy.agrees(AskKind.SHOWCASE, "advocacy/smaller_thanks"),
    "asks.agree": advocacy.agrees(None, "advocacy/smaller_thanks"),
    "asks.pick": appointments.pick,
    "asks.done": advocacy.done,
    "asks.missed": advocacy.missed,
    "leaders.desk": leaders.desk,
    "leaders.list": leaders.listed,
    "leaders.card": leaders.card,
    "leaders.confirm": leaders.confirm,
}

DUE: Mapping[str, Callable[[Visit, Nudge], Say | None]] = {
    leaders.DESK: leaders.desk_worded,
    leaders.CARD: leaders.card_worded,
    appointments.ASKED: appointments.asked,
    appointments.SETTLED: appointments.settled,
    ask_clocks.REMINDER: ask_clocks.reminded,
    ask_clocks.AGAIN: ask_clocks.asked_again,
    ask_clocks.HAPPENED: ask_clocks.happened,
    ask_clocks.THANKS: ask_clocks.thanked,
}
