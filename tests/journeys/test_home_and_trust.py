"""What everybody sees at a glance, a word in confidence, mentoring that already happens, and accounts that close."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.message import Fact
from bot.model import PairState, ProposalState, Request, RequestState
from bot.people import Account, Person, Platform, Profile
from bot.post import Nudge
from bot.records import Records
from tests.journeys.test_around_the_journey import are_asked, become_a_pair
from tests.stage import Actor, Stage, command


@pytest.fixture
async def carla(stage: Stage, platform: Platform) -> Actor:
    """Who coordinates; beside Ada, who learns, Grace, who guides, and two called Tom."""
    lisbon = {"zone": "Europe/Lisbon", "country": "PT"}
    carla = stage.person("Carla Mendes", Platform.SLACK, level="4", **lisbon)
    stage.person("Ada Pereira", platform, level="3", languages="en", **lisbon)
    stage.person("Grace Whitfield", platform, zone="Europe/London", level="9", languages="en", leader="yes")
    stage.person("Tom Reed", platform, level="5", **lisbon)
    stage.person("Thomas Tom", platform, level="5", **lisbon)
    await stage.opens()
    return carla


@pytest.fixture
def ada(stage: Stage, carla: Actor) -> Actor:
    return stage.actors["ada"]


@pytest.fixture
def grace(stage: Stage, carla: Actor) -> Actor:
    return stage.actors["grace"]


@pytest.fixture
def tom(stage: Stage, carla: Actor) -> Actor:
    return stage.actors["tom"]


def find(records: Records, actor: Actor) -> Person:
    found = records.people.by_email(actor.human.email)
    assert found
    return found


def account(stage: Stage, actor: Actor) -> Account:
    with stage.onehour.ledger() as records:
        [only] = records.people.accounts(find(records, actor).id)
        return only


def _profile(actor: Actor, account: Account) -> Profile:
    return Profile(account.address, actor.human.name, actor.human.email)


async def glances(actor: Actor) -> str:
    await actor.types(command(actor, "home"))
    return actor.sees("Where things stand").text


async def test_home_begins_with_the_way_in(ada: Actor) -> None:
    assert "You do not take part yet" in await glances(ada)
    assert {"Take part", "What can you do?"} <= set(ada.sees("Where things stand").buttons)


async def test_home_shows_everything_of_ones_own(
    stage: Stage, carla: Actor, ada: Actor, grace: Actor, tom: Actor
) -> None:
    await become_a_pair(stage, carla, ada, grace)
    assert "the next hour is not settled yet" in await glances(ada)
    await stage.time_is("2026-11-25T15:00+00:00")
    assert "waits for one of you to pick a time" in await glances(ada)
    await ada.presses(next(iter(ada.sees("An hour with Grace").buttons)))
    assert "you meet on" in await glances(ada)
    await stage.time_is("2026-12-04T15:00+00:00")
    await ada.presses("Yes, we met")
    await ada.types(command(ada, "reflect"))
    await ada.fills(text="I said no to a meeting for the first time.")
    with stage.onehour.ledger() as records:
        mine, toms = find(records, ada), find(records, tom)
        for other, state in ((toms, RequestState.NOT_YET), (find(records, grace), RequestState.WAITING)):
            records.requests.add(Request(0, 1, mine.id, other.id, stage.clock.now(), state=state))

    seen = await glances(ada)

    for told in (
        "Grace Whitfield is your mentor",
        "1 hour so far",
        "Tom Reed needs a little time for your request",
        "Your request to Grace Whitfield is next in line",
        "You have written 1 reflection ; only you can read it",
    ):
        assert told.replace(" :", ":").replace(" ;", ";") in seen.replace(" :", ":").replace(" ;", ";")
    assert "for the first time" not in seen
    assert {"Reflect", "My journal", "Pause"} <= set(ada.sees("Where things stand").buttons)
    assert "Ada Pereira would like you as a mentor" in await glances(tom)


async def test_home_says_what_waits_for_an_answer(
    stage: Stage, carla: Actor, ada: Actor, grace: Actor
) -> None:
    await carla.types("/mentor admin announce")
    await carla.fills(template="announcements/prelaunch")
    await carla.fills()
    assert "You were asked for your support" in await glances(grace)
    await grace.presses("I'll mentor")
    assert "You were asked for your support" not in await glances(grace)
    await are_asked(carla, ada, grace)

    assert "A match with Grace : one tap" in (await glances(ada)).replace("Grace:", "Grace :")
    await ada.presses("Yes, let us meet")
    assert "You said yes to Grace" in await glances(ada)


async def test_home_shows_a_pause_with_the_way_back(ada: Actor) -> None:
    await ada.types(command(ada, "pause"))
    await ada.fills()
    await ada.types(command(ada, "stop"))

    seen = await glances(ada)

    assert "You are on a pause" in seen
    assert "You get no announcements" in seen
    await ada.presses("Back from my pause")
    assert "Welcome back, Ada" in ada.has_heard


async def test_a_word_in_confidence_reaches_one_coordinator_and_nobody_else(
    stage: Stage, carla: Actor, ada: Actor, tom: Actor
) -> None:
    with stage.onehour.ledger() as records:
        records.people.keep(replace(find(records, tom), coordinator=True))
        chosen = str(find(records, carla).id)
    await ada.types(command(ada, "concern"))
    assert "Carla Mendes" in ada.form_text
    assert "Tom Reed" in ada.form_text
    stage.clock.move_to(datetime(2026, 11, 23, 22, tzinfo=UTC))
    await ada.fills(coordinator=chosen, text="I do not feel safe.\n<!channel> **really**")

    assert ada.has_heard[-1] == "Carla has it, and nobody else"
    told = carla.sees("A word in confidence")
    assert "I do not feel safe." in told.text
    assert "ada@hartwell.example" in told.text
    assert "A word in confidence" not in tom.has_heard
    assert "feel safe" not in stage.kept(), "it lies sealed, in no log and no message that is owed"
    with stage.onehour.ledger() as records:
        assert not [entry for entry in records.audit.entries() if entry.by == find(records, ada).id]


async def test_nobody_else_can_open_it_with_a_forged_message(
    stage: Stage, carla: Actor, ada: Actor, tom: Actor
) -> None:
    await ada.types(command(ada, "concern"))
    await ada.fills(text="Only for Carla.")
    facts: Mapping[str, Fact] = {}
    with stage.onehour.ledger() as records:
        for number, about in enumerate(("concern:1", "1", "concern:", "concern:99")):
            to = find(records, tom).id
            now = stage.clock.now()
            records.outbox.owe([Nudge(f"forged:{number}", "concern/said", to, now, about, facts)])

    await stage.settles()

    assert "A word in confidence" in carla.has_heard
    assert "Only for Carla" not in tom.sees_words
    assert "A word in confidence" not in tom.has_heard


async def test_without_a_coordinator_who_can_be_reached_the_address_is_told(carla: Actor) -> None:
    await carla.types("/mentor concern")

    assert "carla@hartwell.example" in carla.sees("Please write an e-mail").text


async def test_mentoring_that_already_happens_counts_once_both_have_said_so(
    stage: Stage, ada: Actor, tom: Actor
) -> None:
    await ada.types(command(ada, "informal tom@hartwell.example"))
    await ada.fills(role="mentee")
    assert ada.has_heard[-1] == "Tom is asked to confirm"
    assert "you mentor them" in tom.sees("Ada says that you already meet").text

    await tom.presses("Yes, count it")

    assert ada.has_heard[-1] == "It counts: you and Tom"
    assert "It counts: you and Ada" in tom.has_heard
    assert "You mentor Ada Pereira outside the programme" in await glances(tom)
    assert "Tom Reed mentors you outside the programme" in await glances(ada)
    heard = len(ada.has_heard)
    await stage.time_is("2027-02-01T12:00+00:00")
    assert len(ada.has_heard) == heard, "nothing is planned for it"

    await ada.types(command(ada, "informal Tom Reed"))
    await ada.fills(role="mentor")
    assert ada.has_heard[-1] == "You and Tom are counted already"
    await ada.presses("It has come to its end")
    assert "It is no longer counted" in ada.has_heard
    with stage.onehour.ledger() as records:
        [pair] = records.pairs.in_programme(1)
        assert pair.informal
        assert pair.state is PairState.ENDED


async def test_it_takes_no_place_and_is_never_matched_again(
    stage: Stage, carla: Actor, ada: Actor, grace: Actor, tom: Actor
) -> None:
    await tom.types(command(tom, "informal grace@hartwell.example"))
    await tom.fills(role="mentee")
    await grace.presses("Yes, count it")

    await are_asked(carla, ada, grace)

    assert "Meet Ada Pereira" in grace.has_heard, "her one place is still free"


async def test_it_is_not_recorded_against_anybodys_will(stage: Stage, ada: Actor, tom: Actor) -> None:
    await ada.types(command(ada, "informal tom@hartwell.example"))
    await ada.fills(role="mentor")
    await ada.types(command(ada, "informal tom@hartwell.example"))
    await ada.fills(role="mentor")
    assert ada.has_heard[-1] == "An answer is still to come"
    await ada.types(command(ada, "hello"))
    await ada.forges("informal.confirm", "1")
    assert ada.has_heard[-1] == "This is no longer open", "nobody confirms their own word"
    question = tom.sees("Ada says that you already meet")
    await tom.types(command(tom, "hello"))
    await tom.forges("proposals.accept", "1")
    assert tom.has_heard[-1] == "This is no longer open", "it is no match"

    await tom.presses("Rather not", on=question)

    assert ada.has_heard[-1] == "Nothing was recorded"
    await ada.types(command(ada, "informal tom@hartwell.example"))
    await ada.fills(role="mentor")
    assert ada.has_heard[-1] == "Not possible in this programme"
    with stage.onehour.ledger() as records:
        assert not records.pairs.in_programme(1)
        assert [one.state for one in records.pairs.proposals(1)] == [ProposalState.DECLINED]


async def test_whoever_is_meant_may_be_chosen_or_looked_for(stage: Stage, ada: Actor, tom: Actor) -> None:
    await ada.types(command(ada, "informal tom"))
    assert "Several people may be meant" in ada.form_text
    with stage.onehour.ledger() as records:
        chosen = str(find(records, tom).id)
    await ada.fills(person=chosen, role="mentor")
    assert ada.has_heard[-1] == "Tom is asked to confirm"

    await ada.types(command(ada, "informal Nobody Whatsoever"))
    assert "I know nobody by that name" in ada.form_text
    await ada.fills(person=["Grace"], role="mentor")
    assert ada.has_heard[-1] == "Grace is asked to confirm"

    for words in ("Ada Pereira", "ada@hartwell.example"):
        await ada.types(command(ada, f"informal {words}"))
        assert ada.has_heard[-1] == "That would be you"


async def test_whoever_cannot_be_reached_cannot_be_asked(stage: Stage, ada: Actor, tom: Actor) -> None:
    stage.onehour.bot.lost(account(stage, tom).address)

    await ada.types(command(ada, "informal tom@hartwell.example"))
    await ada.fills(role="mentor")

    assert ada.has_heard[-1] == "Tom cannot be reached yet"


async def test_a_closed_account_is_a_pause_at_first_and_leaving_two_weeks_later(
    stage: Stage, carla: Actor, ada: Actor, grace: Actor
) -> None:
    await become_a_pair(stage, carla, ada, grace)

    stage.onehour.bot.gone(account(stage, grace).address)
    stage.onehour.bot.gone(account(stage, grace).address)
    await stage.settles()

    assert ada.has_heard[-1] == "Grace is not with us at the moment"
    await carla.types("/mentor admin")
    assert "Grace Whitfield leaves the programme on" in carla.sees("For coordinators").text
    await carla.types("/mentor home")
    assert "1 account was closed" in carla.sees("Where things stand").text

    await stage.time_is("2026-12-08T12:00+00:00")

    assert ada.has_heard.count("Grace is not with us at the moment") == 1
    assert ada.has_heard[-1] == "Your hours with Grace have come to an end"
    with stage.onehour.ledger() as records:
        [pair] = records.pairs.in_programme(1)
        assert pair.state is PairState.ENDED
    await carla.types("/mentor admin")
    assert "Grace Whitfield has left the programme" in carla.sees("For coordinators").text


async def test_whoever_is_back_in_time_has_not_left(
    stage: Stage, carla: Actor, ada: Actor, grace: Actor
) -> None:
    await become_a_pair(stage, carla, ada, grace)
    stage.onehour.bot.gone(account(stage, grace).address)
    await stage.time_is("2026-11-30T12:00+00:00")
    assert "An hour with Grace" not in ada.has_heard

    stage.onehour.bot.meet([_profile(grace, account(stage, grace))])
    await stage.time_is("2026-12-09T12:00+00:00")

    assert ada.has_heard.count("Grace is back") == 1
    assert ada.has_heard.count("An hour with Grace") == 1
    with stage.onehour.ledger() as records:
        [pair] = records.pairs.in_programme(1)
        assert pair.state is PairState.ACTIVE


async def test_whoever_can_be_reached_elsewhere_is_not_gone(stage: Stage, grace: Actor) -> None:
    first = account(stage, grace)
    with stage.onehour.ledger() as records:
        person = find(records, grace)
        other = Platform.TEAMS if first.platform is Platform.SLACK else Platform.SLACK
        records.people.add_account(Account(0, person.id, other, "elsewhere", "grace"))

    stage.onehour.bot.gone(first.address)

    with stage.onehour.ledger() as records:
        person = find(records, grace)
        assert person.gone_at is None
        assert [one.reachable for one in records.people.accounts(person.id)] == [False, True]


async def test_a_removed_app_is_shown_to_the_coordinator_and_nobody_has_left(
    stage: Stage, carla: Actor, ada: Actor, grace: Actor
) -> None:
    await become_a_pair(stage, carla, ada, grace)

    stage.onehour.bot.lost(account(stage, grace).address)
    await carla.types("/mentor admin")

    assert "1 person cannot be reached: Grace" in carla.sees("For coordinators").text
    with stage.onehour.ledger() as records:
        [pair] = records.pairs.in_programme(1)
        assert pair.state is PairState.ACTIVE
        assert not find(records, grace).gone_at
