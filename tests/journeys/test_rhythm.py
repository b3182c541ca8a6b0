"""A programme has a rhythm and hours of its own; its pairs keep theirs, wherever their people move."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from bot.enrolment import first_programme
from bot.model import Programme, Role
from bot.people import Platform, Profile
from bot.post import Nudge
from bot.rhythm import Rhythm
from bot.working_time import zone
from tests.journeys.asking import asks, enrol, mentee, mentor, person
from tests.journeys.matching import company, read
from tests.journeys.programmes import FIRST, SECOND
from tests.stage import Actor, Stage, command

Two = tuple[Actor, Actor]


@pytest.fixture
async def two(stage: Stage, platforms: tuple[Platform, Platform]) -> Two:
    """Ada in Lisbon and Grace in London, in a programme that is changed before they become a pair."""
    where, there = platforms
    ada, grace = mentee(stage, "Ada Pereira", where), mentor(stage, "Grace Whitfield", there)
    await stage.opens()
    enrol(stage, ada, wants=("leadership",))
    enrol(stage, grace, Role.MENTOR, offers=("leadership",))
    return ada, grace


def becomes(stage: Stage, **changes: object) -> None:
    """As if a coordinator had changed the programme."""
    with stage.onehour.ledger() as records:
        changed: Programme = replace(first_programme(records), **changes)  # type: ignore[arg-type]
        records.programmes.keep(changed)


async def become_a_pair(two: Two) -> None:
    ada, grace = two
    await asks(ada, grace)
    await grace.presses("Accept")


def planned(stage: Stage, actor: Actor) -> list[str]:
    """The moments of the invitations that wait for somebody, by their own clock."""
    clock = zone(person(stage, actor).zone)
    waits = owed(stage, actor, "meetings/invitation")
    return [f"{each.due.astimezone(clock):%a %d %b %H:%M}" for each in waits]


def moves(stage: Stage, actor: Actor, timezone: str) -> None:
    """Their platform says that they live there from now on."""
    one = person(stage, actor)
    with stage.onehour.ledger() as records:
        [account] = records.people.accounts(one.id)
    stage.onehour.bot.meet([Profile(account.address, actor.human.name, actor.human.email, timezone=timezone)])


async def hour_of(actor: Actor) -> str:
    """How their next hour stands, as they are told when they ask."""
    await actor.types(command(actor, "meet"))
    return read(actor, actor.has_heard[-1])


def invitations(actor: Actor) -> int:
    return sum(title.startswith("An hour with") for title in actor.has_heard)


async def test_a_coordinator_says_how_often_people_meet_and_is_told_kindly_what_does_not_fit(
    stage: Stage, platform: Platform
) -> None:
    carla = await company(stage, platform)
    await carla.types(command(carla, "admin programme"))
    assert "60 minutes a month, for 6 months: 6 meetings for each new pair" in read(carla, FIRST)
    assert "in everybody’s own working hours" in read(carla, FIRST)
    await carla.presses("Open another one")
    await carla.fills(name=SECOND, kind="traditional")

    await carla.fills(rhythm="quarter", months="2", hours="whenever")
    assert carla.problems == {"hours": "Please write it like 10:00-16:00."}
    await carla.fills(rhythm="quarter", months="2", hours="10-16")
    assert carla.problems["months"].startswith("That is shorter than the time from one meeting to the next.")
    await carla.fills(rhythm="two_weeks", months="3", minutes="30", hours="10-16", fatigue="1")

    told = read(carla, SECOND)
    assert "30 minutes every two weeks, for 3 months: 6 meetings for each new pair" in told
    assert "between 10:00 and 16:00 by everybody’s own clock" in told
    assert "At most 1 announcement for one person in seven days" in told
    await carla.presses("Change it")
    await carla.fills()
    assert "Pairs that run keep their rhythm and their months" in carla.form_text
    await carla.fills(rhythm="month", hours="")
    assert "pairs that run keep theirs" in read(carla, SECOND)
    assert "30 minutes a month, for 3 months: 3 meetings for each new pair" in read(carla, SECOND)


async def test_a_pair_that_meets_every_two_weeks_hears_of_each_hour_once_and_in_the_hours_of_its_programme(
    two: Two, stage: Stage
) -> None:
    becomes(stage, rhythm=Rhythm.TWO_WEEKS, months=1, opens=time(10), closes=time(16))
    await become_a_pair(two)

    for one in two:
        assert planned(stage, one) == ["Tue 24 Nov 09:00", "Mon 07 Dec 09:00"]
    await stage.time_is("2026-11-24T09:59+00:00")
    assert [invitations(one) for one in two] == [0, 0]
    await stage.time_is("2026-11-24T10:00+00:00")
    assert [invitations(one) for one in two] == [0, 1]
    assert "it is time for hour 1 of 2" in two[1].seen[-1].text
    await stage.time_is("2026-11-24T15:00+00:00")
    assert [invitations(one) for one in two] == [1, 1], "hers asks her to begin, too, and waits for that"
    with stage.onehour.ledger() as records:
        [meeting] = records.meetings.of_pair(1)
    assert all(10 <= slot.hour < 16 for slot in meeting.slots)
    await stage.time_is("2027-03-01T12:00+00:00")
    assert [invitations(one) for one in two] == [2, 2]


async def test_a_time_outside_the_hours_of_the_programme_is_marked_as_one(two: Two, stage: Stage) -> None:
    ada, grace = two
    becomes(stage, opens=time(10), closes=time(16))
    await become_a_pair(two)
    await stage.time_is("2026-11-24T15:00+00:00")
    assert "inside the working day of both of you" in ada.sees("An hour with Grace").text

    await ada.presses("Other times")
    await ada.fills(
        day="2026-11-30",
        hour="9:30",
        second_day="2026-12-02",
        second_hour="11:00",
        third_day="2026-12-03",
        third_hour="18:00",
    )

    for told in (read(grace, "Ada suggests other times"), await hour_of(ada)):
        first, *rest = told.split(", outside ")
        assert [one.split(" of ")[0] for one in rest] == ["the hours", "the working hours"]
        assert "11:00" not in first
        assert "11:00" in rest[0], "a good time stands unmarked after it"


async def test_times_that_only_their_own_working_days_share_are_not_called_good(
    two: Two, stage: Stage
) -> None:
    _, grace = two
    becomes(stage, opens=time(9), closes=time(11))
    moves(stage, grace, "America/New_York")
    await become_a_pair(two)
    await stage.time_is("2026-11-24T14:00+00:00")

    told = grace.sees("An hour with Ada").text
    assert "Your working days do not overlap" in told
    assert "outside the hours of the programme" in told


async def test_a_change_of_rhythm_concerns_new_pairs_only(two: Two, stage: Stage) -> None:
    becomes(stage, months=2)
    await become_a_pair(two)
    becomes(stage, rhythm=Rhythm.TWO_WEEKS, months=12)

    for one in two:
        assert planned(stage, one) == ["Tue 24 Nov 09:00", "Wed 23 Dec 09:00"]
    await stage.time_is("2026-11-24T09:00+00:00")
    assert "it is time for hour 1 of 2" in two[1].seen[-1].text


async def test_whoever_moves_to_another_zone_is_written_to_on_the_day_there_and_only_once(
    two: Two, stage: Stage
) -> None:
    ada, grace = two
    becomes(stage, months=3)
    await become_a_pair(two)
    await stage.time_is("2026-11-30T12:00+00:00")
    assert invitations(ada) == 1

    moves(stage, ada, "Pacific/Auckland")
    moves(stage, grace, "America/Los_Angeles")

    # who lives further east began on another day as well
    assert planned(stage, ada)[1:] == ["Thu 24 Dec 09:00", "Mon 25 Jan 09:00"]
    assert planned(stage, grace)[1:] == ["Wed 23 Dec 09:00", "Mon 25 Jan 09:00"]
    await stage.time_is("2026-12-23T09:00+13:00")
    moves(stage, ada, "Europe/Lisbon")
    await stage.time_is("2026-12-23T08:59+00:00")
    assert invitations(ada) == 1
    await stage.time_is("2026-12-23T09:00+00:00")
    assert (invitations(ada), invitations(grace)) == (2, 1)
    moves(stage, ada, "Pacific/Auckland")
    await stage.time_is("2026-12-23T09:00-08:00")
    assert (invitations(ada), invitations(grace)) == (2, 2)
    await stage.time_is("2027-02-28T12:00+00:00")
    assert (invitations(ada), invitations(grace)) == (2, 2), "the third month asks how they are instead"


async def test_a_nudge_that_is_due_before_its_day_has_come_waits_for_it(two: Two, stage: Stage) -> None:
    """As where somebody was moved by hand in the database, so that nothing was planned anew."""
    ada, _ = two
    becomes(stage, months=2)
    await become_a_pair(two)
    await stage.time_is("2026-11-30T12:00+00:00")
    one = person(stage, ada)
    with stage.onehour.ledger() as records:
        records.people.keep(replace(one, timezone="America/Los_Angeles", opens=time(0), closes=time(23)))

    await stage.time_is("2026-12-23T16:59+00:00")
    assert invitations(ada) == 1
    await stage.time_is("2026-12-23T17:00+00:00")
    assert invitations(ada) == 2


async def test_everybody_who_lives_by_the_clock_of_the_company_moves_with_it(
    stage: Stage, platform: Platform
) -> None:
    carla = await company(stage, platform)
    ada, grace = stage.actors["ada"], stage.actors["grace"]
    enrol(stage, ada, wants=("leadership",))
    enrol(stage, grace, Role.MENTOR, offers=("leadership",))
    with stage.onehour.ledger() as records:
        for one in records.people.everybody():
            records.people.keep(replace(one, timezone="", country=""))
    await asks(ada, grace)
    await grace.presses("Accept")
    before = planned(stage, grace)

    await carla.types(command(carla, "admin settings"))
    await carla.fills(timezone="Asia/Tokyo")

    assert planned(stage, grace) == before, "at the same hour there"
    one = person(stage, grace)
    with stage.onehour.ledger() as records:
        dues = [each.due for each in records.outbox.owed_to(one.id) if each.about == "pair:2:1"]
    assert dues == [datetime(2026, 12, 23, 9, tzinfo=zone("Asia/Tokyo")).astimezone(dues[0].tzinfo)]


async def test_a_pause_in_between_costs_no_hour_that_comes_after_it(two: Two, stage: Stage) -> None:
    ada, grace = two
    becomes(stage, rhythm=Rhythm.TWO_WEEKS, months=2)
    await become_a_pair(two)
    await stage.time_is("2026-11-25T12:00+00:00")
    await ada.types(command(ada, f"pause {date(2026, 12, 14):%Y-%m-%d}"))
    await ada.fills()

    await stage.time_is(datetime.fromisoformat("2026-12-14T08:59+00:00"))
    assert (invitations(ada), invitations(grace)) == (1, 1)
    await stage.time_is("2027-03-01T12:00+00:00")

    # 7 December fell into it and is made up for on 14 December; 21 December comes as planned; and as they have
    # met in none, 4 January asks how they are
    assert (invitations(ada), invitations(grace)) == (3, 3)
    assert "How are things with Grace?" in ada.has_heard


@pytest.mark.parametrize(
    ("runs", "ends", "offered"),
    [
        ((Rhythm.TWO_WEEKS, 3), ("2027-02-15", "2027-03-15"), {"1": 2, "2": 4, "3": 7, "6": 13}),
        ((Rhythm.SIX_WEEKS, 6), ("2027-05-10", "2027-06-21"), {"1": 1, "3": 2, "6": 4}),
        ((Rhythm.QUARTER, 6), ("2027-05-24", "2027-08-23"), {"3": 1, "6": 2}),
    ],
)
async def test_the_end_follows_the_rhythm_and_whatever_is_added_is_a_meeting_at_least(
    two: Two, stage: Stage, runs: tuple[Rhythm, int], ends: tuple[str, str], offered: dict[str, int]
) -> None:
    ada, grace = two
    becomes(stage, rhythm=runs[0], months=runs[1])
    await become_a_pair(two)
    rounds = len(planned(stage, ada))
    assert ended_by(stage, ada) == ended_by(stage, grace) == [ends[0]]
    await stage.time_is("2026-11-24T12:00+00:00")

    await ada.types(command(ada, "extend"))
    for added in offered.values():
        assert f"{added} more meeting" in ada.form_text
    shortest, more = next(iter(offered.items()))
    asked = "once more" if more == 1 else "two more times"
    await ada.fills(more=shortest)
    assert f"meet {asked} is asked" in read(ada, "I have asked")
    told = read(grace, "Ada would like to go on")
    assert f"meet you {asked}: 60 minutes" in told
    await grace.presses("Yes, let us go on")

    for one in two:
        assert len(planned(stage, one)) == rounds + more
        assert ended_by(stage, one) == [*ends]
        assert f"meet {asked}, " in read(one, "You go on together")


@pytest.mark.parametrize(
    ("rhythm", "months", "until"),
    # the second time would be 90 days after the beginning, before three months are over and after six rounds
    [(Rhythm.TWO_WEEKS, 3, "2027-01-06"), (Rhythm.SIX_WEEKS, 2, "2027-01-04")],
)
async def test_nobody_is_asked_how_useful_it_is_after_the_last_round(
    two: Two, stage: Stage, rhythm: Rhythm, months: int, until: str
) -> None:
    becomes(stage, rhythm=rhythm, months=months)
    await become_a_pair(two)

    await stage.time_is("2027-02-22T12:00+00:00")

    for one in two:
        [pulse] = owed(stage, one, "pulses/asked")
        assert f"{pulse.due:%Y-%m-%d}" == "2026-12-23"
        assert pulse.expires
        assert f"{pulse.expires:%Y-%m-%d}" == until


def ended_by(stage: Stage, actor: Actor) -> list[str]:
    """On which days somebody hears, or would have heard, that it is over."""
    return [f"{each.due:%Y-%m-%d}" for each in owed(stage, actor, "closing/end")]


def owed(stage: Stage, actor: Actor, template: str) -> list[Nudge]:
    one = person(stage, actor)
    with stage.onehour.ledger() as records:
        return [each for each in records.outbox.owed_to(one.id) if each.template == template]
