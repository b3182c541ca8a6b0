"""Menus whose options the bot is asked for while a person types, as Slack does it for external selects."""

import json
from collections.abc import Iterator
from copy import deepcopy

from playground.courier import Answer, Unanswered
from playground.slack_blocks import KEYS, elements, options
from playground.slack_directory import Json, Refused
from playground.slack_payloads import Payloads
from playground.slack_rules_options import suggestion_findings
from playground.slack_wire import Wire
from playground.world import World

# Letters that have to be typed before Slack asks at all, where the menu does not say.
LEAST_TYPED = 3


class Suggestions:
    def __init__(self, world: World, payloads: Payloads, wire: Wire) -> None:
        self._world = world
        self._payloads = payloads
        self._wire = wire

    async def asks(self, human: str, field: str, typed: str) -> list[Json]:
        """The options that come up; they may be chosen for as long as the form is open.

        Raises Unanswered or Refused where Slack's own client would show an error.
        """
        view, block, element = self._search(human, field)
        if len(typed) < element.get("min_query_length", LEAST_TYPED):
            return []
        payload = self._payloads.suggestion(self._world.humans[human], view, block, element, typed)
        found = _options_in(await self._wire.interaction(payload))
        fresh = [one for one in found if one not in options(element)]
        offered = self._world.recall(_key(view)) or {}
        before = offered.get(element["action_id"], [])
        self._world.remember(_key(view), {**offered, element["action_id"]: [*before, *fresh]})
        return found

    def _search(self, human: str, field: str) -> tuple[Json, Json, Json]:
        view = self._world.form(human)
        if view is None:
            raise LookupError(f"{human} has no form open")
        for block, element in searches(with_offered(self._world, view)):
            if field in names(block, element):
                return view, block, element
        raise LookupError(f"There is nothing to search in {field!r}")


def searches(view: Json) -> Iterator[tuple[Json, Json]]:
    """The menus of a view whose options come from the bot, each with its block."""
    for block, element in elements(view["blocks"]):
        if element["type"].endswith("external_select"):
            yield block, element


def names(block: Json, element: Json) -> set[str]:
    """How a field may be called by whoever fills it in."""
    block_id, action_id = str(block["block_id"]), str(element["action_id"])
    return {f"{block_id}/{action_id}", action_id, block_id}


def with_offered(world: World, view: Json) -> Json:
    """A copy in which each such menu has the options it can be set to: prefilled, chosen or offered."""
    view, offered = deepcopy(view), world.recall(_key(view)) or {}
    typed = (view.get("state") or {}).get("values", {})
    for block, element in searches(view):
        chosen, prefilled = KEYS[element["type"]]
        state = typed.get(block["block_id"], {}).get(element["action_id"], {})
        there = [element.get(prefilled), state.get(chosen), offered.get(element["action_id"])]
        given = [one for some in there if some for one in (some if isinstance(some, list) else [some])]
        element["options"] = [one for place, one in enumerate(given) if one not in given[:place]]
    return view


def _key(view: Json) -> str:
    return f"slack:offered:{view.get('id')}"


def _options_in(answer: Answer) -> list[Json]:
    if not answer.is_fine:
        raise Unanswered("http_error")
    try:
        told = json.loads(answer.text)
        groups = told.get("option_groups")
        found = [one for group in groups for one in group["options"]] if groups else told["options"]
    except (ValueError, AttributeError, LookupError, TypeError):
        raise Refused("invalid_arguments", "[ERROR] must be options or option_groups") from None
    findings = list(suggestion_findings(found))
    if findings:
        raise Refused("invalid_arguments", *findings)
    return list(found)
