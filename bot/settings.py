"""What holds for the whole company: its name, clock, calendar, language, addresses, how long is kept."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from zoneinfo import available_timezones

from bot.audit import note
from bot.conversation import Answers, Unclear, only, several
from bot.message import Fact, Field, Kind, Option, Say
from bot.moves import follow
from bot.people import Organisation
from bot.ports import Visit
from bot.records import NotYours
from bot.wish_lines import country_in
from bot.wish_pages import LANGUAGES
from bot.working_time import is_zone

LONGEST_NAME = 80
MOST_DOMAINS = 50
MONTHS = (3, 120)
_DOMAIN = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


def fields(now: Organisation) -> tuple[Field, ...]:
    """Everything on one page, as it stands."""
    zone = (Option(now.timezone, now.timezone),)
    languages = tuple(Option(tag, name) for tag, name in LANGUAGES.items())
    domains, months = ", ".join(now.domains), str(now.keeps_months)
    return (
        Field("name", Kind.LINE, initial=now.name, most=LONGEST_NAME),
        Field("timezone", Kind.SEARCH, zone, initial=(now.timezone,), source="zones", most=1),
        Field("country", Kind.LINE, required=False, initial=now.country, reads=country_in),
        Field("language", Kind.CHOICE, languages, initial=now.language),
        Field("domains", Kind.LINE, required=False, initial=domains, reads=domains_in),
        Field("keeps_months", Kind.NUMBER, initial=months, least=MONTHS[0], most=MONTHS[1]),
    )


def amiss(told: Mapping[str, object]) -> Mapping[str, str]:
    """A zone can be typed as well as chosen."""
    return {} if is_zone(only(told["timezone"])) else {"timezone": "zone"}


def chosen(now: Organisation, told: Answers) -> Organisation:
    """The same company with what was answered."""
    months = told["keeps_months"]
    return replace(
        now,
        name=" ".join(str(told["name"]).split()),
        timezone=only(told["timezone"]),
        country=only(told["country"]),
        language=str(told["language"]),
        domains=several(told["domains"]),
        keeps_months=months if isinstance(months, int) else now.keeps_months,
    )


def keep(visit: Visit, before: Organisation, fresh: Organisation) -> Say:
    """Keep it, unless somebody else has changed it since it was read."""
    if not visit.coordinates:
        raise NotYours("settings")
    if visit.records.people.hold_organisation() != before:
        return shown(visit.records.people.organisation(), "changed")
    if fresh != before:
        visit.records.people.keep_organisation(fresh)
        if fresh.usual != before.usual:
            lent = (one for one in visit.records.people.everybody() if not (one.timezone and one.country))
            follow(visit.records, tuple(lent))
        note(visit, "settings", "settings:")
    return shown(fresh, "kept")


def shown(organisation: Organisation, told: str) -> Say:
    """How it stands now."""
    facts: dict[str, Fact] = {
        "name": organisation.name,
        "timezone": organisation.timezone,
        "country": organisation.country,
        "language": LANGUAGES.get(organisation.language, organisation.language),
        "domains": organisation.domains,
        "months": organisation.keeps_months,
    }
    return Say("admin_settings/kept", {**facts, "note": told})


def domains_in(typed: str) -> tuple[str, ...]:
    """The domains in a line, however they are set apart. Raises Unclear with `domain`."""
    found = tuple(dict.fromkeys(one.lower().lstrip("@") for one in re.split(r"[,;\s]+", typed) if one))
    if len(found) > MOST_DOMAINS or not all(_DOMAIN.fullmatch(one) for one in found):
        raise Unclear("domain")
    return found


def zones(visit: Visit, typed: str) -> Sequence[Option]:
    """Time zones whose name has every word of it; those with a town that begins so come first."""
    del visit
    words = _plain(typed).split()
    found = [name for name in _names() if all(word in _plain(name) for word in words)]
    towns = [name for name in found if words and _plain(name.rpartition("/")[2]).startswith(words[0])]
    return [Option(name, name) for name in dict.fromkeys((*towns, *found))]


def zone_labels(visit: Visit, names: Sequence[str]) -> Sequence[Option]:
    """What was chosen is called as it is."""
    del visit
    return [Option(name, name) for name in names]


@cache
def _names() -> tuple[str, ...]:
    places = (name for name in available_timezones() if "/" in name or name == "UTC")
    return tuple(sorted(name for name in places if not name.startswith(("Etc/", "SystemV/", "posix/"))))


def _plain(name: str) -> str:
    return name.casefold().replace("_", " ").replace("/", " ")
