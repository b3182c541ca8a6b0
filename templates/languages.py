"""How each language writes days, numbers and lists. Its sentences stand in the templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.message import Moment, Shown


@dataclass(frozen=True, slots=True)
class Language:
    """`day` puts a weekday, a day and a month together; `last` stands before the last thing of a list."""

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    day: str
    last: str
    thousands: str

    def written(self, moment: Moment) -> str:
        """A moment as words in its own zone, for places that hold only text, such as buttons."""
        local = moment.at.astimezone(zone(moment.zone))
        weekday, month = self.weekdays[local.weekday()], self.months[local.month - 1]
        day = self.day.format(weekday=weekday, day=local.day, month=month)
        match moment.shown:
            case Shown.DATE:
                return day
            case Shown.TIME:
                return f"{local:%H:%M}"
            case Shown.BOTH:
                return f"{day}, {local:%H:%M}"

    def listed(self, items: Sequence[str], last: str | None = None) -> str:
        """Several things in a sentence; `last` for another word before the last of them."""
        *most, end = items or ("",)
        return f"{', '.join(most)}{self.last if last is None else last}{end}" if most else end

    def number(self, number: int) -> str:
        """A number that may be large."""
        return f"{number:,}".replace(",", self.thousands)


ENGLISH = Language(
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    day="{weekday} {day} {month}",
    last=" and ",
    thousands=",",
)
GERMAN = Language(
    weekdays=("Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."),
    months=(
        *("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni"),
        *("Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
    ),
    day="{weekday}, {day}. {month}",
    last=" und ",
    thousands=".",
)
LANGUAGES: Mapping[str, Language] = {"en": ENGLISH, "de": GERMAN}


def conventions(language: str) -> Language:
    """Those of a language; the English ones where nobody has written them down."""
    return LANGUAGES.get(language, ENGLISH)


def zone(name: str) -> ZoneInfo:
    """The zone of that name; UTC for one that there is not."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
