"""The pages on which somebody says what they wish for: what their role needs, then what may stay as it is."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import time

from bot.conversation import Answers, Flow, Unclear, only, several
from bot.enrolment import MENTEES, MENTORS
from bot.matching.groups import LARGEST as MOST_MENTEES
from bot.matching.groups import SMALLEST
from bot.message import Fact, Field, Kind, Option, Page
from bot.model import Role
from bot.records import is_id
from bot.skills import Skills
from bot.wish_lines import MOST_SKILLS, country_in, few, hours_in, skills_in
from bot.wishes import Before, Wishes

LANGUAGES = {
    "ar": "العربية",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "hi": "हिन्दी",
    "it": "Italiano",
    "ja": "日本語",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "zh": "中文",
}
MOST_AVOIDED = 10
LONGEST_GOAL = 1000
YES_OR_NO = (Option("yes"), Option("no"))
OTHERS = (Option("other_department"), Option("other_site"))


def asked(here: Before, role: Role, *, joins: bool) -> Flow[Wishes]:
    """What that role needs, then what may stay as it is."""
    facts: dict[str, Fact] = {
        "months": here.months,
        "joins": joins,
        "mentor": role in MENTORS,
        "peers": here.peers,
        "groups": here.groups,
    }
    fields = _details(here, role)
    told = yield Page("join/details", fields, facts, amiss=lambda answers: _amiss(here.skills, answers))
    facts |= {"zone": here.person.zone}
    preferred = yield Page("join/preferences", _preferences(here, role), facts)
    return _wishes(here, role, {**told, **preferred})


def _details(here: Before, role: Role) -> tuple[Field, ...]:
    before = here.wishes
    offers, more_offers = _parted(here, before.offers)
    wants, more_wants = _parted(here, before.wants)
    least = SMALLEST if here.groups else 1
    several = str(max(before.capacity, least))
    asked = [
        Field("capacity", Kind.NUMBER, initial=several, least=least, most=MOST_MENTEES),
        _search(Field("offers", Kind.SEARCH, required=False), "skills", offers, MOST_SKILLS),
        Field("more_offers", Kind.LINE, required=False, initial=more_offers, reads=skills_in),
        _search(Field("wants", Kind.SEARCH, required=False), "skills", wants, MOST_SKILLS),
        Field("more_wants", Kind.LINE, required=False, initial=more_wants, reads=skills_in),
        Field("goals", Kind.LINES, required=False, initial=before.goals, most=LONGEST_GOAL),
        Field("interests", Kind.LINE, required=False, initial=", ".join(before.interests), reads=skills_in),
    ]
    hidden = set() if role in MENTORS else {"capacity", "offers", "more_offers"}
    hidden |= {"capacity"} if here.peers else set()
    hidden |= set() if role in MENTEES else {"wants", "more_wants", "goals"}
    return tuple(field for field in asked if field.name not in hidden)


def _preferences(here: Before, role: Role) -> tuple[Field, ...]:
    before, person = here.wishes, here.person
    others = {"other_department": before.other_department, "other_site": before.other_site}
    spoken = tuple(tag for tag in before.languages if tag in LANGUAGES)
    languages = tuple(Option(tag, name) for tag, name in LANGUAGES.items())
    hours = f"{person.opens:%H:%M}-{person.closes:%H:%M}"
    wished = tuple(name for name, wish in others.items() if wish)
    listed = Field("listed", Kind.CHOICE, YES_OR_NO, initial="yes" if before.listed else "no")
    return (
        Field("languages", Kind.CHOICES, languages, initial=spoken),
        Field("others", Kind.CHOICES, OTHERS, required=False, initial=wished),
        *((listed,) if role in MENTORS and not here.peers else ()),
        _search(Field("avoid", Kind.SEARCH, required=False), "people", here.avoided, MOST_AVOIDED),
        Field("country", Kind.LINE, required=False, initial=person.country, reads=country_in),
        Field("hours", Kind.LINE, required=False, initial=hours, reads=hours_in),
    )


def _search(asked: Field, source: str, chosen: Iterable[Option], most: int) -> Field:
    options = tuple(chosen)
    initial = tuple(one.value for one in options)
    return replace(asked, options=options, initial=initial, most=most, source=source)


def _parted(here: Before, skills: Iterable[str]) -> tuple[list[Option], str]:
    """Those of the list, to choose; and the others, in a line."""
    settled = here.skills.settled(skills)
    listed = [
        Option(one, here.skills.called(one, here.language)) for one in settled if here.skills.known(one)
    ]
    return listed, ", ".join(one for one in settled if not here.skills.known(one))


def _amiss(skills: Skills, answers: Mapping[str, object]) -> Mapping[str, str]:
    """At least one skill on each side of one's role, chosen or in own words, and not too many of both."""
    problems: dict[str, str] = {}
    for name in ("offers", "wants"):
        if name in answers:
            try:
                if not _skills(skills, answers, name):
                    problems[name] = "some"
            except Unclear as unclear:
                problems[f"more_{name}"] = unclear.problem
    return problems


def _skills(skills: Skills, answers: Mapping[str, object], name: str) -> tuple[str, ...]:
    return few(skills.settled((*several(answers.get(name)), *several(answers.get(f"more_{name}")))))


def _wishes(here: Before, role: Role, told: Answers) -> Wishes:
    others, hours = several(told["others"]), several(told["hours"]) or ("09:00", "17:00")
    capacity = told.get("capacity")
    return Wishes(
        role=role,
        capacity=1 if here.peers else capacity if isinstance(capacity, int) else 0,
        offers=_skills(here.skills, told, "offers"),
        wants=_skills(here.skills, told, "wants"),
        goals=str(told.get("goals") or ""),
        interests=several(told["interests"]),
        languages=several(told["languages"]),
        other_department="other_department" in others,
        other_site="other_site" in others,
        listed=told.get("listed") != "no",
        avoids=tuple(int(one) for one in several(told["avoid"]) if is_id(one)),
        country=only(told["country"]),
        opens=time.fromisoformat(hours[0]),
        closes=time.fromisoformat(hours[1]),
    )
