"""Groups of three to eight, from opening the programme to the introduction, and when they grow and shrink."""

from dataclasses import replace

import pytest

from bot.model import Enrolment, Role
from bot.people import Person, Platform
from tests.journeys.asking import last
from tests.journeys.groups import (
    CIRCLE,
    NO,
    YES,
    Cast,
    circle,
    company,
    group,
    joined,
    mentees,
    names,
    says_yes,
)
from tests.journeys.matching import publishes, read, two
from tests.journeys.programmes import looks_at, opens
from tests.stage import Stage, command

A_WEEK_LATER = "2026-12-01T15:00+00:00"


@pytest.fixture
async def cast(stage: Stage, platform: Platform) -> Cast:
    return await circle(stage, platform)


async def begins(cast: Cast) -> None:
    """Matched, published, and everybody says yes."""
    await publishes(cast["carla"])
    await cast["grace"].presses("Yes, let us all meet")
    await says_yes(*mentees(cast))


async def test_a_programme_of_groups_is_opened_and_joined(stage: Stage, platform: Platform) -> None:
    cast = await company(stage, platform)
    carla, grace, ada = cast["carla"], cast["grace"], cast["ada"]
    await opens(carla, CIRCLE, "group", purpose="To learn with others.")
    assert "Kind: groups" in last(carla).text
    await looks_at(grace, CIRCLE)
    await grace.presses("Take part")
    assert "one mentor with three to eight mentees" in grace.form_text
    await grace.fills(role="mentor")
    assert "Three to eight" in grace.form_text
    await grace.fills(capacity="2", more_offers="leadership")
    assert "Three to eight" in grace.form_text, "two are no group"
    await grace.fills(capacity="5", more_offers="leadership")
    await grace.fills()
    for one in mentees(cast):
        await looks_at(one, CIRCLE)
        await one.presses("Take part")
        await one.goes_through_the_pages("mentee", more_wants="leadership", goals="Lead a team")
    await ada.types(command(ada, "find"))
    assert last(ada).title == "Here, I find a group for you"
    await ada.types(command(ada, "request Grace Whitfield"))
    assert last(ada).title == "Here, I find a group for you"


async def test_a_coordinator_looks_at_groups_before_anybody_is_asked(cast: Cast) -> None:
    carla = cast["carla"]
    await carla.types(command(carla, "admin match"))
    assert "4 of 4 mentees who wait would get a mentor" in read(carla, f"Matching in {CIRCLE}")
    assert "That makes 1 group" in last(carla).text
    await carla.presses("Look at the pairs")
    assert "1. Grace Whitfield with 4" in read(carla, "The groups")
    await carla.presses("Back to the overview")
    await carla.presses("Publish")
    assert last(carla).title == "Ask 5 people?"
    assert "each mentor once for the whole group" in last(carla).text
    await carla.presses("Yes, ask them")
    assert "4 mentees and their mentors are being asked" in carla.sees("Published").text


async def test_the_mentor_is_asked_once_and_nobody_is_named_to_the_others(cast: Cast) -> None:
    grace, ada = cast["grace"], cast["ada"]
    await publishes(cast["carla"])
    asked = grace.sees("A group for you")
    assert all(one.human.name in asked.text for one in mentees(cast))
    assert grace.has_heard.count("A group for you") == 1, "the mentor is asked once"
    invited = ada.sees("A group with Grace Whitfield")
    assert "with 3 others" in invited.text
    assert "Ben" not in invited.text, "nobody is named before it begins"
    await says_yes(*mentees(cast)[:3])
    await grace.types(command(grace, "status"))
    assert "Ada, Ben, Cem, Dan" in read(grace, "Where things stand")
    await grace.presses("Yes, let us all meet", asked)
    assert "Your group has come together" not in grace.has_heard, "one has not answered"
    await says_yes(cast["dan"])
    assert "Your group has come together" in grace.has_heard


async def test_all_learn_of_all_when_it_begins(cast: Cast) -> None:
    carla, grace, ada = cast["carla"], cast["grace"], cast["ada"]
    await begins(cast)

    begun = grace.sees("Your group has come together")
    assert "You convene" in begun.text
    for one in mentees(cast):
        told = one.sees("Your group with Grace begins").text
        others = [other for other in mentees(cast) if other is not one]
        assert all(other.human.name in told and other.human.email in told for other in others)
        assert "grace@hartwell.example" in told
        assert "Grace convenes" in told
    assert "mailto" in ada.links
    await ada.types(command(ada, "status"))
    assert "is your mentor, in a group with Ben, Cem and Dan" in read(ada, "Where things stand")
    await grace.types(command(grace, "status"))
    assert "are your mentees" in last(grace).text
    await carla.types(command(carla, "admin match"))
    assert "No pairs yet" in last(carla).title


async def test_whoever_says_no_is_left_out_and_the_others_begin(cast: Cast, stage: Stage) -> None:
    await publishes(cast["carla"])
    await says_yes(*mentees(cast)[:3])
    await cast["grace"].presses("Yes, let us all meet")

    await cast["dan"].presses(NO)

    assert names(stage, group(stage, cast)) == ["ada", "ben", "cem"]
    assert "nobody is told why" in last(cast["dan"]).text
    assert "Dan" not in cast["grace"].sees("Your group has come together").text
    assert "This match did not work out" not in cast["grace"].has_heard


async def test_after_a_week_a_group_begins_without_whoever_has_not_answered(cast: Cast, stage: Stage) -> None:
    await publishes(cast["carla"])
    await says_yes(*mentees(cast)[:3])
    await cast["grace"].presses("Yes, let us all meet")

    await stage.time_is(A_WEEK_LATER)

    assert names(stage, group(stage, cast)) == ["ada", "ben", "cem"]
    assert "has gone on with those who had answered" in cast["dan"].sees("No group this time").text
    await cast["dan"].presses(YES)
    assert names(stage, group(stage, cast)) == ["ada", "ben", "cem"], "too late changes nothing"


async def test_with_fewer_than_three_it_comes_to_nothing_and_everybody_may_be_matched_again(
    cast: Cast, stage: Stage
) -> None:
    carla, grace = cast["carla"], cast["grace"]
    await publishes(carla)
    await cast["ada"].presses(YES)
    await cast["ben"].presses(YES)
    await grace.presses("Yes, let us all meet")

    await stage.time_is(A_WEEK_LATER)

    for one in mentees(cast):
        assert "did not come together this time" in one.sees("No group this time").text
    assert grace.has_heard.count("Your group did not come together") == 1
    assert "A group did not come together" in carla.has_heard
    await carla.types(command(carla, "admin match"))
    assert "4 of 4 mentees" in read(carla, f"Matching in {CIRCLE}")


async def test_as_soon_as_three_are_out_of_reach_nobody_waits_in_vain(cast: Cast) -> None:
    await publishes(cast["carla"])
    await cast["ada"].presses(NO)
    await cast["ben"].presses(NO)

    assert "Your group did not come together" in cast["grace"].has_heard
    assert "No group this time" in cast["cem"].has_heard
    await cast["cem"].presses(YES)
    assert "Your group with Grace begins" not in cast["cem"].has_heard


async def test_a_mentor_who_says_no_frees_the_whole_group(cast: Cast) -> None:
    await publishes(cast["carla"])
    await cast["grace"].presses(NO)

    assert all("No group this time" in one.has_heard for one in mentees(cast))
    await cast["carla"].types(command(cast["carla"], "admin match"))
    assert last(cast["carla"]).title == "No pairs yet"


async def test_a_mentee_leaves_and_the_others_keep_their_hour(cast: Cast, stage: Stage) -> None:
    await begins(cast)
    ben, grace = cast["ben"], cast["grace"]
    await ben.types(command(ben, "leave"))
    assert "Grace" in ben.form_text
    await ben.fills()

    assert names(stage, group(stage, cast)) == ["ada", "cem", "dan"]
    for one in (grace, cast["ada"], cast["cem"], cast["dan"]):
        assert "Your group goes on without Ben" in one.has_heard
    await ben.types(command(ben, "status"))
    assert "Grace" not in last(ben).text
    await stage.time_is("2026-11-26T12:00+00:00")
    heard = [title for title in ben.has_heard if title.startswith("An hour")]
    assert heard == [], "whoever has left is asked for no hour"


async def test_when_one_is_left_the_mentor_says_whether_the_two_go_on(cast: Cast, stage: Stage) -> None:
    await begins(cast)
    grace, dan = cast["grace"], cast["dan"]
    for name in ("ada", "ben", "cem"):
        await cast[name].types(command(cast[name], "change"))
        assert "Grace" in cast[name].form_text
        await cast[name].fills()
    asked = grace.sees("One is left of your group")
    assert "Dan Ivers" in asked.text

    await grace.presses("Go on as a pair", asked)

    assert "Grace and you go on" in dan.has_heard
    assert names(stage, group(stage, cast)) == ["dan"]


async def test_a_group_may_be_ended_when_one_is_left(cast: Cast, stage: Stage) -> None:
    await begins(cast)
    for name in ("ada", "ben", "cem"):
        await cast[name].types(command(cast[name], "change"))
        await cast[name].fills()

    await cast["grace"].presses("End it here")
    await cast["dan"].forges("groups.close", str(group(stage, cast).id))

    assert "Your group has come to an end" in cast["dan"].has_heard
    assert last(cast["grace"]).title == "That is settled"


async def test_a_mentees_pause_takes_no_hour_from_the_others_but_a_mentors_does(
    cast: Cast, stage: Stage
) -> None:
    await begins(cast)
    ada, grace = cast["ada"], cast["grace"]
    await ada.types(command(ada, "pause 2026-12-10"))
    await ada.fills()
    assert "Ada is away from your group for a while" in grace.has_heard
    assert not any("Ada" in title for title in cast["ben"].has_heard)
    await ada.types(command(ada, "resume"))
    assert "Ada is back in your group" in grace.has_heard
    await grace.types(command(grace, "pause 2026-12-10"))
    await grace.fills()
    assert all("Grace takes a break" in one.has_heard for one in mentees(cast))


async def test_of_a_silent_group_one_may_go_and_the_others_decide_for_themselves(
    cast: Cast, stage: Stage
) -> None:
    with stage.onehour.ledger() as records:
        programme = next(one for one in records.programmes.all() if one.name == CIRCLE)
        records.programmes.keep(replace(programme, months=6))
    await begins(cast)
    ada, grace = cast["ada"], cast["grace"]
    await stage.time_is("2027-02-24T12:00+00:00")
    asked = ada.sees("Does your group go on?")
    assert "Close it kindly" not in asked.buttons, "no mentee ends it for the others"
    await ada.presses("I leave it kindly", asked)
    assert (
        "Your group with Grace is complete" in ada.sees("Your hours with Grace have come to their end").text
    )
    await grace.presses("We go on")
    assert "You and Ben, Cem and Dan go on" in grace.sees("Good to hear").text

    await stage.time_is("2027-03-04T12:00+00:00")

    assert names(stage, group(stage, cast)) == ["ben", "cem", "dan"]
    assert "Your group goes on without Ada" in cast["ben"].has_heard


async def test_whoever_joins_later_joins_the_group_that_has_room(cast: Cast, stage: Stage) -> None:
    await begins(cast)
    carla, eva, grace = cast["carla"], cast["eva"], cast["grace"]
    with stage.onehour.ledger() as records:
        programme = next(one for one in records.programmes.all() if one.name == CIRCLE)
    joined(stage, eva, programme, Role.MENTEE)
    await carla.types(command(carla, "admin match"))
    assert "1 of 1 mentee" in read(carla, f"Matching in {CIRCLE}")
    await publishes(carla)
    invited = eva.sees("A group with Grace Whitfield")
    assert "The group meets already" in invited.text
    assert "with 4 others" in invited.text
    await eva.presses(YES)

    await grace.presses("Yes, let us all meet", grace.sees("More people for your group"))

    assert names(stage, group(stage, cast)) == ["ada", "ben", "cem", "dan", "eva"]
    assert all("Eva joins your group" in one.has_heard for one in (grace, *mentees(cast)))
    assert all(one.human.name in eva.sees("Your group with Grace begins").text for one in mentees(cast))


async def test_a_coordinator_forbids_two_and_locks_nobody_in_a_group(cast: Cast, stage: Stage) -> None:
    carla = cast["carla"]
    await carla.types(command(carla, "admin match why"))
    await carla.fills(mentee="Ada Pereira", mentor="Grace Whitfield")
    assert "Lock this pair" not in last(carla).buttons
    await carla.presses("Forbid these two")
    assert "1. Grace Whitfield with 3" in read(carla, "The groups")
    await carla.presses("Allow those two again")
    assert "1. Grace Whitfield with 4" in read(carla, "The groups")
    await carla.types(command(carla, "admin match why"))
    await carla.fills(mentee="Ada Pereira", mentor="Grace Whitfield")
    await carla.presses("Forbid these two")
    await carla.forges("match.lock", f"2@{two(stage, 'Grace Whitfield', 'Ben Okafor')}")
    assert "nobody is locked in it" in last(carla).text
    await carla.types(command(carla, "admin match"))
    await carla.presses("How it is chosen")
    assert "Protect the weakest" not in last(carla).text
    await carla.types(command(carla, "admin match"))
    await carla.presses("Who is left")
    await publishes(carla)
    assert (
        "There is no group for you in this round" in cast["ada"].sees("No group for you this time, Ada").text
    )


async def test_many_groups_are_looked_at_two_at_a_time(cast: Cast, stage: Stage) -> None:
    with stage.onehour.ledger() as records:
        programme = next(one for one in records.programmes.all() if one.name == CIRCLE)
        for number in range(10):
            guides = number < 2
            one = Person(0, 1, f"Extra {number}", f"extra{number}@hartwell.example", level=8 if guides else 3)
            person = records.people.add(one)
            role, capacity = (Role.MENTOR, 4) if guides else (Role.MENTEE, 0)
            now = stage.clock.now()
            records.programmes.enrol(Enrolment(0, programme.id, person.id, role, now, capacity))
    carla = cast["carla"]
    await carla.types(command(carla, "admin match"))
    assert "That makes 3 groups" in last(carla).text

    await carla.presses("Look at the pairs")
    assert "1. Extra 0 with" in read(carla, "The groups")
    await carla.presses("More groups")

    assert "3. Grace Whitfield with" in read(carla, "The groups")
    await carla.presses("Earlier")
    assert "2. Extra 1 with" in read(carla, "The groups")


async def test_where_the_best_groups_cannot_be_found_exactly_it_is_said_and_nobody_is_asked(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    # five mentors short of three would need hundreds of ways to be tried: a smaller limit needs fewer people
    monkeypatch.setattr("bot.matching.searching.MOST_TRIED", 1)
    carla = cast["carla"]
    await cast["dan"].types(command(cast["dan"], "leave"))
    await cast["dan"].fills()
    await cast["cem"].types(command(cast["cem"], "leave"))
    await cast["cem"].fills()

    await carla.types(command(carla, "admin match"))

    assert "the best ones cannot be found exactly" in read(carla, "No pairs yet")
    await carla.presses("Who is left")
    assert "the best groups could not be found exactly" in last(carla).text


async def test_a_group_reads_german_as_well(stage: Stage) -> None:
    cast = await circle(stage, Platform.TEAMS, locale="de-DE")
    grace, ada = cast["grace"], cast["ada"]
    await publishes(cast["carla"])
    assert "Deine Antwort gilt für die ganze Gruppe" in grace.sees("Eine Gruppe für dich").text
    assert "mit 3 weiteren Personen" in ada.sees("Eine Gruppe mit Grace Whitfield").text
    await grace.presses("Ja, lasst uns alle reden")
    for one in mentees(cast):
        await one.presses("Ja, ich bin dabei")

    assert "Du lädst ein" in grace.sees("Deine Gruppe ist zusammen").text
    assert "Grace lädt ein" in ada.sees("Deine Gruppe mit Grace beginnt").text
    await ada.types(command(ada, "status"))
    assert "in einer Gruppe mit Ben, Cem und Dan" in read(ada, "So steht es gerade")
    await ada.types(command(ada, "leave"))
    await ada.fills()
    assert "Deine Gruppe geht ohne Ada weiter" in grace.has_heard
