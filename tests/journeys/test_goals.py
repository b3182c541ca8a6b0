"""Goals of a pair: set, moved in one tap, reached, let go; read by the two and by nobody else, on both platforms."""

from collections.abc import Sequence

import pytest

from bot import first_goals
from bot.model import Enrolment, Pair, PairState, ProgrammeKind, Role
from bot.people import Platform
from bot.progress import Goal, GoalState
from tests.journeys.asking import NOON, enrol, last, mentee, mentor, number
from tests.journeys.pairing import begin_a_group, begin_a_pair, met
from tests.journeys.programmes import opened, takes_part
from tests.stage import Actor, Stage, command

Two = tuple[Actor, Actor]
TEAM = "Lead a team of three"


@pytest.fixture
async def two(stage: Stage, platforms: tuple[Platform, Platform]) -> Two:
    """Ada, who learns, and Grace, who guides her, across the platforms; Carla coordinates."""
    here, there = platforms
    ada, grace = mentee(stage, "Ada Pereira", here), mentor(stage, "Grace Whitfield", there, leader="yes")
    mentor(stage, "Carla Mendes", there)
    mentee(stage, "Tom Reed", here)
    await stage.opens()
    enrol(stage, ada, goals="Lead a team\nSpeak at the all-hands")
    enrol(stage, grace, Role.MENTOR)
    return ada, grace


@pytest.fixture
async def pair(stage: Stage, two: Two) -> Pair:
    ada, grace = two
    return await begin_a_pair(stage, grace, ada)


async def sets(actor: Actor, text: str, by: str = "2027-05-28", **more: str) -> None:
    await actor.types(command(actor, "goals add"))
    await actor.fills(text=text, by=by, **more)


def own(stage: Stage, actor: Actor) -> Sequence[Goal]:
    who = number(stage, actor)
    with stage.onehour.ledger() as records:
        return records.goals.by(who)


def kept(stage: Stage, actor: Actor) -> dict[str, tuple[int, GoalState]]:
    return {one.text: (one.progress, one.state) for one in own(stage, actor)}


def read(actor: Actor) -> str:
    """The last message, whatever a platform puts before the things of a list."""
    return last(actor).text.replace("• ", "")


def pairs(stage: Stage, actor: Actor) -> Sequence[Pair]:
    who = number(stage, actor)
    with stage.onehour.ledger() as records:
        return records.pairs.pairs_of(who)


@pytest.mark.usefixtures("pair")
async def test_what_was_said_at_joining_becomes_the_first_goal_in_one_tap(stage: Stage, two: Two) -> None:
    ada, grace = two
    begun = ada.sees("You and Grace are a pair")
    assert not any(label.startswith("My first goal") for label in grace.seen[0].buttons)

    await ada.presses("My first goal: Lead a team", on=begun)

    assert kept(stage, ada) == {"Lead a team": (0, GoalState.OPEN)}
    after = ada.sees("You and Grace are a pair")
    assert "My first goal: Lead a team" not in after.buttons
    assert "Write an e-mail" in after.buttons, "the introduction is still there"
    subject = first_goals.address("Lead a team", pairs(stage, ada)[0])
    await ada.forges("goals.begin_with", subject)
    assert list(kept(stage, ada)) == ["Lead a team"], "a second press changes nothing"
    await ada.types(command(ada, "goals"))
    assert "Lead a team · ○○○○ not begun · by" in last(ada).text
    await ada.presses("Make it a goal: Speak at the all-hands")
    assert list(kept(stage, ada)) == ["Lead a team", "Speak at the all-hands"]
    assert "When you joined" not in last(ada).text


@pytest.mark.usefixtures("pair")
async def test_a_goal_is_set_moved_in_one_tap_and_reached_with_a_warm_word(stage: Stage, two: Two) -> None:
    ada, grace = two
    await ada.types(command(ada, "goals add: Lead a team of three"))
    assert "Grace can read it as well" in ada.form_text
    for day, problem in {"2026-11-23": "That day is over", "2028-01-01": "next twelve months"}.items():
        await ada.fills(text=TEAM, by=day)
        assert problem in ada.problems["by"]
    await ada.fills(text=TEAM, by="2027-05-28", sign="They ask me first")

    shown = ada.sees("Goals with Grace")
    assert f"{TEAM} · ○○○○ not begun · by" in shown.text
    assert "the sign: They ask me first" in shown.text
    for label, words in {
        "A quarter": "The first step is the hardest",
        "Half way": "Half way there",
        "Three quarters": "it is in sight",
    }.items():
        await ada.presses(label)
        assert words in last(ada).text
    await grace.types(command(grace, "goals"))
    assert f"{TEAM} · ●●●○ three quarters" in last(grace).text
    await ada.presses("Done")
    assert "You did it." in last(ada).text
    assert kept(stage, ada) == {TEAM: (100, GoalState.DONE)}
    await ada.presses("Take it up again")
    assert kept(stage, ada) == {TEAM: (75, GoalState.OPEN)}
    await ada.presses("Let it go")
    assert "that is fine" in last(ada).text
    await ada.presses("All goals")
    assert "let go" in last(ada).text
    await grace.types(command(grace, "goals"))
    assert TEAM not in last(grace).text, "what is let go is nobody else's any more"
    await ada.presses(f"Take up: {TEAM}")
    assert kept(stage, ada) == {TEAM: (75, GoalState.OPEN)}


@pytest.mark.usefixtures("pair")
async def test_words_after_add_are_in_the_form_already_and_stand_nowhere_in_clear(
    stage: Stage, two: Two
) -> None:
    ada, _ = two

    await ada.types(command(ada, "goals add quokkawise listening"))

    assert "quokkawise listening" in str(ada.form)
    assert "quokkawise" not in stage.kept()
    await ada.fills(text="quokkawise listening", by="2027-01-15", sign="wombatish calm")
    assert "quokkawise listening" in last(ada).text
    assert not {"quokkawise", "wombatish"} & set(stage.kept().split())
    assert "quokkawise" not in stage.kept()


@pytest.mark.usefixtures("pair")
async def test_leaders_have_goals_as_well_and_only_the_owner_changes_one(stage: Stage, two: Two) -> None:
    ada, grace = two
    await sets(grace, "Hear how it is on the ground")
    await sets(ada, TEAM)

    await ada.presses("Change it")
    await ada.fills(text="Lead a team of four", by="2027-06-01")

    assert list(kept(stage, ada)) == ["Lead a team of four"]
    shown = last(ada)
    assert "Changed." in shown.text
    assert "Grace Hear how it is on the ground · ○○○○" in read(ada)
    [hers] = own(stage, grace)
    for action, subject in (
        ("goals.progress", f"50:{hers.id}"),
        ("goals.done", f"{hers.id}"),
        ("goals.let_go", f"{hers.id}"),
        ("goals.open", f"{hers.id}"),
        ("goals.take_up", f"{hers.id}"),
        ("flow.begin", f"goals:edit:{hers.id}"),
        ("goals.progress", "33:1"),
        ("goals.look", "77"),
        ("goals.take_over", "abc:1"),
        ("flow.begin", "goals:add:77"),
    ):
        await ada.types(command(ada, "goals"))
        await ada.forges(action, subject)
        assert ada.has_heard[-1] == "This is no longer open", action
    assert kept(stage, grace) == {"Hear how it is on the ground": (0, GoalState.OPEN)}


@pytest.mark.usefixtures("pair")
async def test_several_goals_have_a_button_each_and_ten_are_plenty(stage: Stage, two: Two) -> None:
    ada, _ = two
    for place in range(1, 11):
        await sets(ada, f"Goal {place}")

    assert "Set a goal" not in last(ada).buttons
    await ada.types(command(ada, "goals add"))
    assert "ten goals here already" in last(ada).text
    await ada.presses("3. Goal 3")
    assert "Goal 3" in last(ada).text
    await ada.presses("Let it go")
    await sets(ada, "Goal 11")
    assert "Kept." in last(ada).text
    [third] = [one for one in own(stage, ada) if one.text == "Goal 3"]
    await ada.types(command(ada, "goals"))
    await ada.forges("goals.take_up", str(third.id))
    assert "ten goals here already" in last(ada).text
    assert kept(stage, ada)["Goal 3"][1] is GoalState.LET_GO


async def test_with_several_pairs_it_says_which_one_and_asks_for_it(stage: Stage, two: Two) -> None:
    ada, grace = two
    tom = stage.actors["tom"]
    await begin_a_pair(stage, grace, ada)
    second = opened(stage)
    for one, role in ((ada, Role.MENTOR), (tom, Role.MENTEE)):
        takes_part(stage, one, second.id, role)
    await begin_a_pair(stage, ada, tom, second.id)

    await ada.types(command(ada, "goals"))
    assert last(ada).title == "Your goals"
    assert "With Tom in First steps: none open" in last(ada).text
    await ada.presses("With Tom")
    assert last(ada).title == "Goals with Tom"
    await ada.presses("Goals with others")
    await ada.presses("Set a goal")
    assert "With whom?" in ada.form_text
    [with_tom] = pairs(stage, tom)
    await ada.fills(pair=str(with_tom.id), text="Listen longer", by="2027-01-15")
    assert "Goals with Tom" in ada.has_heard
    await tom.types(command(tom, "goals"))
    assert "Ada Listen longer" in read(tom)
    await grace.types(command(grace, "goals"))
    assert "Listen longer" not in last(grace).text


@pytest.mark.parametrize(
    ("kind", "offered"), [(ProgrammeKind.PEER, {"Ada", "Grace"}), (ProgrammeKind.REVERSE, {"Grace"})]
)
async def test_whoever_learns_is_offered_what_they_said_at_joining(
    stage: Stage, two: Two, kind: ProgrammeKind, offered: set[str]
) -> None:
    """Among peers both; in a reverse programme the senior, whom the junior guides."""
    ada, grace = two
    programme = opened(stage, kind=kind)
    for one in two:
        who = number(stage, one)
        with stage.onehour.ledger() as records:
            role = Role.MENTOR if kind is ProgrammeKind.REVERSE and one is ada else Role.MENTEE
            records.programmes.enrol(Enrolment(0, programme.id, who, role, NOON, 1, goals="Know the trends"))
    await begin_a_pair(stage, ada, grace, programme.id)

    begun = {one.human.name.split()[0]: last(one) for one in two}

    label = "My first goal: Know the trends"
    assert {name for name, seen in begun.items() if label in seen.buttons} == offered
    await grace.presses(label)
    await ada.types(command(ada, "goals"))
    assert "Grace Know the trends · ○○○○ not begun" in read(ada)


async def test_in_a_group_nobody_reads_another_mentees_goals(stage: Stage, two: Two) -> None:
    ada, grace = two
    tom, carla = stage.actors["tom"], stage.actors["carla"]
    begin_a_group(stage, grace, ada, tom, carla)
    await sets(ada, "Adas own aim")
    await sets(tom, "Toms own aim")
    await sets(grace, "Graces own aim")

    await grace.types(command(grace, "goals"))
    assert last(grace).title == "Goals with Ada, Tom and Carla"
    assert "Ada Adas own aim" in read(grace)
    assert "Tom Toms own aim" in read(grace)
    await ada.types(command(ada, "goals"))
    assert "Graces own aim" in last(ada).text
    assert "Adas own aim" in last(ada).text
    assert "Toms own aim" not in last(ada).text


async def test_without_a_pair_it_says_so_and_after_the_end_each_keeps_their_own(
    stage: Stage, two: Two
) -> None:
    ada, grace = two
    await ada.types(command(ada, "goals"))
    assert last(ada).title == "Goals belong to two"
    await begin_a_pair(stage, grace, ada)
    await sets(ada, TEAM)
    await sets(grace, "Listen longer")
    await grace.types(command(grace, "leave"))
    await grace.fills()

    await ada.types(command(ada, "goals add"))
    await ada.presses("Earlier, with Grace")
    assert TEAM in last(ada).text
    assert "only you can read this" in last(ada).text
    assert "Listen longer" not in last(ada).text
    await grace.types(command(grace, "goals"))
    await grace.presses("Earlier, with Ada")
    assert TEAM not in last(grace).text
    await ada.presses("Done")
    assert kept(stage, ada) == {TEAM: (100, GoalState.DONE)}
    assert pairs(stage, ada)[0].state is PairState.ENDED


@pytest.mark.usefixtures("pair")
async def test_no_coordinator_ever_reads_a_word_of_a_goal(stage: Stage, two: Two) -> None:
    ada, grace = two
    carla = stage.actors["carla"]
    await sets(ada, "marmotlike patience", sign="ibexian balance")
    await sets(grace, "narwhalish candour")
    goals = [*own(stage, ada), *own(stage, grace)]

    for words in (
        *("goals", "goals 1", "goals add", "status", "home", "export", "admin", "admin programme"),
        *("admin audit", "admin match", "admin settings", "useful"),
    ):
        await carla.types(command(carla, words))
        if carla.form:
            await carla.closes()
    await carla.types(command(carla, "admin people"))
    await carla.fills(person="Ada")
    await carla.types(command(carla, "admin"))
    for goal in goals:
        for action in ("goals.open", "goals.look", "goals.take_up", "goals.done"):
            await carla.forges(action, str(goal.id))
            await carla.types(command(carla, "admin"))

    told = carla.sees_words + str([seen.entry.payload for seen in carla.seen])
    assert not [word for word in ("marmot", "ibexian", "narwhal") if word in told]
    assert not [word for word in ("marmot", "ibexian", "narwhal") if word in stage.kept()]


@pytest.mark.parametrize(
    "words", ["I want to set a goal", "our goals", "meine Ziele", "Ich möchte ein Ziel setzen"]
)
async def test_plain_words_lead_there(stage: Stage, platform: Platform, words: str) -> None:
    ada, grace = mentee(stage, "Ada Pereira", platform), mentor(stage, "Grace Whitfield", platform)
    await stage.opens()
    enrol(stage, ada)
    enrol(stage, grace, Role.MENTOR)
    await begin_a_pair(stage, grace, ada)

    await ada.types(words)

    assert last(ada).title == "Goals with Grace"
    assert "Set a goal" in last(ada).buttons


async def test_in_german_it_is_all_the_same(stage: Stage, platform: Platform) -> None:
    ada = mentee(stage, "Ada Pereira", platform, locale="de-DE")
    grace = mentor(stage, "Grace Whitfield", platform, locale="de-DE")
    await stage.opens()
    enrol(stage, ada, goals="Ein Team leiten")
    enrol(stage, grace, Role.MENTOR)
    pair = await begin_a_pair(stage, grace, ada)
    await ada.presses("Mein erstes Ziel: Ein Team leiten")
    await ada.types(command(ada, "Ziele neu: Besser zuhören"))
    assert "Was wird anders sein?" in ada.form_text
    await ada.fills(text="Besser zuhören", by="2027-01-15", sign="Ich frage mehr")
    assert "Besser zuhören · ○○○○ noch nicht begonnen · bis" in read(ada)
    assert "das Zeichen: Ich frage mehr" in read(ada)

    await ada.presses("2. Besser zuhören")
    await ada.presses("Halb geschafft")
    assert "Grace sieht es auch, und sonst niemand." in last(ada).text
    await ada.presses("Geschafft")

    assert "Du hast es geschafft." in last(ada).text
    await stage.time_is("2026-12-24T12:00+00:00")
    met(stage, pair, 2)
    await stage.time_is("2027-02-24T12:00+00:00")
    assert "Die Hälfte eurer 6 Monate ist um. So steht es um deine Ziele" in ada.sees_words
    await ada.types(command(ada, "useful"))
    await ada.presses("5 · bringt mir viel")
    assert "Du hast 5 von 5" in last(ada).text
