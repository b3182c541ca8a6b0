"""Type-ahead in Adaptive Cards: the bot is asked while somebody types; only what it offered can be chosen."""

from collections.abc import Iterator, Mapping, Sequence

from playground.courier import Foreign
from playground.teams_cards import Json, actions, card_of
from playground.teams_wire import Wire
from playground.world import Entry, World

# As many as the real client shows.
MOST_OFFERED = 15
FOUND = "application/vnd.microsoft.search.searchResponse"


class Searches:
    def __init__(self, world: World, wire: Wire) -> None:
        self._world = world
        self._wire = wire

    async def ask(self, human: str, field: str, typed: str, entry_id: str) -> Sequence[tuple[str, str]]:
        """Values and titles, as the bot offers them. Without an entry the newest card that has the field."""
        entry, dataset = self._searched(human, field, entry_id)
        options = {"skip": 0, "top": MOST_OFFERED}
        value = {"kind": "search", "queryText": typed, "queryOptions": options, "dataset": dataset}
        found = offered(await self._wire.invoke(human, "application/search", value))
        if found:
            before: Json = self._offered(entry.id)
            self._world.remember(_key(entry.id), {**before, field: {**before.get(field, {}), **dict(found)}})
        return found

    def titles(self, entry: Entry, values: Mapping[str, str]) -> Mapping[str, Mapping[str, str]]:
        """What stands on the chips of each search. Raises LookupError for a value that was never offered."""
        card = card_of(entry.payload) or {}
        return {
            name: self._chosen(entry, field, values[name])
            for name, field in searches_in(card).items()
            if name in values
        }

    def _chosen(self, entry: Entry, field: Json, joined: str) -> Mapping[str, str]:
        there = {str(one["value"]): str(one["title"]) for one in field.get("choices") or []}
        there |= entry.payload.get("looked_up", {}).get(field["id"], {})
        there |= self._offered(entry.id).get(field["id"], {})
        chosen = [one for one in joined.split(",") if one] if field.get("isMultiSelect") else [joined]
        unknown = [one for one in chosen if one and one not in there]
        if unknown:
            raise LookupError(f"{unknown} was never offered in {field['id']!r}")
        return {one: there[one] for one in chosen if one}

    def _searched(self, human: str, field: str, entry_id: str) -> tuple[Entry, str]:
        for entry in reversed(self._world.entries(human)):
            found = searches_in(card_of(entry.payload) or {}).get(field)
            if found and entry_id in {"", entry.id}:
                return entry, str(found["choices.data"].get("dataset", ""))
        raise LookupError(f"{human} sees no search called {field!r}")

    def _offered(self, entry_id: str) -> Json:
        told: Foreign = self._world.recall(_key(entry_id))
        return told or {}


def searches_in(card: Json) -> dict[str, Json]:
    """The inputs of a card that look up, by name."""
    return {field["id"]: field for field in _inputs(card) if field.get("choices.data")}


def _inputs(card: Json) -> Iterator[Json]:
    for _, fields in actions(card):
        yield from fields


def offered(body: Json | None) -> list[tuple[str, str]]:
    """Whatever is not a search response offers nothing, as in the real client."""
    value = (body or {}).get("value")
    if (body or {}).get("type") != FOUND or not isinstance(value, dict):
        return []
    results: Foreign = value.get("results")
    known = [one for one in results if isinstance(one, dict)] if isinstance(results, list) else []
    told = [(str(one.get("value") or ""), str(one.get("title") or "")) for one in known]
    return [(value, title) for value, title in told if value and title][:MOST_OFFERED]


def _key(entry_id: str) -> str:
    return f"teams:offered:{entry_id}"
