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


async def test_a_form_left_open_is_submitted_after_the_restart(
    outside: Outside, ada: Actor, grace: Actor
) -> None:
    for person in (ada, grace):
        await stands_before_the_last_page(person)

    outside.served.kill()
    for person in (ada, grace):
        await answers_the_last_page(person)
        assert LAST_PAGE in person.form_text, "what could not be sent stays on the screen"
    await outside.starts()
    for person in (ada, grace):
        await answers_the_last_page(person)

    for person in (ada, grace):
        await outside.is_welcomed_once(person)
        assert person.form is None


async def test_the_first_form_left_open_is_submitted_after_the_restart(
    outside: Outside, ada: Actor, grace: Actor
) -> None:
    for person in (ada, grace):
        await begins(person)

    await outside.is_killed_and_restarted()
    for person in (ada, grace):
        await answers_the_first_page(person)
        await answers_the_last_page(person)

    for person in (ada, grace):
        await outside.is_welcomed_once(person)


async def test_who_comes_back_after_the_restart_goes_on_at_the_second_page(
    outside: Outside, ada: Actor, grace: Actor
) -> None:
    for person in (ada, grace):
        await stands_before_the_last_page(person)
    await outside.playground.slack.closes(ada.human.id)

    await outside.is_killed_and_restarted()
    for person in (ada, grace):
        await begins(person)
        assert LAST_PAGE in person.form_text
        assert FIRST_PAGE not in person.form_text
        await answers_the_last_page(person)

    for person in (ada, grace):
        await outside.is_welcomed_once(person)


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


@pytest.mark.parametrize(("kind", "heard"), [("frozen", 0), ("accept_then_frozen", 1)])
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
