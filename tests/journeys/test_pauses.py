"""Taking a pause and coming back; leaving; another partner; no more announcements: on both platforms."""

from datetime import UTC, datetime

import pytest

from bot.model import EnrolmentState, PairState, Proposal, ProposalState, RequestState
from bot.people import Person, Platform
from tests.journeys.matching import looks_at_the_pairs
from tests.journeys.test_around_the_journey import are_asked, become_a_pair
from tests.stage import Actor, Stage, command


@pytest.fixture
async def carla(stage: Stage, platform: Platform) -> Actor:
    """Who coordinates; beside Ada, who learns, Grace, who guides, and Tom, who does not take part."""
    lisbon = {"zone": "Europe/Lisbon", "country": "PT"}
    carla = stage.person("Carla Mendes", Platform.SLACK, level="4", **lisbon)
    stage.person("Ada Pereira", platform, level="3", languages="en", **lisbon)
    stage.person("Grace Whitfield", platform, zone="Europe/London", level="9", languages="en", leader="yes")
    stage.person("Tom Reed", platform, level="9", languages="en", **lisbon)
    await stage.opens()
    return carla


@pytest.fixture
def ada(stage: Stage, carla: Actor) -> Actor:
    return stage.actors["ada"]


@pytest.fixture
def grace(stage: Stage, carla: Actor) -> Actor:
    return stage.actors["grace"]


@pytest.fixture
async def pair(stage: Stage, carla: Actor, ada: Actor, grace: Actor) -> tuple[Actor, Actor]:
    """Ada and Grace, with their first hour settled for the last day of November or soon after."""
    await become_a_pair(stage, carla, ada, grace)
    await stage.time_is("2026-11-25T15:00+00:00")
    await ada.presses(next(iter(ada.sees("An hour with Grace").buttons)))
    return ada, grace


def person(stage: Stage, actor: Actor) -> Person:
    with stage.onehour.ledger() as records:
        found = records.people.by_email(actor.human.email)
        assert found
        return found


async def pauses(actor: Actor, words: str, **answers: str) -> None:
    await actor.types(command(actor, f"pause {words}".strip()))
    await actor.fills(**answers)


async def test_a_pause_says_what_it_does_and_begins_with_one_press(ada: Actor, stage: Stage) -> None:
    await ada.types(command(ada, "pause until 10 January"))
    assert "no reminders, no announcements" in ada.form_text
    await ada.fills()

    assert ada.has_heard[-1] == "Your pause has begun"
    away = person(stage, ada)
    assert away.paused_until == datetime(2027, 1, 10, 9, tzinfo=UTC)


async def test_a_day_that_is_over_is_refused_kindly_and_the_form_stays_open(ada: Actor, stage: Stage) -> None:
    await ada.types(command(ada, "pause"))
    for day, problem in {"2026-11-23": "from tomorrow on", "2126-01-01": "within two years"}.items():
        await ada.fills(until=day)
        assert problem in ada.problems["until"]
    assert not person(stage, ada).paused_at

    await ada.fills(until="2026-11-30")

    assert person(stage, ada).paused_until == datetime(2026, 11, 30, 9, tzinfo=UTC)


async def test_a_partner_hears_it_kindly_and_the_settled_hour_is_called_off(
    stage: Stage, pair: tuple[Actor, Actor]
) -> None:
    ada, grace = pair

    await pauses(ada, "until 10 January")

    assert "is called off" in ada.sees("Your pause has begun").text
    told = grace.sees("Ada takes a break")
    assert "your next hour is planned after that" in told.text
    assert "is called off; please take it out of your calendar" in told.text
    await stage.time_is("2027-01-08T16:00+00:00")
    assert grace.has_heard_but_notes[-1] == "Ada takes a break", (
        "no invitation, no question after an hour that was not"
    )


async def test_when_the_day_has_come_both_hear_it_and_one_hour_is_proposed(
    stage: Stage, pair: tuple[Actor, Actor]
) -> None:
    ada, grace = pair
    await pauses(ada, "until 10 January")

    await stage.time_is("2027-01-11T16:00+00:00")

    assert ada.has_heard_but_notes[-3:] == ["Your pause has begun", "Welcome back, Ada", "An hour with Grace"]
    assert "hour 2 of 6" in ada.sees("An hour with Grace").text
    assert grace.has_heard_but_notes[-2:] == ["Ada is back", "An hour with Ada"]
    await grace.presses(next(iter(grace.sees("An hour with Ada").buttons)))
    assert any(title.startswith("You meet Grace") for title in ada.has_heard[-1:])


async def test_coming_back_early_holds_at_once_and_an_old_time_can_no_longer_be_picked(
    stage: Stage, pair: tuple[Actor, Actor]
) -> None:
    ada, grace = pair
    old = grace.sees("An hour with Ada")
    await pauses(ada, "2 weeks")

    await ada.types(command(ada, "resume"))

    assert "Welcome back, Ada" in ada.has_heard
    assert not person(stage, ada).paused_at
    assert grace.has_heard_but_notes[-2:] == ["Ada is back", "An hour with Ada"]
    await grace.presses(next(iter(old.buttons)), on=old)
    shown = grace.sees("Your hour with Ada")
    assert shown.entry.id == old.entry.id, "the times that hold now stand in its place"
    assert "waits for a time" in shown.text
    await stage.time_is("2026-12-11T10:00+00:00")
    assert ada.has_heard.count("Welcome back, Ada") == 1, "the day that was named first no longer counts"


async def test_pausing_again_changes_the_day(stage: Stage, pair: tuple[Actor, Actor]) -> None:
    ada, grace = pair
    await pauses(ada, "")
    assert person(stage, ada).paused_until is None

    await ada.presses("Change the day")
    assert "You are on a pause already" in ada.form_text
    await ada.fills(until="2026-12-14")
    await stage.time_is("2026-12-14T12:00+00:00")

    assert ada.has_heard.count("Welcome back, Ada") == 1
    assert "until" in grace.sees("Ada takes a break").text


async def test_whoever_is_not_on_a_pause_hears_so(ada: Actor) -> None:
    await ada.types(command(ada, "resume"))

    assert ada.has_heard[-1] == "You are not on a pause"


async def test_a_pause_is_honoured_by_matching_and_announcements_and_never_shown_as_such(
    stage: Stage, carla: Actor, ada: Actor, grace: Actor
) -> None:
    tom = stage.actors["tom"]
    await are_asked(carla, ada, grace)
    await ada.presses("Not this one")
    await tom.joins("mentor", more_offers="leadership", languages=["en"])
    await pauses(tom, "until 10 January")
    await grace.types(command(grace, "stop"))
    before = list(tom.has_heard)

    await carla.types("/mentor admin match")
    assert carla.has_heard[-1] == "No pairs yet"
    await carla.types("/mentor admin announce")
    await carla.fills(template="announcements/launch")
    assert "2 people" in carla.form_text
    assert "2 are left out without a name: away just now" in carla.form_text
    assert "Tom" not in carla.form_text
    assert "Grace" not in carla.form_text
    await carla.fills()

    assert tom.has_heard == before


async def test_a_question_about_a_match_waits_while_either_is_away(
    stage: Stage, carla: Actor, ada: Actor, grace: Actor
) -> None:
    stage.clock.move_to(datetime(2026, 11, 23, 20, tzinfo=UTC))
    await are_asked(carla, ada, grace)
    await pauses(grace, "until 2026-12-01")

    await stage.time_is("2026-11-30T16:00+00:00")
    assert "Meet Grace Whitfield" not in ada.has_heard
    assert "Meet Ada Pereira" not in grace.has_heard

    await stage.time_is("2026-12-02T16:00+00:00")
    assert "Meet Grace Whitfield" in ada.has_heard
    assert "Meet Ada Pereira" in grace.has_heard


async def test_no_more_announcements_until_they_are_turned_on_again(stage: Stage, ada: Actor) -> None:
    await ada.types(command(ada, "stop"))
    await ada.types(command(ada, "stop"))
    assert "It was so already" in ada.sees("No more announcements").text
    assert not person(stage, ada).announcements

    await ada.presses("Turn them on again")

    assert "Announcements are on again" in ada.has_heard
    assert person(stage, ada).announcements


async def test_leaving_ends_everything_kindly_and_the_door_stays_open(
    stage: Stage, carla: Actor, pair: tuple[Actor, Actor]
) -> None:
    ada, grace = pair
    await grace.types(command(grace, "leave"))
    assert "Ada hears kindly" in grace.form_text
    await grace.fills()

    assert grace.has_heard[-1] == "You have left, Grace"
    told = ada.sees("Your hours with Grace have come to an end")
    assert "Look for somebody else" in told.buttons
    assert "is called off" in told.text
    with stage.onehour.ledger() as records:
        [ended] = records.pairs.in_programme(1)
        assert ended.state is PairState.ENDED
        assert ended.ended_at == stage.clock.now()
        left = records.programmes.enrolment(1, ended.mentor_id)
        assert left
        assert left.state is EnrolmentState.LEFT
    heard = ada.has_heard_but_notes, grace.has_heard_but_notes
    await stage.time_is("2027-02-10T16:00+00:00")
    assert (ada.has_heard_but_notes, grace.has_heard_but_notes) == heard, "nothing is owed about it any more"

    await grace.joins("mentor", more_offers="leadership", languages=["en"])
    assert grace.has_heard[-1] == "Welcome, Grace. You are in"
    await carla.types("/mentor admin match")
    assert carla.has_heard[-1] == "No pairs yet", "the same two are not brought together again"


async def test_a_mentor_hears_that_a_place_is_free(stage: Stage, pair: tuple[Actor, Actor]) -> None:
    ada, grace = pair
    await ada.types(command(ada, "leave"))
    await ada.fills()

    told = grace.sees("Your hours with Ada have come to an end")
    assert "your place is free" in told.text
    assert not told.buttons


async def test_leaving_settles_what_was_open_on_both_sides(
    stage: Stage, carla: Actor, ada: Actor, grace: Actor
) -> None:
    tom = stage.actors["tom"]
    await are_asked(carla, ada, grace)
    await tom.joins("mentor", more_offers="leadership", languages=["en"])
    await ada.types(command(ada, "request Tom Reed"))
    await ada.fills(line="Your talk")

    await ada.types(command(ada, "leave"))
    assert "1 open request is called back" in ada.form_text
    await ada.fills()

    assert "This match did not work out" in grace.has_heard
    assert tom.has_heard[-1] == "The request of Ada needs no answer any more"
    with stage.onehour.ledger() as records:
        mine = person_of(records.people.by_email(ada.human.email))
        assert {one.state for one in records.requests.of_mentee(mine.id)} == {RequestState.CANCELLED}
        [proposal] = records.pairs.proposals(1)
        assert proposal.state is ProposalState.DECLINED
    question = grace.sees("Meet Ada Pereira")
    await grace.presses("Yes, let us meet", on=question)
    assert "This is no longer open" in grace.has_heard
    await ada.joins("mentee", more_wants="leadership", languages=["en"])
    told = await looks_at_the_pairs(carla)
    assert "Grace Whitfield" in told, "nobody had said no, so that it may come again"


async def test_whoever_does_not_take_part_has_nothing_to_leave_or_change(ada: Actor) -> None:
    await ada.types(command(ada, "leave"))
    assert ada.has_heard[-1] == "You do not take part just now"

    await ada.types(command(ada, "change"))
    assert ada.has_heard[-1] == "There is nobody to change yet"


async def test_another_partner_without_leaving_and_without_a_reason(
    stage: Stage, carla: Actor, pair: tuple[Actor, Actor]
) -> None:
    ada, grace = pair
    await ada.types(command(ada, "change"))
    assert "Grace Whitfield" in ada.form_text
    await ada.fills()

    assert ada.has_heard[-1] == "That is settled"
    assert "Your place is free" in grace.sees("You and Ada go separate ways").text
    with stage.onehour.ledger() as records:
        assert [one.state for one in records.pairs.in_programme(1)] == [PairState.ENDED]
        assert {one.state for one in records.programmes.enrolments(1)} == {EnrolmentState.ACTIVE}
    await carla.types("/mentor admin match")
    assert carla.has_heard[-1] == "No pairs yet"


async def test_of_several_partners_one_is_chosen(
    stage: Stage, carla: Actor, ada: Actor, grace: Actor
) -> None:
    tom = stage.actors["tom"]
    for mentee in (ada, tom):
        await mentee.joins("mentee", more_wants="leadership", languages=["en"])
    await grace.joins("mentor", capacity="2", more_offers="leadership", languages=["en"])
    with stage.onehour.ledger() as records:
        ids = [person_of(records.people.by_email(one.human.email)).id for one in (grace, ada, tom)]
        for mentee_id in ids[1:]:
            records.pairs.offer(Proposal(0, 1, ids[0], mentee_id, 0, (), stage.clock.now()))
    for number, mentee in enumerate((ada, tom), start=1):
        for one in (mentee, grace):
            await one.types(command(one, "hello"))
            await one.forges("proposals.accept", str(number))

    await grace.types(command(grace, "change"))
    assert "Ada Pereira" in grace.form_text
    await grace.fills(pair="2")

    assert "You and Grace go separate ways" in tom.has_heard
    assert "You and Grace go separate ways" not in ada.has_heard


def person_of(found: Person | None) -> Person:
    assert found
    return found
