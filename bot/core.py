"""The front door: whatever reaches the programme comes in here and is answered inside one transaction."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot import intent, roster, routes
from bot.acts import Answered, Click, Heard
from bot.flows import find_flows
from bot.forms import Forms
from bot.home import at_a_glance
from bot.message import Message, Replaced, Reply, Said, Say
from bot.people import Address, Profile
from bot.ports import Clock, House, Links, Visit, Wording
from bot.records import Ledger, NotYours, Records

log = logging.getLogger(__name__)


class Bot:
    """The programme, as handlers see it. Any method may raise `bot.ports.Out`; none raises anything else."""

    def __init__(self, ledger: Ledger, wording: Wording, clock: Clock, links: Links, house: House) -> None:
        self.ledger = ledger
        self.wording = wording
        self.clock = clock
        self.links = links
        self.house = replace(house, announcements=tuple(wording.announcements()))
        self.flows = find_flows()
        # Called after every act that was kept, from its own thread: something may be due now.
        self.afterwards: Callable[[], None] = lambda: None
        self._forms = Forms(wording, self.flows)

    def knows(self, address: Address) -> bool:
        """Whether this account has been introduced and can be reached, so that nobody is looked up twice."""
        with self.ledger() as records:
            account = records.people.account(address)
            return account is not None and account.reachable

    def meet(self, profiles: Sequence[Profile]) -> None:
        """Be introduced to accounts: make, update and link people. Safe to repeat."""
        with self.ledger() as records:
            for profile in profiles:
                roster.meet(records, profile)

    def lost(self, address: Address) -> None:
        """An account can no longer be reached (app removed, person blocked us or was deactivated)."""
        with self.ledger() as records:
            roster.lose(records, address)

    def hear(self, heard: Heard) -> Reply | None:
        """Answer words somebody typed; None when this very event was answered before."""
        meant = intent.read(heard.words, self.flows)
        if not meant.command:
            return self._visit(heard.by, heard.key, lambda visit: self._unknown(visit, meant.nearest))
        return self._visit(
            heard.by, heard.key, lambda visit: self._forms.begin(visit, meant.command, meant.rest)
        )

    def click(self, click: Click) -> Reply | None:
        """Answer a button; None when this very press was answered before."""
        return self._visit(click.by, click.key, lambda visit: self._pressed(visit, click))

    def answer(self, answered: Answered) -> Reply | None:
        """Take a submitted page; safe to repeat."""
        return self._visit(answered.by, answered.key, lambda visit: self._forms.answer(visit, answered))

    def home(self, address: Address) -> Message:
        """What a person sees at a glance."""
        with self.ledger() as records:
            visit = self._arrive(records, address)
            return self._word(visit, at_a_glance(visit))

    def say(self, template: str, language: str = "en") -> Message:
        """One of the fixed texts, worded without the database: apologies and refusals."""
        return self.wording.say(Say(template), language)

    def sorry(self, address: Address | None = None) -> Message:
        """The apology for when something went wrong on our side. Needs no database."""
        del address
        return self.say("help/sorry")

    def _visit(self, by: Address, key: str, act: Callable[[Visit], Reply]) -> Reply | None:
        """Let one person in, once for each key. What is not theirs, or no longer there, changes nothing."""
        try:
            with self.ledger() as records:
                if key and not records.inbound.is_new(key, self.clock.now()):
                    return None
                reply = act(self._arrive(records, by))
        except NotYours:
            log.info("refused: not theirs, or settled")
            return Said(self.say("help/stale"))
        self.afterwards()
        return reply

    def _arrive(self, records: Records, address: Address) -> Visit:
        account = records.people.account(address)
        if account is None:
            raise NotYours(address)
        person = records.people.get(account.person_id)
        return Visit(person, account, records, self.clock.now(), self.house)

    def _pressed(self, visit: Visit, click: Click) -> Reply:
        if click.action in routes.FORMS:
            return self._forms.click(visit, click)
        route = routes.CLICKS.get(click.action)
        if route is None:
            raise NotYours(click.action)
        return Replaced(self._word(visit, route(visit, click.subject)))

    def _unknown(self, visit: Visit, nearest: str) -> Reply:
        offered = self.flows.get(nearest)
        known = nearest if offered and (visit.coordinates or not offered.coordinators) else ""
        return Said(self._word(visit, Say("help/unknown", {"nearest": known})))

    def _word(self, visit: Visit, say: Say) -> Message:
        return self.wording.say(say, visit.account.language)
