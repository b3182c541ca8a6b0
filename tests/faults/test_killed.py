"""kill -9 at every step of joining: nothing submitted is lost, and nothing owed is said twice."""

import pytest

from playground.faults import Fault
from tests.faults.outside import (
    FIRST_PAGE,
    LAST_PAGE,
    Outside,
    answers_the_first_page,
    answers_the_last_page,
    answers_the_second_page,
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
        await answers_the_second_page(person)
        await answers_the_last_page(person)

    for person in (ada, grace):
        await outside.is_welcomed_once(person)


async def test_who_comes_back_after_the_restart_goes_on_at_the_last_page(
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


async def test_in_slack_what_is_in_doubt_is_looked_for_and_sent_only_if_it_never_arrived(
    outside: Outside, ada: Actor, bruno: Actor
) -> None:
    await stands_before_the_last_page(ada)
    await stands_before_the_last_page(bruno)
    # Asked to wait first, both go off at the same moment: one never arrives, of the other only the answer is lost.
    faults = [
        Fault("chat.postMessage", kind, retry_after=2) for kind in ("429", "frozen", "accept_then_frozen")
    ]
    outside.playground.slack.faults += faults
    await answers_the_last_page(ada)
    await answers_the_last_page(bruno)
    await until(lambda: not any(fault.times for fault in faults), outside.served.log)
    assert welcomes(ada) + welcomes(bruno) == 1

    await outside.is_killed_and_restarted()

    await outside.is_welcomed_once(ada)
    await outside.is_welcomed_once(bruno)


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
