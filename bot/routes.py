"""What every button does, and how every message that is owed gets its words. Read this first.

A click carries the name of a route and what it is about; a nudge carries the name of its template. A template
that is not listed under DUE is worded from the facts that were kept with the nudge.
"""

from collections.abc import Callable, Mapping

from bot import (
    advocacy,
    asking,
    audit,
    campaigns,
    check_ins,
    concerns,
    declines,
    deliveries,
    finding,
    goals,
    informal,
    journal,
    late_matches,
    linking,
    matching_desk,
    meetings,
    methods,
    pair_questions,
    pairs,
    pauses,
    people_desk,
    preparation,
    privacy,
    programme_desk,
    programmes,
    proposals,
    publishing,
    pulses,
    requests,
    resources,
    rulings,
    unmatched,
    uploads,
)
from bot.message import Attachment, Say
from bot.model import AskState
from bot.ports import Visit
from bot.post import Nudge

# Handled by the front door itself, since they open forms: `flow.begin` (subject: "join", "reflect:12"),
# `form.open` and `form.back` (subject: the ticket of a form).
FORMS = frozenset({"flow.begin", "form.open", "form.back"})

CLICKS: Mapping[str, Callable[[Visit, str], Say]] = {
    "proposals.accept": proposals.accept,
    "proposals.decline": proposals.decline,
    "match.desk": matching_desk.look,
    "match.pairs": matching_desk.page_through,
    "match.left": matching_desk.who_is_left,
    "match.rulings": matching_desk.rulings,
    "match.how": methods.how,
    "match.lock": rulings.lock,
    "match.forbid": rulings.forbid,
    "match.release": rulings.release,
    "match.ask": publishing.ask,
    "match.publish": publishing.publish,
    "match.late": late_matches.publish,
    "find.more": finding.look_further,
    "requests.accept": requests.accept,
    "requests.not_yet": requests.not_yet,
    "requests.decline": requests.decline,
    "requests.why": requests.say_why,
    "requests.next": asking.ask_next,
    "informal.confirm": informal.confirm,
    "informal.refuse": informal.refuse,
    "informal.end": informal.end,
    "announcements.again": campaigns.hear_again,
    "meetings.pick": meetings.pick,
    "meetings.met": check_ins.say_met,
    "meetings.moved": check_ins.say_moved,
    "meetings.missed": check_ins.say_missed,
    "journal.page": journal.page_through,
    "journal.read": journal.read,
    "journal.ask_share": journal.ask_share,
    "journal.share": journal.share,
    "journal.ask_erase": journal.ask_erase,
    "journal.erase": journal.erase,
    "goals.look": goals.look,
    "goals.open": goals.open_one,
    "goals.progress": goals.progress,
    "goals.done": goals.finish,
    "goals.let_go": goals.let_go,
    "goals.take_up": goals.take_up,
    "goals.take_over": goals.take_over,
    "goals.begin_with": goals.begin_with,
    "pulses.give": pulses.give,
    "programmes.look": programmes.look,
    "programmes.menu": programme_desk.menu_again,
    "programmes.card": programme_desk.look,
    "programmes.ask_close": programme_desk.ask_close,
    "programmes.close": programme_desk.close,
    "programmes.reopen": programme_desk.reopen,
    "preparation.next": preparation.read_next,
    "resources.read": resources.read,
    "deliveries.again": deliveries.send_again,
    "link.here": linking.write_here,
    "link.there": linking.write_there,
    "link.apart": linking.take_apart,
    "people.import": uploads.import_it,
    "people.discard": uploads.discard,
    "audit.older": audit.older,
    "people.card": people_desk.look_again,
    "people.ask_appoint": people_desk.asks("admin_people/sure_appoint"),
    "people.ask_withdraw": people_desk.asks("admin_people/sure_withdraw"),
    "people.appoint": people_desk.appoint,
    "people.withdraw": people_desk.withdraw,
    "asks.mentor": advocacy.answers(AskState.MENTOR, "advocacy/mentor"),
    "asks.champion": advocacy.answers(AskState.CHAMPION, "advocacy/champion"),
    "asks.smaller": advocacy.answers(AskState.SMALLER, "advocacy/smaller"),
    "asks.not_now": advocacy.answers(AskState.NOT_NOW, "advocacy/not_now"),
    "asks.no": advocacy.answers(AskState.NO, "advocacy/no"),
    "asks.all_hands": advocacy.offers("all_hands"),
    "asks.panel": advocacy.offers("panel"),
    "asks.story": advocacy.offers("story"),
}

DUE: Mapping[str, Callable[[Visit, Nudge], Say | None]] = {
    "pairs/proposal": proposals.worded,
    "pairs/begun": pairs.introduced,
    "requests/asked": requests.asked,
    "requests/reminder": requests.asked,
    "requests/withdrawn": requests.withdrawn,
    "requests/needs_time": requests.told,
    "requests/reminded": requests.told,
    "requests/your_turn": requests.told,
    "requests/next_choice": requests.offered_next,
    "requests/settled": requests.offered_next,
    "pause/partner": pauses.partner_told,
    "informal/confirm": informal.worded,
    "concern/said": concerns.told,
    "meetings/invitation": meetings.invited,
    "meetings/booked": meetings.booked,
    "meetings/after": check_ins.asked_after,
    journal.KEPT: journal.kept,
    journal.SHARED: journal.worded,
    goals.LIST: goals.worded,
    pulses.ASKED: pulses.asked,
    **dict.fromkeys(preparation.NOTES, preparation.worded),
    privacy.FILES: privacy.files,
    people_desk.CARD: people_desk.card,
    programme_desk.CARD: programme_desk.worded,
    programmes.CLOSING: programmes.closing,
    matching_desk.DESK: matching_desk.worded,
    pair_questions.ANSWER: pair_questions.worded,
    late_matches.FOUND: late_matches.worded,
    declines.TEMPLATE: declines.worded,
    unmatched.TEMPLATE: unmatched.worded,
}

FILES: Mapping[str, Callable[[Visit, str], Attachment]] = {
    meetings.CALENDAR: meetings.calendar_file,
    privacy.JSON: privacy.json_file,
    privacy.HTML: privacy.html_file,
}


def due(visit: Visit, nudge: Nudge) -> Say | None:
    """Word what is owed as things stand now; None when there is nothing left to say."""
    if nudge.is_announcement:
        return campaigns.announced(visit, nudge)
    worded = DUE.get(nudge.template)
    return worded(visit, nudge) if worded else Say(nudge.template, nudge.facts)
