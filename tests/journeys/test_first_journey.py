"""The whole mission in miniature: announce, join, match, nudge, meet, reflect; for all four pairings of platforms."""

import pytest

from bot.model import MeetingState
from bot.people import Platform
from tests.journeys.conftest import PAIRINGS, pairing
from tests.journeys.matching import looks_at_the_pairs, publishes
from tests.journeys.reflecting import asked_in
from tests.stage import Actor, Stage

Cast = tuple[Actor, Actor, Actor]


@pytest.fixture(params=PAIRINGS, ids=pairing)
def platforms(request: pytest.FixtureRequest) -> tuple[Platform, Platform]:
    """All four ways in which two people can share the programme."""
    chosen: tuple[Platform, Platform] = request.param
    return chosen


@pytest.fixture
async def cast(stage: Stage, platforms: tuple[Platform, Platform]) -> Cast:
    mentee, mentor = platforms
    carla = stage.person("Carla Mendes", Platform.SLACK, zone="Europe/Lisbon", country="PT", level="4")
    ada = stage.person(
        "Ada Pereira",
        mentee,
        zone="Europe/Lisbon",
        country="PT",
        level="3",
        department="Engineering",
        languages="en;pt",
    )
    grace = stage.person(
        "Grace Whitfield",
        mentor,
        zone="America/New_York",
        country="US",
        level="9",
        department="Operations",
        languages="en",
        title="Chief Operating Officer",
        leader="yes",
    )
    await stage.opens()
    return carla, ada, grace


async def join_both(ada: Actor, grace: Actor) -> None:
    await ada.joins("mentee", more_wants="leadership, public speaking", goals="Lead a team", languages=["en"])
    await grace.joins("mentor", capacity="1", more_offers="Leadership; Public-speaking", languages=["en"])


async def match(carla: Actor, ada: Actor, grace: Actor) -> None:
    await publishes(carla)
    await ada.presses("Yes, let us meet")
    await grace.presses("Yes, let us meet")


async def test_the_launch_reaches_everybody_once(cast: Cast, stage: Stage) -> None:
    carla, ada, _ = cast

    await carla.types("/mentor admin announce")
    await carla.fills(template="announcements/launch", line="I would love to see you there")
    assert "3 people" in carla.form_text
    await carla.fills()

    for person in cast:
        assert person.has_heard.count("One hour a month: our mentoring programme is open") == 1
    assert "I would love to see you there" in ada.seen[-1].text


async def test_joining_states_the_ask_before_it_asks_anything(cast: Cast) -> None:
    _, ada, _ = cast

    await ada.types("/mentor join" if ada.human.platform == "slack" else "join")

    for stated in ("60 minutes a month, for 6 months", "What is stored", "What your partner will see"):
        assert stated in ada.form_text
    await ada.fills(role="mentee")
    assert "How many mentees" not in ada.form_text
    await ada.fills(more_wants="leadership")
    assert "By pressing the button you agree" in ada.form_text
    await ada.fills(languages=["en"])
    assert ada.has_heard[-1] == "Welcome, Ada. You are in"


async def test_hello_and_plain_words_lead_to_the_same_form(cast: Cast) -> None:
    _, _, grace = cast

    await grace.types("hello")
    assert "Hello Grace" in grace.has_heard
    await grace.types("I'd like to mentor")

    if grace.human.platform == "slack":
        await grace.presses("Take part")
    await grace.goes_through_the_pages("mentor", capacity="2", more_offers="strategy", languages=["en"])
    assert grace.has_heard[-1] == "Welcome, Grace. You are in"


async def test_both_are_asked_and_nothing_begins_before_both_said_yes(cast: Cast) -> None:
    carla, ada, grace = cast
    await join_both(ada, grace)

    told = await looks_at_the_pairs(carla)
    assert "Ada Pereira" in told
    assert "Grace Whitfield" in told
    assert "Leadership and Public speaking" in told
    await publishes(carla)

    await ada.presses("Yes, let us meet")
    assert "You and Grace are a pair" not in ada.has_heard
    await grace.presses("Yes, let us meet")
    assert ada.has_heard[-1] == "You and Grace are a pair"
    assert grace.has_heard[-1] == "You and Ada are a pair"
    assert "grace@hartwell.example" in str(ada.seen[-1].entry.payload)


async def test_an_hour_a_month_is_proposed_picked_asked_after_and_reflected_on(
    cast: Cast, stage: Stage
) -> None:
    carla, ada, grace = cast
    await join_both(ada, grace)
    await match(carla, ada, grace)

    await stage.time_is("2026-11-24T08:59+00:00")
    assert "An hour with Grace" not in ada.has_heard
    await stage.time_is("2026-11-25T15:00+00:00")
    invitation = ada.sees("An hour with Grace")
    assert list(invitation.buttons)[3] == "Other times"
    assert list(invitation.buttons)[-1] == "We are in touch", "it asks her to begin, too"
    assert "An hour with Ada" in grace.has_heard

    slot = next(iter(invitation.buttons))
    await ada.presses(slot)
    assert [
        seen.title.startswith(start)
        for seen, start in zip(ada.seen[-2:], ("Settled", "You meet Grace"), strict=True)
    ]
    assert grace.has_heard[-1].startswith("You meet Ada")
    for person in (ada, grace):
        assert {"Google Calendar", "Outlook", "Teams meeting"} <= set(person.seen[-1].buttons)

    await stage.time_is("2026-12-04T15:00+00:00")
    assert ada.has_heard.count("Did you meet Grace?") == 1
    assert grace.has_heard.count("Did you meet Ada?") == 1
    assert asked_in(ada.sees("Did you meet Grace?").text, "mentee")
    assert asked_in(grace.sees("Did you meet Ada?").text, "mentor")

    await ada.presses("Write a reflection")
    await ada.fills(text="I listened more than I spoke.")
    assert ada.has_heard[-1] == "Kept, for you alone"
    await grace.presses("Yes, we met")
    with stage.onehour.ledger() as records:
        [pair] = records.pairs.in_programme(1)
        assert [one.state for one in records.meetings.of_pair(pair.id)] == [MeetingState.HELD]
    assert "listened" not in stage.kept()
