"""Two peers, and a reverse pair, from the programme's first day to its last, through the front door."""

import re
from collections.abc import Mapping

from bot.people import Platform
from tests.journeys.asking import last
from tests.journeys.matching import publishes
from tests.journeys.programmes import opens
from tests.journeys.test_group_journey import (
    AFTER,
    BOOKED,
    COMPLETE,
    INVITED,
    OVER,
    in_words,
    newest,
    taps,
    zone,
)
from tests.journeys.test_reverse_pair import DOWNWARDS, TO_MENTEES, TO_MENTORS
from tests.stage import Actor, Stage, command

NAME = "Eye to eye"
Pair = tuple[Actor, Actor]
# What never concerns two who meet as equals, once they have joined.
ROLES = re.compile(r"\b(?:your|own|a|the) ment(?:or|ee)\b|\bdeine?[nrm]? Ment(?:or:in|ee)\b", re.IGNORECASE)
# Who picks a time, on which day, and when the hour is over.
HOURS = (
    ("2026-11-25T12:00+00:00", "2026-11-26T14:30+00:00"),
    ("2027-02-24T12:00+00:00", "2027-03-03T14:30+00:00"),
    ("2027-04-26T12:00+00:00", "2027-05-04T14:30+00:00"),
)
# How things are, after two months in which they did not meet.
ASKED = ("How are things with", "Wie geht es mit")
SKILLS = {"more_offers": "trends", "more_wants": "trends"}


async def cast(stage: Stage, platforms: tuple[Platform, Platform], kind: str) -> Pair:
    """Vera reads German in Berlin, Ben English in London; they join, are matched, and say yes."""
    here, there = platforms
    senior = "9" if kind == "reverse" else "4"
    carla = stage.person("Carla Mendes", there, level="5", **zone("Europe/Lisbon", "PT"))
    vera = stage.person(
        "Vera Lindt", here, level=senior, leader="yes", **zone("Europe/Berlin", "DE", "de-DE")
    )
    ben = stage.person("Ben Okafor", there, level="3", **zone("Europe/London", "GB"))
    await stage.opens()
    await opens(carla, NAME, kind)
    await carla.presses("Look at this one")
    for one, role, skill in ((vera, "mentee", "more_wants"), (ben, "mentor", "more_offers")):
        await one.types(command(one, "programmes"))
        await one.presses(in_words(one, f"Look at {NAME}", f"{NAME} ansehen"))
        await one.presses(in_words(one, "Take part", "Mitmachen"))
        if kind == "peer":
            await one.fills()
            await one.fills(**SKILLS, goals="Lead a team")
            await one.fills()
        else:
            told = {skill: "trends"} | (
                {"goals": "See what juniors see"} if one is vera else {"capacity": "1"}
            )
            await one.goes_through_the_pages(role, **told)
    await publishes(carla)
    for one in (vera, ben):
        await taps(one, "proposals.accept")
    await stage.settles()
    return vera, ben


async def finds_a_time(one: Actor) -> None:
    """Tap one of those in the invitation; after two months without an hour it is the question that leads there."""
    if last(one).title.startswith(ASKED):
        await one.presses(in_words(one, "Find a time", "Termin finden"))
    else:
        assert newest(one, INVITED).buttons
    await taps(one, "meetings.pick")


async def half_a_year(stage: Stage, pair: Pair) -> Mapping[str, str]:
    """They meet, say so, reflect, share, set a goal and say how it is; gives what each reads before they act."""
    vera, ben = pair
    forms = {"vera": "", "ben": ""}
    for number, (picked, over) in enumerate(HOURS):
        await stage.time_is(picked)
        for one in pair:
            forms[one.human.id] += newest(one, (*INVITED, *ASKED)).text
        await finds_a_time(pair[number % 2])
        await stage.time_is(over)
        for one in pair:
            assert newest(one, BOOKED).buttons
            assert newest(one, AFTER).buttons
            await taps(one, "meetings.met")
            await one.types(command(one, "reflect"))
            forms[one.human.id] += one.form_text
            await one.fills(text=f"{one.human.name} thinks of hour {number}.")
    for one in pair:
        assert sum(title.startswith(ASKED) for title in one.has_heard) == 1
    await ben.presses("Share this one")
    await taps(ben, "journal.share")
    await vera.types(command(vera, "goals"))
    await taps(vera, "goals.take_over")
    await stage.settles()
    assert "Ben Okafor thinks of hour 2." in vera.sees_words
    assert "Vera Lindt thinks" not in ben.sees_words
    for one in pair:
        for words in ("status", "goals", "useful", "change", "extend", "close"):
            await one.types(command(one, words))
            if one.form:
                forms[one.human.id] += one.form_text
                await one.closes()
    return forms


async def they_close(stage: Stage, pair: Pair) -> str:
    """Vera looks back, Ben lets it be: it is complete for both. Gives the page on which she looks back."""
    vera, ben = pair
    await stage.time_is("2027-05-24T12:00+00:00")
    await vera.presses("Zurückblicken", newest(vera, COMPLETE))
    page = vera.form_text
    await vera.fills(learned="Wie es unten ist.")
    await vera.presses("Meine Bescheinigung")
    await taps(ben, "closing.not_now")
    await stage.settles()
    assert "Deine Bescheinigung" in vera.has_heard
    assert newest(vera, OVER).title
    assert "Your pair with Vera is complete" in ben.sees("That is fine").text
    await ben.types(command(ben, "status"))
    assert "Vera" not in last(ben).text
    return page


async def test_two_peers_go_all_the_way_as_equals(stage: Stage, platforms: tuple[Platform, Platform]) -> None:
    pair = vera, ben = await cast(stage, platforms, "peer")

    forms = await half_a_year(stage, pair)
    page = await they_close(stage, pair)

    assert "Was habt ihr voneinander gelernt?" in page
    assert "You meet as equals" in ben.sees("You and Vera are a pair").text
    told = [
        seen.text for one in pair for seen in one.seen if seen.title.startswith((*INVITED, *BOOKED, *AFTER))
    ]
    told += [newest(one, ["You and", "Ben und du"]).text for one in pair]
    assert ROLES.findall(" ".join((*told, *forms.values(), newest(vera, OVER).text))) == []
    assert "Jemand anderen suchen" not in newest(vera, OVER).buttons


async def test_a_reverse_pair_goes_all_the_way_and_no_role_is_mixed_up(
    stage: Stage, platforms: tuple[Platform, Platform]
) -> None:
    pair = vera, ben = await cast(stage, platforms, "reverse")

    forms = await half_a_year(stage, pair)
    page = await they_close(stage, pair)

    assert "Machst du den Anfang?" in forms["vera"], "the senior begins"
    assert "would you?" not in forms["ben"]
    assert "Welche deiner Gewissheiten" in page
    assert TO_MENTEES.findall(" ".join((ben.sees_words, forms["ben"]))) == []
    assert TO_MENTORS.findall(" ".join((vera.sees_words, forms["vera"], page))) == []
    assert TO_MENTORS.search(ben.sees_words), "the sweep would find what it looks for"
    assert TO_MENTEES.search(vera.sees_words)
    for one in pair:
        assert DOWNWARDS.findall(one.sees_words) == []
        assert "Slack" not in one.sees_words
    assert vera.human.name not in stage.actors["carla"].sees("Published").text
