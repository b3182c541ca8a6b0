"""Half a year of a reverse pair: the junior guides the senior, and no text on the way mixes the two up."""

import re
from datetime import timedelta

import pytest

from bot.model import ProgrammeKind, Role
from bot.people import Platform
from tests.journeys.matching import publishes
from tests.journeys.programmes import SECOND, looks_at, opened, takes_part, turns_to
from tests.stage import Actor, Stage, command

# What only a mentee reads, so that it must never reach whoever guides; and the other way round.
TO_MENTEES = re.compile(
    r"\b(?:your|own) mentor\b|\bis your mentor|\bas (?:a|the) mentee\b|\bdeine?[nrm]? Mentor:in|\bbegleitet dich\b",
    re.IGNORECASE,
)
TO_MENTORS = re.compile(
    r"\b(?:your|own) mentees?\b|\bis your mentee|\bas (?:a|the) mentor\b|\bdeine?[nrm]? Mentees?\b|\bbegleitest\b",
    re.IGNORECASE,
)
# The senior learns here: nobody is told that experience flows downwards.
DOWNWARDS = re.compile(
    r"\bmore experienced\b|\bsenior mentor\b|\byour seniority\b|\berfahrene", re.IGNORECASE
)
LOCALES = {"english": "en-GB", "german": "de-DE"}
PRESSED = ("proposals.accept", "meetings.pick", "meetings.met")
CONVERSATIONS = (
    *("status", "home", "reflect", "goals", "goals add", "useful", "change", "leave"),
    *("resume", "meet", "journal", "close", "extend", "look-back", "story"),
)
HALF_A_YEAR = 190  # days
SEEN_AT_LEAST = 12


@pytest.fixture(params=LOCALES.values(), ids=list(LOCALES))
async def cast(
    stage: Stage, platforms: tuple[Platform, Platform], request: pytest.FixtureRequest
) -> tuple[Actor, Actor]:
    """Ben, who has just begun, guides Vera, who leads; both read the same language."""
    here, there = platforms
    common = {"zone": "Europe/Berlin", "country": "DE", "locale": request.param, "languages": "en"}
    vera = stage.person("Vera Lindt", here, level="9", leader="yes", title="CFO", **common)
    ben = stage.person("Ben Okafor", there, level="2", **common)
    carla = stage.person("Carla Mendes", there, level="5", languages="en")
    await stage.opens()
    programme = opened(stage, kind=ProgrammeKind.REVERSE)
    takes_part(stage, vera, programme.id, Role.MENTEE)
    takes_part(stage, ben, programme.id, Role.MENTOR)
    for one in (vera, ben):
        turns_to(stage, one, programme.id)
    await looks_at(carla, SECOND)
    await publishes(carla)
    return ben, vera


async def press_what_is_new(stage: Stage, actor: Actor, pressed: set[str]) -> None:
    """Say yes to whatever a message asks that they have not answered yet."""
    for seen in actor.seen:
        label = next((one for one, does in seen.buttons.items() if does.startswith(PRESSED)), None)
        if label and seen.entry.id not in pressed:
            pressed.add(seen.entry.id)
            await actor.presses(label, seen)


async def read_on(actor: Actor) -> str:
    """What they can ask for besides, and the forms they can open, as far as these concern the pair."""
    forms = []
    for words in CONVERSATIONS:
        await actor.types(command(actor, words))
        if actor.form:
            forms.append(actor.form_text)
            await actor.closes()
    return " ".join((actor.sees_words, *forms))


async def test_no_text_of_half_a_year_mixes_up_who_guides_whom(
    stage: Stage, cast: tuple[Actor, Actor]
) -> None:
    ben, vera = cast
    pressed = set[str]()
    for _ in range(HALF_A_YEAR // 2):
        for one in cast:
            await press_what_is_new(stage, one, pressed)
        await stage.time_is(stage.clock.now() + timedelta(days=2))

    to_ben, to_vera = await read_on(ben), await read_on(vera)

    assert min(len(ben.seen), len(vera.seen)) > SEEN_AT_LEAST
    assert TO_MENTEES.findall(to_ben) == []
    assert TO_MENTORS.findall(to_vera) == []
    assert DOWNWARDS.findall(to_ben + to_vera) == []
    assert TO_MENTORS.search(to_ben)
    assert TO_MENTEES.search(to_vera)
