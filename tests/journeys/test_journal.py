"""One's own journal: read page by page, changed, let go, and one entry at a time shared with whom it was about."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import Pair, PairState, ProgrammeKind
from bot.people import Platform
from bot.ports import Event
from bot.post import Nudge
from bot.running_groups import part
from tests.journeys.asking import last, number
from tests.journeys.matching import read
from tests.journeys.reflecting import met, paired
from tests.stage import Actor, Stage, command

JOURNAL = "Your journal"
FRIDAY_EVENING, MONDAY_MORNING = "2026-11-27T19:00+00:00", "2026-11-30T09:00+00:00"


@pytest.fixture
async def two(stage: Stage, platforms: tuple[Platform, Platform]) -> tuple[Actor, Actor]:
    """Ada, and Grace, who guides her; and Tom, who has nothing to do with it."""
    here, there = platforms
    ada = stage.person("Ada Pereira", here, zone="Europe/Lisbon", country="PT", level="3")
    grace = stage.person("Grace Whitfield", there, zone="Europe/Lisbon", country="PT", level="8")
    stage.person("Tom Reed", here, zone="Europe/Lisbon", country="PT", level="3")
    await stage.opens()
    return ada, grace


async def writes(actor: Actor, text: str) -> None:
    await actor.presses("Write a reflection")
    await actor.fills(text=text)


async def test_the_newest_entry_comes_first_and_older_ones_page_by_page(
    stage: Stage, two: tuple[Actor, Actor]
) -> None:
    ada, grace = two
    pair = paired(stage, grace, ada)
    for month in range(1, 8):
        await met(stage, pair, month)
        await writes(ada, f"What I took from hour {month}.")
        await stage.time_is(stage.clock.now() + timedelta(days=1))

    await ada.types(command(ada, "reflect journal"))
    first = ada.sees(JOURNAL)
    assert "7 entries, the newest first" in first.text
    assert [month for month in range(1, 8) if f"hour {month}." in first.text] == [3, 4, 5, 6, 7]
    assert first.text.index("hour 7.") < first.text.index("hour 6.")
    assert "with Grace" in first.text
    assert "Later entries" not in first.buttons
    await ada.presses("Earlier entries")
    assert [month for month in range(1, 8) if f"hour {month}." in ada.sees(JOURNAL).text] == [1, 2]
    assert "Earlier entries" not in ada.sees(JOURNAL).buttons
    await ada.presses("Read 7")
    assert "What I took from hour 1." in last(ada).text
    await ada.presses("Back to my journal")
    await ada.presses("Earlier entries")
    await ada.presses("Later entries")
    assert "hour 7." in ada.sees(JOURNAL).text


async def test_plain_words_and_buttons_lead_to_the_journal(stage: Stage, two: tuple[Actor, Actor]) -> None:
    ada, grace = two
    await met(stage, paired(stage, grace, ada))
    await writes(ada, "Less is more.")

    await ada.presses("My journal")
    assert last(ada).title == JOURNAL
    for words in ("show me my journal", "my journal", "zeig mir mein Tagebuch"):
        before = len(ada.seen)
        await ada.types(words)
        assert len(ada.seen) > before
        assert last(ada).title == JOURNAL


async def test_an_entry_is_shared_as_it_was_shown_and_only_after_a_second_yes(
    stage: Stage, two: tuple[Actor, Actor]
) -> None:
    ada, grace = two
    await met(stage, paired(stage, grace, ada))
    await writes(ada, "You gave me time.\nI had not asked for it.")

    await ada.presses("Share this one")
    shown = ada.sees("Share this one?")
    assert "This would go to Grace , and to nobody else" in shown.text.replace("Grace,", "Grace ,")
    assert "I cannot take it back" in shown.text
    assert "Ada shares a thought with you" not in grace.has_heard
    await ada.presses("Yes, send it")

    told = grace.sees("Ada shares a thought with you")
    assert told.text.partition("wrote this")[2] in shown.text, "word for word what was shown"
    assert "I had not asked for it." in told.text
    assert last(ada).title == "Shared"
    await ada.presses("Back to my journal")
    assert "· shared" in ada.sees(JOURNAL).text
    await ada.presses("Read 1")
    assert "You shared this on" in last(ada).text
    assert "Share this one" not in last(ada).buttons
    assert "had not asked" not in stage.kept()


async def test_a_shared_entry_waits_for_working_hours_and_stays_as_it_was_confirmed(
    stage: Stage, two: tuple[Actor, Actor]
) -> None:
    ada, grace = two
    await met(stage, paired(stage, grace, ada))
    await writes(ada, "As it was.")
    await stage.time_is(FRIDAY_EVENING)
    await ada.presses("Share this one")
    await ada.presses("Yes, send it")

    await ada.types(command(ada, "reflect"))
    assert "stays as it was sent" in ada.form_text
    await ada.fills(text="As it is.")
    assert "Share this one" not in last(ada).buttons
    assert "Ada shares a thought with you" not in grace.has_heard
    await stage.time_is(MONDAY_MORNING)

    assert "As it was." in grace.sees("Ada shares a thought with you").text
    assert grace.has_heard.count("Ada shares a thought with you") == 1


async def test_what_is_deleted_before_it_was_sent_is_not_sent(stage: Stage, two: tuple[Actor, Actor]) -> None:
    ada, grace = two
    await met(stage, paired(stage, grace, ada))
    await writes(ada, "On second thoughts.")
    await stage.time_is(FRIDAY_EVENING)
    await ada.presses("Share this one")
    await ada.presses("Yes, send it")
    await ada.presses("Back to my journal")
    await ada.presses("Read 1")

    await ada.presses("Delete it")
    assert "is gone for good" in ada.sees("Delete this entry?").text
    await ada.presses("Yes, delete it")
    assert last(ada).title == "Deleted"
    await stage.time_is(MONDAY_MORNING)

    assert "Ada shares a thought with you" not in grace.has_heard
    await ada.types(command(ada, "journal"))
    assert last(ada).title == "Your journal is empty"


async def test_no_means_no_when_asked_to_share_or_to_delete(stage: Stage, two: tuple[Actor, Actor]) -> None:
    ada, grace = two
    await met(stage, paired(stage, grace, ada))
    await writes(ada, "For me.")

    await ada.presses("Share this one")
    await ada.presses("No, keep it to myself")
    assert last(ada).title == "An entry of yours"
    await ada.presses("Delete it")
    await ada.presses("No, keep it")
    await ada.presses("Change it")
    await ada.fills(text="For me alone.")

    await ada.types(command(ada, "journal"))
    assert "For me alone." in ada.sees(JOURNAL).text
    assert "Ada shares a thought with you" not in grace.has_heard


async def test_words_that_have_changed_are_shown_again_before_they_are_sent(
    stage: Stage, two: tuple[Actor, Actor]
) -> None:
    ada, grace = two
    await met(stage, paired(stage, grace, ada))
    await writes(ada, "First words.")
    await ada.presses("Share this one")
    confirm = ada.sees("Share this one?")
    await ada.types(command(ada, "reflect"))
    await ada.fills(text="Other words.")

    await ada.presses("Yes, send it", confirm)
    assert "Ada shares a thought with you" not in grace.has_heard
    assert "Other words." in ada.sees("Share this one?").text
    await ada.presses("Yes, send it")

    assert "Other words." in grace.sees("Ada shares a thought with you").text


async def test_after_the_pair_has_ended_the_entries_stay_and_are_ones_own(
    stage: Stage, two: tuple[Actor, Actor]
) -> None:
    ada, grace = two
    pair = paired(stage, grace, ada)
    await met(stage, pair)
    await writes(ada, "It was good.")
    offered = last(ada)
    with stage.onehour.ledger() as records:
        records.pairs.keep(replace(pair, state=PairState.ENDED, ended_at=stage.clock.now()))

    await ada.presses("Share this one", offered)
    assert last(ada).title == "An entry of yours"
    assert "Share this one" not in last(ada).buttons
    await ada.presses("Change it")
    await ada.fills(text="It was very good.")
    await ada.types(command(ada, "journal"))

    assert "It was very good." in ada.sees(JOURNAL).text
    assert "Ada shares a thought with you" not in grace.has_heard


@pytest.mark.parametrize(
    "action", ["journal.read", "journal.ask_share", "journal.share", "journal.ask_erase", "journal.erase"]
)
async def test_nobody_comes_to_anothers_entry(stage: Stage, two: tuple[Actor, Actor], action: str) -> None:
    ada, grace = two
    await met(stage, paired(stage, grace, ada))
    await writes(ada, "Nobody's business.")
    mine = number(stage, ada)
    with stage.onehour.ledger() as records:
        [entry] = records.reflections.by(mine)
    for other in (grace, stage.actors["tom"]):
        await other.types(command(other, "resources"))
        await other.forges(action, str(entry.id))
        assert "business" not in other.sees_words

    with stage.onehour.ledger() as records:
        assert records.reflections.by(mine) == (entry,)
    assert "Ada shares a thought with you" not in grace.has_heard


async def test_in_a_group_it_is_said_who_would_read_it(
    stage: Stage, platforms: tuple[Platform, Platform]
) -> None:
    here, there = platforms
    grace, ada, ben, tom = (
        stage.person(name, where, zone="Europe/Lisbon", country="PT", level=level)
        for name, where, level in (
            ("Grace Whitfield", there, "8"),
            ("Ada Pereira", here, "3"),
            ("Ben Okafor", there, "3"),
            ("Tom Reed", here, "3"),
        )
    )
    await stage.opens()
    await met(stage, paired(stage, grace, ada, ben, tom, kind=ProgrammeKind.GROUP))

    await writes(ada, "The others helped me most.")
    await ada.presses("Share this one")
    assert "to Grace alone, not to the others of your group" in read(ada, "Share this one?")
    await ada.presses("Yes, send it")
    await writes(grace, "You are becoming a group.")
    await grace.presses("Share this one")
    assert "everybody in your group whom I can reach: Ada, Ben and Tom" in read(grace, "Share this one?")
    await grace.presses("Yes, send it")

    for one in (ada, ben, tom):
        assert "becoming a group" in one.sees("Grace shares a thought with you").text
    assert "helped me most" in grace.sees("Ada shares a thought with you").text
    assert all("helped me most" not in one.sees_words for one in (ben, tom))


async def test_whoever_leaves_a_group_gets_what_was_shared_before_and_nothing_after(
    stage: Stage, platforms: tuple[Platform, Platform]
) -> None:
    here, there = platforms
    grace, ada, ben, tom, eva = (
        stage.person(name, where, zone="Europe/Lisbon", country="PT", level=level)
        for name, where, level in (
            ("Grace Whitfield", there, "8"),
            ("Ada Pereira", here, "3"),
            ("Ben Okafor", there, "3"),
            ("Tom Reed", here, "3"),
            ("Eva Lind", there, "3"),
        )
    )
    await stage.opens()
    group = paired(stage, grace, ada, ben, tom, eva, kind=ProgrammeKind.GROUP)
    await stage.time_is(FRIDAY_EVENING)
    await met(stage, group)
    await writes(grace, "You are becoming a group.")
    await grace.presses("Share this one")
    await grace.presses("Yes, send it")

    leaves(stage, group, ben)
    await stage.time_is(MONDAY_MORNING)
    for one in (ada, ben, tom, eva):
        assert "becoming a group" in one.sees("Grace shares a thought with you").text

    leaves(stage, group, eva)
    await stage.time_is("2026-12-02T10:00+00:00")
    await met(stage, group, 2)
    await writes(grace, "Two have left us.")
    await grace.presses("Share this one")
    assert "Ada and Tom" in read(grace, "Share this one?")
    await grace.presses("Yes, send it")
    guides, left = number(stage, grace), [number(stage, one) for one in (ben, eva)]
    with stage.onehour.ledger() as records:
        about = f"reflection:{records.reflections.by(guides)[-1].id}"
        mistaken = (Nudge(f"mistaken:{one}", "journal/shared", one, stage.clock.now(), about) for one in left)
        records.outbox.owe(mistaken)
    await stage.settles()

    assert all("left us" in one.sees_words for one in (ada, tom))
    assert all("left us" not in one.sees_words for one in (ben, eva))


def leaves(stage: Stage, group: Pair, actor: Actor) -> None:
    """As if they had left it just now: how they do is played elsewhere."""
    who = number(stage, actor)
    with stage.onehour.ledger() as records:
        here = Event(records, stage.clock.now(), stage.onehour.bot.house)
        part(here, records.pairs.of(group.mentor_id, group.id), records.people.get(who))


async def test_the_longest_entry_is_read_shared_and_changed_on_both_platforms(
    stage: Stage, two: tuple[Actor, Actor]
) -> None:
    ada, grace = two
    await met(stage, paired(stage, grace, ada))
    longest = ("Ünïcödé & <marks> *in* it. " * 120)[:2999] + "."
    await ada.presses("Write a reflection")
    await ada.fills(text=longest)

    await ada.presses("My journal")
    await ada.presses("Read 1")
    assert longest[-40:] in last(ada).text
    await ada.presses("Share this one")
    await ada.presses("Yes, send it")

    assert longest[-40:] in grace.sees("Ada shares a thought with you").text
