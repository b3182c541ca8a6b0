"""What somebody typed, out of what Teams makes of it: mentions become addresses, our own is left out."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.people import Address, Platform

Json = dict[str, Any]

TAG = re.compile(r"<at[^>]*>(.*?)</at>", re.IGNORECASE | re.DOTALL)
PEOPLE = "29:"


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A colleague who is mentioned, and the name by which that was done."""

    address: Address
    name: str


def words_in(text: str, entities: Sequence[Json] = (), tenant: str = "", us: str = "") -> str:
    """What was typed. `us` is our own id; a mention that no entity vouches for is left out where it leads."""
    vouched, typed, end = list(entities), [], 0
    for found in TAG.finditer(text):
        before, end = text[end : found.start()], found.end()
        typed += [html.unescape(before), _meant(found, _taken(found, vouched), tenant, us)]
    typed.append(html.unescape(text[end:]))
    return clean(re.sub(r"[ \u00a0]+", " ", "".join(typed))).strip()


def mentions_in(entities: Sequence[Json], tenant: str) -> tuple[Mentioned, ...]:
    """Every colleague who is mentioned, once."""
    people = {
        str(one["mentioned"]["id"]): Mentioned(_address(one, tenant), _name(one))
        for one in entities
        if _is_colleague(one, tenant)
    }
    return tuple(people.values())


def entities_in(activity: Json) -> list[Json]:
    """The entities of an activity that mention somebody."""
    entities = activity.get("entities")
    known = [one for one in entities if isinstance(one, dict)] if isinstance(entities, list) else []
    return [one for one in known if one.get("type") == "mention" and isinstance(one.get("mentioned"), dict)]


def clean(text: str) -> str:
    """A NUL cannot be kept by every database."""
    return text.replace("\x00", "")


def _taken(found: re.Match[str], vouched: list[Json]) -> Json | None:
    """Two people of one name are mentioned in the order in which they stand."""
    same = [one for one in vouched if one.get("text") == found.group()]
    if len(same) > 1:
        vouched.remove(same[0])
    return same[0] if same else None


def _meant(found: re.Match[str], entity: Json | None, tenant: str, us: str) -> str:
    if entity is None:
        leads = not found.string[: found.start()].strip()
        return "" if leads else html.unescape(found.group())
    if entity["mentioned"].get("id") == us:
        return ""
    return _address(entity, tenant).mention if _is_colleague(entity, tenant) else _name(entity)


def _is_colleague(entity: Json, tenant: str) -> bool:
    return bool(tenant) and str(entity["mentioned"].get("id") or "").startswith(PEOPLE)


def _address(entity: Json, tenant: str) -> Address:
    return Address(Platform.TEAMS, tenant, clean(str(entity["mentioned"]["id"])))


def _name(entity: Json) -> str:
    inner = TAG.fullmatch(str(entity.get("text") or ""))
    return str(entity["mentioned"].get("name") or "") or (html.unescape(inner.group(1)) if inner else "")
