"""What we listen to in Slack: hear, ask the core, show what it said."""

import logging
import re
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse

from bot.acts import Uploaded
from bot.message import Message, Reply, Said
from bot.people import Address
from handlers.slack import channels, heard
from handlers.slack.blocks import in_words
from handlers.slack.channels import Channels, Moved
from handlers.slack.door import Door, Reception
from handlers.slack.files import Files, NotFetched, TooLarge
from handlers.slack.forms import CALLBACK, suggested
from handlers.slack.heard import Changed, Command, Press, Search, Shared, SharedFile, Spoken, Submission
from handlers.slack.home import Home
from handlers.slack.people import Stranger
from handlers.slack.replies import Replies, ephemeral
from handlers.slack.supervision import Listener, Supervised, answered
from handlers.slack.typed import mentioned_in

log = logging.getLogger(__name__)
_ANY = re.compile(r".*", re.DOTALL)
# In seconds, for keeping a large file: Slack has its answer by then.
_UNHURRIED = 60.0


def listen(app: AsyncApp, ears: "Ears", supervised: Supervised) -> None:
    """Register everything there is to hear; every listener goes through the one wrapper."""
    hears = supervised.listener
    command = Listener("command", heard.command_in, ears.on_command, ears.sorry_for_command)
    press = Listener("press", heard.click_in, ears.on_press, ears.sorry_for_press)
    submission = Listener("submission", heard.answered_in, ears.on_submission, ears.sorry_for_submission)
    search = Listener("search", heard.search_in, ears.on_search, ears.sorry_for_search)
    words = Listener("words", heard.message_in, ears.on_words, ears.sorry_for_words, redelivered=True)
    app.command(_ANY)(hears(command))
    app.action(_ANY)(hears(press))
    app.view(CALLBACK)(hears(submission))
    app.options(_ANY)(hears(search))
    shared = Listener("file", heard.shared_in, ears.on_files, ears.sorry_for_files, redelivered=True)
    app.event({"type": "message", "subtype": "file_share"})(hears(shared))
    app.event("message")(hears(words))
    app.event("app_home_opened")(hears(Listener("home", heard.home_in, ears.on_home, redelivered=True)))
    for event in ("user_change", "team_join"):
        app.event(event)(hears(Listener("people", heard.changed_in, ears.on_change, redelivered=True)))
    for event in channels.EVENTS:
        app.event(event)(hears(Listener("channel", channels.moved_in, ears.on_channel, redelivered=True)))
    for event in ("app_uninstalled", "tokens_revoked"):
        app.event(event)(hears(Listener("installation", heard.departed_in, ears.on_departure)))
    # A closed form needs nothing, since what was submitted is kept; nor does an event we never asked for.
    nothing = hears(Listener("nothing", heard.nothing_in, ears.on_nothing))
    app.view_closed(_ANY)(nothing)
    app.event(_ANY)(nothing)


@dataclass(frozen=True, slots=True)
class Ears:
    """One method for each thing heard, and one for the apology when it fails."""

    door: Door
    reception: Reception
    replies: Replies
    home: Home
    files: Files
    channels: Channels

    async def on_command(self, command: Command) -> BoltResponse:
        mentioned = mentioned_in(command.heard.words)
        reply = await self.reception.ask(command.by, lambda: self.door.bot.hear(command.heard), mentioned)
        return await self.replies.to_command(command, reply)

    async def on_press(self, press: Press) -> BoltResponse:
        reply = await self.reception.ask(press.by, lambda: self.door.bot.click(press.click))
        return await self.replies.to_press(press, reply)

    async def on_submission(self, submission: Submission) -> BoltResponse:
        reply = await self.reception.ask(submission.by, lambda: self.door.bot.answer(submission.answered))
        return await self.replies.to_submission(submission, reply)

    async def on_search(self, search: Search) -> BoltResponse:
        """Nothing is found by whoever is not ours, nor where we never asked: the core knows its sources."""
        if not search.source:
            return answered(suggested(()))
        bot = self.door.bot
        try:
            found = await self.reception.let_in(
                search.by, lambda: bot.suggest(search.by, search.source, search.typed)
            )
        except Stranger:
            found = ()
        return answered(suggested(found))

    async def on_words(self, spoken: Spoken) -> BoltResponse:
        mentioned = mentioned_in(spoken.heard.words)
        reply = await self.reception.ask(spoken.by, lambda: self.door.bot.hear(spoken.heard), mentioned)
        return await self.replies.to_words(spoken, reply)

    async def on_files(self, shared: Shared) -> BoltResponse:
        """Slack has its answer long before a large file is here (`Supervised`)."""
        with self.files.once(shared.key) as is_new:
            if not is_new:
                return answered()
            try:
                await self.reception.admit(shared.by)
            except Stranger as stranger:
                return await self.replies.to_words(shared, Said(self.reception.guests(stranger.language)))
            tables = [one for one in shared.files if one.is_table]
            if not tables:
                await self.replies.to_words(shared, self._said(shared.by, "files/kind"))
            for place, file in enumerate(tables):
                key = f"{shared.key}:{place}" if place else shared.key
                await self.replies.to_words(shared, await self._taken(shared.by, file, key))
        return answered()

    async def _taken(self, by: Address, file: SharedFile, key: str) -> Reply | None:
        bot = self.door.bot
        try:
            content = await self.files.fetch(file.url, file.size)
        except TooLarge:
            return self._said(by, "files/large")
        except NotFetched as trouble:
            log.warning("slack: a file did not reach us: %s", trouble)
            return self._said(by, "files/unread")
        return await self.door.run(lambda: bot.upload(Uploaded(by, file.name, content, key)), _UNHURRIED)

    async def on_home(self, by: Address) -> BoltResponse:
        try:
            await self.reception.admit(by, acting=False)
        except Stranger as stranger:
            await self.home.show(by, self.reception.guests(stranger.language), anew=True)
        else:
            await self.home.opened(by)
        return answered()

    async def on_change(self, changed: Changed) -> BoltResponse:
        """Somebody who became a guest is out of reach, and refused when they next come."""
        bot, profile = self.door.bot, changed.profile
        self.reception.forget(profile.address)
        if not profile.reachable:
            await self.door.run(lambda: bot.gone(profile.address))
        elif changed.is_colleague:
            await self.door.run(lambda: bot.meet([profile]))
        else:
            await self.door.run(lambda: bot.lost(profile.address))
        return answered()

    async def on_channel(self, moved: Moved) -> BoltResponse:
        await self.channels.follow(moved)
        return answered()

    async def on_departure(self, workspace: str) -> BoltResponse:
        """Nothing owed is given up: it waits until the app is installed again (`troubles.py`)."""
        log.error("slack: workspace %s has removed the app or revoked its token; install it again", workspace)
        return answered()

    async def on_nothing(self, nothing: None) -> BoltResponse:
        """Never called: what is None when heard is answered at once."""
        del nothing
        return answered()

    async def sorry_for_command(self, command: Command) -> BoltResponse:
        return answered(ephemeral(self._sorry(command.by)))

    async def sorry_for_press(self, press: Press) -> BoltResponse:
        await self.replies.privately(press, self._sorry(press.by))
        return answered()

    async def sorry_for_search(self, search: Search) -> BoltResponse:
        """A menu has no place for words; it shows that it found nothing, and asks anew at the next letter."""
        del search
        return answered(suggested(()))

    async def sorry_for_words(self, spoken: Spoken) -> BoltResponse:
        await self.replies.write(spoken.channel, self._sorry(spoken.by))
        return answered()

    async def sorry_for_files(self, shared: Shared) -> BoltResponse:
        await self.replies.write(shared.channel, self._sorry(shared.by))
        return answered()

    async def sorry_for_submission(self, submission: Submission) -> BoltResponse:
        """As an error at the first field, because only that keeps the form open and what was typed."""
        sorry = self._sorry(submission.by)
        if submission.fields:
            return answered({"response_action": "errors", "errors": {submission.fields[0]: in_words(sorry)}})
        await self.replies.write_to(submission.by, sorry)
        return answered()

    def _said(self, by: Address, template: str) -> Said:
        return Said(self.door.bot.say(template, self.reception.language_of(by)))

    def _sorry(self, by: Address) -> Message:
        return self.door.bot.sorry(by, self.reception.language_of(by))
