"""Several programmes side by side: whatever somebody does is about the one they look at, and old buttons keep theirs."""

import pytest

from bot.model import Role
from bot.people import Platform
from tests.journeys.asking import enrol, last, mentee, mentor, requests
from tests.journeys.programmes import FIRST, SECOND, closed, looks_at, opened, roles, takes_part, turns_to
from tests.stage import Actor, Stage, command

Cast = tuple[Actor, Actor, Actor]


@pytest.fixture
async def cast(stage: Stage, platforms: tuple[Platform, Platform]) -> Cast:
    here, there = platforms
    carla = stage.person("Carla Mendes", there, zone="Europe/Lisbon", country="PT", level="5")
    ada, grace = mentee(stage, "Ada Pereira", here), mentor(stage, "Grace Whitfield", there)
    await stage.opens()
    return carla, ada, grace


async def test_a_company_with_one_programme_hears_nothing_of_others(cast: Cast) -> None:
    _, ada, _ = cast

    for words in ("hello", "help", "status"):
        await ada.types(command(ada, words))
    await ada.joins("mentee", more_wants="leadership")

    assert "programmes" not in ada.sees("What I can do for you").text
    assert "All programmes" not in [label for seen in ada.seen for label in seen.buttons]
    assert "This is about" not in ada.sees_words


async def test_who_looks_at_another_programme_joins_that_one_and_is_in_both(cast: Cast, stage: Stage) -> None:
    _, ada, _ = cast
    await ada.joins("mentee", more_wants="leadership")
    opened(stage)

    await ada.types(command(ada, "programmes"))
    shown = ada.sees("Our programmes")
    assert f"{FIRST} · you take part as a mentee · what you look at now" in shown.text
    assert "For new colleagues." in shown.text
    assert list(shown.buttons) == [f"Look at {SECOND}"]
    await ada.presses(f"Look at {SECOND}")
    assert "30 minutes a month, for 3 months" in ada.sees(SECOND).text
    await ada.presses("Take part")
    assert "30 minutes a month, for 3 months" in ada.form_text
    assert f"This is about {SECOND}" in ada.form_text.replace(" .", ".")
    await ada.goes_through_the_pages("mentor", capacity="2", more_offers="python")

    assert roles(stage, ada) == {FIRST: "mentee", SECOND: "mentor"}
    assert f"This is about {SECOND}" in ada.sees("Welcome, Ada. You are in").text
    await ada.types(command(ada, "status"))
    assert f"You take part in {SECOND} as a mentor" in ada.sees("Where things stand").text
    assert f"You also take part in {FIRST}" in ada.sees("Where things stand").text


async def test_a_button_means_the_programme_it_was_made_in_whatever_is_in_view_by_now(
    cast: Cast, stage: Stage
) -> None:
    _, ada, grace = cast
    enrol(stage, ada, wants=("leadership",))
    enrol(stage, grace, Role.MENTOR, offers=("leadership",))
    await ada.types(command(ada, "find"))
    old = last(ada)
    assert "Grace Whitfield" in old.text
    second = opened(stage)

    await looks_at(ada, SECOND)
    await ada.types(command(ada, "find"))
    assert last(ada).title == "Nobody just now"
    await ada.presses("Ask Grace", old)
    await ada.fills(line="May I?")

    assert requests(stage)["Ada", "Grace"].programme_id != second.id
    assert f"This is about {FIRST}" in last(ada).text


async def test_a_form_goes_on_in_the_programme_in_which_it_was_begun(cast: Cast, stage: Stage) -> None:
    _, ada, _ = cast
    opened(stage)
    await looks_at(ada, SECOND)
    await ada.types(command(ada, "join"))
    await ada.fills(role="mentee")
    turns_to(stage, ada, 1)

    await ada.fills(more_wants="leadership")
    await ada.fills()

    assert roles(stage, ada) == {SECOND: "mentee"}


async def test_a_request_is_answered_in_its_programme_and_the_other_goes_on_untouched(
    cast: Cast, stage: Stage
) -> None:
    _, ada, grace = cast
    second = opened(stage)
    for one, role in ((ada, Role.MENTEE), (grace, Role.MENTOR)):
        takes_part(stage, one, 1, role)
        takes_part(stage, one, second.id, role)
    await looks_at(ada, SECOND)
    await ada.types(command(ada, "find"))
    await ada.presses("Ask Grace")
    await ada.fills(line="May I?")
    await stage.time_is("2026-11-24T10:00+00:00")

    asked = last(grace)
    assert f"This is about {SECOND}" in asked.text
    await grace.presses("Accept")

    with stage.onehour.ledger() as records:
        assert [one.months for one in records.pairs.in_programme(second.id)] == [3]
        assert not records.pairs.in_programme(1)
    await ada.types(command(ada, "status"))
    assert "Grace Whitfield" in last(ada).text
    await looks_at(ada, FIRST)
    await ada.types(command(ada, "find"))
    assert "Grace" not in last(ada).text, "whoever has been a pair is not found again elsewhere"


async def test_a_closed_programme_takes_in_nobody(cast: Cast, stage: Stage) -> None:
    _, ada, _ = cast
    second = opened(stage)
    await looks_at(ada, SECOND)
    await ada.types(command(ada, "join"))
    await ada.fills(role="mentee")
    await ada.fills(more_wants="leadership")
    closed(stage, second)

    await ada.fills()

    assert ada.has_heard[-1] == f"{SECOND} is closed"
    assert roles(stage, ada) == {}
    await ada.forges("flow.begin", f"{second.id}@join")
    assert ada.has_heard[-1] == f"{SECOND} is closed"


@pytest.mark.parametrize("subject", ["99", "", "x", "2@99", "9" * 30])
async def test_a_forged_number_leads_to_no_programme(cast: Cast, stage: Stage, subject: str) -> None:
    _, ada, _ = cast
    opened(stage)
    await ada.types(command(ada, "hello"))

    await ada.forges("programmes.look", subject)
    assert ada.has_heard[-1] == "This is no longer open"

    await ada.types(command(ada, "hello"))
    await ada.forges("flow.begin", "77@join")
    assert ada.has_heard[-1] == "This is no longer open"


async def test_a_search_looks_into_the_programme_of_its_form(cast: Cast, stage: Stage) -> None:
    _, ada, grace = cast
    second = opened(stage)
    takes_part(stage, ada, 1, Role.MENTEE)
    takes_part(stage, ada, second.id, Role.MENTEE)
    takes_part(stage, grace, second.id, Role.MENTOR)
    await looks_at(ada, SECOND)
    await ada.types(command(ada, "rank"))
    turns_to(stage, ada, 1)

    assert await ada.looks_for("first", "grace")
    await ada.fills(first="Grace Whitfield")

    assert requests(stage) == {}, "nobody is asked in the first programme"
    with stage.onehour.ledger() as records:
        assert len(records.requests.in_programme(second.id)) == 1
    await ada.types(command(ada, "rank"))
    assert await ada.looks_for("first", "grace") == []


async def test_whoever_leaves_one_programme_stays_in_the_other(cast: Cast, stage: Stage) -> None:
    _, ada, _ = cast
    second = opened(stage)
    takes_part(stage, ada, 1, Role.MENTEE)
    takes_part(stage, ada, second.id, Role.MENTOR)
    await looks_at(ada, SECOND)

    await ada.types(command(ada, "leave"))
    assert f"This is about {SECOND}" in ada.form_text.replace(" .", ".")
    await ada.fills()

    assert roles(stage, ada) == {FIRST: "mentee"}
