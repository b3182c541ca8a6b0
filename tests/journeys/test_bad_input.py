"""What goes wrong on the way is said to whoever did it, in words, and changes nothing."""

from bot.people import Platform
from tests.stage import Stage


async def test_a_form_that_comes_to_nothing_says_why_after_it_has_closed(stage: Stage) -> None:
    carla = stage.person("Carla Mendes", Platform.SLACK)
    await stage.opens()

    await carla.types("/mentor admin announce")
    await carla.fills(template="announcements/prelaunch")

    assert carla.form is None
    assert "mark them in the people file" in carla.sees("Nobody would get this").text
