"""Leaders are marked, asked in waves, answer with one tap, are reminded twice, and are thanked; on both platforms."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from icalendar import Calendar

from bot.asks import AskKind, AskState
from bot.endings import Consent, Use
from bot.message import FileOf
from bot.model import ProgrammeKind, Role
from bot.people import Address, Platform
from bot.post import NudgeState
from tests.journeys.asking import enrol, last, number, person
from tests.journeys.leading import (
    LETTER,
    asked,
    asks_for,
    coordinator,
    history,
    leader,
    looks_up,
    plans,
    starts_a_wave,
    table,
)
from tests.journeys.programmes import becomes
from tests.stage import Actor, Stage, command

ASKED = "Grace, one hour a month of yours"
REMINDED = "Grace, may I ask once more?"
AGAIN = "Grace, you said: not now"


@pytest.fixture
async def carla(stage: Stage) -> Actor:
    return coordinator(stage)


@pytest.fixture
async def grace(stage: Stage, platform: Platform, carla: Actor) -> Actor:
    grace = leader(stage, "Grace Whitfield", platform, title="Chief Operating Officer")
    leader(stage, "Tom Reed", Platform.SLACK, level="8", title="Director of Sales")
    leader(stage, "Maria Lind", Platform.TEAMS, level="8", title="Director of Sites")
    stage.person("Ada Pereira", platform, level="3", languages="en", title="Analyst", zone="Europe/Lisbon")
    stage.person("Ben Okafor", Platform.TEAMS, level="8", title="Director of Data", zone="Europe/Lisbon")
    await stage.opens()
    return grace


@pytest.fixture
async def letter(carla: Actor, grace: Actor) -> Actor:
    """Grace, once she has the letter."""
    await plans(carla, ["Grace"], line="You were the first I thought of.")
    await starts_a_wave(carla)
    return grace


def is_leader(stage: Stage, name: str) -> bool:
    return person(stage, stage.actors[name]).leader


async def test_leaders_are_marked_by_a_rule_whose_people_are_counted_before(
    stage: Stage, carla: Actor, grace: Actor
) -> None:
    await carla.types("/mentor admin leaders mark")
    await carla.fills(way="rule")
    await carla.fills()
    assert "name a level" in carla.problems["level"]
    await carla.fills(level="8", title="director")

    assert "1 person would be marked: Ben Okafor" in carla.form_text
    assert "3 are marked already" in carla.form_text
    assert not is_leader(stage, "ben")
    await carla.fills()
    assert "Kept. This is how it stands now." in carla.sees("Leaders").text
    assert is_leader(stage, "ben")
    assert not is_leader(stage, "ada")


async def test_and_by_hand_one_by_one(stage: Stage, carla: Actor, grace: Actor) -> None:
    for are in ("yes", "no"):
        await carla.types("/mentor admin leaders mark")
        await carla.fills(way="hand")
        await carla.fills(whom=["Ada"], are=are)

        assert is_leader(stage, "ada") is (are == "yes")
    await carla.types("/mentor admin audit")
    assert "marked as a senior leader: Ada Pereira" in last(carla).text


async def test_waves_go_out_one_after_the_other_with_a_line_for_each(
    stage: Stage, carla: Actor, grace: Actor
) -> None:
    await carla.types("/mentor admin leaders plan")
    assert "3 leaders can be asked" in carla.form_text
    await carla.fills(second=["Tom"], line="Together with you it works.")
    assert asked(stage, grace).wave == 1, "she is at the top, so she is suggested"
    assert table(carla.sees("Leaders").text) == {"Planned": 3}
    await looks_up(carla, grace)
    await carla.presses("Plan their wave", on=last(carla))
    await carla.fills(wave="1", line="You were the first I thought of.")
    assert "Planned for wave 1" in last(carla).text
    await carla.presses("All leaders")

    await carla.presses("Start wave 1")
    await carla.fills(letter=LETTER)
    assert "goes to 1 leader: Grace Whitfield" in carla.form_text
    assert "This is how it reads to Grace Whitfield" in carla.form_text
    assert "Why I think of you" in carla.form_text
    await carla.fills()

    assert "You were the first I thought of." in grace.sees(ASKED).text
    tom = stage.actors["tom"]
    assert tom.has_heard == []
    await carla.types("/mentor admin leaders")
    await carla.presses("Start wave 2", on=last(carla))
    await carla.fills(letter=LETTER)
    await carla.fills()
    assert "Together with you it works." in tom.sees("Tom, one hour a month of yours").text
    assert "Maria, one hour a month of yours" not in stage.actors["maria"].has_heard


async def test_the_table_leads_to_everybody_who_stands_somewhere(
    stage: Stage, carla: Actor, letter: Actor
) -> None:
    await carla.types("/mentor admin leaders")
    desk = last(carla)
    assert table(desk.text) == {"Planned": 2, "Asked": 1}

    await carla.presses("Asked: 1", on=desk)
    await carla.presses("Grace Whitfield")

    page = carla.sees("Grace Whitfield").text
    assert "Asked by Carla Mendes" in page
    assert "Next: a reminder" in page
    await carla.presses("All leaders")
    assert "Leaders" in carla.has_heard


async def test_more_than_fit_on_one_page_are_on_the_next(stage: Stage, carla: Actor) -> None:
    for one in range(11):
        leader(stage, f"L{one:02} Marsh", Platform.SLACK)
    await stage.opens()
    await carla.types("/mentor admin leaders")

    await carla.presses("Not asked yet: 11")
    assert "L09 Marsh" in last(carla).text
    await carla.presses("Next ones")

    assert list(last(carla).buttons) == ["L10 Marsh", "All leaders"]


async def test_a_plan_for_nobody_and_a_wave_for_nobody_say_so(
    stage: Stage, carla: Actor, grace: Actor
) -> None:
    await carla.types("/mentor admin leaders wave")
    assert carla.has_heard[-1] == "No wave to start"
    for one in ("grace", "tom", "maria"):
        enrol(stage, stage.actors[one], Role.MENTOR)

    await carla.types("/mentor admin leaders plan")

    assert carla.has_heard[-1] == "Nobody to plan for"


async def test_somebody_in_two_waves_is_said_at_the_field(carla: Actor, grace: Actor) -> None:
    await carla.types("/mentor admin leaders plan")

    await carla.fills(first=["Grace"], second=["Grace"])

    assert "in both waves" in carla.problems["second"]


async def test_whoever_cannot_be_asked_is_named_at_the_field(
    stage: Stage, carla: Actor, letter: Actor
) -> None:
    await carla.types("/mentor admin leaders plan")

    await carla.fills(second=["Grace"])

    assert "Nothing can be planned for Grace Whitfield" in carla.problems["second"]


async def test_a_plan_can_be_taken_back_and_a_later_wave_stays(
    stage: Stage, carla: Actor, grace: Actor
) -> None:
    await plans(carla, ["Grace"])
    await looks_up(carla, stage.actors["tom"])
    await carla.presses("Plan their wave", on=last(carla))
    await carla.fills(wave="5")
    await plans(carla, ["Grace"])
    assert asked(stage, stage.actors["tom"]).wave == 5

    await carla.types("/mentor admin leaders plan")
    await carla.fills(first=["Grace"], others="nobody")

    assert table(carla.sees("Leaders").text) == {"Not asked yet": 2, "Planned": 1}


async def test_two_reminders_then_silence(stage: Stage, letter: Actor) -> None:
    await stage.time_is("2026-11-30T18:00+00:00")
    assert letter.has_heard.count(REMINDED) == 1
    await stage.time_is("2026-12-07T18:00+00:00")
    assert "last time" in letter.sees(REMINDED).text

    await stage.time_is("2027-03-01T12:00+00:00")

    assert letter.has_heard.count(REMINDED) == 2
    assert history(stage, letter) == ["plan", "ask", "remind", "remind"]


async def test_an_answer_ends_the_reminders(stage: Stage, letter: Actor) -> None:
    await letter.presses("I'll champion it")

    await stage.time_is("2026-12-05T12:00+00:00")

    assert REMINDED not in letter.has_heard


async def test_nobody_is_reminded_who_wants_no_announcements_or_has_never_got_the_letter(
    stage: Stage, letter: Actor
) -> None:
    await letter.types(command(letter, "stop"))

    await stage.time_is("2026-12-20T12:00+00:00")

    assert REMINDED not in letter.has_heard
    ask = asked(stage, letter)
    with stage.onehour.ledger() as records:
        reminder = records.outbox.get(f"ask:{ask.id}:remind:1")
        assert reminder
        assert (reminder.state, reminder.reason) == (NudgeState.SKIPPED, "asked for no announcements")


async def test_not_now_asks_again_in_three_months_once(stage: Stage, letter: Actor) -> None:
    await letter.presses("Not now")
    assert "once more on" in letter.sees("Not now is fine").text

    await stage.time_is("2027-02-23T12:00+00:00")
    assert letter.has_heard.count(AGAIN) == 1
    await letter.presses("Not now", on=letter.sees(AGAIN))
    assert "Nobody asks again" in letter.sees("Not now is fine").text
    await stage.time_is("2027-12-01T12:00+00:00")
    assert AGAIN not in letter.has_heard
    assert REMINDED not in letter.has_heard
    assert asked(stage, letter).state is AskState.NOT_NOW


async def test_or_on_a_day_of_their_own(stage: Stage, letter: Actor) -> None:
    await letter.presses("Not now")
    await letter.presses("Another day")
    await letter.fills(day="2026-11-20")
    assert "over" in letter.problems["day"]
    await letter.fills(day="2027-01-11")

    await stage.time_is("2027-01-11T08:59+00:00")
    assert AGAIN not in letter.has_heard
    await stage.time_is("2027-01-11T09:00+00:00")
    assert AGAIN in letter.has_heard
    await letter.presses("I'll mentor", on=letter.sees(AGAIN))
    assert asked(stage, letter).state is AskState.YES


async def test_no_card_speaks_of_a_day_that_is_none_any_more(letter: Actor) -> None:
    await letter.presses("Not now")
    assert "2027-02-23" in letter.sees("Not now is fine").text
    await letter.presses("Another day")
    await letter.fills(day="2027-01-11")

    told = [one.text for one in letter.seen if one.title == "Not now is fine"]
    assert len(told) == 2
    assert all("2027-01-11" in one and "2027-02-23" not in one for one in told)


async def test_the_page_from_which_a_leader_was_asked_says_so_as_well(carla: Actor, grace: Actor) -> None:
    await asks_for(carla, grace, "conversation")

    pages = [one.text for one in carla.seen if one.title == last(carla).title]
    assert len(pages) == 2
    assert pages[0] == pages[1]


async def test_a_day_can_be_named_by_command_as_well(letter: Actor) -> None:
    await letter.types(command(letter, "later"))
    await letter.fills(day="2027-01-11")

    assert "Not now is fine" in letter.has_heard


async def test_without_a_question_there_is_no_day_to_name(stage: Stage, grace: Actor) -> None:
    ada = stage.actors["ada"]

    await ada.types(command(ada, "later"))

    assert ada.has_heard[-1] == "Nothing waits for your answer"


async def test_a_no_shows_the_smaller_things_once_and_a_no_to_those_holds_for_ever(
    stage: Stage, carla: Actor, letter: Actor
) -> None:
    await letter.presses("No", on=letter.sees(ASKED))
    assert "smaller things" in letter.sees("Thank you for a clear answer").text
    await letter.presses("None of these")
    assert "or ask you again" in letter.sees("Thank you for a clear answer").text

    await carla.types("/mentor admin announce")
    await carla.fills(template=LETTER)
    await carla.fills()
    await asks_nobody(carla, letter)
    await stage.time_is("2027-06-01T12:00+00:00")

    assert letter.has_heard[-1] == "Thank you for a clear answer"
    assert ASKED not in letter.has_heard


async def test_the_page_tells_a_no_in_the_order_and_in_the_words_in_which_it_was_pressed(
    stage: Stage, carla: Actor, letter: Actor
) -> None:
    await letter.presses("No", on=letter.sees(ASKED))
    await looks_up(carla, letter)
    assert told(carla) == ["no (taking part)"]
    await letter.presses("None of these")

    await looks_up(carla, letter)

    assert told(carla) == ["no (taking part)", "no (something smaller)"]
    assert "taking part, and anything smaller" in last(carla).text
    await letter.types(command(letter, "hello"))
    await letter.forges("asks.no", str(asked(stage, letter).id))
    assert letter.has_heard[-1] == "Thank you for a clear answer"
    assert history(stage, letter) == ["plan", "ask", "refuse", "refuse"]


async def test_and_so_is_a_no_after_looking_at_what_is_smaller(
    stage: Stage, carla: Actor, letter: Actor
) -> None:
    old = letter.sees(ASKED)
    await letter.presses("Something smaller", on=old)
    stage.playground.world.replace(old.entry.id, old.entry.payload)
    await letter.presses("No", on=letter.sees(ASKED))
    assert "or ask you again" in letter.sees("Thank you for a clear answer").text

    await looks_up(carla, letter)

    assert told(carla) == ["looked at (something smaller)", "no (taking part)"]


def told(carla: Actor) -> list[str]:
    """What the leader has pressed, as the page that is open tells it."""
    return re.findall(r"Grace Whitfield, ((?:yes|no|looked at) \([a-z ]+\))", last(carla).text)


async def asks_nobody(carla: Actor, letter: Actor) -> None:
    """Try to ask for one thing more."""
    await looks_up(carla, letter)
    page = last(carla)
    assert "said no to all of it" in page.text
    assert "Ask for something" not in page.buttons
    await carla.types("/mentor admin leaders ask")
    assert carla.has_heard[-1] == "Leaders"


async def test_whoever_said_no_may_still_come_themselves(stage: Stage, letter: Actor) -> None:
    await letter.presses("No", on=letter.sees(ASKED))
    await letter.presses("None of these")

    await letter.joins("mentor", more_offers="leadership")

    assert "Thank you, Grace" in letter.has_heard
    assert asked(stage, letter).state is AskState.THANKED


@pytest.mark.parametrize(("label", "role"), [("As a mentor", "mentor"), ("As a mentee", "mentee")])
async def test_i_will_mentor_leads_into_joining_without_a_command(
    stage: Stage, letter: Actor, label: str, role: str
) -> None:
    await letter.presses("I'll mentor", on=letter.sees(ASKED))
    await letter.presses(label)
    await letter.fills()
    await letter.fills(**{"more_offers" if role == "mentor" else "more_wants": "leadership"})
    await letter.fills()

    with stage.onehour.ledger() as records:
        [enrolment] = records.programmes.enrolments(1)
    assert enrolment.role.value == role
    assert "You take part yourself" in letter.sees("Thank you, Grace").text
    assert history(stage, letter)[-3:] == ["agree", "do", "thank"]


async def test_whoever_takes_part_already_has_nothing_to_fill_in_and_is_thanked(
    stage: Stage, letter: Actor
) -> None:
    enrol(stage, letter, Role.MENTEE)

    await letter.presses("I'll mentor", on=letter.sees(ASKED))

    assert "you take part, as a mentee" in letter.sees("You take part already").text
    assert "You take part yourself" in letter.sees("Thank you, Grace").text
    assert history(stage, letter)[-3:] == ["agree", "do", "thank"]


async def test_who_wants_to_know_more_reads_it_and_answers_then(stage: Stage, letter: Actor) -> None:
    await letter.presses("Something smaller")
    await letter.presses("More information")
    told = letter.sees("What it means to take part")
    assert "de Janasz and Peiperl" in told.text

    await letter.presses("I'll champion it", on=told)

    assert (asked(stage, letter).kind, asked(stage, letter).state) == (AskKind.CHAMPION, AskState.YES)


@pytest.mark.parametrize("letter_of", ["prelaunch", "story"])
async def test_a_yes_to_a_story_brings_the_drafts_along(carla: Actor, grace: Actor, letter_of: str) -> None:
    await plans(carla, ["Grace"])
    await carla.types("/mentor admin leaders wave")
    await carla.fills(letter=f"announcements/{letter_of}")
    await carla.fills()
    if letter_of == "prelaunch":
        await grace.presses("Something smaller")
        await grace.presses("More information")
        await grace.presses("Something smaller")

    await grace.presses("Tell my own story")

    told = grace.sees("Thank you, that helps").text
    assert "Here are three drafts" in told
    assert f"A line in {grace.human.platform.title()}" in told
    assert "For LinkedIn" in told


WORDS = {
    ProgrammeKind.TRADITIONAL: "two colleagues meet for 60 minutes",
    ProgrammeKind.GROUP: "a mentor meets a small group, 60 minutes",
    ProgrammeKind.REVERSE: "colleagues with fewer years here guide senior ones, 60 minutes",
    ProgrammeKind.PEER: "two colleagues meet as equals, 60 minutes",
}


@pytest.mark.parametrize("kind", ProgrammeKind)
async def test_a_yes_to_championing_it_brings_the_words_along(
    stage: Stage, carla: Actor, grace: Actor, kind: ProgrammeKind
) -> None:
    becomes(stage, kind)
    await plans(carla, ["Grace"])
    await starts_a_wave(carla)

    await grace.presses("I'll champion it")

    told = grace.sees("Thank you: you will champion it").text
    assert WORDS[kind] in told
    assert f"To your team, in {grace.human.platform.title()}" in told
    assert "will send you" not in told, "nobody has to wait for anybody"
    assert ("as a mentee" in told) is (kind in (ProgrammeKind.TRADITIONAL, ProgrammeKind.GROUP))


async def test_also_where_a_coordinator_has_asked_for_just_that(carla: Actor, grace: Actor) -> None:
    await asks_for(carla, grace, "champion")

    await grace.presses("Yes, gladly")

    assert "To your team, in" in grace.sees("Thank you, that helps").text


async def test_the_desk_says_who_waits_for_a_day(carla: Actor, letter: Actor) -> None:
    await letter.presses("Something smaller")
    await letter.presses("Be a panellist")
    await carla.types("/mentor admin leaders")
    assert "Grace Whitfield, a panel: name a day" in last(carla).text
    await carla.types("/mentor admin report")
    today = next(one for one in reversed(carla.seen) if "need" in one.title)
    assert "1 leader said yes and waits for a day or a draft from you" in today.text
    assert "Leaders" in today.buttons

    await looks_up(carla, letter)
    assert "you name the day" in last(carla).text
    assert "Plan their wave" not in last(carla).buttons
    await carla.presses("Name the day: a panel", on=last(carla))
    await carla.fills(day="2026-11-26", hour="10:00", place="the atrium")

    assert "the atrium" in last(carla).text
    assert not [
        one for one in carla.seen if one.title == last(carla).title and "you name the day" in one.text
    ]
    await carla.types("/mentor admin leaders")
    assert "Waits for you" not in last(carla).text


async def test_a_word_at_the_all_hands_gets_its_day_is_done_and_thanked(
    stage: Stage, carla: Actor, letter: Actor
) -> None:
    await letter.presses("Something smaller")
    await letter.presses("A word at the all-hands")
    await looks_up(carla, letter)
    await carla.presses("Name the day: a word at the all-hands", on=last(carla))
    await carla.fills(day="2026-11-26", hour="10", place="the atrium")

    told = letter.sees("Thu 26 Nov, 10:00: your word at the all-hands")
    assert "the atrium" in told.text
    assert "How is it going for those of you who have begun" in told.text
    await stage.time_is("2026-11-26T10:59+00:00")
    assert "Did it happen?" not in letter.has_heard
    await stage.time_is("2026-11-26T11:00+00:00")
    await letter.presses("Yes, it is done")
    assert "Your words at the all-hands" in letter.sees("Thank you, Grace").text
    assert asked(stage, letter).state is AskState.THANKED


async def test_what_did_not_happen_is_nobodys_fault_and_the_yes_stands(
    stage: Stage, carla: Actor, letter: Actor
) -> None:
    await asks_for(carla, letter, "panel")
    await carla.fills(day="2026-11-26", hour="10:00", place="the launch")
    question = letter.sees("A small ask, Grace")
    assert "the launch" in question.text
    await letter.presses("Yes, gladly", on=question)
    await stage.time_is("2026-11-26T15:00+00:00")

    await letter.presses("It did not happen")

    assert letter.has_heard[-1] == "That is all right"
    ask = asked(stage, letter)
    assert (ask.state, ask.at) == (AskState.YES, None)
    await stage.time_is("2026-12-03T12:00+00:00")
    assert letter.has_heard.count("Did it happen?") == 0


async def test_a_day_that_is_named_anew_replaces_the_first_in_calendars(
    stage: Stage, carla: Actor, letter: Actor
) -> None:
    await asks_for(carla, letter, "panel")
    await carla.fills(day="2026-11-26", hour="10:00")
    await letter.presses("Yes, gladly")
    first = calendar(stage, letter)
    await looks_up(carla, letter)
    await carla.presses("Name the day: a panel", on=last(carla))
    await carla.fills(day="2026-12-02", hour="14:00")

    second = calendar(stage, letter)
    assert first["UID"] == second["UID"]
    assert int(second["SEQUENCE"]) > int(first["SEQUENCE"])
    await stage.time_is("2026-11-27T12:00+00:00")
    assert "Did it happen?" not in letter.has_heard
    await stage.time_is("2026-12-02T16:00+00:00")
    assert "Did it happen?" in letter.has_heard


async def test_a_talk_of_fifteen_minutes_is_picked_with_one_tap(
    stage: Stage, carla: Actor, grace: Actor
) -> None:
    await asks_for(carla, grace, "conversation", "It would help me to hear your view.")
    question = grace.sees("Fifteen minutes with Carla?")
    assert "It would help me" in question.text
    times = [label for label, action in question.buttons.items() if action.startswith("asks.pick")]
    assert len(times) == 3

    await grace.presses(times[1], on=question)

    assert grace.sees(f"Settled: {times[1]}").entry.id == question.entry.id
    for one, other in ((grace, "Carla Mendes"), (carla, "Grace Whitfield")):
        assert f"{other} and you talk" in one.sees(f"{times[1]}: fifteen minutes").text
        event = calendar(stage, one)
        assert event["UID"] == f"ask-{asked(stage, grace).id}@onehour"
        begins, ends = (datetime.fromisoformat(event[name]) for name in ("DTSTART", "DTEND"))
        assert ends - begins == timedelta(minutes=15)


async def test_a_file_is_for_the_two_it_is_about(stage: Stage, carla: Actor, grace: Actor) -> None:
    await asks_for(carla, grace, "conversation")
    question = grace.sees("Fifteen minutes with Carla?")
    await grace.presses(next(iter(question.buttons)), on=question)

    file = FileOf("ask", str(asked(stage, grace).id))

    assert stage.onehour.bot.file(address(stage, stage.actors["ada"]), file) is None


async def test_a_coordinator_may_note_that_it_has_happened(stage: Stage, carla: Actor, letter: Actor) -> None:
    await letter.presses("I'll champion it")
    await looks_up(carla, letter)

    await carla.presses("It has happened: championing it", on=last(carla))

    assert "A word from you weighs more" in letter.sees("Thank you, Grace").text
    assert asked(stage, letter).state is AskState.THANKED


async def test_a_yes_without_a_day_is_asked_about_two_weeks_later(stage: Stage, letter: Actor) -> None:
    await letter.presses("I'll champion it")

    await stage.time_is("2026-12-07T18:00+00:00")

    assert "Did it happen?" in letter.has_heard


async def test_the_share_is_for_coordinators_until_it_is_switched_on(
    stage: Stage, carla: Actor, grace: Actor
) -> None:
    ada = stage.actors["ada"]
    enrol(stage, grace, Role.MENTOR)
    await carla.types("/mentor admin leaders")
    assert "1 of 3 leaders takes part: 33" in last(carla).text
    await ada.types(command(ada, "status"))
    assert "senior leaders take part" not in last(ada).text

    await carla.types("/mentor admin leaders target")
    await carla.fills(percent="50", shown="yes")

    assert "the target is 50%" in carla.sees("Leaders").text
    await ada.types(command(ada, "status"))
    assert "of our 3 senior leaders" not in last(ada).text, "it would tell of one person"
    for name in ("tom", "maria"):
        enrol(stage, stage.actors[name], Role.MENTOR)
    await ada.types(command(ada, "status"))
    assert "3 of our 3 senior leaders take part (100%); the target is 50%" in last(ada).text


async def test_leaders_who_agreed_to_be_named_are_seen_taking_part(stage: Stage, grace: Actor) -> None:
    ada, now = stage.actors["ada"], stage.clock.now()
    for one in (grace, stage.actors["tom"]):
        enrol(stage, one, Role.MENTOR, offers=("leadership",))
    hers = number(stage, grace)
    with stage.onehour.ledger() as records:
        given = [records.consents.give(Consent(0, hers, use, "named", now)) for use in (Use.FIND, Use.HOME)]
    await ada.types(command(ada, "find"))
    assert "Among our leaders, Grace Whitfield takes part as well" in last(ada).text
    await ada.types(command(ada, "status"))
    assert "Taking part here, among others: Grace Whitfield" in last(ada).text

    with stage.onehour.ledger() as records:
        for consent in given:
            records.consents.keep(replace(consent, withdrawn_at=now))

    await ada.types(command(ada, "find"))
    assert "Grace Whitfield takes part" not in last(ada).text
    await ada.types(command(ada, "status"))
    assert "Taking part here, among others" not in last(ada).text


@pytest.mark.parametrize(
    "words",
    [
        *("admin leaders", "admin leaders mark", "admin leaders plan", "admin leaders wave"),
        *("admin leaders ask", "admin leaders see", "admin leaders date", "admin leaders target"),
    ],
)
async def test_all_of_it_is_for_coordinators(stage: Stage, grace: Actor, words: str) -> None:
    await grace.types(command(grace, words))

    assert grace.has_heard[-1] == "That is for coordinators"


async def test_a_forged_button_changes_nothing(stage: Stage, carla: Actor, letter: Actor) -> None:
    ada, ask = stage.actors["ada"], asked(stage, letter)
    forged = [
        *(("leaders.desk", ""), ("leaders.list", "0:yes"), ("leaders.card", str(ask.person_id))),
        *(("leaders.confirm", str(ask.id)), ("asks.agree", str(ask.id)), ("asks.none", str(ask.id))),
        *(("asks.pick", f"0:{ask.id}"), ("asks.done", str(ask.id)), ("asks.missed", "x")),
    ]

    for action, subject in forged:
        await ada.types(command(ada, "hello"))
        await ada.forges(action, subject)
        assert ada.has_heard[-1] == "This is no longer open", (action, subject)

    assert asked(stage, letter) == ask


async def test_no_day_is_named_for_what_has_no_yes(stage: Stage, carla: Actor, letter: Actor) -> None:
    await carla.types("/mentor admin leaders date")
    assert "Leaders" in carla.has_heard

    await carla.forges("flow.begin", f"admin leaders date:{asked(stage, letter).id}")

    assert carla.has_heard[-1] == "There is no day to name"


async def test_the_button_that_was_pressed_before_says_where_it_stands(stage: Stage, letter: Actor) -> None:
    old = letter.sees(ASKED)
    await letter.presses("I'll mentor", on=old)
    before = history(stage, letter)
    stage.playground.world.replace(old.entry.id, old.entry.payload)

    await letter.presses("I'll mentor", on=old)

    assert history(stage, letter) == before


def calendar(stage: Stage, actor: Actor) -> Mapping[str, str]:
    """What the file that goes with the newest ask tells a calendar."""
    with stage.onehour.ledger() as records:
        newest = max(one.id for one in records.campaigns.asks())
    file = stage.onehour.bot.file(address(stage, actor), FileOf("ask", str(newest)))
    assert file
    [event] = Calendar.from_ical(file.content).walk("VEVENT")
    written = {name: event[name].to_ical() for name in ("UID", "DTSTART", "DTEND", "SEQUENCE")}
    return {name: one if isinstance(one, str) else one.decode() for name, one in written.items()}


def address(stage: Stage, actor: Actor) -> Address:
    one = number(stage, actor)
    with stage.onehour.ledger() as records:
        return records.people.accounts(one)[0].address


@pytest.mark.parametrize("kind", [ProgrammeKind.REVERSE, ProgrammeKind.PEER])
async def test_where_a_leader_does_not_guide_nothing_says_that_they_will_mentor(
    stage: Stage, carla: Actor, grace: Actor, kind: ProgrammeKind
) -> None:
    becomes(stage, kind)
    await plans(carla, ["Grace"])
    await starts_a_wave(carla)
    await stage.time_is("2026-11-30T18:00+00:00")
    await grace.presses("Something smaller", on=grace.sees(REMINDED))
    await grace.presses("More information")

    await grace.presses("I'll take part")

    assert "Thank you: you take part" in grace.has_heard
    assert "I'll mentor" not in grace.sees_words
    assert "you will mentor" not in grace.sees_words
