"""The way back to one person's own chat, as it is kept in an account."""

import json
from dataclasses import asdict, dataclass, fields

from handlers.teams.addresses import is_service_url


class NoRoute(LookupError):
    """What an account keeps does not lead anywhere."""


@dataclass(frozen=True, slots=True)
class Route:
    """Without `conversation_id` we know the person, but have no chat with them yet."""

    service_url: str
    conversation_id: str
    bot_id: str
    tenant_id: str
    user_id: str
    aad_id: str = ""

    def kept(self) -> str:
        return json.dumps(asdict(self), sort_keys=True)


def route_in(kept: str) -> Route:
    """Read what `kept` wrote. The address is asked again: a token of ours goes there."""
    try:
        values = json.loads(kept)
        route = Route(**{one.name: str(values[one.name]) for one in fields(Route)})
    except (ValueError, KeyError, TypeError) as error:
        raise NoRoute("no way to a chat is kept") from error
    if not is_service_url(route.service_url) or not route.user_id:
        raise NoRoute("the kept way leads to no known service")
    return route
