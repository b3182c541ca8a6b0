"""Looking for a mentor: who is shown and why, page by page, and who is left out without a word."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise

import pytest

from bot.endings import Consent, Use
from bot.model import Pair, PairState, Role
from bot.people import Person, Platform, Prefill
from bot.records import Records
from tests.journeys.asking import NOON, enrol, last, mentee, mentor, number, person
from tests.stage import Actor, Stage, command

Three = tuple[Actor, Actor, Actor]


@pytest.fixture
async def company(stage: Stage, platforms: tuple[Platform, Platform]) -> Three:
    """Ada looks; Grace leads and speaks in public, Tom knows retail."""
    where, there = platforms
    ada = mentee(stage, "Ada Pereira", where)
    grace = mentor(stage, "Grace Whitfield", there, title="Chief Operating Officer", level="9", leader="yes")
    tom = mentor(stage, "Tom Reed", there, department="Engineering")
    await stage.opens()
    enrol(stage, ada, wants=("leadership",))
    enrol(stage, grace, Role.MENTOR, offers=("Leadership", "Public-speaking"))
    enrol(stage, tom, Role.MENTOR, capacity=2, offers=("retail",))
    her = number(stage, grace)
    with stage.onehour.ledger() as records:
        records.consents.give(Consent(0, her, Use.FIND, "named", stage.clock.now()))
    return ada, grace, tom


async def test_mentors_are_shown_with_their_reasons_the_best_fit_first(company: Three) -> None:
    ada, *_ = company

    await ada.types(command(ada, "find"))

    found = ada.sees("Mentors for you")
    assert found.text.index("Grace Whitfield") < found.text.index("Tom Reed")
    assert "Chief Operating Officer · a leader who takes part · one place free" in found.text
    assert "What you would like to learn: Leadership" in found.text
    assert "Works in another department" in found.text
    assert "2 places free" in found.text
    assert list(found.buttons) == ["Ask Grace", "Ask Tom", "Rank several"]


@pytest.mark.parametrize("topic", ["public speaking", "Public-Speaking", " PUBLIC  speaking "])
async def test_a_topic_shows_only_those_who_offer_just_that(company: Three, topic: str) -> None:
    ada, *_ = company

    await ada.types(command(ada, f"find {topic}"))

    assert "Grace Whitfield" in last(ada).text
    assert "Tom Reed" not in last(ada).text


async def test_a_topic_is_never_found_inside_another_and_what_comes_near_is_offered(company: Three) -> None:
    ada, *_ = company

    await ada.types(command(ada, "find ai"))
    assert ada.has_heard[-1] == "Nobody just now"
    assert "Tom" not in last(ada).text

    await ada.types(command(ada, "find leadershop"))
    await ada.presses("Leadership")
    assert "Ask Grace" in last(ada).buttons


async def test_whoever_does_not_take_part_may_look_and_joins_before_they_ask(
    company: Three, stage: Stage, platforms: tuple[Platform, Platform]
) -> None:
    *_, tom = company
    await tom.types(command(tom, "find"))
    assert "Grace Whitfield" in last(tom).text

    await tom.presses("Ask Grace")

    assert tom.has_heard[-1] == "One step first"
    assert "Take part" in last(tom).buttons


async def test_many_are_shown_five_at_a_time(stage: Stage, platforms: tuple[Platform, Platform]) -> None:
    where, there = platforms
    ada = mentee(stage, "Ada Pereira", where)
    names = ["Ben", "Cleo", "Dan", "Eva", "Finn", "Gita", "Hugo"]
    others = [mentor(stage, f"{name} Okafor", there) for name in names]
    await stage.opens()
    enrol(stage, ada)
    for one in others:
        enrol(stage, one, Role.MENTOR, offers=("leadership",))

    await ada.types(command(ada, "find leadership"))
    assert [label for label in last(ada).buttons if label.startswith("Ask")] == [
        f"Ask {name}" for name in names[:5]
    ]
    await ada.presses("More")

    assert [label for label in last(ada).buttons if label.startswith("Ask")] == ["Ask Gita", "Ask Hugo"]
    assert "More" not in last(ada).buttons


Enrolled = Mapping[str, object]
# How somebody takes part, whom nobody shall find.
HIDDEN: Mapping[str, Enrolled] = {
    "full": {"capacity": 0},
    "unlisted": {"listed": False},
    "of another language": {"languages": ("fi",)},
}
# What else keeps two people apart: of Ada, of Grace, and of somebody between them.
Apart = Callable[[Records, Person, Person, Person], None]
APART: Mapping[str, Apart] = {
    "avoiding her": lambda records, ada, grace, _: records.people.keep_avoids(grace.id, [ada.id]),
    "avoided by her": lambda records, ada, grace, _: records.people.keep_avoids(ada.id, [grace.id]),
    "avoiding her in the file": lambda records, ada, grace, _: records.people.keep_prefill(
        Prefill(grace.id, avoid=(ada.email,))
    ),
    "avoided by her in the file": lambda records, ada, grace, _: records.people.keep_prefill(
        Prefill(ada.id, avoid=(grace.email,))
    ),
    "reporting to her": lambda records, ada, grace, _: records.people.keep(replace(grace, manager=ada.email)),
    "her manager": lambda records, ada, grace, _: records.people.keep(replace(ada, manager=grace.email)),
    "her manager's manager": lambda records, ada, grace, boss: reports_to(records, ada, boss, grace),
    "paused": lambda records, _, grace, __: records.people.keep(replace(grace, paused_at=NOON)),
    "of the same level": lambda records, _, grace, __: records.people.keep(replace(grace, level=3)),
    "gone": lambda records, _, grace, __: records.people.keep(replace(grace, gone_at=NOON)),
    "a pair before": lambda records, ada, grace, _: records.pairs.keep(
        replace(
            records.pairs.begin(Pair(0, 1, grace.id, (ada.id,), NOON, 6)),
            state=PairState.ENDED,
            ended_at=NOON,
        )
    ),
}


def reports_to(records: Records, *line: Person) -> None:
    """Each of them to the next."""
    for person_, manager in pairwise(line):
        records.people.keep(replace(person_, manager=manager.email))


@pytest.mark.parametrize("why", [*HIDDEN, *APART])
async def test_whoever_cannot_be_asked_is_not_shown_and_nothing_is_given_away(stage: Stage, why: str) -> None:
    ada = mentee(stage, "Ada Pereira", Platform.SLACK)
    grace = mentor(stage, "Grace Whitfield", Platform.TEAMS)
    boss = mentor(stage, "Carla Mendes", Platform.SLACK)
    await stage.opens()
    enrol(stage, ada)
    enrol(stage, grace, Role.MENTOR, **HIDDEN.get(why, {}))
    people = [person(stage, one) for one in (ada, grace, boss)]
    if why in APART:
        with stage.onehour.ledger() as records:
            APART[why](records, *people)

    await ada.types("/mentor find")

    assert ada.has_heard[-1] == "Nobody just now"
    assert "Change my profile" in last(ada).buttons
    assert "Match me" not in last(ada).buttons, "she takes part already"
    await ada.types("/mentor request grace@hartwell.example")
    assert ada.form is None
    assert ada.has_heard[-1] in ("Not just now", "Whom do you mean?")
    for secret in ("avoid", "declin", "pause", "before"):
        assert secret not in last(ada).text.lower()


async def test_nobody_to_show_is_said_kindly_with_what_to_do_next(stage: Stage) -> None:
    ada = mentee(stage, "Ada Pereira", Platform.TEAMS)
    await stage.opens()

    await ada.types("find leadership")

    assert ada.has_heard[-1] == "Nobody just now"
    assert "Match me" in last(ada).buttons
    await ada.presses("Show everybody")
    assert "There is nobody you could ask just now" in last(ada).text


async def test_a_mentor_whose_places_are_taken_is_not_shown(company: Three, stage: Stage) -> None:
    ada, grace, tom = company
    taken = Pair(0, 1, number(stage, grace), (number(stage, tom),), NOON, 6)
    with stage.onehour.ledger() as records:
        records.pairs.begin(taken)

    await ada.types(command(ada, "find leadership"))

    assert ada.has_heard[-1] == "Nobody just now"
