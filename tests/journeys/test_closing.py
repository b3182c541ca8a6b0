"""Months that come to their end: as planned, before, in silence; looking back; what may follow; in every kind."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot import interviews
from bot.endings import ClosingInterview, Ending, Use
from bot.message import Fact, FileOf
from bot.model import MeetingState, Met, Pair, PairState, ProgrammeKind
from bot.people import Account, Address, Person, Platform
from bot.ports import Visit
from bot.records import Records
from tests.journeys.asking import last, number
from tests.journeys.closing import ending, have_met, meet, two
from tests.journeys.programmes import roles
from tests.stage import Actor, Stage, command

Two = tuple[Actor, Actor]
# Six months after Monday, 23 November 2026: a Sunday, so that the working morning is Monday's.
BEFORE, THE_END = "2027-05-24T07:59+00:00", "2027-05-24T08:00+00:00"
A_FORTNIGHT_LATER = "2027-06-08T12:00+00:00"
ENDED = "Your hours with {} have come to their end"
COMPLETE = "Your months with {} are complete"


@pytest.fixture
async def people(stage: Stage, platforms: tuple[Platform, Platform]) -> Two:
    return await two(stage, platforms)


@pytest.fixture
async def couple(stage: Stage) -> Two:
    """One of each platform, where both do or hear the same."""
    return await two(stage, (Platform.SLACK, Platform.TEAMS))


async def looks_back(actor: Actor, **answers: str | list[str]) -> None:
    await actor.presses("Look back")
    await actor.fills(**answers)


async def test_at_the_planned_end_both_hear_it_that_morning_with_their_hours_in_words(
    couple: Two, stage: Stage
) -> None:
    ada, grace = couple
    pair = meet(stage, grace, ada)
    have_met(stage, pair, 6)
    await stage.time_is(BEFORE)
    assert COMPLETE.format("Grace") not in ada.has_heard
    await stage.time_is(THE_END)

    for one, other, thanks in ((ada, "Grace", "your trust"), (grace, "Ada", "what you passed on")):
        heard = one.sees(COMPLETE.format(other))
        assert "six hours to each other over six months" in heard.text
        assert thanks in heard.text
        assert "mentoring-certificate.html" in str(stage.playground.world.entries(one.human.id))
    assert {"Look back", "Go on for some months", "I would like to mentor", "Not now"} <= set(
        ada.sees(COMPLETE.format("Grace")).buttons
    )
    assert "I need a mentor too" in grace.sees(COMPLETE.format("Ada")).buttons


async def test_it_ends_once_both_have_said_so_one_looking_back_and_one_without_a_word(
    people: Two, stage: Stage
) -> None:
    ada, grace = people
    pair = meet(stage, grace, ada)
    have_met(stage, pair, 1)
    await stage.time_is(THE_END)

    await looks_back(grace, learned="To ask before I answer", brought=["clarity", "contact"])
    assert "once Ada says so as well" in grace.sees("Kept, for you to look back on").text
    assert ending(stage, pair) == (None, None)
    await ada.presses("Not now")

    assert "is complete" in ada.sees("That is fine").text
    assert ending(stage, pair) == (Ending.COMPLETED, stage.clock.now())
    assert "It was one hour over six months" in grace.sees(ENDED.format("Ada")).text
    assert "To ask before" not in stage.kept()
    await grace.types(command(grace, "close"))
    assert "To ask before I answer" in last(grace).text
    assert "Clarity: I see more clearly" in last(grace).text
    await grace.presses("Certificate: Ada")
    assert "It is on its way" in grace.has_heard
    assert grace.has_heard[-1] == "Your certificate"
    await ada.types(command(ada, "close"))
    assert "You have written nothing about them" in last(ada).text
    await ada.presses("Look back after all")
    await ada.fills(learned="Calm")
    assert "Your pair with Grace is complete" in ada.sees("Kept, for you to look back on").text
    await ada.presses("My certificate")
    assert ada.has_heard[-1] == "Your certificate"


async def test_whoever_answers_nothing_is_at_no_fault_and_it_ends_in_two_weeks(
    couple: Two, stage: Stage
) -> None:
    ada, grace = couple
    pair = meet(stage, grace, ada)
    have_met(stage, pair, 3, Met.NO)
    await stage.time_is("2027-06-07T07:59+00:00")
    assert ending(stage, pair) == (None, None)
    await stage.time_is(A_FORTNIGHT_LATER)

    assert ending(stage, pair)[0] is Ending.COMPLETED
    for one, other in ((ada, "Grace"), (grace, "Ada")):
        told = one.sees(ENDED.format(other))
        assert "leave ends" in told.text
        assert "Look back" in told.buttons
        assert "mentoring-certificate.html" not in str(stage.playground.world.entries(one.human.id))
    heard = ada.has_heard, grace.has_heard
    await stage.time_is("2027-12-01T12:00+00:00")
    assert (ada.has_heard, grace.has_heard) == heard


async def test_an_hour_that_is_still_ahead_is_waited_for(couple: Two, stage: Stage) -> None:
    ada, grace = couple
    pair = meet(stage, grace, ada)
    have_met(stage, pair, 5)
    await stage.time_is("2027-05-20T12:00+00:00")
    with stage.onehour.ledger() as records:
        hour = next(one for one in records.meetings.of_pair(pair.id) if one.round == 6)
        at = datetime(2027, 5, 27, 14, tzinfo=UTC)
        records.meetings.keep(replace(hour, state=MeetingState.BOOKED, at=at, slots=(*hour.slots, at)))
    await stage.time_is("2027-05-27T15:00+00:00")
    assert COMPLETE.format("Grace") not in ada.has_heard

    await stage.time_is("2027-05-31T12:00+00:00")

    assert COMPLETE.format("Grace") in ada.has_heard


@pytest.mark.parametrize("closes", ["mentee", "mentor"])
async def test_either_side_closes_early_and_the_other_hears_it_kindly_without_a_reason(
    people: Two, stage: Stage, closes: str
) -> None:
    ada, grace = people
    pair = meet(stage, grace, ada)
    have_met(stage, pair, 2, first=1)
    await stage.time_is("2027-01-20T10:00+00:00")
    one, other = (ada, grace) if closes == "mentee" else (grace, ada)

    await one.types(command(one, "close"))
    assert "Nobody asks why" in one.form_text
    await one.fills()

    mine = one.sees("You have closed it well")
    assert "two hours over two months" in mine.text
    assert "mentoring-certificate.html" in str(stage.playground.world.entries(one.human.id))
    assert ending(stage, pair) == (Ending.EARLY, stage.clock.now())
    told = other.sees(ENDED.format(one.human.name.split()[0]))
    assert "counts in full" in told.text
    assert "Look back" in told.buttons
    assert ("Look for somebody else" in told.buttons) is (other is ada)
    heard = one.has_heard, other.has_heard
    await stage.time_is("2027-07-01T12:00+00:00")
    assert (one.has_heard, other.has_heard) == heard, "nothing is owed about it any more"


async def test_of_several_pairs_one_is_chosen_and_what_was_written_before_is_shown(
    people: Two, stage: Stage
) -> None:
    ada, grace = people
    pair = meet(stage, grace, ada)
    await grace.types(command(grace, "close"))
    await grace.fills()
    await looks_back(grace, learned="Patience")
    carla = stage.actors["carla"]
    second = meet(stage, grace, carla)

    await grace.types(command(grace, "close"))
    await grace.fills(pair="again")
    assert "Patience" in grace.sees("What you take along").text
    await grace.types(command(grace, "close"))
    await grace.fills(pair=str(second.id))

    assert ending(stage, pair)[0] is Ending.EARLY
    assert ending(stage, second)[0] is Ending.EARLY
    await ada.types(command(ada, "look-back"))
    assert "What is different for you now?" in ada.form_text


async def test_there_may_be_nothing_to_close_to_extend_or_to_tell_yet(people: Two, stage: Stage) -> None:
    ada, grace = people
    for words, title in (
        ("close", "There is nothing to close"),
        ("extend", "There is nothing to go on with"),
        ("look-back", "There is nothing to look back on yet"),
        ("story", "That question comes later"),
    ):
        await ada.types(command(ada, words))
        assert last(ada).title == title
    meet(stage, grace, ada)
    await ada.types(command(ada, "look-back"))
    assert ada.has_heard.count("There is nothing to look back on yet") == 2, "it has only begun"


async def test_plain_words_lead_there_in_both_languages(people: Two) -> None:
    ada, _ = people
    for words, title in (
        ("Can we go on for another three months?", "There is nothing to go on with"),
        ("Können wir das Tandem verlängern?", "There is nothing to go on with"),
        ("I'd like to look back on the whole time", "There is nothing to look back on yet"),
        ("Ihr dürft meine Geschichte erzählen", "That question comes later"),
        ("Wir haben unsere Stunde verschoben", "No hour to move"),
        ("I'd like to name times of my own", "There is nobody to meet yet"),
    ):
        heard = len(ada.has_heard)
        await ada.types(words)
        assert ada.has_heard[heard:] == [title]


async def test_they_go_on_when_the_other_agrees_and_the_end_moves(people: Two, stage: Stage) -> None:
    ada, grace = people
    pair = meet(stage, grace, ada)
    have_met(stage, pair, 6)
    await stage.time_is(THE_END)

    await ada.presses("Go on for some months")
    await ada.fills(more="2")
    assert "the answer is still to come" in ada.sees("I have asked").text
    asked = grace.sees("Ada would like to go on")
    assert "two more times: 60 minutes a month, as before" in asked.text
    await grace.presses("Yes, let us go on", asked)

    for one in people:
        assert "eight times in all" in one.sees("You go on together").text
    with stage.onehour.ledger() as records:
        assert records.pairs.of(pair.mentor_id, pair.id).months == 8
    await stage.time_is("2027-07-22T12:00+00:00")
    assert ending(stage, pair) == (None, None), "the earlier end is no more"
    assert grace.has_heard.count("An hour with Ada") == 2
    assert ada.has_heard.count(COMPLETE.format("Grace")) == 1
    await stage.time_is("2027-07-23T12:00+00:00")
    assert ada.has_heard.count(COMPLETE.format("Grace")) == 2
    await stage.time_is("2027-08-10T12:00+00:00")
    assert ending(stage, pair)[0] is Ending.COMPLETED


async def test_a_no_to_going_on_says_only_that_they_close_as_planned(people: Two, stage: Stage) -> None:
    ada, grace = people
    pair = meet(stage, grace, ada)
    await grace.types(command(grace, "extend"))
    await grace.fills(more="6")
    await stage.time_is("2026-11-24T12:00+00:00")
    await ada.types(command(ada, "extend"))
    assert last(ada).title == "Grace would like to go on", "whoever is asked already is not asked to ask"
    await grace.types(command(grace, "extend"))
    assert last(grace).title == "I have asked"

    await ada.presses("No, as planned")

    assert ada.has_heard[-1] == "You close as planned"
    told = grace.sees("You close as planned")
    assert "Your months with Ada end as you had planned them" in told.text
    with stage.onehour.ledger() as records:
        assert records.pairs.of(pair.mentor_id, pair.id).months == 6


async def test_nobody_goes_on_for_more_than_two_years(couple: Two, stage: Stage) -> None:
    ada, grace = couple
    pair = meet(stage, grace, ada)
    with stage.onehour.ledger() as records:
        records.pairs.keep(replace(pair, months=22))
    await ada.types(command(ada, "extend"))
    assert "2 more meetings" in ada.form_text
    assert "3 more meetings" not in ada.form_text
    await ada.fills(more="2")
    await stage.time_is("2026-11-24T12:00+00:00")
    await grace.presses("Yes, let us go on")

    await ada.types(command(ada, "extend"))

    assert "at most twenty-four months" in last(ada).text


async def test_the_other_role_takes_one_tap(couple: Two, stage: Stage) -> None:
    ada, grace = couple
    have_met(stage, meet(stage, grace, ada), 1)
    await stage.time_is(THE_END)
    for one, other, role in ((grace, "Ada", "mentee"), (ada, "Grace", "mentor")):
        assert "on the terms you agreed to when you joined" in one.sees(COMPLETE.format(other)).text
        await one.presses("I need a mentor too" if role == "mentee" else "I would like to mentor")
        assert f"as a {role} as well" in one.sees("You are in, on both sides").text

    assert roles(stage, ada) == roles(stage, grace) == {"One hour a month": "both"}
    me = number(stage, ada)
    with stage.onehour.ledger() as records:
        joined = records.programmes.enrolment(1, me)
        assert joined
        assert (joined.capacity, joined.consented_at) == (1, stage.clock.now())


async def test_a_story_is_told_only_after_a_yes_of_its_own_which_one_tap_takes_back(
    people: Two, stage: Stage
) -> None:
    ada, grace = people
    pair = meet(stage, grace, ada)
    await ada.types(command(ada, "close"))
    await ada.fills()
    await looks_back(ada, next="Apply for the team")
    await ada.presses("May my story be told?")
    await ada.fills()
    assert "Nothing is told" in ada.sees("That is how it stands").text
    me = number(stage, ada)
    with stage.onehour.ledger() as records:
        assert list(records.consents.by(me)) == []

    await ada.types(command(ada, "story"))
    await ada.fills(use="named_story")
    assert "may be told in your name" in ada.sees("That is how it stands").text
    await ada.presses("May my story be told?")
    await ada.fills(use="unnamed_story")
    with stage.onehour.ledger() as records:
        first, second = records.consents.by(me)
        assert (first.use, first.act, first.withdrawn_at) == (Use.NAMED_STORY, "story", stage.clock.now())
        assert (second.use, second.act, second.withdrawn_at) == (
            Use.UNNAMED_STORY,
            f"story:{pair.id}",
            None,
        )
    await ada.types(command(ada, "close"))
    await ada.presses("Withdraw my consent")

    assert "Withdrawn" in ada.has_heard
    with stage.onehour.ledger() as records:
        assert [one.withdrawn_at for one in records.consents.by(me)] == [stage.clock.now()] * 2
    assert "Apply for the team" not in grace.sees_words
    assert "story" not in grace.sees_words.replace("history", "").lower()


async def test_after_ninety_days_of_silence_both_are_asked_and_then_it_is_closed_kindly(
    couple: Two, stage: Stage
) -> None:
    ada, grace = couple
    pair = meet(stage, grace, ada)
    await stage.time_is("2027-02-21T12:00+00:00")
    asked = "Do you and {} go on?"
    assert asked.format("Grace") not in ada.has_heard
    await stage.time_is("2027-02-22T12:00+00:00")
    for one, other in ((ada, "Grace"), (grace, "Ada")):
        assert "I have heard nothing" in one.sees(asked.format(other)).text

    await stage.time_is("2027-03-02T12:00+00:00")

    assert ending(stage, pair)[0] is Ending.INACTIVE
    for one, other in ((ada, "Grace"), (grace, "Ada")):
        told = one.sees(ENDED.format(other))
        assert "nobody is at fault" in told.text
        assert "leave ends" in told.text


async def test_one_press_is_enough_to_go_on_and_the_other_way_to_close(people: Two, stage: Stage) -> None:
    ada, grace = people
    pair = meet(stage, grace, ada)
    await stage.time_is("2027-02-22T12:00+00:00")
    await ada.presses("We go on")
    assert "Good to hear" in ada.has_heard
    await stage.time_is("2027-05-20T12:00+00:00")
    assert ending(stage, pair) == (None, None)
    assert grace.has_heard.count("Do you and Ada go on?") == 1

    await grace.presses("Close it kindly")

    assert ending(stage, pair)[0] is Ending.INACTIVE
    assert ENDED.format("Ada") in grace.has_heard
    assert ENDED.format("Grace") in ada.has_heard


async def test_a_pause_is_no_silence(couple: Two, stage: Stage) -> None:
    ada, grace = couple
    pair = meet(stage, grace, ada)
    await grace.types(command(grace, "pause until 1 April"))
    await grace.fills()
    await stage.time_is("2027-05-15T12:00+00:00")

    assert ending(stage, pair) == (None, None)
    assert [title for title in (*ada.has_heard, *grace.has_heard) if title.endswith("go on?")] == []


async def test_hours_that_take_place_keep_a_pair_alive(couple: Two, stage: Stage) -> None:
    ada, grace = couple
    meet(stage, grace, ada)
    await stage.time_is("2026-12-28T10:00+00:00")
    await ada.presses(next(iter(ada.sees("An hour with Grace").buttons)))
    await stage.time_is("2027-03-24T12:00+00:00")
    assert "Do you and Grace go on?" not in ada.has_heard
    await stage.time_is("2027-04-06T12:00+00:00")
    assert "Do you and Grace go on?" in ada.has_heard


async def test_in_a_reverse_pair_every_word_is_turned_round(people: Two, stage: Stage) -> None:
    ada, grace = people
    pair = meet(stage, ada, grace, ProgrammeKind.REVERSE)
    have_met(stage, pair, 3)
    await stage.time_is("2027-02-24T12:00+00:00")

    junior, senior = ada.sees(COMPLETE.format("Grace")), grace.sees(COMPLETE.format("Ada"))
    assert "your side of things" in junior.text
    assert "from the other side" in senior.text
    assert "I need a mentor too" in junior.buttons
    assert "where somebody with more experience guides you" in junior.text
    assert "I would like to mentor" in senior.buttons
    await ada.presses("I need a mentor too")
    assert "60 minutes a month, for 6 months" in ada.form_text, "another programme asks for its own yes"
    await ada.closes()
    await ada.presses("Look back", junior)
    assert "showing somebody senior your world" in ada.form_text
    await ada.fills(learned="My view counts")
    await grace.presses("Look back", senior)
    assert "from where you sit" in grace.form_text
    await grace.fills()

    assert ending(stage, pair)[0] is Ending.COMPLETED
    await ada.types(command(ada, "export"))


async def test_peers_close_as_equals(couple: Two, stage: Stage) -> None:
    ada, grace = couple
    pair = meet(stage, grace, ada, ProgrammeKind.PEER)
    have_met(stage, pair, 3)
    await stage.time_is("2027-02-24T12:00+00:00")

    for one, other in ((ada, "Grace"), (grace, "Ada")):
        heard = one.sees(COMPLETE.format(other))
        assert "letting somebody give to you" in heard.text
        await one.presses("Look back", heard)
        assert "What did you learn from each other?" in one.form_text
        assert "mentor" not in one.form_text.casefold()
        await one.fills(brought=["connection"])
    assert ending(stage, pair)[0] is Ending.COMPLETED
    assert "mentor" not in ada.sees(ENDED.format("Grace")).text.casefold()


async def test_german_readers_read_german(stage: Stage) -> None:
    ada, grace = await two(stage, (Platform.SLACK, Platform.TEAMS), "de-DE")
    pair = meet(stage, grace, ada)
    have_met(stage, pair, 5)
    await stage.time_is(THE_END)
    told = ada.sees("Deine Monate mit Grace sind um").text
    assert "fünf Stunden Zeit füreinander genommen, verteilt auf sechs Monate" in told
    await grace.presses("Zurückblicken")
    assert "Was hast du als Mentor:in gelernt?" in grace.form_text
    await grace.fills(learned="Zuhören")
    await ada.presses("Jetzt nicht")
    assert "abgeschlossen" in ada.seen[-1].text
    assert timedelta() < stage.clock.now() - pair.started_at


async def test_a_mentee_of_a_group_does_not_close_it_for_the_others(couple: Two, stage: Stage) -> None:
    ada, grace = couple
    carla = stage.actors["carla"]
    meet(stage, grace, ada)
    with stage.onehour.ledger() as records:
        [pair] = records.pairs.in_programme(1)
        records.pairs.keep(replace(pair, state=PairState.ENDED))
    mentor_id, mentee_ids = number(stage, grace), (number(stage, ada), number(stage, carla))
    with stage.onehour.ledger() as records:
        group = records.pairs.begin(Pair(0, 1, mentor_id, mentee_ids, stage.clock.now(), 6))
    await carla.types(command(carla, "close"))
    assert "Your group goes on for the others" in last(carla).text

    await grace.types(command(grace, "close"))
    await grace.fills(pair=str(group.id))

    assert ending(stage, group)[0] is Ending.EARLY
    assert "the others hear" in grace.sees("You have closed it well").text
    for one in (ada, carla):
        assert ENDED.format("Grace") in one.has_heard


async def test_coordinators_see_what_it_brought_as_counts_that_expose_nobody(
    couple: Two, stage: Stage
) -> None:
    carla = stage.actors["carla"]
    ada, grace = couple
    pair = meet(stage, grace, ada)
    chosen = (
        *[("connection", "clarity")] * 3,
        *[("connection",)] * 2,
        ("connection", "nothing"),
        ("clarity", "decision"),
    )
    with stage.onehour.ledger() as records:
        for n, brought in enumerate(chosen):
            one = records.people.add(Person(0, records.people.organisation().id, f"Writer {n}"))
            told = ClosingInterview(0, pair.id, one.id, stage.clock.now(), {"learned": "Quiet"}, brought)
            records.endings.keep(told)
            if n == 1:
                assert told_to(records, carla, stage) == {"looked_back": 0, "brought": ()}

    await carla.types(command(carla, "admin programme"))
    if "One hour a month" in last(carla).buttons:
        await carla.presses("One hour a month")

    seen = last(carla).text
    assert "6 looked back at the end; what it brought them: connection 6, clarity 3" in seen
    for hidden in ("nothing much", "a decision", "Quiet"):
        assert hidden not in seen


def test_a_figure_is_hidden_where_those_who_did_not_choose_are_too_few() -> None:
    assert [interviews.exposes_nobody(count, 6) for count in range(7)] == [
        *(False, False, False, True, False, False, True)
    ]
    assert [interviews.exposes_nobody(count, 3) for count in range(4)] == [False, False, False, True]


async def test_the_certificate_says_hours_in_words_and_names_nobody_else(couple: Two, stage: Stage) -> None:
    ada, grace = couple
    pair = meet(stage, grace, ada)
    have_met(stage, pair, 3, first=1)
    await stage.time_is("2027-02-20T12:00+00:00")
    await ada.types(command(ada, "close"))
    await ada.fills()
    subject = FileOf("certificate", str(pair.id))

    page = stage.onehour.bot.file(address(ada), subject)
    other = stage.onehour.bot.file(address(stage.actors["carla"]), subject)

    assert page
    text = page.content.decode()
    for told in ("Ada Pereira", "three hours over three months", "23 November 2026", "20 February 2027"):
        assert told in text
    assert "Grace" not in text
    assert other is None, "whoever was not in it gets none"


def address(actor: Actor) -> Address:
    [account] = accounts(actor)
    return account.address


def accounts(actor: Actor) -> Sequence[Account]:
    me = number(actor.stage, actor)
    with actor.stage.onehour.ledger() as records:
        return records.people.accounts(me)


def told_to(records: Records, actor: Actor, stage: Stage) -> dict[str, Fact]:
    found = records.people.by_email(actor.human.email)
    assert found
    [account] = records.people.accounts(found.id)
    visit = Visit(found, account, records, stage.clock.now(), stage.onehour.bot.house)
    return interviews.told_of(visit, records.programmes.get(1))


async def test_forged_and_repeated_presses_change_nothing(couple: Two, stage: Stage) -> None:
    ada, grace = couple
    carla = stage.actors["carla"]
    pair = meet(stage, grace, ada)
    await carla.types(command(carla, "status"))
    await stage.time_is("2026-11-24T12:00+00:00")
    await ada.types(command(ada, "extend"))
    await ada.fills(more="1")
    await ada.types(command(ada, "status"))
    with stage.onehour.ledger() as records:
        [wish] = records.endings.extensions(pair.id)

    for one, action, subject in (
        (ada, "extending.accept", str(wish.id)),
        (carla, "extending.accept", str(wish.id)),
        (ada, "closing.not_now", str(pair.id)),
        (carla, "closing.quietly", str(pair.id)),
        (carla, "closing.go_on", str(pair.id)),
        (ada, "certificates.send", str(pair.id)),
        (carla, "closing.second", "mentee:1"),
        (ada, "closing.second", "both:1"),
        (ada, "consents.withdraw", "1"),
    ):
        await one.types(command(one, "status"))
        await one.forges(action, subject)
        assert ending(stage, pair) == (None, None)

    for _ in range(2):
        await grace.types(command(grace, "status"))
        await grace.forges("extending.accept", str(wish.id))
    with stage.onehour.ledger() as records:
        assert records.pairs.of(pair.mentor_id, pair.id).months == 7
        assert not list(records.endings.interviews(number_in(records, ada)))
        assert records.consents.by(number_in(records, ada)) == ()


def number_in(records: Records, actor: Actor) -> int:
    found = records.people.by_email(actor.human.email)
    assert found
    return found.id
