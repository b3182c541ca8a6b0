"""The way back in a form: whatever was typed is there again when one comes to it, and nothing else is said by it."""

import pytest

from bot.people import Platform
from tests.journeys.matching import company
from tests.journeys.test_enrolling import enrolment
from tests.stage import Actor, Stage, command

TITLE = "Come on Thursday"
TEXT = "We meet on the roof terrace. " * 60
NAME = "Summer evening"


@pytest.fixture
async def carla(stage: Stage, platform: Platform) -> Actor:
    return await company(stage, platform, leader="Grace Whitfield")


@pytest.fixture
async def ada(stage: Stage, platform: Platform) -> Actor:
    ada = stage.person("Ada Pereira", platform)
    await stage.opens()
    return ada


async def writes_up_to_the_last_page(carla: Actor) -> None:
    await carla.types(command(carla, "admin announce write"))
    await carla.fills(language="en")
    await carla.fills(headline=TITLE, words=TEXT)
    await carla.fills(called=NAME, for_whom="leaders", answer="tell", buttons=["resources"])
    assert "Keep it like this" in str(carla.form)


async def goes_on_to_the_end(carla: Actor) -> None:
    """Whoever only goes on finds everything as it was typed."""
    assert "roof terrace" in str(carla.form)
    assert TITLE in str(carla.form)
    await carla.fills()
    assert NAME in str(carla.form)
    await carla.fills()
    assert "Keep it like this" in str(carla.form)
    assert "roof terrace" in carla.form_text
    await carla.fills()


async def test_what_was_typed_on_later_pages_is_there_again(stage: Stage, carla: Actor) -> None:
    await writes_up_to_the_last_page(carla)
    for _ in range(3):
        await carla.goes_back()
    assert "Back" not in carla.form_text, "it is the first page"
    await carla.fills()

    await goes_on_to_the_end(carla)

    with stage.onehour.ledger() as records:
        [kept] = records.own_texts.all()
        [version] = records.own_texts.versions(kept.id)
    assert (kept.name, version.audience, version.buttons) == (NAME, "leaders", ("resources",))
    assert version.words == {"en": (TITLE, TEXT.strip())}


async def test_another_language_keeps_the_words_that_were_typed_for_none_before(carla: Actor) -> None:
    await writes_up_to_the_last_page(carla)
    for _ in range(3):
        await carla.goes_back()

    await carla.fills(language="de")

    await goes_on_to_the_end(carla)


async def test_words_are_never_put_into_a_language_that_has_its_own(carla: Actor) -> None:
    await writes_up_to_the_last_page(carla)
    await carla.fills()
    await carla.presses("Write another version")
    await carla.fills(language="de")
    await carla.fills(headline="Komm am Donnerstag", words="Wir treffen uns auf der Dachterrasse.")
    await carla.goes_back()
    await carla.goes_back()

    await carla.fills(language="en")
    assert "Dachterrasse" not in str(carla.form)
    assert "roof terrace" in str(carla.form)
    await carla.goes_back()
    await carla.fills(language="de")
    assert "Dachterrasse" in str(carla.form)


async def test_begun_again_it_begins_at_the_top_and_nothing_is_lost(carla: Actor) -> None:
    await writes_up_to_the_last_page(carla)
    await carla.closes()

    await carla.types(command(carla, "admin announce write"))

    assert "Language you write in" in carla.form_text
    await carla.fills()
    await goes_on_to_the_end(carla)


async def test_what_was_typed_is_read_anew_when_it_comes_again(carla: Actor) -> None:
    await writes_up_to_the_last_page(carla)
    await carla.goes_back()
    await carla.fills(called="")
    assert carla.problems or "Keep it like this" not in str(carla.form)
    await carla.fills(called=NAME)
    assert "Keep it like this" in str(carla.form)


async def test_what_another_branch_had_asked_is_not_in_what_comes_of_it(stage: Stage, ada: Actor) -> None:
    await ada.types(command(ada, "join"))
    await ada.fills(role="both")
    await ada.fills(more_offers="hive care", more_wants="tea")
    await ada.goes_back()
    await ada.goes_back()

    await ada.fills(role="mentee")
    assert "hive care" not in str(ada.form)
    assert "tea" in str(ada.form)
    await ada.fills()
    assert ada.problems == {}
    await ada.fills(languages=["en"])

    joined = enrolment(stage, ada)
    assert joined.offers == ()
    assert joined.wants == ("tea",)


async def test_a_branch_that_is_taken_after_all_has_its_answers_still(stage: Stage, ada: Actor) -> None:
    await ada.types(command(ada, "join"))
    await ada.fills(role="mentor")
    await ada.fills(capacity="3", more_offers="hive care")
    await ada.goes_back()
    await ada.goes_back()
    await ada.fills(role="mentee")
    await ada.goes_back()

    await ada.fills(role="mentor")
    assert "hive care" in str(ada.form)
    await ada.fills()
    await ada.fills(languages=["en"])

    assert (enrolment(stage, ada).capacity, enrolment(stage, ada).offers) == (3, ("hive care",))
