"""How each language writes days, numbers and lists. Its sentences stand in the templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from jinja2.exceptions import FilterArgumentError

from bot.message import Moment, Shown


@dataclass(frozen=True, slots=True)
class Language:
    """`day` puts a weekday, a day and a month together; `last` stands before the last thing of a list.

    Of numbers in words, `small` ends at nineteen and `together` puts tens and ones together, where some ones
    are said otherwise (`before_tens`). `one` hour or minute is said so; both have words for one and several.
    `rhythms` are how often people meet, behind how long.
    """

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    long_months: tuple[str, ...]
    day: str
    date: str
    last: str
    thousands: str
    small: tuple[str, ...]
    tens: tuple[str, ...]
    together: str
    one: str
    hours: tuple[str, str]
    minutes: tuple[str, str]
    rhythms: Mapping[str, str] = field(hash=False)
    before_tens: Mapping[int, str] = field(default_factory=dict, hash=False)

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

    def dated(self, moment: Moment) -> str:
        """A day with its year, for what is kept long."""
        local = moment.at.astimezone(zone(moment.zone))
        return self.date.format(day=local.day, month=self.long_months[local.month - 1], year=local.year)

    def listed(self, items: Sequence[str], last: str | None = None) -> str:
        """Several things in a sentence; `last` for another word before the last of them."""
        *most, end = items or ("",)
        return f"{', '.join(most)}{self.last if last is None else last}{end}" if most else end

    def spent(self, minutes: int) -> str:
        """Time in words: "seven hours and thirty minutes"."""
        parts = ((minutes // 60, self.hours), (minutes % 60, self.minutes))
        told = [
            f"{self.one if count == 1 else self.spelled(count)} {words[count != 1]}"
            for count, words in parts
            if count
        ]
        return self.listed(told or [f"{self.spelled(0)} {self.minutes[1]}"])

    def spelled(self, number: int) -> str:
        """A number in words, as long as that is shorter than it is strange."""
        if not 0 <= number < 100:  # noqa: PLR2004  two digits
            return self.number(number)
        if number < len(self.small):
            return self.small[number]
        tens, ones = divmod(number, 10)
        if not ones:
            return self.tens[tens]
        return self.together.format(tens=self.tens[tens], ones=self.before_tens.get(ones, self.small[ones]))

    def often(self, rhythm: str) -> str:
        """How often people meet, behind how long they do: "60 minutes a month"."""
        if rhythm not in self.rhythms:
            raise FilterArgumentError(f"nothing happens “{rhythm}”: often takes {', '.join(self.rhythms)}")
        return self.rhythms[rhythm]

    def number(self, number: int) -> str:
        """A number that may be large."""
        return f"{number:,}".replace(",", self.thousands)


ENGLISH = Language(
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    long_months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    day="{weekday} {day} {month}",
    date="{day} {month} {year}",
    last=" and ",
    thousands=",",
    small=(
        *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
        *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    ),
    tens=("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
    together="{tens}-{ones}",
    one="one",
    hours=("hour", "hours"),
    minutes=("minute", "minutes"),
    rhythms={
        "two_weeks": "every two weeks",
        "month": "a month",
        "six_weeks": "every six weeks",
        "two_months": "every two months",
        "quarter": "a quarter",
    },
)
GERMAN = Language(
    weekdays=("Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."),
    months=(
        *("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni"),
        *("Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
    ),
    long_months=(
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    ),
    day="{weekday}, {day}. {month}",
    date="{day}. {month} {year}",
    last=" und ",
    thousands=".",
    small=(
        *("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf"),
        *("zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"),
    ),
    tens=("", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"),
    together="{ones}und{tens}",
    one="eine",
    hours=("Stunde", "Stunden"),
    minutes=("Minute", "Minuten"),
    before_tens={1: "ein"},
    rhythms={
        "two_weeks": "alle zwei Wochen",
        "month": "im Monat",
        "six_weeks": "alle sechs Wochen",
        "two_months": "alle zwei Monate",
        "quarter": "im Quartal",
    },
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
