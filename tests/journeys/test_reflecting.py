"""After an hour both are asked something that fits their role; they write, take another question, or let it be."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model import ProgrammeKind
from bot.people import Platform
from bot.questions import THEMES
from tests.journeys.asking import last
from tests.journeys.reflecting import AN_HOUR, asked_in, asks_after, met, paired
from tests.stage import Actor, Stage, command

KEPT = "Kept, for you alone"
# How each side is asked, by the kind of programme: the mentor's questions first.
FAMILIES = {
    ProgrammeKind.TRADITIONAL: ("mentor", "mentee"),
    ProgrammeKind.REVERSE: ("reverse_mentor", "reverse_mentee"),
    ProgrammeKind.PEER: ("peer", "peer"),
}


@pytest.fixture
async def two(stage: Stage, platforms: tuple[Platform, Platform]) -> tuple[Actor, Actor]:
    """Ada, and Grace, whom the pair has as its mentor."""
    here, there = platforms
    ada = stage.person("Ada Pereira", here, zone="Europe/Lisbon", country="PT", level="3")
    grace = stage.person("Grace Whitfield", there, zone="Europe/Lisbon", country="PT", level="8")
    await stage.opens()
    return ada, grace


@pytest.mark.parametrize("kind", FAMILIES)
async def test_half_a_year_of_questions_is_by_role_and_never_repeats_one(
    stage: Stage, two: tuple[Actor, Actor], kind: ProgrammeKind
) -> None:
    ada, grace = two
    pair = paired(stage, grace, ada, kind=kind)
    asked: dict[str, list[str]] = {"mentor": [], "mentee": []}

    for number in range(1, 7):
        await met(stage, pair, number)
        for (role, seen), one, of in zip(asked.items(), (grace, ada), FAMILIES[kind], strict=True):
            other = "Ada" if role == "mentor" else "Grace"
            seen.append(asked_in(one.sees(f"Did you meet {other}?").text, of))

    assert [len(set(seen)) for seen in asked.values()] == [6, 6]
    if kind is ProgrammeKind.PEER:
        assert asked["mentor"] != asked["mentee"]


async def test_what_is_written_is_kept_and_can_be_changed(stage: Stage, two: tuple[Actor, Actor]) -> None:
    ada, grace = two
    await met(stage, paired(stage, grace, ada))
    question = asked_in(ada.sees("Did you meet Grace?").text, "mentee")

    await ada.presses("Write a reflection")
    assert question in ada.form_text
    assert "your hour with Grace" in ada.form_text
    await ada.fills(text="")
    assert set(ada.problems) == {"text"}
    await ada.fills(text="I listened more than I spoke.")
    assert last(ada).title == KEPT

    await ada.types(command(ada, "reflect"))
    assert "This is what you wrote" in ada.form_text
    assert question in ada.form_text
    await ada.fills(text="I listened, for once.")
    await ada.types(command(ada, "journal"))
    assert "“I listened, for once.”" in last(ada).text.replace("“ ", "“").replace(" ”", "”")
    assert "spoke" not in ada.sees_words
    assert "listened" not in grace.sees_words
    assert "listened" not in stage.kept()


async def test_another_question_takes_the_words_along_and_is_not_asked_again(
    stage: Stage, two: tuple[Actor, Actor]
) -> None:
    ada, grace = two
    pair = paired(stage, grace, ada)
    await met(stage, pair)
    await grace.presses("Write a reflection")
    first = asked_in(grace.form_text, "mentor")

    await grace.fills(text="Hm. Perhaps", then="other")
    second = asked_in(grace.form_text, "mentor")
    assert second != first
    assert "Ask me another question" not in grace.form_text
    await grace.fills(text="Perhaps it was the silence.")
    assert last(grace).title == KEPT

    await grace.types(command(grace, "journal"))
    assert second in last(grace).text
    assert first not in last(grace).text
    for number in range(2, 5):
        await met(stage, pair, number)
        assert asked_in(grace.sees("Did you meet Ada?").text, "mentor") not in (first, second)


async def test_whoever_skips_is_left_in_peace_and_may_still_write(
    stage: Stage, two: tuple[Actor, Actor]
) -> None:
    ada, grace = two
    await met(stage, paired(stage, grace, ada))
    await ada.presses("Write a reflection")
    await ada.fills(text="A word", then="skip")
    assert set(ada.problems) == {"then"}, "what was written is not lost by a skip"

    await ada.fills(text="", then="skip")
    assert last(ada).title == "Skipped, and that is fine"
    await ada.types(command(ada, "reflect"))
    assert last(ada).title == "Nothing waits for you"
    await ada.presses("Write after all")
    await ada.fills(text="Now I know what it was.")

    assert last(ada).title == KEPT
    await ada.types(command(ada, "reflect"))
    assert "This is what you wrote" in ada.form_text
    assert "kip" not in grace.sees_words


async def test_whoever_has_skipped_or_written_before_the_check_in_is_not_asked_then(
    stage: Stage, two: tuple[Actor, Actor]
) -> None:
    ada, grace = two
    meeting = await met(stage, paired(stage, grace, ada), asks=False)
    await ada.types(command(ada, "reflect"))
    await ada.fills(then="skip")
    await grace.types(command(grace, "reflect"))
    await grace.fills(text="Before I forget it.")

    await asks_after(stage, meeting, ada, grace)

    for one, other in ((ada, "Grace"), (grace, "Ada")):
        assert "question for yourself" not in one.sees(f"Did you meet {other}?").text


async def test_the_other_question_can_be_skipped_as_well(stage: Stage, two: tuple[Actor, Actor]) -> None:
    ada, grace = two
    await met(stage, paired(stage, grace, ada))
    await ada.presses("Write a reflection")
    await ada.fills(then="other")

    await ada.fills(then="skip")

    assert last(ada).title == "Skipped, and that is fine"
    await ada.types(command(ada, "journal"))
    assert last(ada).title == "Your journal is empty"
    await ada.presses("Reflect")
    assert last(ada).title == "Nothing waits for you"


async def test_an_hour_still_to_come_cannot_be_written_about(stage: Stage, two: tuple[Actor, Actor]) -> None:
    ada, grace = two
    pair = paired(stage, grace, ada)
    meeting = await met(stage, pair)
    with stage.onehour.ledger() as records:
        records.meetings.keep(replace(meeting, at=stage.clock.now() + AN_HOUR))

    await ada.presses("Write a reflection")

    assert last(ada).title == "Nothing to reflect on yet"


async def test_an_organisation_asks_questions_of_its_own(stage: Stage, tmp_path: Path) -> None:
    own = tmp_path / "texts" / "prompts"
    own.mkdir(parents=True)
    added = {f"start_{theme}_{n}": f"Our {theme}, {n}?" for theme in THEMES for n in range(1, 9)}
    words = "\n".join(f'{name} = "{text}"' for name, text in added.items())
    (own / "mentee.md").write_text(f'+++\ntitle = "Ours"\n[words]\n{words}\n+++\n', encoding="utf-8")
    stage.settings = {"ONEHOUR_TEMPLATES": str(own.parent)}
    ada = stage.person("Ada Pereira", Platform.SLACK, level="3", locale="de-DE")
    ben = stage.person("Ben Okafor", Platform.TEAMS, level="3")
    grace = stage.person("Grace Whitfield", Platform.TEAMS, level="8")
    await stage.opens()
    for one in (ada, ben):
        pair = paired(stage, grace, one)
        for number in range(1, 7):
            await met(stage, pair, number)

    told = [seen.text for seen in (*ada.seen, *ben.seen) if "Grace" in seen.title]
    assert len(told) == 12
    assert all(re.search(r"(?:can read it|kannst es lesen)\. .*\?", one) for one in told), "none is empty"
    assert sum("Our " in one for one in told) >= 3


async def test_a_reverse_pair_is_asked_in_german_too(
    stage: Stage, platforms: tuple[Platform, Platform]
) -> None:
    here, there = platforms
    ben = stage.person("Ben Okafor", here, level="2", locale="de-DE")
    vera = stage.person("Vera Lindt", there, level="9", locale="de-DE", leader="yes")
    await stage.opens()
    await met(stage, paired(stage, ben, vera, kind=ProgrammeKind.REVERSE))

    for one, other, family in ((ben, "Vera", "reverse_mentor"), (vera, "Ben", "reverse_mentee")):
        question = asked_in(one.sees(f"Hast du {other} getroffen?").text, family, "de")
        await one.presses("Eine Reflexion schreiben")
        assert question in one.form_text
        assert "Mentor" not in one.form_text
        await one.fills(text="Ich habe länger zugehört als sonst.")
        assert last(one).title == "Aufgehoben, nur für dich"


async def test_in_a_group_everybody_is_asked_as_one_of_a_group(
    stage: Stage, platforms: tuple[Platform, Platform]
) -> None:
    here, there = platforms
    grace = stage.person("Grace Whitfield", there, level="8")
    others = [
        stage.person(name, where, level="3")
        for name, where in (("Ada Pereira", here), ("Ben Okafor", there), ("Tom Reed", here))
    ]
    await stage.opens()
    meeting = await met(stage, paired(stage, grace, *others, kind=ProgrammeKind.GROUP))

    await grace.types(command(grace, f"reflect {meeting.id}"))
    assert "your hour with Ada, Ben and Tom" in grace.form_text
    for one, family in ((grace, "group_mentor"), *((other, "group_mentee") for other in others)):
        await one.types(command(one, f"reflect {meeting.id}"))
        assert asked_in(one.form_text, family)
        await one.closes()
