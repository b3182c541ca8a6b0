"""Being prepared: three short notes over a week, sooner at a press, and guides whenever somebody wants one."""

from pathlib import Path

import pytest

from bot.model import ProgrammeKind, Role
from bot.people import Platform
from tests.journeys.programmes import SECOND, looks_at, opened, takes_part
from tests.stage import Actor, Stage, command

FIRST, SECOND_NOTE = "To prepare, 1 of 3: what to expect", "To prepare, 2 of 3: your first hour"
THIRD = {
    "mentor": "To prepare, 3 of 3: what is in it for you",
    "mentee": "To prepare, 3 of 3: what you can do",
    "both": "To prepare, 3 of 3: giving and getting",
}
LONGEST = 900

both = pytest.mark.parametrize("platform", Platform)


def prepared(actor: Actor) -> list[str]:
    return [title for title in actor.has_heard if title.startswith("To prepare")]


@both
@pytest.mark.parametrize("role", ["mentor", "mentee", "both"])
async def test_three_notes_come_over_a_week_in_working_hours(
    stage: Stage, platform: Platform, role: str
) -> None:
    ada = stage.person("Ada Pereira", platform, zone="Europe/Lisbon", country="PT")
    await stage.opens()
    offers = {"more_offers": "chess"} if role != "mentee" else {}
    await ada.joins(role, **offers, **({"more_wants": "sailing"} if role != "mentor" else {}))
    assert "3 short notes" in ada.sees("Welcome, Ada. You are in").text
    assert prepared(ada) == []

    await stage.time_is("2026-11-23T14:31+00:00")
    assert prepared(ada) == [FIRST]
    await stage.time_is("2026-11-25T08:59+00:00")
    assert prepared(ada) == [FIRST]
    await stage.time_is("2026-11-25T09:00+00:00")
    assert prepared(ada) == [FIRST, SECOND_NOTE]
    await stage.time_is("2026-11-30T08:59+00:00")
    assert prepared(ada) == [FIRST, SECOND_NOTE]
    await stage.time_is("2026-11-30T09:00+00:00")
    assert prepared(ada) == [FIRST, SECOND_NOTE, THIRD[role]]
    assert all(len(ada.sees(title).text) < LONGEST for title in prepared(ada))


@both
async def test_the_next_note_is_read_at_a_press_and_then_not_sent_again(
    stage: Stage, platform: Platform
) -> None:
    ada = stage.person("Ada Pereira", platform, zone="Europe/Lisbon", country="PT")
    await stage.opens()
    await ada.joins("mentee", more_wants="chess")
    await stage.time_is("2026-11-23T21:00+00:00")
    first = ada.sees(FIRST)

    await ada.presses("Read the next one now", on=first)
    assert prepared(ada) == [FIRST, SECOND_NOTE]
    assert "Read the next one now" not in ada.sees(FIRST).buttons
    await ada.presses("Read the next one now")
    assert prepared(ada) == [FIRST, SECOND_NOTE, THIRD["mentee"]]
    assert not ada.sees(THIRD["mentee"]).buttons
    await stage.time_is("2026-12-15T12:00+00:00")
    assert prepared(ada) == [FIRST, SECOND_NOTE, THIRD["mentee"]]


@both
@pytest.mark.parametrize("role", [Role.MENTOR, Role.MENTEE, Role.BOTH])
async def test_who_meets_turned_round_is_prepared_for_that(
    stage: Stage, platform: Platform, role: Role
) -> None:
    ada = stage.person("Ada Pereira", platform, zone="Europe/Lisbon", country="PT")
    await stage.opens()
    opened(stage, kind=ProgrammeKind.REVERSE)
    await looks_at(ada, SECOND)
    await ada.presses("Take part")
    skills = {Role.MENTOR: {"more_offers": "chess"}, Role.MENTEE: {"more_wants": "sailing"}}
    both_ways = {**skills[Role.MENTOR], **skills[Role.MENTEE]}
    await ada.goes_through_the_pages(role.value, **skills.get(role, both_ways))
    await stage.time_is("2026-11-30T09:00+00:00")

    titles = [FIRST, SECOND_NOTE, THIRD[role.value]]
    notes = [ada.sees(title).text for title in titles]
    assert prepared(ada) == titles
    assert all(len(note) < LONGEST + 300 for note in notes)
    told = " ".join(notes)
    guides, learns = role is not Role.MENTEE, role is not Role.MENTOR
    assert ("bring a topic" in told, "speaking openly" in told.casefold()) == (guides, guides)
    assert ("The first contact is yours" in told, "goes into no appraisal" in told) == (learns, learns)
    assert ("If you guide" in told, "If you learn" in told) == (guides and learns, guides and learns)
    assert "without a reason" in told
    assert "mentor" not in told.replace("mentoring", "").casefold()
    assert "mentee" not in told.casefold()


@both
async def test_who_meets_turned_round_finds_a_guide_of_their_own(stage: Stage, platform: Platform) -> None:
    ada = stage.person("Ada Pereira", platform)
    await stage.opens()
    takes_part(stage, ada, opened(stage, kind=ProgrammeKind.REVERSE).id, Role.MENTOR)
    await ada.types(command(ada, "resources"))

    await ada.presses("Turned round")

    guide = ada.sees("Hours turned round").text
    assert "what you see, what it does, what would help" in guide
    assert "Do not judge" not in guide
    assert "Nothing goes to the reporting line" in guide
    await ada.presses("All guides")
    await ada.presses("Planning a session")
    assert "Turned round" in ada.sees("Planning a session").text


@both
async def test_a_forged_note_or_guide_changes_nothing(stage: Stage, platform: Platform) -> None:
    ada = stage.person("Ada Pereira", platform)
    await stage.opens()
    await ada.types(command(ada, "resources"))
    for action, subject in (("preparation.next", "4"), ("preparation.next", "2"), ("resources.read", "own")):
        await ada.forges(action, subject)
        assert ada.has_heard[-1] == "This is no longer open"
        await ada.types(command(ada, "resources"))


@both
async def test_joining_again_prepares_nobody_twice(stage: Stage, platform: Platform) -> None:
    ada = stage.person("Ada Pereira", platform, zone="Europe/Lisbon", country="PT")
    await stage.opens()
    await ada.joins("mentee", more_wants="chess")
    await ada.types(command(ada, "leave"))
    await ada.fills()
    await ada.joins("mentee", more_wants="sailing")
    assert "short notes from me" not in ada.sees("Welcome, Ada. You are in").text

    await stage.time_is("2026-12-15T12:00+00:00")

    assert prepared(ada) == [FIRST, SECOND_NOTE, THIRD["mentee"]]


@both
async def test_a_guide_takes_the_place_of_the_menu_and_leads_back_to_it(
    stage: Stage, platform: Platform
) -> None:
    ada = stage.person("Ada Pereira", platform)
    await stage.opens()
    await ada.joins("mentee", more_wants="chess")
    await ada.types(command(ada, "resources"))
    for label, title in (
        ("Listening", "Listening"),
        ("Questions", "Asking questions"),
        ("Goals", "Setting goals"),
        ("Difficult moments", "Difficult moments"),
        ("Planning a session", "Planning a session"),
        ("Structuring a session", "The shape of a session"),
    ):
        assert len(ada.sees("Short guides").buttons) == 6

        await ada.presses(label)
        guide = ada.sees(title)
        assert "As a mentee" in guide.text
        assert "As a mentor" not in guide.text
        assert "Turned round" not in guide.text
        await ada.presses("All guides", on=guide)


@both
async def test_an_organisations_own_links_stand_below_the_guides(
    stage: Stage, platform: Platform, tmp_path: Path
) -> None:
    own = tmp_path / "texts" / "resources"
    own.mkdir(parents=True)
    text = '+++\ntitle = "Ours"\n+++\n[Our training](https://hartwell.example/training)\n'
    (own / "own.md").write_text(text, encoding="utf-8")
    stage.settings = {"ONEHOUR_TEMPLATES": str(own.parent)}
    ada = stage.person("Ada Pereira", platform)
    await stage.opens()

    await ada.types(command(ada, "resources"))

    assert "Our training" in str(ada.sees("Short guides").entry.payload)
    await ada.presses("Goals")
    assert "As a mentor" in ada.sees("Setting goals").text
