"""A group finds its hour: everybody taps what suits them, and all of them read who meets whom."""

import pytest

from bot.model import MeetingState, Pair
from bot.people import Platform
from tests.journeys.asking import last
from tests.journeys.matching import read
from tests.journeys.meeting import begins, calendar, meetings, slots
from tests.stage import Actor, Stage, command

Cast = tuple[Actor, ...]
FOR_GRACE = "Your hour with Ada, Ben and Tom"
FOR_THEM = "Your hour with Grace"


@pytest.fixture
async def cast(stage: Stage, platforms: tuple[Platform, Platform]) -> Cast:
    """Grace guides Ada, Ben and Tom, of whom one reads German."""
    here, there = platforms
    lisbon = {"zone": "Europe/Lisbon", "country": "PT"}
    grace = stage.person("Grace Whitfield", there, level="9", **lisbon)
    ada = stage.person("Ada Pereira", here, **lisbon)
    ben = stage.person("Ben Okafor", there, locale="de-DE", **lisbon)
    tom = stage.person("Tom Reed", here, **lisbon)
    await stage.opens()
    return grace, ada, ben, tom


@pytest.fixture
async def group(stage: Stage, cast: Cast) -> Pair:
    return await begins(stage, *cast)


async def votes(actor: Actor, number: int, title: str = FOR_THEM) -> str:
    """Ask for the times, and tap one; gives its label."""
    await actor.types(command(actor, "meet"))
    label = slots(actor, title)[number]
    await actor.presses(label)
    return label


async def test_the_hour_is_settled_when_everybody_has_voted_and_the_most_votes_win(
    stage: Stage, cast: Cast, group: Pair
) -> None:
    grace, ada, ben, tom = cast
    first = await votes(ada, 0)
    assert last(ada).title == f"Your vote: {first}"
    assert read(ada, f"Your vote: {first}").count("1 vote") == 1
    second = await votes(tom, 1)
    assert read(tom, f"Your vote: {second}").count("1 vote") == 2
    await votes(ben, 1, "Eure Stunde mit Grace")
    assert "1 Stimme" in last(ben).text
    await votes(grace, 0, FOR_GRACE)
    again = slots(ada, f"Your vote: {first}")[1]
    assert meetings(stage, group)[0].at is not None
    assert meetings(stage, group)[0].at == min(meetings(stage, group)[0].slots), "two each: the earlier one"

    await ada.presses(again)
    assert f"Settled: {first}" in ada.has_heard, "an old vote says what was settled"
    for one, starts in ((grace, "You meet Ada, Ben and Tom"), (tom, "You meet Grace")):
        assert any(title.startswith(starts) for title in one.has_heard)
    assert any(title.startswith("Du triffst Grace") for title in ben.has_heard)


async def test_a_second_tap_changes_a_vote(stage: Stage, cast: Cast, group: Pair) -> None:
    _, ada, _, _ = cast
    first = await votes(ada, 0)
    second = slots(ada, f"Your vote: {first}")[1]

    await ada.presses(second)

    assert read(ada, f"Your vote: {second}").count("1 vote") == 1


async def test_two_days_after_the_first_vote_what_has_most_is_settled(
    stage: Stage, cast: Cast, group: Pair
) -> None:
    _, ada, _, tom = cast
    await ada.types(command(ada, "times"))
    await ada.fills(day="2026-11-30", hour="10:00", second_day="2026-12-02", second_hour="11:00")
    for one, title in ((ada, "Your times for the next hour"), (tom, "Ada suggests other times")):
        await one.presses("Wed 2 Dec, 11:00", on=one.sees(title))
    await stage.time_is("2026-11-25T14:29+00:00")
    assert [one.state for one in meetings(stage, group)] == [MeetingState.PROPOSED]

    await stage.time_is("2026-11-25T14:31+00:00")

    assert [one.state for one in meetings(stage, group)] == [MeetingState.BOOKED]
    assert "You meet Grace: Wed 2 Dec, 11:00" in ada.has_heard


async def test_nobody_is_waited_for_until_the_first_of_the_times_is_over(
    stage: Stage, cast: Cast, group: Pair
) -> None:
    _, ada, _, _ = cast
    label = await votes(ada, 0)
    assert label == "Wed 25 Nov, 13:00"
    await stage.time_is("2026-11-25T08:59+00:00")
    assert [one.state for one in meetings(stage, group)] == [MeetingState.PROPOSED]

    await stage.time_is("2026-11-25T09:01+00:00")

    assert [one.state for one in meetings(stage, group)] == [MeetingState.BOOKED]


async def test_one_person_sends_the_invitation_and_every_calendar_names_them_all(
    stage: Stage, cast: Cast, group: Pair
) -> None:
    grace, ada, ben, tom = cast
    await votes(ada, 0)
    await votes(tom, 0)
    await votes(ben, 0, "Eure Stunde mit Grace")
    await votes(grace, 0, FOR_GRACE)

    [hour] = meetings(stage, group)
    assert "Please send the calendar invitation to Ada, Ben and Tom" in last(grace).text
    google = str(last(grace).entry.payload)
    assert all(one.human.email in google for one in (ada, ben, tom))
    assert "sends the calendar invitation" in last(tom).text
    assert "grace@hartwell.example" not in str(last(tom).entry.payload)
    for one in (ada, tom):
        event = calendar(stage, one, hour)
        assert event["ORGANIZER"] == "mailto:grace@hartwell.example"
        assert all(name in event["SUMMARY"] for name in ("Ada Pereira", "Ben Okafor", "Tom Reed"))


async def test_times_that_one_of_them_names_are_voted_on_by_all(
    stage: Stage, cast: Cast, group: Pair
) -> None:
    grace, ada, ben, tom = cast
    await votes(tom, 0)
    await ada.types(command(ada, "times"))
    await ada.fills(day="2026-11-30", hour="10:00", second_day="2026-12-02", second_hour="11:00")
    await stage.time_is("2026-11-24T10:00+00:00")

    assert "1 vote" not in read(tom, "Ada suggests other times"), (
        "a vote for a time that is off counts no more"
    )
    for one, title in ((grace, "Ada suggests other times"), (ada, "Your times for the next hour")):
        await one.presses("Wed 2 Dec, 11:00", on=one.sees(title))
    await tom.presses("Mon 30 Nov, 10:00")
    await ben.presses("Mi., 2. Dez., 11:00")

    assert meetings(stage, group)[0].at is not None
    assert "You meet Grace: Wed 2 Dec, 11:00" in tom.has_heard


async def test_each_says_for_themselves_whether_it_took_place(stage: Stage, cast: Cast, group: Pair) -> None:
    grace, ada, ben, tom = cast
    for one, title in ((ada, FOR_THEM), (tom, FOR_THEM), (ben, "Eure Stunde mit Grace"), (grace, FOR_GRACE)):
        await votes(one, 0, title)
    await stage.time_is("2026-11-27T10:00+00:00")
    await ada.presses("Yes, we met")
    assert "Did you meet Ada, Ben and Tom?" in grace.has_heard

    await tom.presses("Not this month")

    assert meetings(stage, group)[0].state is MeetingState.HELD, "one was there, the other was not"
    await ada.presses("Change my answer")
    await ada.presses("Not this month")
    assert meetings(stage, group)[0].state is MeetingState.MISSED


async def test_of_a_group_the_mentor_is_asked_to_begin(stage: Stage, cast: Cast, group: Pair) -> None:
    grace, ada, _, _ = cast

    await stage.time_is("2026-11-24T16:00+00:00")

    assert "A group waits for its mentor" in read(grace, "An hour with Ada, Ben and Tom")
    assert "would you?" not in ada.sees_words
