"""Teams activities and Adaptive Cards to HTML, as Teams would draw them."""

from collections.abc import Sequence

from markupsafe import Markup

from playground.draw_html import Json, Reader, joined, link, picture, tag, unknown
from playground.draw_markdown import markdown
from playground.draw_teams_card import Mentions, card

ADAPTIVE = "application/vnd.microsoft.card.adaptive"
CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"


def message(activity: Json, reader: Reader) -> Markup:
    attachments: Sequence[Json] = activity.get("attachments") or []
    drawn = [_attachment(one, reader, activity) for one in attachments]
    words = str(activity.get("text") or "")
    if words:
        drawn.insert(0, tag("div", _words(words, activity), class_="words", dir="auto"))
    return joined(drawn)


def is_card(activity: Json) -> bool:
    return bool(activity.get("attachments"))


def _words(words: str, activity: Json) -> Markup:
    if activity.get("textFormat") == "plain":
        return tag("p", words)
    return markdown(words, Mentions(activity.get("entities") or []))


def _attachment(one: Json, reader: Reader, activity: Json) -> Markup:
    content: Json = one.get("content") or {}
    match one.get("contentType"):
        case kind if kind == ADAPTIVE:
            return card(content, reader, activity)
        case kind if kind == CONSENT:
            return _consent(one, content)
        case kind if kind == INFO:
            name = tag("bdi", str(one.get("name", "file")))
            return link(str(one.get("contentUrl", "")), name, class_="file")
        case str(kind) if kind.startswith("image/"):
            return picture(str(one.get("contentUrl", "")), str(one.get("name", "")))
        case kind:
            return unknown(kind)


def _consent(one: Json, content: Json) -> Markup:
    size = f"{int(content.get('sizeInBytes', 0)) / 1000:,.1f} kB"
    answers = [
        tag("button", words, type="submit", name="press", value=answer, class_=f"button {style}")
        for words, answer, style in (("Allow", "accept", "primary"), ("Decline", "decline", ""))
    ]
    return tag(
        "div",
        tag(
            "p",
            tag("bdi", str(one.get("name", "file"))),
            tag("span", f" {size}", class_="soft"),
            class_="file",
        ),
        tag("p", str(content.get("description", "")), dir="auto"),
        tag("div", joined(answers), class_="actions"),
        class_="card consent",
    )
