"""Public boards: takes what is due in a place, asks again whether it may be said, notes the outcome.

Like `bot.office`, one short transaction each; nothing is sent from inside one.
"""

import logging
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.core import Bot
from bot.message import Message, Say
from bot.places import Place, Post, PostState
from bot.ports import Event, Occasion, Throttled, Undeliverable, Unreachable, Unsure
from bot.post import Claimed
from bot.posting import EDIT, SHOWCASE, announced, hours, reword, worded
from bot.records import NotYours, Records, Shut, id_in
from bot.showcases import NoConsent, shown
from bot.working_time import is_working, next_working_moment

log = logging.getLogger(__name__)

# How often and for how long it is tried to change what a platform cannot change just now.
TRIES = 10
AGAIN = timedelta(minutes=5)
WAITING = (PostState.DUE, PostState.UNSURE, PostState.STANDS)


@dataclass(frozen=True, slots=True)
class Placard:
    """What is to stand in a place: new, or `instead` of what we said there before.

    `takes_back`: what stands there shows somebody who may no longer be shown.
    """

    claimed: Claimed
    place: Place
    post: Post
    message: Message
    instead: bool = False
    takes_back: bool = False


class Boards:
    """The synchronous half. Every method may raise `bot.ports.Out`."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    def prepare(self, claimed: Claimed) -> Placard | None:
        """Word it and write down that sending begins; None when there is nothing to send."""
        with self._bot.ledger() as records:
            here = Event(records, self._bot.clock.now(), self._bot.house)
            try:
                post = records.posts.hold(id_in(claimed.nudge.about))
                place = records.places.get(post.place_id)
                if claimed.nudge.template == EDIT:
                    placard = _changed(here, claimed, post, place)
                else:
                    placard = _new(here, claimed, post, place)
            except NotYours:
                records.outbox.skip(claimed, "there is nothing left to post")
                return None
            if placard and records.outbox.begin([(claimed, None)], here.now):
                records.posts.keep(placard.post)
                return placard
            return None

    def done(self, placard: Placard, platform_id: str) -> None:
        """It stands there as it is to be read."""
        with self._bot.ledger() as records:
            here = Event(records, self._bot.clock.now(), self._bot.house)
            records.outbox.sent(placard.claimed, platform_id)
            post = records.posts.hold(placard.post.id)
            if placard.instead:
                state = PostState.TAKEN_BACK if placard.takes_back else PostState.POSTED
                records.posts.keep(replace(post, state=state))
                return
            post = replace(post, state=PostState.POSTED, platform_id=platform_id, posted_at=here.now)
            records.posts.keep(post)
            if set(post.consents) - records.consents.living(post.consents):
                reword(here, [post])  # somebody took it back while it was on its way

    def failed(self, placard: Placard, error: Throttled | Unreachable | Undeliverable | Unsure) -> None:
        """It does not stand there, or nobody knows. What changes a post can be said again; a post cannot."""
        with self._bot.ledger() as records:
            now, claimed = self._bot.clock.now(), placard.claimed
            post = records.posts.hold(placard.post.id)
            match error:
                case Throttled(after=after) if not placard.instead or claimed.nudge.tries < TRIES:
                    records.outbox.postpone(claimed, now + after)
                case Unsure() if placard.instead and claimed.nudge.tries < TRIES:
                    records.outbox.postpone(claimed, now + AGAIN)
                case Unsure() if not placard.instead:
                    records.outbox.doubt(claimed, str(error))
                    records.posts.keep(replace(post, state=PostState.UNSURE))
                case _:
                    records.outbox.bury(claimed, str(error) or type(error).__name__)
                    state = PostState.STANDS if placard.instead else PostState.REFUSED
                    records.posts.keep(replace(post, state=state))
                    if isinstance(error, Unreachable):
                        place = placard.place
                        records.places.leave(place.platform, place.tenant, [place.channel], now)


def _new(here: Occasion, claimed: Claimed, post: Post, place: Place) -> Placard | None:
    """A post that may have arrived is sent again only because a coordinator said so."""
    records = here.records
    workday = hours(records, post)
    if post.state not in WAITING:
        raise NotYours(post.id)
    if reason := _in_the_way(here, post, place):
        _give_up(records, claimed, post, reason)
        return None
    if not is_working(here.now, workday):
        records.outbox.postpone(claimed, next_working_moment(here.now, workday))
        return None
    try:
        message, consents = says(here, post)
    except NoConsent:
        records.posts.keep(replace(post, state=PostState.DROPPED))
        records.outbox.skip(claimed, "nobody agrees to this being shown there")
        return None
    except (Shut, LookupError, ValueError, TypeError) as error:
        log.exception("post %s cannot be worded", post.id)
        _give_up(records, claimed, post, f"cannot be worded: {type(error).__name__}")
        return None
    return Placard(claimed, place, replace(post, consents=consents), message)


def _changed(here: Occasion, claimed: Claimed, post: Post, place: Place) -> Placard | None:
    if not post.platform_id or post.state is PostState.TAKEN_BACK:
        raise NotYours(post.id)
    try:
        message, consents = says(here, post)
    except NoConsent:
        kind = worded(here, Say("posts/taken_back"), post)
        return Placard(claimed, place, post, kind, instead=True, takes_back=True)
    except (Shut, LookupError, ValueError, TypeError) as error:
        # a text that is gone or broken since names whoever it named: better that nothing of it stands
        log.warning("post %s cannot be worded anew: %s", post.id, type(error).__name__)
        kind = worded(here, Say("posts/taken_back"), post)
        return Placard(claimed, place, post, kind, instead=True, takes_back=True)
    return Placard(claimed, place, replace(post, consents=consents), message, instead=True)


def says(here: Occasion, post: Post) -> tuple[Message, tuple[int, ...]]:
    """What a post says just now, and the consents by which it names somebody. Raises NoConsent."""
    if post.template != SHOWCASE:
        return announced(here, post)
    say, consent = shown(here, post.showcase_id, post.place_id)
    return worded(here, say, post), (consent.id,)


def _in_the_way(here: Occasion, post: Post, place: Place) -> str:
    """Why it may not be posted any more; empty if it may."""
    if place.left_at:
        return "we are no longer in that channel"
    if not here.house.lets_coordinate(here.records.people.get(post.by)):
        return "whoever wanted it posted does not coordinate any more"
    return ""


def _give_up(records: Records, claimed: Claimed, post: Post, reason: str) -> None:
    records.posts.keep(replace(post, state=PostState.REFUSED))
    records.outbox.bury(claimed, reason)
