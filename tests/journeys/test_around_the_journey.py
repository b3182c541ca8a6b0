"""What else may happen on the way: second thoughts, slips, forged buttons, hostile names, people without rights."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.asks import AskKind, AskState
from bot.model import Enrolment, Met, ProposalState, Role
from bot.people import Platform
from playground.faults import Fault
from tests.journeys.matching import publishes
from tests.stage import Actor, Stage, command

HOSTILE = [
    "<!channel>",
    "**[x](https://evil.example)**",
    "<at>everyone</at> & co",
    "\u202etsirorret",
    "N" * 300,
    "{{ to.email }}",
]

FORGED = [
    ("meetings.pick", "0:1"),
    ("meetings.pick", "99:99"),
    ("proposals.accept", "1"),
    ("proposals.accept", "-1"),
    ("proposals.accept", "9" * 40),
    ("asks.mentor", "'; drop table asks"),
    ("flow.begin", "no such flow"),
    ("flow.begin", "reflect:77"),
    ("form.open", "join/role:12345"),
    ("no.such.button", ""),
    ("", ""),
]


@pytest.fixture
async def carla(stage: Stage) -> Actor:
    return stage.person("Carla Mendes", Platform.SLACK, zone="Europe/Lisbon", country="PT", level="4")


@pytest.fixture
async def ada(stage: Stage, platform: Platform, carla: Actor) -> Actor:
    ada = stage.person("Ada Pereira", platform, zone="Europe/Lisbon", country="PT", level="3", languages="en")
    stage.person("Grace Whitfield", platform, zone="Europe/London", level="9", languages="en", leader="yes")
    await stage.opens()
    return ada


@pytest.fixture
def grace(stage: Stage, ada: Actor) -> Actor:
    return stage.actors["grace"]


async def are_asked(carla: Actor, ada: Actor, grace: Actor) -> None:
    """Both have joined, and each is asked whether it shall be the other."""
    await ada.joins("mentee", more_wants="leadership")
    await grace.joins("mentor", more_offers="leadership")
    await publishes(carla)


async def become_a_pair(stage: Stage, carla: Actor, ada: Actor, grace: Actor) -> None:
    await are_asked(carla, ada, grace)
    await ada.presses("Yes, let us meet")
    await grace.presses("Yes, let us meet")


def drafts(stage: Stage) -> int:
    """How many conversations are begun."""
    with stage.onehour.engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM drafts").scalar_one())


async def test_help_lists_what_this_person_may_do(ada: Actor, carla: Actor) -> None:
    await ada.types(command(ada, "help"))
    await carla.types("/mentor help")

    assert "Take part, as mentor, mentee or both." in ada.sees("What I can do for you").text
    assert "admin match" not in ada.sees("What I can do for you").text
    assert "admin match" in carla.sees("What I can do for you").text


async def test_the_coordinators_menu_leads_to_both_of_their_tasks(ada: Actor, carla: Actor) -> None:
    await carla.types("/mentor admin")
    menu = carla.sees("For coordinators")

    await carla.presses("Announce", on=menu)
    assert "Choose an announcement" in carla.form_text
    await carla.presses("Match", on=menu)
    assert "No pairs yet" in carla.has_heard


@pytest.mark.parametrize(
    "words", ["admin", "admin announce", "admin announce as", "admin announced", "admin match"]
)
async def test_who_does_not_coordinate_is_told_so_kindly(ada: Actor, words: str) -> None:
    await ada.types(command(ada, words))

    assert ada.has_heard[-1] == "That is for coordinators"


async def test_a_slip_is_offered_back_and_nothing_is_done(ada: Actor) -> None:
    await ada.types(command(ada, "jion"))

    assert ada.has_heard[-1] == "I did not quite get that"
    await ada.presses("Take part")
    assert "What it asks." in ada.form_text


async def test_plain_words_open_what_they_mean(ada: Actor) -> None:
    await ada.types("Could you find me a mentor?")

    assert ada.has_heard[-1] == "Take part"


async def test_words_that_may_mean_several_things_are_offered_back_and_nothing_is_done_before(
    ada: Actor, stage: Stage
) -> None:
    await ada.types("enrolment, or status, or notes?")

    offered = ada.sees("I did not quite get that")
    assert set(offered.buttons) == {"Reflect", "Where things stand", "Take part", "Help"}
    assert ada.form is None
    assert drafts(stage) == 0
    await ada.presses("Take part", on=offered)
    assert "What it asks." in ada.form_text
    assert drafts(stage) == 1


async def test_what_only_coordinators_may_do_is_offered_to_nobody_else(ada: Actor, carla: Actor) -> None:
    await ada.types("some matching, and an announcement")
    await carla.types("some matching, and an announcement")

    assert not {"Match people", "Announce"} & set(ada.seen[-1].buttons)
    assert {"Match people", "Announce"} <= set(carla.seen[-1].buttons)


async def test_the_way_back_shows_what_was_answered_before(ada: Actor, stage: Stage) -> None:
    await ada.types(command(ada, "join"))
    await ada.fills(role="mentor")
    assert "How many mentees" in ada.form_text

    await ada.goes_back()
    assert "How would you like to take part" in ada.form_text
    await ada.fills(role="mentee")
    assert "How many mentees" not in ada.form_text


async def test_a_form_goes_on_where_it_was_left(ada: Actor) -> None:
    await ada.types(command(ada, "join"))
    await ada.fills(role="mentee")
    await ada.closes()

    await ada.types(command(ada, "join"))

    assert "What would you like to learn" in ada.form_text


async def test_what_cannot_be_taken_keeps_the_form_open_with_the_reason_at_the_field(ada: Actor) -> None:
    await ada.types(command(ada, "join"))
    await ada.fills(role="both")

    await ada.fills(more_offers=", ".join(f"skill {n}" for n in range(12)), more_wants="x" * 61)

    assert set(ada.problems) == {"more_offers", "more_wants"}
    assert "keep to ten altogether" in ada.problems["more_offers"]
    await ada.fills(more_offers="python", more_wants="leadership")
    await ada.fills()
    assert ada.has_heard[-1] == "Welcome, Ada. You are in"


async def test_joining_again_leads_to_the_profile_and_joins_nobody_twice(ada: Actor, stage: Stage) -> None:
    await ada.joins("mentee", more_wants="leadership")

    await ada.types(command(ada, "join"))
    await ada.presses("Change my profile", on=ada.sees("You take part already"))
    await ada.goes_through_the_pages("both", more_offers="quilting")

    with stage.onehour.ledger() as records:
        [enrolment] = records.programmes.enrolments(1)
        assert enrolment.role.value == "both"
        assert enrolment.offers == ("quilting",)
        assert enrolment.wants == ("Leadership",)


async def test_where_things_stand_is_told_at_every_step(
    stage: Stage, carla: Actor, ada: Actor, grace: Actor
) -> None:
    await ada.types(command(ada, "status"))
    assert "You do not take part yet" in ada.sees("Where things stand").text
    await become_a_pair(stage, carla, ada, grace)

    await ada.types(command(ada, "status"))

    told = "Grace Whitfield is your mentor; the next hour is not settled yet; 0 hours so far"
    assert told in ada.sees("Where things stand").text


async def test_a_declined_match_begins_nothing_tells_nobody_why_and_is_not_offered_again(
    stage: Stage, carla: Actor, ada: Actor, grace: Actor
) -> None:
    await are_asked(carla, ada, grace)

    await grace.presses("Not this one")

    assert grace.has_heard[-1] == "That is all right"
    assert ada.has_heard[-1] == "This match did not work out"
    with stage.onehour.ledger() as records:
        [proposal] = records.pairs.proposals(1)
        assert proposal.state is ProposalState.DECLINED
    question = ada.sees("Meet Grace Whitfield")
    await ada.presses("Yes, let us meet", on=question)
    assert "This is no longer open" in ada.has_heard
    await carla.types("/mentor admin match")
    assert carla.has_heard[-1] == "No pairs yet"


@pytest.mark.parametrize(
    ("label", "met"), [("Yes, we met", Met.YES), ("We moved it", Met.MOVED), ("Not this month", Met.NO)]
)
async def test_one_tap_says_whether_it_happened(
    stage: Stage, carla: Actor, ada: Actor, label: str, met: Met
) -> None:
    await become_a_pair(stage, carla, ada, stage.actors["grace"])
    await stage.time_is("2026-11-25T15:00+00:00")
    await ada.presses(next(iter(ada.sees("An hour with Grace").buttons)))
    await stage.time_is("2026-12-04T15:00+00:00")

    await ada.presses(label)

    assert "Thank you" in ada.has_heard
    with stage.onehour.ledger() as records:
        [meeting] = records.meetings.of_pair(1)
        assert meeting.mentee_said is met


async def test_a_second_tap_on_another_time_changes_nothing(
    stage: Stage, carla: Actor, ada: Actor, grace: Actor
) -> None:
    await become_a_pair(stage, carla, ada, grace)
    await stage.time_is("2026-11-25T15:00+00:00")
    first, second, *_ = ada.sees("An hour with Grace").buttons
    theirs = grace.sees("An hour with Ada")
    await ada.presses(first)

    await grace.presses(second, on=theirs)

    assert grace.sees(f"Settled: {first}").entry.id == theirs.entry.id


async def test_there_is_nothing_to_reflect_on_before_the_first_hour(ada: Actor) -> None:
    await ada.types(command(ada, "reflect"))

    assert ada.has_heard[-1] == "Nothing to reflect on yet"


@pytest.mark.parametrize(
    ("label", "stands", "title"),
    [
        ("I'll mentor", (AskKind.TAKE_PART, AskState.YES), "Thank you: you will mentor"),
        ("I'll champion it", (AskKind.CHAMPION, AskState.YES), "Thank you: you will champion it"),
        ("Something smaller", (AskKind.SMALLER, AskState.SEEN), "Something smaller, gladly"),
        ("Not now", (AskKind.TAKE_PART, AskState.NOT_NOW), "Not now is fine"),
        ("No", (AskKind.TAKE_PART, AskState.NO), "Thank you for a clear answer"),
    ],
)
async def test_a_leader_answers_the_letter_with_one_tap(
    stage: Stage, grace: Actor, label: str, stands: tuple[AskKind, AskState], title: str
) -> None:
    carla = stage.actors["carla"]
    await carla.types("/mentor admin announce")
    await carla.fills(template="announcements/prelaunch")
    await carla.fills()
    letter = grace.sees("Grace, one hour a month of yours")

    await grace.presses(label, on=letter)

    assert grace.sees(title).entry.id == letter.entry.id, "the letter itself turns into the answer"
    assert "one hour a month of yours" not in stage.actors["ada"].sees_words
    with stage.onehour.ledger() as records:
        [ask] = records.campaigns.asks()
        assert (ask.kind, ask.state) == stands


async def test_a_leader_may_choose_something_smaller_or_none_of_it(
    stage: Stage, carla: Actor, grace: Actor
) -> None:
    await carla.types("/mentor admin announce")
    await carla.fills(template="announcements/prelaunch")
    await carla.fills()
    for label, stands in {
        "A word at the all-hands": (AskKind.ALL_HANDS, AskState.YES),
        "Be a panellist": (AskKind.PANEL, AskState.YES),
        "Tell my own story": (AskKind.STORY, AskState.YES),
        "Be shown as an example": (AskKind.SHOWCASE, AskState.YES),
        "None of these": (AskKind.SMALLER, AskState.NO),
    }.items():
        letter = next(seen for seen in grace.seen if seen.title == "Grace, one hour a month of yours")
        await grace.presses("Something smaller", on=letter)
        await grace.presses(label)

        with stage.onehour.ledger() as records:
            [ask] = records.campaigns.asks()
            assert (ask.kind, ask.state) == stands
        stage.playground.world.replace(letter.entry.id, letter.entry.payload)


async def test_a_forged_button_gets_a_kind_sentence_and_changes_nothing(stage: Stage, ada: Actor) -> None:
    for action, subject in FORGED:
        await ada.types(command(ada, "hello"))
        await ada.forges(action, subject)

        assert ada.has_heard[-1] == "This is no longer open", (action, subject)
    with stage.onehour.ledger() as records:
        assert not records.programmes.enrolments(1)
        assert not records.pairs.proposals(1)


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_name_is_nothing_but_words_to_everybody_else(
    stage: Stage, platform: Platform, name: str
) -> None:
    carla = stage.person("Carla Mendes", Platform.SLACK, zone="Europe/Lisbon", country="PT")
    ada = stage.person("Ada Pereira", platform, zone="Europe/Lisbon", languages="en", level="3")
    mallory = stage.person(
        name, platform, zone="Europe/Lisbon", languages="en", level="9", unlisted="mallory"
    )
    await stage.opens()
    await become_a_pair(stage, carla, ada, mallory)
    await stage.time_is("2026-11-25T15:00+00:00")

    harmless = name.replace("\u202e", "")
    assert harmless[:20] in ada.sees_words
    assert not any(button in ("x", "evil") for seen in ada.seen for button in seen.buttons)
    assert "\u202e" not in ada.sees_words
    assert ada.links <= {
        "mailto",
        "calendar.google.com",
        "outlook.office.com",
        "teams.microsoft.com",
        "slack.com",
    }


async def test_what_may_not_have_arrived_in_teams_is_listed_and_sent_again_only_by_hand(stage: Stage) -> None:
    carla = stage.person("Carla Mendes", Platform.SLACK, zone="Europe/Lisbon", country="PT")
    grace = stage.person("Grace Whitfield", Platform.TEAMS, zone="Europe/London", level="9", leader="yes")
    await stage.opens()
    stage.playground.teams.faults.append(Fault("send", "accept_then_drop"))
    await carla.types("/mentor admin announce")
    await carla.fills(template="announcements/prelaunch")
    await carla.fills()
    for _ in range(3):
        await stage.settles()
    assert grace.has_heard.count("Grace, one hour a month of yours") == 1

    await carla.types("/mentor admin")
    assert "Grace Whitfield" in carla.sees("For coordinators").text
    await carla.presses("Send these again")

    assert grace.has_heard.count("Grace, one hour a month of yours") == 2
    await carla.types("/mentor admin")
    assert "Grace Whitfield" not in carla.seen[-2].text


async def test_an_answer_lost_in_slack_is_looked_for_and_nothing_is_sent_twice(stage: Stage) -> None:
    carla = stage.person("Carla Mendes", Platform.SLACK, zone="Europe/Lisbon", country="PT")
    await stage.opens()
    stage.playground.slack.faults.append(Fault("chat.postMessage", "accept_then_drop"))
    await carla.joins("mentee", more_wants="leadership")
    for _ in range(3):
        await stage.settles()

    assert carla.has_heard.count("Welcome, Carla. You are in") == 1
    with stage.onehour.ledger() as records:
        assert not records.outbox.doubts(10)


async def test_after_a_week_without_us_the_months_hour_is_still_proposed_once(
    stage: Stage, carla: Actor, ada: Actor, grace: Actor
) -> None:
    await become_a_pair(stage, carla, ada, grace)

    stage.clock.move_to(datetime(2026, 12, 2, 10, tzinfo=UTC))
    await stage.settles()

    assert ada.has_heard.count("An hour with Grace") == 1
    assert grace.has_heard.count("An hour with Ada") == 1


async def test_after_two_months_without_us_only_the_newest_hour_is_proposed(
    stage: Stage, carla: Actor, ada: Actor, grace: Actor
) -> None:
    await become_a_pair(stage, carla, ada, grace)

    stage.clock.move_to(datetime(2027, 1, 26, 10, tzinfo=UTC))
    await stage.settles()

    assert ada.has_heard.count("An hour with Grace") == 1
    assert "hour 3 of 6" in ada.sees("An hour with Grace").text


async def test_what_has_changed_since_it_was_looked_at_is_shown_again_before_it_is_published(
    stage: Stage, carla: Actor, ada: Actor, grace: Actor
) -> None:
    await grace.joins("mentor", capacity="2", more_offers="leadership")
    await ada.joins("mentee", more_wants="leadership")
    await carla.types("/mentor admin match")
    await carla.presses("Publish")
    assert "Ask 2 people?" in carla.has_heard
    with stage.onehour.ledger() as records:
        others = [
            one for one in records.people.everybody() if one.name not in ("Ada Pereira", "Grace Whitfield")
        ]
        records.programmes.enrol(
            Enrolment(
                0, 1, others[0].id, Role.MENTEE, stage.clock.now(), wants=("leadership",), languages=("en",)
            )
        )

    await carla.presses("Yes, ask them")

    with stage.onehour.ledger() as records:
        assert not records.pairs.proposals(1)
    shown = carla.sees("Matching in One hour a month").text
    assert "Something has changed since you looked" in shown
    assert "2 of 2 mentees" in shown
    await carla.presses("Publish")
    await carla.presses("Yes, ask them")
    with stage.onehour.ledger() as records:
        assert len(records.pairs.proposals(1)) == 2


async def test_who_declined_cannot_be_told_that_both_said_yes(
    stage: Stage, carla: Actor, ada: Actor, grace: Actor
) -> None:
    await are_asked(carla, ada, grace)
    question = grace.sees("Meet Ada Pereira")
    await ada.presses("Yes, let us meet")
    await grace.presses("Not this one", on=question)

    stage.playground.world.replace(question.entry.id, question.entry.payload)
    await grace.presses("Yes, let us meet", on=question)

    assert grace.has_heard[-1] == "This is no longer open"


async def test_whoever_would_hear_of_an_hour_too_late_hears_of_it_at_once(
    stage: Stage, platform: Platform
) -> None:
    carla = stage.person("Carla Mendes", Platform.SLACK, zone="Europe/Lisbon", country="PT")
    ada = stage.person("Ada Pereira", platform, zone="Europe/Lisbon", country="PT", level="3", languages="en")
    grace = stage.person(
        "Grace W", platform, zone="America/New_York", country="US", level="9", languages="en"
    )
    await stage.opens()
    await become_a_pair(stage, carla, ada, grace)
    await stage.time_is("2026-11-25T15:00+00:00")
    with stage.onehour.ledger() as records:
        [meeting] = records.meetings.of_pair(1)
        dawn = datetime(2026, 12, 2, 14, tzinfo=UTC)
        records.meetings.keep(replace(meeting, slots=(dawn,)))
    stage.clock.move_to(datetime(2026, 12, 2, 11, tzinfo=UTC))

    await ada.presses(next(iter(ada.sees("An hour with Grace").buttons)))

    assert any(title.startswith("You meet Ada") for title in grace.has_heard)
