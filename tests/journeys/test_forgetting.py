"""Somebody asks to be forgotten: what they read, what their partner hears, what is left, and how they come back."""

import re

import pytest

from bot.enrolment import first_programme
from bot.message import Fact
from bot.model import Request, RequestState
from bot.people import Address, Platform, Profile
from bot.people_intake import consider, take_in
from bot.ports import Unreachable
from bot.post import Nudge, NudgeState
from storage.secrets import Secrets
from tests.journeys.matching import publishes
from tests.stage import Actor, Stage, command

HERS = ("Ada", "Pereira", "ada@hartwell.example", "Junior Analyst", "be braver")
STRANGER = Profile(Address(Platform.SLACK, "T0ONEHOUR", "UNEW"), "Nora New", "nora@hartwell.example")
WELCOME: dict[str, Fact] = {
    "to": {"first_name": "Ada"},
    "mentors": True,
    "mentees": True,
    "capacity": 1,
    "notes": 3,
    "contact": "Carla",
    "groups": False,
}


@pytest.fixture
async def ada(stage: Stage, platform: Platform) -> Actor:
    stage.person("Carla Mendes", Platform.SLACK, zone="Europe/Lisbon", country="PT", level="4")
    ada = stage.person(
        "Ada Pereira",
        platform,
        zone="Europe/Lisbon",
        country="PT",
        level="3",
        languages="en",
        title="Junior Analyst",
    )
    stage.person("Grace Whitfield", Platform.TEAMS, zone="Europe/London", level="9", languages="en")
    await stage.opens()
    return ada


async def goes_on(actor: Actor) -> None:
    """Past a page that asks nothing."""
    if actor.human.platform == "slack":
        await actor.fills()
    else:
        await actor.presses("Go on")


async def become_a_pair(stage: Stage, ada: Actor) -> Actor:
    carla, grace = stage.actors["carla"], stage.actors["grace"]
    await ada.joins("mentee", more_wants="public speaking", goals="be braver")
    await grace.joins("mentor", more_offers="public speaking")
    await publishes(carla)
    await ada.presses("Yes, let us meet")
    await grace.presses("Yes, let us meet")
    return grace


async def asks_to_be_forgotten(ada: Actor) -> None:
    await ada.types(command(ada, "forget-me"))
    await goes_on(ada)
    await ada.fills(word="Forget me.")


async def test_whoever_asks_is_told_what_happens_and_is_asked_once_more(stage: Stage, ada: Actor) -> None:
    await become_a_pair(stage, ada)
    await ada.types(command(ada, "forget-me"))
    for said in ("nothing is done yet", "your pair, from now on", "What I cannot erase", "backups"):
        assert said in ada.form_text
    assert "only coordinator" not in ada.form_text

    await goes_on(ada)
    assert "This cannot be undone" in ada.form_text
    await ada.fills(word="yes")

    assert "Nothing was erased" in ada.problems["word"]
    with stage.onehour.ledger() as records:
        assert records.people.by_email("ada@hartwell.example")


async def test_everything_about_them_is_gone_and_the_partner_hears_only_that_it_ended(
    stage: Stage, ada: Actor
) -> None:
    grace = await become_a_pair(stage, ada)
    assert any(word in stage.kept() for word in HERS)

    await asks_to_be_forgotten(ada)

    assert ada.has_heard[-1] == "You are forgotten"
    kept = stage.kept().lower()
    # as words: what is sealed or hashed may hold any three letters by chance
    assert [word for word in HERS if re.search(rf"\b{word.lower()}\b", kept)] == []
    assert grace.has_heard[-1] == "Your mentoring pair has ended"
    ended = grace.sees("Your mentoring pair has ended").text
    assert "have been the mentor" in ended
    assert "free place again" in ended
    assert "forg" not in ended
    await grace.types("status")
    assert "Ada" not in grace.seen[-1].text


async def test_nothing_more_reaches_either_of_them_about_that_pair(stage: Stage, ada: Actor) -> None:
    grace = await become_a_pair(stage, ada)
    await stage.time_is("2026-11-25T15:00+00:00")
    await ada.presses(next(iter(ada.sees("An hour with Grace").buttons)))
    await asks_to_be_forgotten(ada)
    heard = ada.has_heard_but_notes, grace.has_heard_but_notes

    await stage.time_is("2027-03-01T12:00+00:00")

    assert (ada.has_heard_but_notes, grace.has_heard_but_notes) == heard


async def test_whoever_had_asked_them_hears_that_it_is_closed_without_a_name(
    stage: Stage, ada: Actor
) -> None:
    grace = stage.actors["grace"]
    with stage.onehour.ledger() as records:
        hers, graces = (records.people.by_email(f"{one}@hartwell.example") for one in ("ada", "grace"))
        assert hers
        assert graces
        programme = first_programme(records)
        now = stage.clock.now()
        records.requests.add(
            Request(0, programme.id, graces.id, hers.id, now, line="Ada, please", asked_at=now)
        )
        records.requests.add(Request(0, programme.id, hers.id, graces.id, now, line="please", asked_at=now))

    await asks_to_be_forgotten(ada)

    assert {"Your request is closed", "A request to you is closed"} <= set(grace.has_heard)
    assert "Ada" not in grace.sees("Your request is closed").text
    with stage.onehour.ledger() as records:
        [asked] = records.requests.of_mentee(graces.id)
        [asking] = records.requests.to_mentor(graces.id)
        assert (asked.state, asked.line) == (RequestState.CLOSED, "")
        assert (asking.state, asking.line) == (RequestState.CANCELLED, "")


async def test_no_list_brings_them_back_but_they_may_come_back_themselves(stage: Stage, ada: Actor) -> None:
    await asks_to_be_forgotten(ada)
    await stage.onehour.meets_everybody()
    with stage.onehour.ledger() as records:
        assert records.people.by_email("ada@hartwell.example") is None
        assert records.people.is_forgotten("ada@hartwell.example")

    people = b"email,name,manager,avoid\nada@hartwell.example,Ada,,\ntom@x.example,Tom,ada@hartwell.example,"
    with stage.onehour.ledger() as records:
        file, intake = consider(records, people + b"ada@hartwell.example\n")
        assert not file.problems
        assert intake
        assert (intake.counts.added, intake.counts.forgotten) == (1, 1)
        take_in(records, intake)
        assert records.people.by_email("ada@hartwell.example") is None
    assert "ada@hartwell" not in stage.kept(), "nor do others' lines name them"

    await ada.joins("mentee", more_wants="leadership")

    assert ada.has_heard[-1] == "Welcome, Ada. You are in"
    with stage.onehour.ledger() as records:
        assert not records.people.is_forgotten("ada@hartwell.example")
    await stage.onehour.meets_everybody()
    await ada.types(command(ada, "status"))
    assert "as a mentee" in ada.sees("Where things stand").text


async def test_whoever_mentions_them_brings_nobody_back(stage: Stage, ada: Actor, platform: Platform) -> None:
    colleague = stage.actors["carla" if platform is Platform.SLACK else "grace"]
    await asks_to_be_forgotten(ada)

    await colleague.types(command(colleague, "status @Ada Pereira"))

    with stage.onehour.ledger() as records:
        assert records.people.by_email("ada@hartwell.example") is None


async def test_an_old_button_of_theirs_does_nothing_but_say_so(stage: Stage, ada: Actor) -> None:
    await become_a_pair(stage, ada)
    await stage.time_is("2026-11-25T15:00+00:00")
    invitation = ada.sees("An hour with Grace")
    await asks_to_be_forgotten(ada)

    await ada.presses(next(iter(invitation.buttons)), on=invitation)

    assert "This is no longer open" in ada.has_heard


async def test_the_only_coordinator_is_warned_and_may_go_all_the_same(stage: Stage, ada: Actor) -> None:
    carla = stage.actors["carla"]
    await carla.types("/mentor forget-me")
    assert "You are the only coordinator" in carla.form_text

    await carla.fills()
    await carla.fills(word="vergiss mich")

    assert carla.has_heard[-1] == "You are forgotten"


async def test_looking_at_home_brings_nobody_back(stage: Stage, ada: Actor, platform: Platform) -> None:
    await asks_to_be_forgotten(ada)
    if platform is Platform.SLACK:
        await ada.side.opens_home(ada.human.id)
        home = str(stage.playground.world.home(ada.human.id))
        assert "I know nothing about you" in home
    else:
        await ada.side.installs(ada.human.id)

    with stage.onehour.ledger() as records:
        assert records.people.by_email("ada@hartwell.example") is None
    assert ada.has_heard[-1] == "You are forgotten"


async def test_without_the_key_to_their_marks_no_list_brings_anybody_new(
    stage: Stage, ada: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    await asks_to_be_forgotten(ada)
    stage.onehour.ledger._secrets = Secrets("another key than the one before")
    stage.onehour.bot.meet([STRANGER])

    assert "the former key" in caplog.text
    with stage.onehour.ledger() as records:
        assert records.people.at(STRANGER.address) is None
    stage.onehour.bot.meet([STRANGER], acting=True)
    with stage.onehour.ledger() as records:
        assert records.people.at(STRANGER.address), "whoever comes by themselves is welcome"


async def test_a_message_on_its_way_to_somebody_forgotten_meanwhile_is_let_go(
    stage: Stage, ada: Actor
) -> None:
    office = stage.onehour.office
    with stage.onehour.ledger() as records:
        hers = records.people.by_email("ada@hartwell.example")
        assert hers
        records.outbox.owe([Nudge("one", "join/welcome", hers.id, stage.clock.now(), facts=WELCOME)])
    [claimed] = office.claim(1)
    parcel = office.prepare(claimed)
    assert parcel
    with stage.onehour.ledger() as records:
        records.people.forget(hers.id, stage.clock.now())

    office.failed(parcel, Unreachable("they blocked us"))

    with stage.onehour.ledger() as records:
        nudge = records.outbox.get("one")
        assert nudge
        assert nudge.state is NudgeState.DEAD
        assert nudge.reason == "they asked to be forgotten"
