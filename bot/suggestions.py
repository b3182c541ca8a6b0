"""What is suggested while somebody types into a search (`Field.source`)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot import finding, guiding, settings, whom
from bot.facts import LONGEST_CHOICE
from bot.message import Field, Kind, Option, Page, Raw, Say
from bot.ports import Visit
from bot.records import is_id
from bot.wish_lines import LONGEST_SKILL

# As many as Teams shows; Slack would take more, but nobody reads them.
MOST = 15
# How what was typed itself is offered: a title, and no more.
ADD = "join/add"


def suggest(visit: Visit, source: str, typed: str) -> Sequence[Option]:
    """What fits what was typed so far, the best first; nothing for a source that there is not."""
    found = SOURCES.get(source)
    return found(visit, typed)[:MOST] if found else ()


def labelled(visit: Visit, page: Page, kept: Mapping[str, Raw]) -> Page:
    """The page with a label for whatever was chosen in its searches, since it is shown again."""
    return replace(page, fields=tuple(_labelled(visit, one, kept.get(one.name, ())) for one in page.fields))


def _labelled(visit: Visit, asked: Field, kept: Raw) -> Field:
    label = LABELS.get(asked.source)
    if asked.kind is not Kind.SEARCH or label is None:
        return asked
    there = {one.value for one in asked.options}
    chosen = (kept,) if isinstance(kept, str) else kept
    new = tuple(one for one in chosen if one and one not in there)
    return replace(asked, options=(*asked.options, *label(visit, new))) if new else asked


def _skills(visit: Visit, typed: str) -> Sequence[Option]:
    """Skills of the list, and as the last what was typed itself, if the list has no such skill."""
    skills, typed = visit.house.wording.skills, " ".join(typed.split())
    found = [Option(one.name, one.called(visit.language)) for one in skills.search(typed, visit.language)]
    if not skills.settled((typed,)) or skills.known(typed) or len(typed) > LONGEST_SKILL:
        return found
    return [*found[: MOST - 1], Option(typed, visit.say(Say(ADD, {"typed": typed})).title)]


def _skill_labels(visit: Visit, chosen: Sequence[str]) -> Sequence[Option]:
    return [Option(one, visit.house.wording.skills.called(one, visit.language)) for one in chosen]


def _people_labels(visit: Visit, chosen: Sequence[str]) -> Sequence[Option]:
    ids = [int(one) for one in chosen if is_id(one)]
    return [Option(str(one.id), whom.label(one)) for one in visit.records.people.some(ids).values()]


def _known(what: str) -> Callable[[Visit, str], Sequence[Option]]:
    """What is said of colleagues in the people file, for whoever coordinates."""

    def found(visit: Visit, typed: str) -> Sequence[Option]:
        known = visit.records.crowd.known(what) if visit.coordinates else ()
        fits = [one for one in known if typed.casefold() in one.casefold() and len(one) <= LONGEST_CHOICE]
        return [Option(one, one) for one in fits]

    return found


SOURCES: Mapping[str, Callable[[Visit, str], Sequence[Option]]] = {
    "anybody": whom.anybody,
    "departments": _known("department"),
    "leaders": whom.leaders,
    "mentees": guiding.suggested,
    "mentors": finding.suggested,
    "people": whom.suggested,
    "sites": _known("location"),
    "skills": _skills,
    "zones": settings.zones,
}
LABELS: Mapping[str, Callable[[Visit, Sequence[str]], Sequence[Option]]] = {
    "anybody": _people_labels,
    "leaders": _people_labels,
    "mentees": _people_labels,
    "mentors": _people_labels,
    "people": _people_labels,
    "skills": _skill_labels,
    "zones": settings.zone_labels,
}
