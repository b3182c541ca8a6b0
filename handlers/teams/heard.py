"""What Teams says, in our words: from the raw JSON, since the Bot Framework's reading loses the tenant."""

from collections.abc import Mapping
from typing import Any

from bot.acts import Answered, Click, Heard
from bot.message import FileOf
from bot.people import Address, Platform
from handlers.teams.events import (
    Brought,
    Came,
    Consent,
    Event,
    Other,
    Party,
    Press,
    Refresh,
    Search,
    Sent,
    Went,
    Wrote,
)
from handlers.teams.forms import TICKET, answers_in
from handlers.teams.home import MARK, REFRESH
from handlers.teams.joined import in_team
from handlers.teams.received import FILE
from handlers.teams.route import Route
from handlers.teams.said import clean, entities_in, mentions_in, words_in

Json = dict[str, Any]

# As many as Teams shows under a search.
MOST_FOUND = 15
OTHER_BOTS = "28:"


class Malformed(ValueError):
    """Not an activity that we could answer. The reason names the part that is missing."""


def party_in(activity: Json) -> Party:
    sender, bot, conversation = (_part(activity, name) for name in ("from", "recipient", "conversation"))
    user, conversation_id = _text(sender, "id"), _text(conversation, "id")
    if not user or not conversation_id:
        raise Malformed("no sender or no conversation")
    tenant = _tenant(activity, conversation)
    # Absent in chats of one: only channels and groups are always named.
    personal = _text(conversation, "conversationType") in {"", "personal"} and not conversation.get("isGroup")
    client = _client(activity)
    return Party(
        address=Address(Platform.TEAMS, tenant, user),
        name=clean(_text(sender, "name")),
        route=Route(
            service_url=_text(activity, "serviceUrl"),
            conversation_id=conversation_id if personal else "",
            bot_id=_text(bot, "id"),
            tenant_id=tenant,
            user_id=user,
            aad_id=_text(sender, "aadObjectId"),
        ),
        personal=personal,
        conversation_id=conversation_id,
        locale=_text(activity, "locale") or _text(client, "locale"),
        timezone=_text(client, "timezone") or _text(activity, "localTimezone"),
    )


def event_in(activity: Json, party: Party) -> Event:
    if party.address.user.startswith(OTHER_BOTS):
        return Other()
    match activity.get("type"):
        case "message" if isinstance(activity.get("value"), dict):
            return _submitted(activity, party)
        case "message":
            return _brought(activity, party) or _wrote(activity, party)
        case "invoke":
            return _invoked(activity, party)
        case "installationUpdate" | "conversationUpdate" if party.personal:
            return _membership(activity, party)
        case "installationUpdate" | "conversationUpdate":
            return in_team(activity, party)
        case _:
            return Other()


def _wrote(activity: Json, party: Party) -> Wrote:
    entities, tenant = entities_in(activity), party.address.tenant
    words = words_in(_text(activity, "text"), entities, tenant, party.route.bot_id)
    return Wrote(Heard(party.address, words, _key(activity, party)), mentions_in(entities, tenant))


def _brought(activity: Json, party: Party) -> Brought | None:
    """Files come in a chat of one only; elsewhere they are links among the words."""
    attachments = activity.get("attachments") if party.personal else None
    known = [one for one in attachments if isinstance(one, dict)] if isinstance(attachments, list) else []
    files = [one for one in known if one.get("contentType") == FILE]
    key = _key(activity, party)
    sent = [
        Sent(
            clean(_text(one, "name")),
            _text(_part(one, "content"), "downloadUrl"),
            f"{key}:file{place}" if key else "",
        )
        for place, one in enumerate(files)
    ]
    return Brought(tuple(sent)) if sent else None


def _submitted(activity: Json, party: Party) -> Event:
    """Action.Submit, the way of clients that do not know Action.Execute: the verb came along in the data."""
    value: Json = activity["value"]
    act = _act(_text(value, "verb"), value, party, activity)
    return Press(act, _text(activity, "replyToId"), invoked=False, at_home=value.get(MARK) is True)


def _invoked(activity: Json, party: Party) -> Event:
    value = _part(activity, "value")
    match activity.get("name"):
        case "adaptiveCard/action":
            action = _part(value, "action")
            data = _part(action, "data")
            verb = _text(action, "verb") or _text(data, "verb")
            if verb == REFRESH:
                return Refresh()
            act = _act(verb, data, party, activity)
            return Press(act, _text(activity, "replyToId"), invoked=True, at_home=data.get(MARK) is True)
        case "fileConsent/invoke":
            accepted, context = value.get("action") == "accept", _part(value, "context")
            file = FileOf(clean(_text(context, "kind")), clean(_text(context, "subject")))
            return Consent(file, _part(value, "uploadInfo") if accepted else {})
        case "application/search":
            return _search(value)
        case _:
            return Other()


def _search(value: Json) -> Search:
    options = _part(value, "queryOptions")
    most = _count(options, "top") or MOST_FOUND
    typed = clean(_text(value, "queryText")).strip()
    return Search(clean(_text(value, "dataset")), typed, _count(options, "skip"), min(most, MOST_FOUND))


def _act(verb: str, data: Json, party: Party, activity: Json) -> Click | Answered:
    """A forged button has no verb; the core has a sentence for buttons it does not know."""
    key = _key(activity, party)
    if ticket := _text(data, TICKET):
        answers = {name: _cleaned(value) for name, value in answers_in(data).items()}
        return Answered(party.address, clean(ticket), answers, key)
    on = _text(activity, "replyToId") if party.personal and data.get(MARK) is not True else ""
    return Click(party.address, clean(verb), clean(_text(data, "subject")), key, on)


def _cleaned(value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return clean(value) if isinstance(value, str) else tuple(map(clean, value))


def _membership(activity: Json, party: Party) -> Event:
    """In a personal chat both kinds come when the app is installed; only the first when it is removed."""
    action = _text(activity, "action")
    if action in {"add", "add-upgrade"} or _somebody(activity, "membersAdded"):
        return Came(_key(activity, party) if action == "add" else "")
    if action == "remove" or _somebody(activity, "membersRemoved"):
        return Went()
    return Other()


def _somebody(activity: Json, name: str) -> bool:
    members = activity.get(name)
    return isinstance(members, list) and bool(members)


def _key(activity: Json, party: Party) -> str:
    """Message ids are milliseconds, unique in their conversation only."""
    id_ = _text(activity, "id")
    return f"teams:{party.conversation_id}:{id_}" if id_ else ""


def _tenant(activity: Json, conversation: Json) -> str:
    return _text(conversation, "tenantId") or _text(_part(_part(activity, "channelData"), "tenant"), "id")


def _client(activity: Json) -> Json:
    entities = activity.get("entities")
    known = [one for one in entities if isinstance(one, dict)] if isinstance(entities, list) else []
    return next((one for one in known if one.get("type") == "clientInfo"), {})


def _part(of: Json, name: str) -> Json:
    part = of.get(name)
    return part if isinstance(part, dict) else {}


def _count(of: Json, name: str) -> int:
    count = of.get(name)
    return max(count, 0) if isinstance(count, int) else 0


def _text(of: Mapping[str, Any], name: str) -> str:
    text = of.get(name)
    return text if isinstance(text, str) else ""
