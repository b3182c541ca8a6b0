"""A field that is looked up while one types: what was chosen as chips, and a box with suggestions below it.

`static/search.js` brings it to life: it asks `/people/{id}/suggestions`, which asks the bot over the wire.
"""

from collections.abc import Mapping

from markupsafe import Markup

from playground.draw_html import Attribute, Reader, joined, tag

NO_SCRIPT = "Looking up needs this page’s script. What was chosen before stays as it is."


def lookup(
    reader: Reader,
    name: str,
    field: str,
    chosen: Mapping[str, str],
    *,
    several: bool = True,
    **shared: Attribute,
) -> Markup:
    """`name` is how a value travels, `field` what the platform calls it; `chosen` are labels by value."""
    listed = reader.fresh_id()
    box = tag("input", type="text", id=f"{listed}-box", role="combobox", autocomplete="off",
              spellcheck="false", dir="auto", placeholder="Type to look up", aria_autocomplete="list",
              aria_expanded="false", aria_controls=listed, **shared)  # fmt: skip
    return tag(
        "div",
        tag("div", joined(_chip(name, *one) for one in chosen.items()), class_="chips-chosen"),
        box,
        tag("ul", role="listbox", id=listed, hidden=True, aria_label="Suggestions"),
        tag("noscript", NO_SCRIPT),
        class_="lookup",
        data_name=name,
        data_field=field,
        data_single=not several,
    )


def _chip(name: str, value: str, label: str) -> Markup:
    """Drawn alike by the script for whatever is chosen later."""
    return tag(
        "span",
        tag("input", type="hidden", name=name, value=value),
        tag("bdi", label),
        tag("button", "×", type="button", aria_label=f"Remove {label}", data_removes=True),
        class_="pill",
    )
