"""Years go by: what people wrote is erased when it is old, without anybody asking for it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import PairState
from bot.people import Platform
from tests.journeys.test_export import has_lived
from tests.stage import Actor, Stage, command


@pytest.fixture
async def ada(stage: Stage, platform: Platform) -> Actor:
    stage.person("Carla Mendes", Platform.SLACK, zone="Europe/Lisbon", country="PT", level="4")
    ada = stage.person("Ada Pereira", platform, zone="Europe/Berlin", level="3", languages="en")
    stage.person("Grace Whitfield", Platform.TEAMS, zone="Europe/London", level="9", languages="en")
    await stage.opens()
    await has_lived(stage, ada)
    return ada


def sealed(stage: Stage) -> int:
    """How many reflections and concerns there are."""
    with stage.onehour.ledger() as records:
        ids = [one.id for one in records.people.everybody()]
        return sum(len(records.reflections.by(one)) + len(records.concerns.by(one)) for one in ids)


async def passes(stage: Stage, days: int) -> None:
    """Time goes by at once, as after a long outage; then the heart beats a few times."""
    stage.clock.move_to(stage.clock.now() + timedelta(days=days))
    for _ in range(3):
        await stage.settles()


async def test_after_two_years_nothing_private_is_left(stage: Stage, ada: Actor) -> None:
    with stage.onehour.ledger() as records:
        [pair] = records.pairs.in_programme(1)
        records.pairs.keep(replace(pair, state=PairState.ENDED, ended_at=stage.clock.now()))
    await passes(stage, 700)
    assert sealed(stage) == 3

    await passes(stage, 40)

    assert sealed(stage) == 0
    with stage.onehour.ledger() as records:
        [pair] = records.pairs.in_programme(1)
        assert {one.slots for one in records.meetings.of_pair(pair.id)} == {()}
        [proposal] = records.pairs.proposals(1)
        assert proposal.reasons == ()


async def test_an_organisation_may_keep_it_for_a_shorter_time(stage: Stage, ada: Actor) -> None:
    with stage.onehour.ledger() as records:
        records.people.keep_organisation(replace(records.people.organisation(), keeps_months=1))

    await passes(stage, 32)

    assert sealed(stage) == 0


async def test_a_form_left_half_way_is_let_go_after_ninety_days(stage: Stage, ada: Actor) -> None:
    await ada.types(command(ada, "profile"))
    first = ada.form_text
    await ada.fills(role="mentor")
    await passes(stage, 80)
    with stage.onehour.ledger() as records:
        hers = records.people.by_email("ada@hartwell.example")
        assert hers
        assert [one.flow for one in records.drafts.by(hers.id)] == ["profile"]

    await passes(stage, 11)

    with stage.onehour.ledger() as records:
        assert list(records.drafts.by(hers.id)) == []
    await ada.types(command(ada, "profile"))
    assert ada.form_text == first


async def test_the_words_of_messages_and_what_was_heard_go_sooner(stage: Stage, ada: Actor) -> None:
    carla = stage.actors["carla"]
    await carla.types("/mentor admin announce")
    await carla.fills(template="announcements/launch", line="With love, your coordinator")
    await carla.fills()
    assert "With love" in stage.kept()

    await passes(stage, 91)

    assert "With love" not in stage.kept()
    with stage.onehour.ledger() as records:
        hers = records.people.by_email("ada@hartwell.example")
        assert hers
        assert len(records.outbox.owed_to(hers.id)) > 3, "that it was sent is kept for longer"
