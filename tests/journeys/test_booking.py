"""An hour is found, named, moved and called off, by two people on two platforms in two zones."""

import pytest

from bot.model import MeetingState, Pair, ProgrammeKind
from bot.people import Platform
from tests.journeys.asking import last
from tests.journeys.matching import read
from tests.journeys.meeting import TUESDAY, begins, booked_at, calendar, company, meetings, pair_now, slots
from tests.journeys.programmes import opened, turns_to
from tests.stage import Actor, Stage, command

Cast = tuple[Actor, Actor, Actor]
HOURS = "Your hour with Grace"
KINDS = [ProgrammeKind.REVERSE, ProgrammeKind.PEER]


@pytest.fixture
async def cast(stage: Stage, platforms: tuple[Platform, Platform]) -> Cast:
    return await company(stage, *platforms)


@pytest.fixture
async def pair(stage: Stage, cast: Cast) -> Pair:
    _, ada, grace = cast
    return await begins(stage, grace, ada)


async def books(ada: Actor) -> str:
    """Ask for times, and take the first; gives its label."""
    await ada.types(command(ada, "meet"))
    first = slots(ada, HOURS)[0]
    await ada.presses(first)
    return first


async def test_whoever_meets_nobody_yet_hears_what_comes_next(cast: Cast) -> None:
    _, ada, _ = cast
    for words in ("meet", "times", "moved"):
        await ada.types(command(ada, words))
    assert ada.has_heard[-3:-1] == ["There is nobody to meet yet"] * 2
    assert ada.has_heard[-1] == "No hour to move"


async def test_asking_for_a_time_is_enough_and_the_months_nudge_has_nothing_left_to_say(
    stage: Stage, cast: Cast, pair: Pair
) -> None:
    _, ada, grace = cast
    await ada.types(command(ada, "please book our next meeting"))
    shown = read(ada, HOURS)
    assert "Hour 1 of 6 with Grace Whitfield waits for a time" in shown
    assert "inside the working day of both of you" in shown
    assert "Agenda: expectations and trust" in shown
    assert len(slots(ada, HOURS)) == 3

    await stage.time_is(TUESDAY)

    assert "An hour with Grace" not in ada.has_heard
    assert slots(grace, "An hour with Ada") != []
    assert {at for one in meetings(stage, pair) for at in one.slots} == set(meetings(stage, pair)[0].slots)


async def test_one_tap_books_for_both_with_the_agenda_and_another_says_when_it_is(
    stage: Stage, cast: Cast, pair: Pair
) -> None:
    _, ada, grace = cast
    first = await books(ada)

    assert f"You meet Grace: {first}" in ada.has_heard
    await stage.time_is(TUESDAY)
    told = next(one for one in grace.seen if one.title.startswith("You meet Ada"))
    assert "10 minutes: who are you" in told.text
    assert "look back" in told.text
    assert "An hour with Ada" not in grace.has_heard
    await ada.types(command(ada, "meet"))
    assert {"Move it", "Cancel it"} <= set(ada.sees(HOURS).buttons)
    assert slots(ada, HOURS) == []
    event = calendar(stage, grace, meetings(stage, pair)[0])
    assert "who are you\\, and what brought you here?" in event["DESCRIPTION"]
    assert (event["METHOD"], event["SEQUENCE"]) == ("PUBLISH", "1")


async def test_a_booked_hour_moves_and_the_partner_hears_it_in_their_hours(
    stage: Stage, cast: Cast, pair: Pair
) -> None:
    _, ada, grace = cast
    await books(ada)
    await stage.time_is(TUESDAY)
    before = booked_at(stage, pair)
    await ada.types(command(ada, "meet"))
    await ada.presses("Move it")
    assert "stays there until another time is settled" in ada.sees("Move your hour with Grace").text
    assert booked_at(stage, pair) == before
    stage.clock.move_to(stage.clock.now().replace(hour=11))
    other = slots(ada, "Move your hour with Grace")[0]

    await ada.presses(other)

    assert booked_at(stage, pair) != before
    assert sum(title.startswith("You meet Ada") for title in grace.has_heard) == 1, "it is six in the morning"
    await stage.time_is("2026-11-25T14:30+00:00")
    told = [one for one in grace.seen if one.title.startswith("You meet Ada")]
    assert len(told) == 2
    assert "Ada has moved your hour of" in read(grace, told[-1].title)


async def test_an_hour_is_called_off_only_when_that_is_meant_and_leaves_both_calendars(
    stage: Stage, cast: Cast, pair: Pair
) -> None:
    _, ada, grace = cast
    await books(ada)
    await stage.time_is(TUESDAY)
    hour = meetings(stage, pair)[0]
    await grace.presses("Cancel it")
    await grace.presses("Keep it")
    assert meetings(stage, pair)[0] == hour
    await grace.presses("Cancel it")
    asked = last(grace)

    await grace.presses("Yes, call it off")

    assert grace.has_heard[-2].startswith("Called off")
    told = next(one for one in ada.seen if one.title.endswith("is off"))
    assert "Grace Whitfield cannot make it" in read(ada, told.title)
    off = meetings(stage, pair)[0]
    assert (off.state, off.at, off.before) == (MeetingState.PROPOSED, None, hour.at)
    event = calendar(stage, ada, off)
    assert (event["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", "2")
    assert event["DTSTART"] == f"{hour.at:%Y%m%dT%H%M%SZ}"
    await grace.forges("meetings.cancel", f"{hour.sequence}:{hour.id}")
    assert meetings(stage, pair)[0].sequence == 2, asked.title
    await stage.time_is("2026-12-08T15:00+00:00")
    assert not any(title.startswith("Did you meet") for title in (*ada.has_heard, *grace.has_heard))
    await ada.presses("Find another time", on=told)
    assert len(slots(ada, HOURS)) == 3


async def test_a_near_hour_that_is_called_off_waits_for_no_morning(
    stage: Stage, cast: Cast, pair: Pair
) -> None:
    _, ada, grace = cast
    await ada.types(command(ada, "times"))
    await ada.fills(day="2026-12-01", hour="14:00")
    await stage.time_is(TUESDAY)
    await grace.presses("Tue 1 Dec, 09:00")
    stage.clock.move_to(booked_at(stage, pair).replace(hour=10))
    assert booked_at(stage, pair).hour == 14, "it is the first thing in her day, and now five in the morning"

    await ada.presses("Cancel it")
    await ada.presses("Yes, call it off")

    assert grace.has_heard[-1] == "Your hour on Tue 1 Dec, 09:00 is off"


async def test_a_calendar_follows_every_change_and_no_number_means_two_things(
    stage: Stage, cast: Cast, pair: Pair
) -> None:
    _, ada, _ = cast
    files = []
    await books(ada)
    await stage.time_is(TUESDAY)
    files.append(calendar(stage, ada, meetings(stage, pair)[0]))
    stage.clock.move_to(stage.clock.now().replace(hour=16))
    files.append(calendar(stage, ada, meetings(stage, pair)[0]))
    for label in ("Move it", "Move it", "Cancel it"):
        await ada.presses(label)
        await ada.presses("Yes, call it off" if label == "Cancel it" else slots(ada, last(ada).title)[0])
        files.append(calendar(stage, ada, meetings(stage, pair)[0]))
    await ada.types(command(ada, "meet"))
    await ada.presses(slots(ada, HOURS)[0])
    files.append(calendar(stage, ada, meetings(stage, pair)[0]))

    assert [int(one["SEQUENCE"]) for one in files] == [1, 1, 2, 3, 4, 5]
    assert len({one["UID"] for one in files}) == 1
    assert [one["METHOD"] for one in files] == [*["PUBLISH"] * 4, "CANCEL", "PUBLISH"]
    by_number: dict[str, set[str]] = {}
    for one in files:
        by_number.setdefault(one["SEQUENCE"], set()).add(str(sorted(one.items())))
    assert all(len(contents) == 1 for contents in by_number.values())


async def test_somebody_names_times_of_their_own_and_the_partner_picks_one(
    stage: Stage, cast: Cast, pair: Pair
) -> None:
    _, ada, grace = cast
    await stage.time_is(TUESDAY)
    old = ada.sees("An hour with Grace")
    hers = grace.sees("An hour with Ada")
    await ada.presses("Other times")
    assert "Europe/Lisbon" in ada.form_text
    wrong = {
        "2026-11-24": {"day": "2026-11-23", "hour": "nearly ten"},
        "2026-11-25": {"day": "2026-11-24", "hour": "9:00"},
    }
    await ada.fills(**wrong["2026-11-24"])
    assert ada.problems == {
        "day": "That day is over. Please choose one from today on.",
        "hour": "Please write a time of day such as 14:30 or 2 pm.",
    }
    await ada.fills(**wrong["2026-11-25"], second_day="2026-11-26")
    assert ada.problems == {
        "hour": "That moment is over already. Please choose a later one.",
        "second_hour": "At what time on that day?",
    }
    await ada.fills(day="2026-11-26", hour="3 pm", second_day="2026-11-30", second_hour="10.30 Uhr")

    assert ada.has_heard[-1] == "Your times are on their way"
    told = read(grace, "Ada suggests other times")
    assert slots(grace, "Ada suggests other times") == ["Thu 26 Nov, 10:00", "Mon 30 Nov, 05:30"]
    assert "outside your working hours" in told
    await ada.presses(next(iter(old.buttons)), on=old)
    assert slots(ada, HOURS) == ["Thu 26 Nov, 15:00", "Mon 30 Nov, 10:30"], "old buttons show what holds now"
    await grace.presses(slots(grace, "Ada suggests other times")[1])
    assert grace.has_heard[-2:] == ["Settled: Mon 30 Nov, 05:30", "You meet Ada: Mon 30 Nov, 05:30"]
    await grace.presses(next(iter(hers.buttons)), on=hers)
    assert hers.entry.id in {one.entry.id for one in grace.seen if one.title == "Settled: Mon 30 Nov, 05:30"}


async def test_times_are_named_again_and_replace_what_was_named_before(
    stage: Stage, cast: Cast, pair: Pair
) -> None:
    _, ada, grace = cast
    await ada.types(command(ada, "times"))
    await ada.fills(day="2026-11-26", hour="14:00")
    await stage.time_is(TUESDAY)
    first = grace.sees("Ada suggests other times")
    await grace.presses("Other times")
    await grace.fills(day="2026-11-30", hour="9:00", second_day="2026-11-30", second_hour="9 am")

    assert slots(ada, "Grace suggests other times") == ["Mon 30 Nov, 14:00"]
    await grace.presses(next(iter(first.buttons)), on=first)
    assert [one.at for one in meetings(stage, pair)] == [None]
    await ada.presses("Mon 30 Nov, 14:00")
    assert ada.has_heard[-1] == "You meet Grace: Mon 30 Nov, 14:00"
    assert "An hour with Grace" not in ada.has_heard


async def test_a_settled_hour_stays_until_the_partner_picks_one_of_the_other_times(
    stage: Stage, cast: Cast, pair: Pair
) -> None:
    _, ada, grace = cast
    await books(ada)
    await stage.time_is(TUESDAY)
    before = booked_at(stage, pair)
    await ada.presses("Move it")
    await ada.presses("Other times")
    assert "stays where it is until one of these is picked" in ada.form_text
    await ada.fills(day="2026-12-03", hour="15:00")
    assert "would like to move your hour on" in read(grace, "Ada suggests other times")
    assert booked_at(stage, pair) == before

    await grace.presses("Thu 3 Dec, 10:00")

    assert booked_at(stage, pair).isoformat() == "2026-12-03T15:00:00+00:00"
    await stage.time_is("2026-12-04T15:30+00:00")
    assert ada.has_heard.count("Did you meet Grace?") == 1, "only after the hour as it was at last"


async def test_while_one_is_away_nothing_is_proposed_and_meet_says_so(
    stage: Stage, cast: Cast, pair: Pair
) -> None:
    _, ada, grace = cast
    await grace.types(command(grace, "pause 2 weeks"))
    await grace.fills()

    await ada.types(command(ada, "meet"))

    assert "takes a break just now" in ada.sees(HOURS).text
    assert slots(ada, HOURS) == []
    assert meetings(stage, pair) == []


async def test_where_no_hour_suits_both_the_least_bad_are_proposed_and_marked(
    stage: Stage, platforms: tuple[Platform, Platform]
) -> None:
    here, there = platforms
    ada = stage.person("Ada Pereira", here, zone="Europe/Lisbon", country="PT")
    grace = stage.person("Grace Whitfield", there, zone="Pacific/Honolulu", country="US")
    await stage.opens()
    await begins(stage, grace, ada)

    await ada.types(command(ada, "meet"))

    assert "I say where one is outside somebody’s working hours" in ada.sees(HOURS).text
    assert read(ada, HOURS).count("outside") > 3


async def test_of_several_pairs_one_is_chosen_first(
    stage: Stage, platforms: tuple[Platform, Platform]
) -> None:
    here, there = platforms
    ada = stage.person("Ada Pereira", here, zone="Europe/Lisbon")
    tom = stage.person("Tom Reed", there, zone="Europe/Lisbon")
    grace = stage.person("Grace Whitfield", there, zone="Europe/Lisbon")
    await stage.opens()
    for mentee in (ada, tom):
        await begins(stage, grace, mentee)

    await grace.types(command(grace, "meet"))
    assert list(grace.sees("Your hours").buttons) == ["Ada Pereira", "Tom Reed"]
    await grace.presses("Tom Reed")

    assert len(slots(grace, "Your hour with Tom")) == 3


async def test_of_two_programmes_the_one_in_view_is_asked_about(stage: Stage, cast: Cast) -> None:
    _, ada, grace = cast
    second = opened(stage)
    await begins(stage, grace, ada, programme=second)
    turns_to(stage, ada, 1)
    await ada.types(command(ada, "meet"))
    assert "look at that one first" in ada.sees("There is nobody to meet yet").text

    turns_to(stage, ada, second.id)
    await ada.types(command(ada, "meet"))

    assert "Hour 1 of 3 with Grace Whitfield" in read(ada, HOURS)


@pytest.mark.parametrize("kind", KINDS)
async def test_the_agenda_fits_the_kind_of_programme(stage: Stage, cast: Cast, kind: ProgrammeKind) -> None:
    _, ada, grace = cast
    programme = opened(stage, kind=kind)
    junior, senior = (ada, grace) if kind is ProgrammeKind.REVERSE else (grace, ada)
    await begins(stage, junior, senior, programme=programme)
    turns_to(stage, senior, programme.id)

    await senior.types(command(senior, "meet"))

    shown = read(senior, f"Your hour with {junior.human.name.split()[0]}")
    fits = {
        ProgrammeKind.REVERSE: "when the less senior of you is the mentor",
        ProgrammeKind.PEER: "as equals, and how do you take turns",
    }
    assert fits[kind] in shown
    assert "5 minutes: who are you" in shown or "minutes: who are you" in shown
    assert kind is ProgrammeKind.REVERSE or "mentor" not in shown.casefold().replace("mentoring", "")


async def test_an_hour_is_found_moved_and_called_off_in_german(
    stage: Stage, platforms: tuple[Platform, Platform]
) -> None:
    here, there = platforms
    berlin = {"zone": "Europe/Berlin", "country": "DE", "locale": "de-DE"}
    ada = stage.person("Ada Pereira", here, **berlin)
    ben = stage.person("Ben Okafor", there, **berlin)
    await stage.opens()
    pair = await begins(stage, ben, ada)
    await ada.types(command(ada, "meet"))
    assert "Agenda: Erwartungen und Vertrauen" in ada.sees("Eure Stunde mit Ben").text
    await ada.presses(slots(ada, "Eure Stunde mit Ben")[0])
    await stage.time_is(TUESDAY)
    assert "Wer seid ihr\\, und was hat euch" in calendar(stage, ben, meetings(stage, pair)[0])["DESCRIPTION"]
    await ben.presses("Verschieben")
    await ben.presses("Andere Zeiten")
    await ben.fills(day="2026-11-27", hour="25 Uhr")
    assert ben.problems["hour"] == "Bitte schreib eine Uhrzeit wie 14:30 oder 14 Uhr."
    await ben.fills(day="2026-11-27", hour="14 Uhr")
    assert "Ben Okafor würde eure Stunde am" in read(ada, "Ben schlägt andere Zeiten vor")
    await ada.presses("Fr., 27. Nov., 14:00")
    await ada.presses("Absagen")
    await ada.presses("Ja, absagen")
    assert ben.has_heard[-1].endswith("fällt aus")
    assert pair_now(stage, pair).touched_at
