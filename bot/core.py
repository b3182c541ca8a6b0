"""The front door: whatever reaches the programme comes in here and is answered inside one transaction."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from bot import departures, roster, routes, scope, uploads
from bot.acts import Answered, Click, Heard, Uploaded
from bot.flows import find_flows
from bot.forms import Forms
from bot.home import at_a_glance
from bot.intent import read
from bot.message import Attachment, FileOf, Message, Option, Replaced, Reply, Said, Say
from bot.people import ENGLISH, Address, Platform, Profile
from bot.places import Place
from bot.ports import Clock, Event, House, Links, Visit
from bot.post import Spot
from bot.records import Ledger, NotYours, Records
from bot.suggestions import suggest

log = logging.getLogger(__name__)


class Bot:
    """The programme, as handlers see it. Any method may raise `bot.ports.Out`; none raises anything else."""

    def __init__(self, ledger: Ledger, clock: Clock, links: Links, house: House) -> None:
        self.ledger = ledger
        self.clock = clock
        self.links = links
        self.house = house
        self.flows = find_flows()
        # Called after every act that was kept, from its own thread, with whom it concerns: something may be
        # due now, and what they see at a glance may have changed.
        self.afterwards: Callable[[Collection[int]], None] = lambda _: None
        self._forms = Forms(self.flows)

    def knows(self, address: Address) -> bool:
        """Whether this account has been introduced and can be reached, so that nobody is looked up twice."""
        with self.ledger() as records:
            account = records.people.account(address)
            return account is not None and account.reachable

    def language_of(self, address: Address) -> str:
        """What the owner of an account reads; English where it has not been introduced."""
        try:
            with self.ledger() as records:
                return self._arrive(records, address).language
        except NotYours:
            return ENGLISH

    def meet(self, profiles: Sequence[Profile], *, acting: bool = False) -> None:
        """Be introduced to accounts: make, update and link people. Safe to repeat.

        `acting`: they came by themselves. Only so does somebody come back who asked to be forgotten.
        """
        with self.ledger() as records:
            for profile in roster.welcome(records, profiles, acting=acting):
                person = roster.meet(records, profile)
                if person.gone_at and profile.reachable:
                    departures.back(Event(records, self.clock.now(), self.house), person)

    def lost(self, address: Address) -> None:
        """An account can no longer be reached (app removed, person blocked us or was deactivated)."""
        with self.ledger() as records:
            roster.lose(records, address)

    def gone(self, address: Address) -> None:
        """An account was closed by the company: its owner has left, or will soon."""
        with self.ledger() as records:
            departures.gone(Event(records, self.clock.now(), self.house), address)

    def came_to(self, places: Sequence[Place]) -> None:
        """We were let into channels, or they are called otherwise now. Safe to repeat."""
        with self.ledger() as records:
            for place in places:
                records.places.learn(place)

    def was_put_out(self, platform: Platform, tenant: str, names: Collection[str]) -> None:
        """We are no longer in these channels or teams. Safe to repeat."""
        with self.ledger() as records:
            records.places.leave(platform, tenant, names, self.clock.now())

    def hear(self, heard: Heard) -> Reply | None:
        """Answer words somebody typed; None when this very event was answered before."""
        meant = read(heard.words, self.flows)
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

    def upload(self, uploaded: Uploaded) -> Reply | None:
        """Take a file somebody sent us; None when this very event was answered before."""
        return self._visit(
            uploaded.by, uploaded.key, lambda visit: Said(visit.say(uploads.take(visit, uploaded)))
        )

    def home(self, address: Address) -> Message:
        """What a person sees at a glance; of somebody we do not know, that nothing is known."""
        with self.ledger() as records:
            if records.people.account(address) is None:
                return self.say("help/nobody")
            visit = self._arrive(records, address)
            return visit.say(at_a_glance(visit))

    def saw_home(self, address: Address, where: str) -> None:
        """Remember where somebody sees that, so that it is kept up to date there. Safe to repeat."""
        with self.ledger() as records:
            account = records.people.account(address)
            if account and account.home != where:
                records.people.keep_account(replace(account, home=where))

    def suggest(self, by: Address, source: str, typed: str) -> Sequence[Option]:
        """What fits what somebody has typed into a search so far."""
        try:
            with self.ledger() as records:
                visit, source = scope.pressed(self._arrive(records, by), source)
                return suggest(visit, source, typed)
        except NotYours:
            return ()

    def file(self, by: Address, file: FileOf) -> Attachment | None:
        """Make a file for whoever asks for it; None when there is none, or it is not theirs."""
        with self.ledger() as records:
            try:
                made = routes.FILES[file.kind](self._arrive(records, by), file.subject)
            except (NotYours, KeyError):
                return None
        return made.ready()

    def say(self, template: str, language: str = ENGLISH) -> Message:
        """One of the fixed texts, worded without the database: apologies and refusals."""
        return self.house.wording.say(Say(template), language)

    def words(self, template: str, language: str = ENGLISH) -> Mapping[str, str]:
        """Single words and short notes, without the database as well."""
        return self.house.wording.words(template, language)

    def sorry(self, address: Address | None = None, language: str = ENGLISH) -> Message:
        """The apology for when something went wrong on our side. Needs no database."""
        del address
        return self.say("help/sorry", language)

    def _visit(self, by: Address, key: str, act: Callable[[Visit], Reply]) -> Reply | None:
        """Let one person in, once for each key. What is not theirs, or no longer there, changes nothing."""
        language = ENGLISH
        try:
            with self.ledger() as records:
                if key and not records.inbound.is_new(key, self.clock.now()):
                    return None
                visit = self._arrive(records, by)
                language = visit.language
                reply = act(visit)
                concerned = concerned_by(records, visit.person.id)
        except NotYours:
            log.info("refused: not theirs, or settled")
            return Said(self.say("help/stale", language))
        self.afterwards(concerned)
        return reply

    def _arrive(self, records: Records, address: Address) -> Visit:
        account = records.people.account(address)
        if account is None:
            raise NotYours(address)
        person = records.people.get(account.person_id)
        return scope.in_view(Visit(person, account, records, self.clock.now(), self.house))

    def _pressed(self, visit: Visit, click: Click) -> Reply:
        spot = Spot(visit.account.id, click.on) if click.on else None
        visit, subject = scope.pressed(replace(visit, spot=spot), click.subject)
        click = replace(click, subject=subject)
        if click.action in routes.FORMS:
            return self._forms.click(visit, click)
        route = routes.CLICKS.get(click.action)
        if route is None:
            raise NotYours(click.action)
        message = visit.say(route(visit, click.subject))
        return Said(message) if click.action in routes.BESIDE else Replaced(message)

    def _unknown(self, visit: Visit, nearest: Sequence[str]) -> Reply:
        known = [name for name in nearest if self.flows[name].helps(visit)]
        return Said(visit.say(Say("help/unknown", {"nearest": tuple(known)})))


def concerned_by(records: Records, *acting: int) -> frozenset[int]:
    """Who may see something else at a glance after this transaction: who acted, and whom we owe a word."""
    told = (nudge.to for nudge in records.outbox.owed if not nudge.is_announcement)
    return frozenset((*acting, *told))
