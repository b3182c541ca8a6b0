"""Announcing: to whom, how it reads to somebody, a test, a moment to come, and what goes wrong on the way."""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.acts import Answered
from bot.asks import CampaignState
from bot.message import FileOf, Refused
from bot.model import Role
from bot.people import Platform
from bot.post import NudgeState
from tests.journeys.announcing import LAUNCH, LETTER, NAME, announces, campaign, coordinator, owed, words
from tests.journeys.asking import enrol, number
from tests.journeys.programmes import opened, takes_part
from tests.stage import Actor, Stage

Cast = Mapping[str, Actor]
TUESDAY = "2026-11-24T09:00+00:00"


@pytest.fixture
async def cast(stage: Stage, platform: Platform) -> Cast:
    """Carla coordinates on one platform; the others are on either."""
    other = next(one for one in Platform if one is not platform)
    here = {"zone": "Europe/Lisbon", "country": "PT"}
    coordinator(stage, platform)
    stage.person("Ada Pereira", platform, level="3", department="Engineering", location="Porto", **here)
    stage.person("Tom Reed", other, level="5", department="Finance", location="Porto", **here)
    stage.person("Grace Whitfield", other, level="9", leader="yes", department="Finance", **here)
    stage.person("Hanna Weber", other, zone="Europe/Berlin", level="9", leader="yes", locale="de-DE")
    await stage.opens()
    return stage.actors


def got(stage: Stage, title: str = LAUNCH) -> set[str]:
    """Who has it, by first name; never twice."""
    heard = {name: actor.has_heard.count(title) for name, actor in stage.actors.items()}
    assert max(heard.values()) <= 1
    return {name for name, times in heard.items() if times}


async def test_whom_it_is_for_can_be_chosen_and_is_counted(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]
    enrol(stage, cast["ada"])

    counted = {}
    for whom in ("usual", "everybody", "enrolled", "not_enrolled", "leaders", "leaders_not_asked"):
        await announces(carla, whom=whom)
        counted[whom] = next(n for n in (1, 2, 4, 5) if f"{n} pe" in carla.form_text)

    assert counted == {
        "usual": 5,
        "everybody": 5,
        "enrolled": 1,
        "not_enrolled": 4,
        "leaders": 2,
        "leaders_not_asked": 2,
    }
    await announces(carla, whom="enrolled")
    await carla.fills()
    assert got(stage) == {"ada"}


async def test_it_can_be_narrowed_by_department_site_and_level_together(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]
    await announces(carla, narrow=["departments", "sites", "levels"])

    assert await carla.looks_for("departments", "fin") == ["Finance"]
    await carla.fills(departments=["Finance"], sites=["Porto"], levels=["5", "9"])
    assert "1 person would get it" in carla.form_text
    await carla.fills()

    assert got(stage) == {"tom"}
    assert "in Finance, at Porto, at level 5 or 9" in carla.sees(f"Done: {NAME}").text


async def test_leaders_who_were_asked_before_are_not_asked_again(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]
    await announces(carla, "prelaunch", narrow=["departments"])
    await carla.fills(departments=["Finance"])
    await carla.fills()
    assert got(stage, LETTER) == {"grace"}

    await announces(carla, "prelaunch", whom="leaders_not_asked")
    assert "Hanna Weber" in carla.form_text
    assert "Grace Whitfield" not in carla.form_text
    await carla.fills()

    assert got(stage, LETTER) == {"grace"}
    assert "Hanna, eine Stunde im Monat von dir" in cast["hanna"].has_heard


async def test_only_those_of_one_programme_hear_of_it(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]
    graduates = opened(stage, "Graduates")
    takes_part(stage, cast["tom"], graduates.id, Role.MENTEE)

    await announces(carla, whom=f"programme:{graduates.id}")
    await carla.fills()

    assert got(stage) == {"tom"}


async def test_a_coordinator_sees_it_as_somebody_reads_it(
    stage: Stage, cast: Cast, platform: Platform
) -> None:
    carla, hanna = cast["carla"], cast["hanna"]
    await announces(carla, "prelaunch", line="Bis bald")
    await carla.fills(then="keep")

    await carla.presses("See it as somebody")
    await carla.fills(person="Hanna")

    seen = carla.sees("How Hanna Weber would read it")
    where = "in Teams" if hanna.human.platform == "teams" else "in Slack"
    assert f"would get it {where}, in German, by the clock of Europe/Berlin" in seen.text
    assert "Hanna, eine Stunde im Monat von dir" in seen.text
    assert "„Bis bald“" in seen.text
    await carla.presses("Ich werde Mentor:in", on=seen)
    assert "Only a test" in carla.has_heard
    assert "Hanna, eine Stunde im Monat von dir" in carla.sees("How Hanna Weber would read it").text
    assert "Hanna, eine Stunde im Monat von dir" not in hanna.has_heard
    with stage.onehour.ledger() as records:
        assert not records.campaigns.asks()
        assert records.audit.latest(1)[0].act == "announce as"


def looks(stage: Stage, carla: Actor, reader: Actor) -> str:
    """The page that comes with a preview, as its reader opens it."""
    file = FileOf("looks", f"{campaign(stage).id}:{number(stage, reader)}")
    page = stage.onehour.office.file(file, number(stage, carla))
    assert page
    assert page.media_type == "text/html"
    return page.content.decode()


async def test_a_page_comes_along_that_shows_it_on_both_platforms(stage: Stage, cast: Cast) -> None:
    carla, hanna = cast["carla"], cast["hanna"]
    await announces(carla, "prelaunch", line="<b>Bis bald</b>")
    await carla.fills(then="keep")
    await carla.types(words(carla, f"admin announce as {campaign(stage).id}"))
    await carla.fills(person="Hanna")

    assert "looks.html" in str(stage.playground.world.entries(carla.human.id))
    page = looks(stage, carla, hanna)
    assert "<h1>How Hanna Weber would read it</h1>" in page
    in_slack, in_teams = page.split("<section")[1:]
    assert 'class="pane side slack"' in in_slack
    assert 'class="pane side teams"' in in_teams
    for side in (in_slack, in_teams):
        assert 'lang="de"' in side
        assert "Hanna, eine Stunde im Monat von dir" in side
        assert "&lt;b&gt;Bis bald&lt;/b&gt;" in side
        assert side.count("<button") == 5
    assert "<script" not in page
    assert "src=" not in page
    assert "url(" not in page
    file = FileOf("looks", f"{campaign(stage).id}:{number(stage, hanna)}")
    assert stage.onehour.office.file(file, number(stage, hanna)) is None, "only coordinators look"


async def test_to_look_at_what_is_on_its_way_asks_nobody(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]
    await stage.time_is("2026-11-23T18:00+00:00")
    await announces(carla, "prelaunch")
    await carla.fills()
    assert got(stage, LETTER) == set(), "they have gone home"

    await carla.types(words(carla, f"admin announce as {campaign(stage).id}"))
    await carla.fills(person="Grace")

    assert "Grace, one hour a month of yours" in carla.sees("How Grace Whitfield would read it").text
    leaders = {number(stage, cast[name]) for name in ("grace", "hanna")}
    with stage.onehour.ledger() as records:
        asks = records.campaigns.asks()
        assert {one.person_id for one in asks} == leaders
        assert not records.campaigns.steps([one.id for one in asks]), "it begins when their letter goes out"


async def test_a_test_goes_to_whoever_presses_and_counts_for_nothing(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]
    await carla.types(words(carla, "stop"))
    await announces(carla, "prelaunch", line="See you there")
    await carla.fills(then="keep")

    await carla.presses("Send a test to me")
    await stage.time_is("2026-11-23T14:31+00:00")
    await carla.presses("Send a test to me")

    test = carla.sees("Test: Carla, one hour a month of yours")
    assert carla.has_heard.count("Test: Carla, one hour a month of yours") == 2
    assert "This is a test" in test.text
    assert "See you there" in test.text
    await carla.presses("I'll mentor", on=test)
    assert "Only a test" in carla.has_heard
    assert campaign(stage).state is CampaignState.DRAFT
    assert owed(stage, carla) == []
    assert got(stage, LETTER) == set()
    with stage.onehour.ledger() as records:
        assert not records.campaigns.asks()

    await carla.presses("Send it now")
    await stage.time_is("2026-11-23T15:00+00:00")
    assert got(stage, LETTER) == {"grace"}


async def test_what_is_planned_begins_at_its_moment_for_whoever_is_there_by_then(
    stage: Stage, cast: Cast
) -> None:
    carla = cast["carla"]
    await announces(carla, whom="not_enrolled", day="2026-11-24", hour="10:30")
    assert "counted once more then" in carla.form_text
    await carla.fills()
    assert "It begins" in carla.sees(f"Planned: {NAME}").text
    assert got(stage) == set()

    enrol(stage, cast["ada"])
    await stage.time_is("2026-11-24T10:29+00:00")
    assert got(stage) == set()
    await stage.time_is("2026-11-24T10:30+00:00")

    assert got(stage) == {"carla", "tom", "grace"}
    assert "Eine Stunde im Monat: Unser Mentoring-Programm ist offen" in cast["hanna"].has_heard
    assert "4 sent" in carla.sees(f"Done: {NAME}").text


async def test_the_hour_is_the_coordinators_own_wherever_they_are(stage: Stage, platform: Platform) -> None:
    carla = stage.person("Carla Mendes", platform, zone="America/New_York", country="US", level="4")
    ada = stage.person("Ada Pereira", platform, zone="Europe/Lisbon", level="3")
    await stage.opens()
    await announces(carla, day="2026-11-24", hour="10:30 am")
    await carla.fills()

    await stage.time_is("2026-11-24T15:29+00:00")
    assert LAUNCH not in ada.has_heard
    await stage.time_is("2026-11-24T15:30+00:00")
    assert LAUNCH in ada.has_heard


async def test_what_is_planned_can_be_changed_and_called_off(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]
    await announces(carla, day="2026-11-24", hour="10:30", line="Before", narrow=["sites"])
    await carla.fills(sites=["Porto"])
    await carla.fills()

    await carla.presses("Change it")
    assert "Before" in str(carla.form)
    await carla.fills(hour="15:00", line="After")
    await carla.fills()
    await carla.fills()
    await stage.time_is("2026-11-24T14:59+00:00")
    assert got(stage) == set()
    await carla.presses("Call it off")
    await stage.time_is("2026-11-25T15:00+00:00")

    assert got(stage) == set()
    off = campaign(stage)
    assert (off.line, off.sites, off.state) == ("After", ("Porto",), CampaignState.OFF)
    assert "nothing will be" in carla.sees(f"Called off: {NAME}").text


async def test_a_draft_with_a_moment_is_planned_once_somebody_says_so(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]
    await announces(carla, day="2026-11-24", hour="10:30")
    await carla.fills(then="keep")
    await carla.presses("Send it then")

    await stage.time_is("2026-11-24T10:30+00:00")

    assert "ada" in got(stage)


async def test_whoever_does_not_coordinate_any_more_announces_nothing(stage: Stage, cast: Cast) -> None:
    carla, ada = cast["carla"], cast["ada"]
    await carla.types(words(carla, "admin people"))
    await carla.fills(person="Ada")
    await carla.presses("Appoint as coordinator")
    await carla.presses("Yes, appoint")
    await announces(ada, day="2026-11-24", hour="10:30")
    await ada.fills()
    with stage.onehour.ledger() as records:
        found = records.people.by_email(ada.human.email)
        assert found
        records.people.keep(replace(found, coordinator=False))

    await stage.time_is("2026-11-24T12:00+00:00")

    assert got(stage) == set()
    assert f"Called off: {NAME}" in carla.has_heard


async def test_those_left_out_are_counted_and_named_only_where_that_is_not_theirs_to_say(
    stage: Stage, cast: Cast
) -> None:
    carla = cast["carla"]
    await cast["tom"].types(words(cast["tom"], "pause"))
    await cast["tom"].fills()
    await cast["grace"].types(words(cast["grace"], "stop"))
    stage.person("Mia Kern", Platform.TEAMS, level="2", zone="Europe/Berlin")
    stage.takes_in()

    await announces(carla)

    told = carla.form_text
    assert "1 cannot be reached: Mia Kern" in told
    assert "2 are left out without a name: away just now, or without a wish for announcements" in told
    assert "Tom Reed" not in told
    assert "Grace Whitfield" not in told
    await carla.fills()
    card = carla.sees(f"Done: {NAME}").text
    assert "2 left out from the beginning: away, or without a wish for announcements" in card


async def test_a_leader_who_said_no_to_all_of_it_is_not_counted_and_not_asked_again(
    stage: Stage, cast: Cast
) -> None:
    carla, grace = cast["carla"], cast["grace"]
    await announces(carla, "prelaunch")
    assert "2 people would get it" in carla.form_text
    await carla.fills()
    await grace.presses("No")
    await grace.presses("None of these")
    await stage.time_is("2026-12-14T12:00+00:00")

    await announces(carla, "prelaunch")
    assert "1 person would get it" in carla.form_text
    assert "1 said no to all of it, and is not asked again" in carla.form_text
    await carla.fills()

    card = carla.sees("Done: Before the launch: a letter to senior leaders").text
    assert "1 sent" in card
    assert "1 left out from the beginning: had said no to all of it" in card
    assert LETTER not in grace.has_heard, "her own was changed into the answer"
    # what only tells still reaches her
    await announces(carla)
    assert "5 people would get it" in carla.form_text


async def test_whoever_is_reminded_of_a_letter_has_the_less_room_and_the_page_says_so(
    stage: Stage, cast: Cast
) -> None:
    carla = cast["carla"]
    await announces(carla, "prelaunch")
    await carla.fills()
    await stage.time_is("2026-11-30T15:00+00:00")
    await announces(carla)
    assert "had as many" not in carla.form_text
    await carla.fills()
    assert "5 sent" in carla.sees(f"Done: {NAME}").text

    await announces(carla)

    assert "2 have had as many announcements lately as one person gets" in carla.form_text


async def test_whoever_would_find_no_room_in_two_weeks_is_not_promised_it(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]
    for _ in range(4):
        await announces(carla, whom="leaders")
        await carla.fills()

    await announces(carla)

    assert "3 people would get it" in carla.form_text
    assert "2 would be left out: so much waits for them already" in carla.form_text
    await announces(carla, whom="leaders")
    assert "without room for one more" in carla.sees("Nobody would get this").text


async def test_a_text_that_may_not_suit_those_who_get_it_is_pointed_out(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]

    await announces(carla, "participation", whom="everybody")
    assert "written for those who do not take part yet" in carla.form_text
    await announces(carla, "participation")
    assert "written for" not in carla.form_text


async def test_who_would_have_to_wait_is_counted_with_the_moment(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]
    for _ in range(2):
        await announces(carla)
        await carla.fills()
    await stage.time_is("2026-11-24T20:00+00:00")

    await announces(carla)

    assert "For 5 of them it is outside working hours then" in carla.form_text
    assert "5 have had as many announcements lately as one person gets" in carla.form_text


@pytest.mark.parametrize(
    ("chosen", "field", "problem"),
    [
        ({"day": "2026-11-23", "hour": "9:00"}, "hour", "That moment is over"),
        ({"day": "2026-11-20", "hour": "9:00"}, "day", "That day is over"),
        ({"day": "2026-11-25"}, "hour", "Please add the time"),
        ({"hour": "9:00"}, "day", "Please add the day"),
        ({"day": "2026-11-25", "hour": "soon"}, "hour", "Please write a time"),
    ],
)
async def test_what_cannot_be_is_said_at_its_field_and_nothing_is_sent(
    stage: Stage, cast: Cast, chosen: dict[str, str], field: str, problem: str
) -> None:
    carla = cast["carla"]

    await announces(carla, **chosen)

    assert problem in carla.problems[field]
    assert got(stage) == set()
    with stage.onehour.ledger() as records:
        assert not records.campaigns.newest(1)


async def test_a_line_of_a_hundred_kilobytes_is_taken_by_nobody(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]
    await announces(carla, line="x" * 100_000)
    assert carla.form is not None
    person_id = number(stage, carla)
    with stage.onehour.ledger() as records:
        [account] = records.people.accounts(person_id)
        draft = records.drafts.open(account.person_id, "admin_announce", "")

    # past every client, which would not have let it through
    answers = {"template": "announcements/launch", "whom": "usual", "line": "x" * 100_000}
    reply = stage.onehour.bot.answer(Answered(account.address, f"admin_announce/choose@:{draft.id}", answers))

    assert isinstance(reply, Refused)
    assert reply.form.problems == {"line": "Please keep this to 500 characters."}
    assert got(stage) == set()


async def test_an_audience_of_nobody_is_told_what_helps(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]

    await announces(carla, whom="enrolled")
    assert "is empty" in carla.sees("Nobody would get this").text
    await announces(carla, narrow=["levels"])
    await carla.fills(levels=["1"])

    assert "Choose fewer of them, or a wider audience" in carla.sees("Nobody would get this").text
    assert got(stage) == set()


async def test_what_is_planned_for_people_who_are_gone_by_then_says_that_nobody_was_there(
    stage: Stage, cast: Cast
) -> None:
    carla = cast["carla"]
    await announces(carla, whom="leaders", day="2026-11-24", hour="10:30")
    await carla.fills()
    for name in ("grace", "hanna"):
        await cast[name].types(words(cast[name], "stop"))

    await stage.time_is("2026-11-24T11:00+00:00")

    card = carla.sees(f"Done: {NAME}").text
    assert "There was nobody to write to when it began" in card
    assert "%" not in card
    assert "2 left out from the beginning" in card


async def test_a_mention_of_everybody_in_the_line_is_nothing_but_words(stage: Stage, cast: Cast) -> None:
    line = "<!channel> <at>everyone</at> **bold** [x](https://evil.example)"
    await announces(cast["carla"], line=line)
    await cast["carla"].fills()

    for actor in (cast["ada"], cast["tom"]):
        seen = actor.sees(LAUNCH)
        written = json.dumps(seen.entry.payload)
        assert "evil.example" in seen.text
        assert "<!channel>" not in str(seen.entry.payload.get("text", ""))
        assert '"mention"' not in written
        assert '"entities"' not in written
        assert "evil.example" not in actor.links


@pytest.mark.parametrize(
    "action", ["send", "plan", "stop", "resume", "off", "look", "test"], ids=lambda action: f"forged-{action}"
)
async def test_nobody_else_can_press_a_coordinators_buttons(stage: Stage, cast: Cast, action: str) -> None:
    await announces(cast["carla"], day="2026-11-24", hour="10:30")
    await cast["carla"].fills()
    ada = cast["ada"]
    await ada.types(words(ada, "hello"))

    await ada.forges(f"campaigns.{action}", str(campaign(stage).id))

    assert ada.has_heard[-1] == "This is no longer open"
    assert campaign(stage).state is CampaignState.SCHEDULED
    assert got(stage) == set()


async def test_everything_announced_stands_in_a_list(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]
    await carla.types(words(carla, "admin"))
    await carla.presses("What was announced")
    assert "Nothing has been announced yet" in carla.sees("What was announced").text
    await carla.types(words(carla, "admin announce as"))
    await announces(carla)
    await carla.fills()

    await carla.types(words(carla, "admin announced"))
    listed = carla.sees("What was announced")
    assert "done, to 5 people since" in listed.text
    assert "by Carla Mendes" in listed.text
    assert not {"Older ones", "The newest"} & listed.buttons.keys()
    await carla.presses(f"1. {NAME}", on=carla.sees("What was announced"))

    assert "5 sent" in carla.sees(f"Done: {NAME}").text
    assert all(one.state is NudgeState.SENT for one in owed(stage, cast["ada"]))


async def test_of_many_the_older_ones_are_on_the_next_page(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]
    for day in range(9):
        await announces(carla, line=f"Line {day}")
        await carla.fills(then="keep")
    await carla.types(words(carla, "admin announced"))
    first = carla.sees("What was announced")
    assert f"8. {NAME}" in first.buttons
    assert f"9. {NAME}" not in first.buttons

    await carla.presses("Older ones", on=first)

    older = carla.sees("What was announced")
    assert f"9. {NAME}" in older.buttons
    await carla.presses(f"9. {NAME}", on=older)
    assert "Line 0" in carla.sees(f"A draft: {NAME}").text
    await carla.types(words(carla, "admin announced"))
    await carla.presses("Older ones")
    await carla.presses("The newest")
    assert f"1. {NAME}" in carla.sees("What was announced").buttons


async def test_what_went_out_before_is_said_so(stage: Stage, cast: Cast) -> None:
    carla = cast["carla"]
    await announces(carla)
    assert "gone out before" not in carla.form_text
    await carla.fills()

    await announces(carla, whom="leaders")

    assert "gone out before" in carla.form_text
    assert "to 5 people" in carla.form_text
    assert "by Carla Mendes" in carla.form_text
