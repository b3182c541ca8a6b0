"""What goes wrong on the way is said to whoever did it, in words, and changes nothing."""

import pytest

from bot.people import Platform
from tests.stage import Stage, command

# What may be about one of several things, by its number.
NUMBERED = (
    *("admin correct", "extend", "look-back", "moved", "reflect", "request", "story", "times", "useful"),
)


async def test_a_form_that_comes_to_nothing_says_why_after_it_has_closed(stage: Stage) -> None:
    carla = stage.person("Carla Mendes", Platform.SLACK)
    await stage.opens()

    await carla.types("/mentor admin announce")
    await carla.fills(template="announcements/prelaunch")

    assert carla.form is None
    assert "mark them first" in carla.sees("Nobody would get this").text


@pytest.mark.parametrize("digits", [19, 20, 5000])
async def test_a_number_that_nothing_can_have_is_of_something_that_is_no_longer_there(
    stage: Stage, platform: Platform, digits: int
) -> None:
    carla = stage.person("Carla Mendes", Platform.SLACK)
    ada = stage.person("Ada Pereira", platform)
    await stage.opens()

    for name in NUMBERED:
        who = carla if name.startswith("admin") else ada
        await who.types(command(who, "hello"))
        await who.forges("flow.begin", f"{name}:{'9' * digits}")
        assert who.has_heard[-1] == "This is no longer open", name
        assert who.form is None, name
