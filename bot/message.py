"""Everything we can mean to say or to ask, before any platform draws it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum


class Shown(StrEnum):
    """How much of a moment the reader needs."""

    DATE = "date"
    TIME = "time"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they are. Nothing in them is ever read as a mark."""

    text: str


@dataclass(frozen=True, slots=True)
class Bold:
    """Words that matter."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere. The address is http, https or mailto: the templates hold to that."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment, aware, to be shown in the reader's own zone.

    `zone` is the IANA name of the zone we believe the reader to be in, for platforms that cannot tell.
    """

    at: datetime
    zone: str
    shown: Shown = Shown.BOTH


Span = Text | Bold | Link | Moment
Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One thought."""

    line: Line


@dataclass(frozen=True, slots=True)
class Bullets:
    """Several things of one kind."""

    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Divider:
    """What follows is another matter."""


Block = Paragraph | Bullets | Divider


class Weight(StrEnum):
    """How a button asks to be pressed."""

    PLAIN = "plain"
    PRIMARY = "primary"
    GRAVE = "grave"


@dataclass(frozen=True, slots=True)
class Button:
    """One thing a reader may do: `action` is a route (`meetings.pick`), `subject` what it is about.

    With `url` it only leads somewhere and no click reaches us.
    """

    label: str
    action: str = ""
    subject: str = ""
    weight: Weight = Weight.PLAIN
    url: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file for one person. `link` is a signed address, or empty: then the platform has to carry it.

    `of` is what it can be made of again (`Bot.file`). One with an `alt` is a picture and shown as such: that
    is what it says, in words. One that is yet to be `drawn` has no content before it is `ready`.
    """

    name: str
    label: str
    media_type: str
    content: bytes
    link: str = ""
    of: "FileOf | None" = None
    alt: str = ""
    drawn: Callable[[], bytes] | None = None

    def ready(self) -> "Attachment":
        """With its content. To draw takes longer than others should wait for a transaction to end."""
        return replace(self, content=self.drawn(), drawn=None) if self.drawn else self


@dataclass(frozen=True, slots=True)
class Message:
    """What one person reads. The title also stands alone, on a lock screen or in a list of chats."""

    title: str
    body: tuple[Block, ...] = ()
    buttons: tuple[Button, ...] = ()
    attachments: tuple[Attachment, ...] = ()


Fact = str | int | bool | None | Moment | tuple["Fact", ...] | Mapping[str, "Fact"]
Facts = Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class FileOf:
    """A file named by what it is about (`meeting`, "12"), made only when somebody needs it."""

    kind: str
    subject: str


@dataclass(frozen=True, slots=True)
class Written:
    """Words that somebody has written for many, in one language, with the marks and names they may use."""

    language: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Say:
    """A message not yet worded: the name of its template and the facts that go into it.

    `also` are others whose text follows its own, each in its `language` where that is not the reader's. What
    is `written` stands for the words of a template. Of its files, some may be made already.
    """

    template: str
    facts: Facts = field(default_factory=dict)
    files: tuple[FileOf | Attachment, ...] = ()
    also: tuple["Say", ...] = ()
    language: str = ""
    written: Written | None = None


@dataclass(frozen=True, slots=True)
class Amiss:
    """Why an answer will not do: the code of a sentence in the page's template, with what is told in it."""

    code: str
    facts: Facts = field(default_factory=dict)


# By name of field. A code that tells nothing more stands by itself.
Problems = Mapping[str, "str | Amiss"]


class Kind(StrEnum):
    """What sort of answer a field takes."""

    LINE = "line"
    LINES = "lines"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    DATE = "date"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. Without a label its words stand in the page's template."""

    value: str
    label: str = ""


Raw = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a page: its kind and bounds. Its words stand in the page's template.

    `least` and `most` bound a number, the count of choices, or the characters of a text. `reads` turns a text
    further into what is meant, or raises `bot.conversation.Unclear`. `earliest` and `latest` bound a date,
    and its page has words for `past` and `far`. A search takes several values out of
    more than a form can hold: `source` names where suggestions come from while somebody types
    (`bot.suggestions`), and `options` holds only the labels of what is there at first.
    """

    name: str
    kind: Kind
    options: tuple[Option, ...] = ()
    required: bool = True
    initial: Raw = ""
    least: int | None = None
    most: int | None = None
    reads: Callable[[str], tuple[str, ...]] | None = None
    source: str = ""
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One form of a conversation. `name` names its template (`join/role`) and is unique in its flow.

    `shows` are messages drawn under the page's own words: a preview of what will be sent, for instance.
    `seen` marks what the answer is about: if that has changed since, the page is shown anew, not answered.
    `amiss` looks at the answers together, once each can be read, and gives problems by field.
    """

    name: str
    fields: tuple[Field, ...] = ()
    facts: Facts = field(default_factory=dict)
    shows: tuple[Say, ...] = ()
    seen: str = ""
    amiss: Callable[[Mapping[str, object]], Problems] | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """A field with its words, ready to be drawn. `amiss` is for clients that look at an answer themselves."""

    name: str
    kind: Kind
    label: str
    hint: str = ""
    options: tuple[Option, ...] = ()
    required: bool = True
    initial: Raw = ""
    least: int | None = None
    most: int | None = None
    amiss: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A page with its words. `ticket` comes back with the answers and says which page of which draft it was.

    `problems` say, by name of input, why the last try was not accepted. `back`, where it is not empty, labels
    a button `form.back` about the ticket, which leads to the page before.
    """

    ticket: str
    title: str
    intro: tuple[Block, ...]
    inputs: tuple[Input, ...]
    submit: str
    problems: Mapping[str, str] = field(default_factory=dict)
    back: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer that only the person who acted shall see."""

    message: Message


@dataclass(frozen=True, slots=True)
class Replaced:
    """What the message that was pressed becomes; after a modal, which closes, it is written."""

    message: Message


@dataclass(frozen=True, slots=True)
class Opened:
    """A form to open, or the next page of the one that is open."""

    form: Form


@dataclass(frozen=True, slots=True)
class Refused:
    """The same page again, with a reason at each field that needs one and the answers as they were typed."""

    form: Form


@dataclass(frozen=True, slots=True)
class Closed:
    """The conversation is done: a card turns into this message, a modal just closes, since more is owed."""

    message: Message


@dataclass(frozen=True, slots=True)
class Glance:
    """What somebody sees at a glance. It is kept up to date where it was shown (`Messenger.show_home`)."""

    message: Message


Reply = Said | Replaced | Opened | Refused | Closed | Glance
