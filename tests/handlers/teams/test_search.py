"""Type-ahead: what is asked of us while somebody types into a card, and what comes back with it."""

from typing import Any

import pytest

from bot.message import Form, Input, Kind, Option
from bot.ports import Out
from handlers.teams.forms import answers_in, form_card
from tests.handlers.teams.conftest import Post
from tests.handlers.teams.microsoft import Json, Microsoft, grace
from tests.handlers.teams.paper import BotOnPaper
from tests.handlers.teams.rules import broken_rules
from tests.handlers.teams.test_turns import ADDRESS

FOUND = "application/vnd.microsoft.search.searchResponse"
SKILLS = tuple(Option(f"skill{n}", f"Skill {n}") for n in range(40))
OFFERS = Input("offers", Kind.SEARCH, "What can you offer?", source="skills", most=5)


def typing(microsoft: Microsoft, typed: Any = "ski", **more: Any) -> Json:
    asked = {"queryText": typed, "queryOptions": {"skip": 0, "top": 15}, "dataset": "skills", **more}
    return microsoft.activity("invoke", name="application/search", value={"kind": "search", **asked})


def form(*inputs: Input) -> Form:
    return Form("wishes:7", "Wishes", (), inputs, "Save")


async def test_what_fits_is_answered_as_teams_expects_it(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    bot.offers = (Option("7", "Leading people"), Option("cars"))

    answer = await post(typing(microsoft, " lead\x00 "))

    assert answer.status == 200
    results = [{"title": "Leading people", "value": "7"}, {"title": "cars", "value": "cars"}]
    assert await answer.json() == {"statusCode": 200, "type": FOUND, "value": {"results": results}}
    assert bot.looked_for == [(ADDRESS, "skills", "lead")]
    assert microsoft.sent == []


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"skip": 0, "top": 4}, ("Skill 0", 4)),
        ({"skip": 30, "top": 15}, ("Skill 30", 10)),
        ({"skip": -3, "top": 9000}, ("Skill 0", 15)),
        ({"skip": "x", "top": None}, ("Skill 0", 15)),
        ("junk", ("Skill 0", 15)),
    ],
)
async def test_as_many_as_teams_asks_for_and_shows(
    options: Any, expected: tuple[str, int], post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    bot.offers = SKILLS

    answer = await post(typing(microsoft, queryOptions=options))

    results = (await answer.json())["value"]["results"]
    assert (results[0]["title"], len(results)) == expected


@pytest.mark.parametrize("trouble", [Out(), RuntimeError("secret")])
async def test_trouble_finds_nothing_and_says_nothing(
    trouble: Exception, post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    bot.offers = trouble

    answer = await post(typing(microsoft))

    assert (answer.status, await answer.json()) == (
        200, {"statusCode": 200, "type": FOUND, "value": {"results": []}},
    )  # fmt: skip
    assert microsoft.sent == []


async def test_a_core_that_takes_too_long_finds_nothing_in_time(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    bot.takes, bot.offers = 0.6, SKILLS

    answer = await post(typing(microsoft))

    assert (await answer.json())["value"] == {"results": []}


async def test_guests_find_nobody(post: Post, microsoft: Microsoft, bot: BotOnPaper) -> None:
    microsoft.members = {"29:1grace": grace(userRole="guest")}
    bot.offers = SKILLS

    answer = await post(typing(microsoft))

    assert (await answer.json())["value"] == {"results": []}
    assert bot.looked_for == [] == microsoft.sent


@pytest.mark.parametrize("value", [None, [], "x", {"queryText": 7, "dataset": ["a"]}])
async def test_a_search_without_sense_finds_nothing(
    value: Any, post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    answer = await post(microsoft.activity("invoke", name="application/search", value=value))

    assert (await answer.json())["value"] == {"results": []}
    assert bot.looked_for == [(ADDRESS, "", "")]


def test_a_search_names_its_source_and_shows_what_was_chosen_before_by_its_label() -> None:
    chosen = Input(
        "offers", Kind.SEARCH, "What can you offer?", options=(Option("7", "Leading people"),),
        initial=("7", "own words"), source="skills",
    )  # fmt: skip

    drawn = form_card(form(chosen))

    [field] = [part for part in drawn["body"] if part["type"] == "Input.ChoiceSet"]
    assert field["choices.data"] == {"type": "Data.Query", "dataset": "skills"}
    assert (field["style"], field["isMultiSelect"], field["value"]) == ("filtered", True, "7,own words")
    assert [choice["title"] for choice in field["choices"]] == ["Leading people", "own words"]
    assert drawn["actions"][0]["data"]["searched"] == ["offers"]
    assert broken_rules(drawn) == []


def test_a_search_never_holds_a_card_back_and_one_answer_is_one() -> None:
    one = Input("whom", Kind.SEARCH, "Whom?", source="people", most=1)

    field = form_card(form(one))["body"][-1]

    assert (field["isRequired"], field["isMultiSelect"], field["choices"]) == (False, False, [])


def test_commas_in_what_was_found_come_back_as_they_were() -> None:
    values = ("R&D, finance", "100%", "a%2Cb")
    one = Input(
        "offers", Kind.SEARCH, "What?", options=tuple(map(Option, values)), initial=values, source="x"
    )

    data = form_card(form(one))
    submitted = {**data["actions"][0]["data"], "offers": data["body"][-1]["value"]}

    assert answers_in(submitted) == {"offers": values}


def test_a_search_left_empty_is_answered_by_nothing_chosen() -> None:
    assert answers_in(form_card(form(OFFERS))["actions"][0]["data"]) == {"offers": ()}
