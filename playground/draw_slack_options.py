"""The options of Slack's selects, whether given one by one, in groups, or as the workspace's people."""

from collections.abc import Sequence

from markupsafe import Markup

from playground.draw_html import Json, Reader, joined, tag
from playground.draw_slack_text import words_of


def options_of(element: Json) -> list[Json]:
    given: list[Json] = list(element.get("options") or [])
    for group in element.get("option_groups") or []:
        given += group.get("options", [])
    return given


def people_as_options(reader: Reader) -> list[Json]:
    everybody = sorted(reader.names.items(), key=lambda one: one[1].casefold())
    return [{"value": user, "text": name} for user, name in everybody]


def grouped_options(element: Json, reader: Reader, chosen: set[str], hint: str) -> Markup:
    if "users" in str(element.get("type")):
        inside = _options(people_as_options(reader), chosen)
    elif element.get("option_groups"):
        inside = joined(
            [
                tag(
                    "optgroup", _options(group.get("options", []), chosen), label=words_of(group.get("label"))
                )
                for group in element["option_groups"]
            ]
        )
    else:
        inside = _options(options_of(element), chosen)
    return joined([tag("option", hint, value=""), inside])


def _options(options: Sequence[Json], chosen: set[str]) -> Markup:
    return joined(
        [
            tag(
                "option",
                _label(option),
                value=str(option.get("value", "")),
                selected=str(option.get("value")) in chosen,
            )
            for option in options
        ]
    )


def _label(option: Json) -> str:
    more = words_of(option.get("description"))
    return words_of(option.get("text")) + (f" — {more}" if more else "")
