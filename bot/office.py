"""The post office: takes what is due, asks again whether it makes sense, words it, notes what became of it.

Everything here is one short transaction each; nothing is sent from inside one.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot import campaign_desk, routes, scope
from bot.boards import Boards
from bot.bulletins import Bulletin, news
from bot.core import Bot, concerned_by
from bot.errands import ERRANDS
from bot.home import at_a_glance
from bot.message import Attachment, FileOf, Message
from bot.people import Account, Person, Platform
from bot.ports import Errand, Event, NotNow, Undeliverable, Unreachable, Unsure, Visit
from bot.post import Claimed, Nudge, Parcel
from bot.reached import account_of, goes_to
from bot.records import NotYours, Records, Shut
from bot.retention import erase_a_little
from bot.working_time import get_ready
from bot.worth import NotWorthIt, must_fit, must_suit

log = logging.getLogger(__name__)

# Long enough for the slowest send (30 s) and its marks; a dead worker's messages wait no longer.
LEASE = timedelta(seconds=60)


class Office:
    """The synchronous half of delivery. Every method may raise `bot.ports.Out`."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self.boards = Boards(bot)
        self._tidied: date | None = None

    def get_ready(self) -> None:
        """Do beforehand what would make the first person wait."""
        get_ready(self._bot.clock.now().date())

    def take_over(self) -> None:
        """For the only process there is: what another had taken, it took before it died."""
        with self._bot.ledger() as records:
            records.outbox.end_leases()

    def claim(self, limit: int, without: Sequence[Platform] = ()) -> Sequence[Claimed]:
        """Take what is due, oldest first."""
        with self._bot.ledger() as records:
            return records.outbox.claim(self._bot.clock.now(), LEASE, limit, without)

    def prepare(self, claimed: Claimed, without: Sequence[Platform] = ()) -> Parcel | None:
        """Word a claimed nudge for the account it goes to and write down that sending begins.

        None when there is nothing to send: it was skipped with a reason, postponed, or the claim was lost.
        """
        if claimed.nudge.template not in ERRANDS:
            return next(iter(self.prepare_all([claimed], without)), None)
        with self._bot.ledger() as records:
            self._run(records, claimed, ERRANDS[claimed.nudge.template], self._bot.clock.now())
            return None

    def prepare_all(self, claimed: Sequence[Claimed], without: Sequence[Platform] = ()) -> Sequence[Parcel]:
        """The same for several messages, errands not among them, in one transaction."""
        with self._bot.ledger() as records:
            now = self._bot.clock.now()
            records.foresee([one.nudge for one in claimed])
            # in one order everywhere, else two workers would wait for what the other holds
            in_order = sorted(claimed, key=lambda one: (one.nudge.about, one.nudge.to))
            parcels = [self._worded(records, one, now, without) for one in in_order]
            worded = {one.claimed.nudge.id: one for one in parcels if one}
            begun = records.outbox.begin([(one.claimed, one.account.id) for one in worded.values()], now)
        return [one.ready() for number, one in worded.items() if number in begun]

    def _worded(
        self, records: Records, claimed: Claimed, now: datetime, without: Sequence[Platform]
    ) -> Parcel | None:
        nudge, person = claimed.nudge, records.people.get(claimed.nudge.to)
        try:
            must_suit(nudge, person, now)
            account = goes_to(records, nudge, person, without, now)
            if account is None:
                records.outbox.bury(claimed, "not reachable: the app is not installed for them")
                return None
            visit = scope.told(Visit(person, account, records, now, self._bot.house), nudge)
            must_fit(visit, nudge)
            return Parcel(claimed, account, self._word(visit, nudge))
        except NotNow as later:
            records.outbox.postpone(claimed, later.until)
        except NotWorthIt as reason:
            records.outbox.skip(claimed, str(reason))
        except Shut as shut:
            log.error("nudge %s cannot be worded: %s", nudge.id, shut)  # noqa: TRY400  # says the remedy
            records.outbox.bury(claimed, str(shut))
        except (LookupError, ValueError, TypeError) as error:
            # a text that was renamed or broken since must not stand in the way of this person's others
            log.exception("nudge %s cannot be worded", nudge.id)
            records.outbox.bury(claimed, f"cannot be worded: {type(error).__name__}")
        return None

    def _run(
        self, records: Records, claimed: Claimed, errand: Callable[[Errand], None], now: datetime
    ) -> None:
        """Do what is due; what it was about may be gone by now."""
        try:
            errand(Errand(claimed.nudge, records, now, self._bot.house))
        except NotYours:
            records.outbox.skip(claimed, "there is nothing left to do")
            return
        except NotNow as later:
            records.outbox.postpone(claimed, later.until)
            return
        except Shut as shut:
            log.error("nudge %s cannot be done: %s", claimed.nudge.id, shut)  # noqa: TRY400  # says the remedy
            records.outbox.bury(claimed, str(shut))
            return
        if records.outbox.done(claimed):
            self._bot.afterwards(concerned_by(records, claimed.nudge.to))

    def sent(self, parcels: Sequence[tuple[Parcel, str]]) -> None:
        """They have arrived, as what the platform says."""
        with self._bot.ledger() as records:
            records.outbox.arrived([(parcel.claimed, platform_id) for parcel, platform_id in parcels])

    def failed(self, parcel: Parcel, error: Unreachable | Undeliverable | Unsure) -> None:
        """It has not arrived, or nobody knows."""
        with self._bot.ledger() as records:
            match error:
                case Unsure():
                    records.outbox.doubt(parcel.claimed, str(error))
                case Unreachable() if records.people.account(parcel.account.address) is None:
                    records.outbox.bury(parcel.claimed, "they asked to be forgotten")
                case Unreachable():
                    records.people.keep_account(replace(parcel.account, reachable=False))
                    if self.account(records, records.people.get(parcel.account.person_id)):
                        records.outbox.release(
                            parcel.claimed
                        )  # certainly not sent: they have another account
                    else:
                        records.outbox.bury(parcel.claimed, f"not reachable: {error}")
                case Undeliverable():
                    records.outbox.bury(parcel.claimed, str(error))

    def release(self, claimed: Claimed) -> None:
        """It was certainly not sent; somebody may try again at once."""
        with self._bot.ledger() as records:
            records.outbox.release(claimed)

    def doubtful(self, limit: int) -> Sequence[tuple[Nudge, Account]]:
        """What may or may not have arrived, with the account it went to."""
        with self._bot.ledger() as records:
            found = [(nudge, _went_to(records, nudge)) for nudge in records.outbox.unsure(limit)]
            return [(nudge, account) for nudge, account in found if account]

    def looked_up(self, nudge: Nudge, platform_id: str | None, *, again: bool) -> None:
        """Settle a doubtful one."""
        with self._bot.ledger() as records:
            records.outbox.looked_up(nudge, platform_id, again=again)

    def tidy(self) -> None:
        """Erase a little of what is old; once nothing is left, not again before the date has changed."""
        now = self._bot.clock.now()
        if now.date() == self._tidied:
            return
        with self._bot.ledger() as records:
            erased = erase_a_little(records, now)
        if erased:
            log.info("%s rows were erased for their age", erased)
        else:
            self._tidied = now.date()

    def next_due(self) -> datetime | None:
        """When the next thing is owed, if anything is."""
        with self._bot.ledger() as records:
            return records.outbox.next_due()

    def counts(self) -> dict[str, int]:
        """How many messages are in each state."""
        with self._bot.ledger() as records:
            return records.outbox.counts()

    @staticmethod
    def account(records: Records, person: Person, without: Sequence[Platform] = ()) -> Account | None:
        """Where somebody is written to."""
        return account_of(records, person, without)

    def _word(self, visit: Visit, nudge: Nudge) -> Message:
        try:
            say = routes.due(visit, nudge)
        except NotYours:
            say = None
        if say is None:
            raise NotWorthIt("nothing left to say")
        message = visit.say(say)
        return replace(message, attachments=tuple(self._attach(visit, file) for file in say.files))

    def _attach(self, visit: Visit, file: FileOf | Attachment) -> Attachment:
        if isinstance(file, FileOf):
            file = replace(routes.FILES[file.kind](visit, file.subject), of=file)
        return replace(file, link=self._bot.links.to(file.of, visit.person.id) if file.of else "")

    def home(self, person_id: int) -> Sequence[tuple[Account, Message]]:
        """What somebody sees at a glance, for each account on which they have looked."""
        with self._bot.ledger() as records:
            shown = [one for one in records.people.accounts(person_id) if one.home and one.reachable]
            return [(one, self._glance(records, one)) for one in shown]

    def _glance(self, records: Records, account: Account) -> Message:
        person = records.people.get(account.person_id)
        visit = Visit(person, account, records, self._bot.clock.now(), self._bot.house)
        visit = scope.in_view(visit)
        return visit.say(at_a_glance(visit))

    def bulletins(self, known: Mapping[int, str]) -> Sequence[Bulletin]:
        """What the cards of announcements would say that is not known yet."""
        with self._bot.ledger() as records:
            return tuple(news(Event(records, self._bot.clock.now(), self._bot.house), known))

    def announced(self, campaign_id: int) -> None:
        """Nothing more is to come of an announcement, and its card says so."""
        with self._bot.ledger() as records:
            campaign_desk.done(Event(records, self._bot.clock.now(), self._bot.house), campaign_id)

    def file(self, file: FileOf, person_id: int) -> Attachment | None:
        """Make a file anew for the person its signed link names; None when there is none any more."""
        made = self._made(file, person_id)
        return made.ready() if made else None

    def _made(self, file: FileOf, person_id: int) -> Attachment | None:
        with self._bot.ledger() as records:
            try:
                person = records.people.get(person_id)
                account = self.account(records, person)
                if account is None:
                    return None
                visit = Visit(person, account, records, self._bot.clock.now(), self._bot.house)
                return routes.FILES[file.kind](visit, file.subject)
            except (NotYours, KeyError):
                return None


def _went_to(records: Records, nudge: Nudge) -> Account | None:
    return next((one for one in records.people.accounts(nudge.to) if one.id == nudge.account_id), None)
