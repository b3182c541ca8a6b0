"""Values to JSON and back, with nothing lost: tuples stay tuples and moments stay moments."""

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.message import Moment, Shown

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


class NotKept(TypeError):
    """A value of a kind that we cannot keep."""

    def __init__(self, value: object) -> None:
        super().__init__(f"cannot keep {value!r}")


def pack(value: object) -> Json:
    """Give the JSON that `unpack` turns back into an equal value."""
    match value:
        case None | bool() | int():
            return value
        case str():
            return str(value)
        case datetime():
            return {"$at": _written(value)}
        case Moment():
            return {"$moment": [_written(value.at), value.zone, value.shown.value]}
        case tuple():
            return [pack(one) for one in value]
        case Mapping():
            return {_marked(key): pack(one) for key, one in value.items()}
        case _:
            raise NotKept(value)


def unpack(kept: object) -> object:
    """Undo `pack`."""
    match kept:
        case list():
            return tuple(unpack(one) for one in kept)
        case {"$at": str(at)}:
            return datetime.fromisoformat(at)
        case {"$moment": [str(at), str(zone), str(shown)]}:
            return Moment(datetime.fromisoformat(at), zone, Shown(shown))
        case dict():
            return {_unmarked(key): unpack(one) for key, one in kept.items()}
        case _:
            return kept


def _written(moment: datetime) -> str:
    if moment.utcoffset() is None:
        raise NotKept(moment)
    return moment.astimezone(UTC).isoformat()


def _marked(key: object) -> str:
    # somebody's own key may look like one of ours: it gets a second mark, so that it is never taken for one
    if not isinstance(key, str):
        raise NotKept(key)
    return f"${key}" if key.startswith("$") else key


def _unmarked(key: str) -> str:
    return key.removeprefix("$")
