"""kill -9 at every step of joining: nothing submitted is lost, and nothing owed is said twice."""

import pytest

from playground.faults import Fault
from tests.faults.outside import (
    FIRST_PAGE,
    LAST_PAGE,
    Outside,
    answers_the_first_page,
    answers_the_last_page,
    begins,
    stands_before_the_last_page,
    welcomes,
)
from tests.faults.process import until
from tests.stage import Actor

pytestmark = pytest.mark.faults


async def test_a_form_left_open_is_submitted_after_the_restart(outside: Outside, somebody: Actor) -> None:
    await stands_before_the_last_page(somebody)

    outside.served.kill()
    await answers_the_last_page(somebody)
    assert LAST_PAGE in somebody.form_text, "what could not be sent stays on the screen"
    await outside.starts()
    await answers_the_last_page(somebody)

    await outside.is_welcomed_once(somebody)
    assert somebody.form is None


async def test_the_first_form_left_open_is_submitted_after_the_restart(
    outside: Outside, somebody: Actor
) -> None:
    await begins(somebody)

    await outside.is_killed_and_restarted()
    await answers_the_first_page(somebody)
    await answers_the_last_page(somebody)

    await outside.is_welcomed_once(somebody)


async def test_who_comes_back_after_the_restart_goes_on_at_the_second_page(
    outside: Outside, somebody: Actor
) -> None:
    await stands_before_the_last_page(somebody)
    outside.playground.world.show_forms(somebody.human.id, [])

    await outside.is_killed_and_restarted()
    await begins(somebody)

    assert LAST_PAGE in somebody.form_text
    assert FIRST_PAGE not in somebody.form_text
    await answers_the_last_page(somebody)
    await outside.is_welcomed_once(somebody)


async def test_a_confirmation_that_never_left_is_sent_once_after_the_restart(
    outside: Outside, ada: Actor
) -> None:
    await stands_before_the_last_page(ada)
    outside.playground.slack.faults.append(fault := Fault("chat.postMessage", "frozen"))
    await answers_the_last_page(ada)
    await until(lambda: not fault.times, outside.served.log)

    await outside.is_killed_and_restarted()

    await outside.is_welcomed_once(ada)


@pytest.mark.parametrize("kind", ["accept_then_frozen", "accept_then_drop"])
async def test_in_slack_a_confirmation_whose_answer_was_lost_is_found_and_not_repeated(
    outside: Outside, ada: Actor, kind: str
) -> None:
    await stands_before_the_last_page(ada)
    outside.playground.slack.faults.append(fault := Fault("chat.postMessage", kind))
    await answers_the_last_page(ada)
    await until(lambda: not fault.times, outside.served.log)

    await outside.is_killed_and_restarted()

    await outside.is_welcomed_once(ada)


@pytest.mark.parametrize(
    ("kind", "heard"), [("frozen", 0), ("accept_then_frozen", 1), ("accept_then_drop", 1)]
)
async def test_in_teams_a_confirmation_whose_answer_was_lost_is_listed_and_not_repeated(
    outside: Outside, ada: Actor, grace: Actor, kind: str, heard: int
) -> None:
    await stands_before_the_last_page(ada)
    await stands_before_the_last_page(grace)
    outside.playground.teams.faults.append(fault := Fault("send", kind))
    await answers_the_last_page(grace)
    await until(lambda: not fault.times, outside.served.log)

    await outside.is_killed_and_restarted()
    await answers_the_last_page(ada)
    await until(lambda: welcomes(ada), outside.served.log)

    await outside.owes_nothing(unsure=1)
    assert welcomes(grace) == heard
