"""The twelve letters of a programme, as they arrive: what each tells its reader, and what it keeps to itself."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.asks import AskKind, AskState
from bot.campaigns import announced
from bot.enrolment import first_programme
from bot.message import Facts
from bot.model import Meeting, MeetingState, Pair, ProgrammeKind, Role
from bot.people import Platform
from bot.ports import Visit
from bot.post import ANNOUNCEMENTS, Nudge
from templates.known import announcement_sample
from tests.journeys.asking import enrol, mentee, mentor, number
from tests.journeys.programmes import becomes
from tests.stage import Actor, Stage
from tests.texts import LIBRARY, OURS

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LETTERS = sorted(one.name.removeprefix(ANNOUNCEMENTS) for one in LIBRARY.announcements("en"))
OTHERS = {Platform.SLACK: "Teams", Platform.TEAMS: "Slack"}


@pytest.fixture
async def grace(stage: Stage, platform: Platform) -> Actor:
    """A senior leader, beside a coordinator and a company of eight."""
    grace = mentor(stage, "Grace Whitfield", platform, level="9", leader="yes")
    for name in ("Ada", "Tom", "Lin", "Sam", "Kim", "Noor", "Max", "Eva"):
        mentee(stage, f"{name} Pereira", platform)
    stage.person("Carla Mendes", Platform.SLACK, zone="Europe/Lisbon", country="PT")
    await stage.opens()
    return grace


async def announces(stage: Stage, name: str, line: str = "") -> None:
    carla = stage.actors["carla"]
    await carla.types("/mentor admin announce")
    await carla.fills(template=f"{ANNOUNCEMENTS}{name}", line=line)
    await carla.fills()


def facts_of(stage: Stage, actor: Actor, name: str) -> Facts:
    """What this person is told by an announcement, just now."""
    one = number(stage, actor)
    with stage.onehour.ledger() as records:
        person = records.people.get(one)
        account = records.people.accounts(person.id)[0]
        visit = Visit(person, account, records, stage.clock.now(), stage.onehour.bot.house)
        kept: Facts = {"line": "", "sender": {}}
        return announced(
            visit, Nudge("1", f"{ANNOUNCEMENTS}{name}", person.id, NOON, "campaign:0", kept)
        ).facts


def meet(stage: Stage, *pairs: tuple[str, str]) -> None:
    """Each of these two have met once."""
    people = {name: number(stage, stage.actors[name]) for pair in pairs for name in pair}
    with stage.onehour.ledger() as records:
        for one, other in pairs:
            pair = records.pairs.begin(
                Pair(0, first_programme(records).id, people[one], (people[other],), NOON, 6)
            )
            held = Meeting(0, pair.id, 1, (NOON,), MeetingState.HELD, at=NOON, minutes=60)
            records.meetings.propose(held)


async def test_every_letter_arrives_says_who_writes_and_names_no_other_chat(
    stage: Stage, grace: Actor, platform: Platform
) -> None:
    outside = {"participation"}
    enrol(stage, grace, Role.MENTOR)
    for week, name in enumerate(one for one in LETTERS if one not in outside):
        await announces(stage, name, line=f"A word for week {week}")
        read = next(one for one in reversed(grace.seen) if f"A word for week {week}" in one.text)

        assert "Carla Mendes" in read.text, name
        assert "Grace" in read.text, name
        assert OTHERS[platform] not in read.text, name
        assert 1 <= len(read.buttons) <= 5, name
        # a letter that asks is reminded of twice, in its first two weeks
        await stage.time_is(NOON + timedelta(days=21 * (week + 1)))


async def test_whoever_does_not_take_part_yet_is_invited_and_can_have_it_end(
    stage: Stage, grace: Actor, platform: Platform
) -> None:
    ada, tom = stage.actors["ada"], stage.actors["tom"]
    enrol(stage, ada)

    await announces(stage, "participation")
    await tom.presses("No more announcements")

    assert "There is room for you, Tom" in tom.has_heard
    assert "There is room for you, Ada" not in ada.has_heard
    assert "colleagues take part" not in tom.sees_words, "two are no number"


async def test_a_leader_answers_a_smaller_ask_with_one_tap(stage: Stage, grace: Actor) -> None:
    asked_of, answered = number(stage, grace), []
    for week, (name, label, kind) in enumerate(
        (
            ("all_hands", "A word at the all-hands", AskKind.ALL_HANDS),
            ("panel", "Be a panellist", AskKind.PANEL),
            ("story", "Tell my own story", AskKind.STORY),
        )
    ):
        await stage.time_is(NOON + timedelta(days=9 * week))
        await announces(stage, name)
        letter = grace.seen[-1]

        await grace.presses(label, on=letter)

        answered.append((kind, AskState.YES))
        assert grace.seen[-1].entry.id == letter.entry.id, "the letter itself turns into the answer"
        with stage.onehour.ledger() as records:
            asks = records.campaigns.asks_of(asked_of)
            assert [(ask.kind, ask.state) for ask in asks] == answered


async def test_what_speaks_for_it_is_the_leaders_own(stage: Stage, grace: Actor) -> None:
    def told() -> list[str]:
        found = facts_of(stage, grace, "prelaunch")["angles"]
        assert isinstance(found, tuple)
        return [str(one["name"]) for one in found if isinstance(one, dict)]

    assert told() == ["Reflection", "Your influence", "Support"]
    await announces(stage, "prelaunch")
    assert "somebody who wants none from you" in grace.seen[-1].text
    assert "84%" in grace.seen[-1].text
    assert "45 chief executives" in grace.seen[-1].text

    meet(stage, ("ada", "grace"))
    assert told() == ["Reflection", "Paying it forward", "Your influence"]
    assert facts_of(stage, stage.actors["ada"], "prelaunch")["angles"] == ()

    becomes(stage, ProgrammeKind.REVERSE)
    assert told() == ["Learning", "Your influence", "Support"]


async def test_numbers_are_told_from_three_up_and_texts_do_without(stage: Stage, grace: Actor) -> None:
    enrol(stage, grace, Role.MENTOR)
    enrol(stage, stage.actors["ada"])
    meet(stage, ("grace", "ada"), ("tom", "lin"))

    await announces(stage, "halfway")
    assert "too small for numbers" in grace.seen[-1].text

    enrol(stage, stage.actors["tom"])
    meet(stage, ("sam", "kim"))
    await stage.time_is("2026-11-24T12:00+00:00")
    await announces(stage, "closing")
    read = grace.seen[-1].text
    assert "3 pairs" in read
    assert "3 colleagues take part" in read
    assert "3 hours" in read
    assert "senior leaders" not in read, "she would be the only one"
    assert "Asked how useful" not in read


async def test_nobody_reads_the_same_thought_twice_before_all_of_them(stage: Stage, grace: Actor) -> None:
    ada = stage.actors["ada"]
    for one in (grace, ada):
        enrol(stage, one)
    days = ["2026-11-24", "2026-12-02", "2026-12-15", "2027-01-12"]
    for day in days:
        await stage.time_is(f"{day}T12:00+00:00")
        await announces(stage, "momentum")

    read = [title for title in grace.has_heard if title.startswith("A thought for this month")]

    assert len(read) == len(set(read)) == len(days)
    assert [title for title in ada.has_heard if title.startswith("A thought")] == read, "all read the same"


async def test_the_day_and_the_month_of_mentoring_are_told_apart(stage: Stage, grace: Actor) -> None:
    for day, title in (
        ("2026-10-27", "27 October is National Mentoring Day"),
        ("2027-01-12", "January is National Mentoring Month"),
    ):
        stage.clock.move_to(datetime.fromisoformat(f"{day}T12:00+00:00"))
        await announces(stage, "mentoring_day")
        assert title in grace.has_heard


async def test_the_examples_have_every_variable_that_there_is(stage: Stage, grace: Actor) -> None:
    known = announcement_sample(OURS)

    for name in LETTERS:
        assert set(facts_of(stage, grace, name)) == set(known), name
    reader = facts_of(stage, grace, "launch")["to"]
    assert isinstance(reader, dict)
    assert isinstance(known["to"], dict)
    assert known["to"].keys() <= reader.keys()


async def test_an_organisations_own_letter_goes_out_like_ours(
    stage: Stage, platform: Platform, tmp_path: Path
) -> None:
    own = tmp_path / "texts" / "announcements"
    own.mkdir(parents=True)
    head = 'label = "Party"\naudience = "everybody"\ntitle = "Come, {{ to.first_name }}"\n'
    (own / "party.md").write_text(f"+++\n{head}+++\nYours, {{{{ sender.name }}}}, @everyone <!channel>\n")
    stage.settings = {"ONEHOUR_TEMPLATES": str(own.parent)}
    ada = mentee(stage, "Ada Pereira", platform)
    stage.person("Carla Mendes", Platform.SLACK, zone="Europe/Lisbon", country="PT")
    await stage.opens()

    await announces(stage, "party")

    assert "Come, Ada" in ada.has_heard
    assert "Yours, Carla Mendes, @everyone" in ada.sees_words
