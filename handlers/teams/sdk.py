"""The Bot Framework behind types of our own: turns, sends, changes, new chats and the roster.

With `transport.py` this is all that has to be written again for its successor.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from urllib.parse import quote

from botbuilder.core import TurnContext
from botbuilder.core.cloud_adapter_base import CloudAdapterBase
from botbuilder.schema import (
    Activity,
    ChannelAccount,
    ConversationAccount,
    ConversationParameters,
    ConversationReference,
)
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import AuthenticationConstants, BotFrameworkAuthentication, ClaimsIdentity
from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult
from botframework.connector.auth.connector_factory import ConnectorFactory
from msrest.exceptions import ClientException

from handlers.teams.route import Route
from handlers.teams.tokens import TokenSource
from handlers.teams.transport import Bearer, Session, asked, pipeline

Json = dict[str, Any]

CHANNEL = "msteams"


class NotAnActivity(ValueError):
    """The Bot Framework cannot read it."""


class Turn:
    """One conversation, to speak in while an activity is being answered or because something is due."""

    def __init__(self, context: TurnContext) -> None:
        self._context = context

    async def send(self, activity: Json) -> str:
        """Say it, and give the platform's id of what was said."""
        sent = await self._context.send_activity(Activity.deserialize(activity))
        return str((sent and sent.id) or "")

    async def update(self, activity_id: str, activity: Json) -> None:
        changed = Activity.deserialize(activity)
        changed.id = activity_id
        await self._context.update_activity(changed)

    async def delete(self, activity_id: str) -> None:
        await self._context.delete_activity(activity_id)


Logic = Callable[[Turn], Awaitable[None]]


class Framework(CloudAdapterBase):  # type: ignore[misc]  # botbuilder has no types
    """botbuilder's adapter with our credentials, our HTTP and the edge's verdict on who is speaking."""

    def __init__(self, app_id: str, tokens: TokenSource, session: Session) -> None:
        self._app_id = app_id
        self._clients = Clients(tokens, session)
        super().__init__(Trusting(self._clients))

    def read(self, raw: Json) -> Activity:
        try:
            return Activity.deserialize(raw)
        except (ClientException, AttributeError, TypeError, ValueError) as error:
            raise NotAnActivity(type(error).__name__) from error

    async def turn(self, activity: Activity, logic: Logic) -> None:
        """Run one activity that the edge has already authenticated."""
        verdict = AuthenticateRequestResult()
        verdict.claims_identity = ourselves(self._app_id)
        verdict.connector_factory = self._clients
        await self.process_activity(verdict, activity, partial(_in_turn, logic))

    async def speak(self, route: Route, logic: Logic) -> None:
        """Speak first; where there is no chat with this person yet, one is begun."""
        us, callback = ourselves(self._app_id), partial(_unasked, logic)
        if route.conversation_id:
            await self.continue_conversation(_reference(route), callback, claims_identity=us)
        else:
            await self.create_conversation(
                self._app_id, callback, _newcomer(route), CHANNEL, route.service_url
            )

    async def member(self, service_url: str, conversation_id: str, user_id: str) -> Json:
        """What the roster says of somebody; their e-mail and role are properties botbuilder does not know."""
        client = await self._clients.create(service_url)
        found = await client.conversations.get_conversation_member(conversation_id, user_id)
        return {**(found.additional_properties or {}), "name": found.name, "aadObjectId": found.aad_object_id}

    async def channels(self, service_url: str, team_id: str) -> list[Json]:
        """The channels of a team. botbuilder's own way of asking blocks the event loop."""
        return await self._clients.channels(service_url, team_id)


async def _in_turn(logic: Logic, context: TurnContext) -> None:
    await logic(Turn(context))


async def _unasked(logic: Logic, context: TurnContext) -> None:
    # botbuilder makes up the activity that such a turn starts from, and would reply to its invented id.
    context.activity.id = None
    await logic(Turn(context))


def _reference(route: Route) -> ConversationReference:
    return ConversationReference(
        channel_id=CHANNEL,
        service_url=route.service_url,
        bot=ChannelAccount(id=route.bot_id),
        user=ChannelAccount(id=route.user_id),
        conversation=ConversationAccount(id=route.conversation_id),
    )


def _newcomer(route: Route) -> ConversationParameters:
    return ConversationParameters(
        is_group=False,
        bot=ChannelAccount(id=route.bot_id),
        members=[ChannelAccount(id=route.user_id)],
        tenant_id=route.tenant_id,
        channel_data={"tenant": {"id": route.tenant_id}},
    )


def ourselves(app_id: str) -> ClaimsIdentity:
    claims = {AuthenticationConstants.AUDIENCE_CLAIM: app_id, AuthenticationConstants.APP_ID_CLAIM: app_id}
    return ClaimsIdentity(claims, True)  # noqa: FBT003  (its second parameter has no name that callers may use)


class Clients(ConnectorFactory):  # type: ignore[misc]  # as above
    """Makes the Connector's clients. Ours hold no state, so that one per call is cheap."""

    def __init__(self, tokens: TokenSource, session: Session) -> None:
        self._tokens = tokens
        self._session = session

    async def create(self, service_url: str, audience: str | None = None) -> ConnectorClient:
        del audience
        built = partial(pipeline, tokens=self._tokens, session=self._session)
        return ConnectorClient(Bearer(self._tokens), base_url=service_url, pipeline_type=built)

    async def channels(self, service_url: str, team_id: str) -> list[Json]:
        url = f"{service_url.rstrip('/')}/v3/teams/{quote(team_id, safe='')}/conversations"
        found = (await asked(url, self._tokens, self._session)).get("conversations")
        return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


class Trusting(BotFrameworkAuthentication):  # type: ignore[misc]  # as above
    """The edge has settled who speaks; what is left to the framework is making clients."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    async def authenticate_request(self, *_given: object) -> AuthenticateRequestResult:
        raise PermissionError("activities come in by the edge only")

    authenticate_streaming_request = authenticate_request

    def create_connector_factory(self, _identity: ClaimsIdentity) -> ConnectorFactory:
        return self._clients

    async def create_user_token_client(self, _identity: ClaimsIdentity) -> None:
        """None: we sign nobody in, and the stock one costs as much as the client we need."""
