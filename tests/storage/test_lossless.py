"""What goes in comes out."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.message import Moment, Shown
from storage.lossless import NotKept, pack, unpack

NAIVE = datetime(2026, 7, 1)  # noqa: DTZ001  that it has no zone is the point

moments = some.datetimes(timezones=some.just(UTC))
facts = some.recursive(
    some.none()
    | some.booleans()
    | some.integers()
    | some.text()
    | moments
    | some.builds(Moment, moments, some.text(), some.sampled_from(Shown)),
    lambda inner: (
        some.lists(inner).map(tuple)
        | some.dictionaries(some.text() | some.sampled_from(["$moment", "$at", "$$at"]), inner)
    ),
)


@pytest.mark.long
@settings(max_examples=40)
@given(facts)
def test_every_fact_comes_back_equal(fact: object) -> None:
    assert unpack(json.loads(json.dumps(pack(fact)))) == fact


def test_a_moment_comes_back_in_utc() -> None:
    lisbon = datetime(2026, 7, 1, 10, 0, tzinfo=timezone(timedelta(hours=1)))

    back = unpack(pack(lisbon))

    assert back == lisbon
    assert isinstance(back, datetime)
    assert back.tzinfo is UTC


@pytest.mark.parametrize("value", [NAIVE, Moment(NAIVE, "UTC"), 1.5, [1], {1: "one"}, object()])
def test_what_would_not_come_back_is_refused(value: object) -> None:
    with pytest.raises(NotKept):
        pack(value)
