"""Block Kit JSON to HTML, as Slack would draw it: messages, modals and the Home tab."""

from collections.abc import Sequence

from markupsafe import Markup

from playground.draw_html import Json, Reader, joined, link, picture, tag, unknown
from playground.draw_markdown import markdown
from playground.draw_slack_controls import control
from playground.draw_slack_input import input_block
from playground.draw_slack_rich import rich_text
from playground.draw_slack_text import mrkdwn, text

PICTURES = (".png", ".jpg", ".gif")


def message(payload: Json, reader: Reader) -> Markup:
    """The blocks; the top-level text is for notifications and only stands in when there are none."""
    given: Sequence[Json] = payload.get("blocks") or []
    body = blocks(given, reader) if given else _bare_text(payload, reader)
    coloured = [_attachment(part, reader) for part in payload.get("attachments") or []]
    return joined([body, *coloured, *[_file(file) for file in payload.get("files") or []]])


def view(given: Json, reader: Reader) -> Markup:
    """A modal or Home tab, with what was typed already and what was wrong with it."""
    errors, values = given.get("errors") or {}, given.get("state", {}).get("values", {})
    return joined(
        [
            input_block(one, reader, values.get(one.get("block_id"), {}), errors.get(one.get("block_id")))
            if one.get("type") == "input"
            else block(one, reader)
            for one in given.get("blocks", [])
        ]
    )


def blocks(given: Sequence[Json], reader: Reader) -> Markup:
    return joined([block(one, reader) for one in given])


def block(one: Json, reader: Reader) -> Markup:
    match one.get("type"):
        case "section":
            return _section(one, reader)
        case "header":
            return tag("h3", text(one.get("text"), reader), class_="header", dir="auto")
        case "context":
            return _context(one, reader)
        case "actions":
            return _actions(one, reader)
        case "divider":
            return tag("hr", class_="divider")
        case "input":
            return input_block(one, reader)
        case _:
            return _richer_block(one, reader)


def _richer_block(one: Json, reader: Reader) -> Markup:
    match one.get("type"):
        case "rich_text":
            return rich_text(one, reader)
        case "markdown":
            return tag("div", markdown(str(one.get("text", ""))), class_="markdown")
        case "image":
            return _image(one, reader)
        case "table":
            return _table(one, reader)
        case kind:
            return unknown(kind)


def _bare_text(payload: Json, reader: Reader) -> Markup:
    words = str(payload.get("text", ""))
    drawn = mrkdwn(words, reader) if payload.get("mrkdwn", True) else words
    return tag("div", drawn, class_="text", dir="auto")


def _section(one: Json, reader: Reader) -> Markup:
    words = (
        tag("div", text(one["text"], reader), class_="text", dir="auto") if one.get("text") else Markup("")
    )
    fields = [tag("div", text(field, reader), class_="text", dir="auto") for field in one.get("fields", [])]
    grid = tag("div", joined(fields), class_="fields") if fields else Markup("")
    beside = one.get("accessory")
    drawn = tag("div", _small_or_control(beside, reader), class_="accessory") if beside else Markup("")
    return tag("div", tag("div", words, grid, class_="body"), drawn, class_="section")


def _small_or_control(element: Json, reader: Reader) -> Markup:
    if element.get("type") == "image":
        return picture(_address(element), str(element.get("alt_text", "")), "thumbnail")
    return control(element, reader)


def _context(one: Json, reader: Reader) -> Markup:
    return tag(
        "div", joined([_context_element(part, reader) for part in one.get("elements", [])]), class_="context"
    )


def _context_element(part: Json, reader: Reader) -> Markup:
    if part.get("type") == "image":
        return picture(_address(part), str(part.get("alt_text", "")), "tiny")
    return tag("span", text(part, reader), class_="text", dir="auto")


def _actions(one: Json, reader: Reader) -> Markup:
    return tag("div", joined([control(part, reader) for part in one.get("elements", [])]), class_="actions")


def _image(one: Json, reader: Reader) -> Markup:
    title = tag("figcaption", text(one["title"], reader)) if one.get("title") else Markup("")
    return tag("figure", title, picture(_address(one), str(one.get("alt_text", ""))))


def _address(image: Json) -> str:
    return str(image.get("image_url") or image.get("slack_file", {}).get("url", ""))


def _table(one: Json, reader: Reader) -> Markup:
    rows = [
        tag("tr", joined([tag("td" if index else "th", _cell(cell, reader)) for cell in row]))
        for index, row in enumerate(one.get("rows", []))
    ]
    return tag("div", tag("table", joined(rows)), class_="table", tabindex=0)


def _cell(cell: Json, reader: Reader) -> Markup:
    if cell.get("type") == "rich_text":
        return rich_text(cell, reader)
    return tag("span", str(cell.get("text", "")), dir="auto")


def _attachment(part: Json, reader: Reader) -> Markup:
    inside = blocks(part["blocks"], reader) if part.get("blocks") else _bare_text(part, reader)
    return tag("div", inside, class_="attachment")


def _file(file: Json) -> Markup:
    name = str(file.get("title") or file.get("name") or "file")
    address = str(file.get("url") or file.get("url_private") or file.get("permalink") or "")
    if address and str(file.get("name", "")).endswith(PICTURES):
        return tag("figure", picture(address, str(file.get("alt_txt") or name)))
    return (
        link(address, tag("bdi", name), class_="file")
        if address
        else tag("span", tag("bdi", name), class_="file")
    )
