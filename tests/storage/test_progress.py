"""Goals and pulses: whose they are, who reads them, and what is said of many together."""

import inspect
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from bot.model import Pair, PairState
from bot.progress import Figure, Pulse
from bot.progress_records import GoalRecords, PulseRecords
from bot.records import NotYours, Records
from storage.records import Books
from storage.secrets import Tampered
from tests.storage import paper
from tests.storage.paper import NOON, at_once

MINUTE = timedelta(minutes=1)
# These give numbers of many, and lead to nobody.
COUNTING = ("figure", "counted")


def answered(records: Records, pair: Pair, *scores: tuple[int, int, int]) -> None:
    """Each a person, the number of the pulse and the score, a minute apart."""
    given = records.pulses.by(pair.mentor_id)
    for place, (person_id, number, score) in enumerate(scores, start=len(given) * 100):
        records.pulses.give(Pulse(0, pair.id, person_id, number, score, NOON + place * MINUTE))


def test_every_way_to_a_single_goal_or_answer_begins_with_whose_it_is() -> None:
    for book in (GoalRecords, PulseRecords):
        for name, way in inspect.getmembers(book, inspect.isfunction):
            if name.startswith("_") or name in ("add", "keep", "give", *COUNTING):
                continue
            assert list(inspect.signature(way).parameters)[1] == "person_id", name


def test_a_goal_is_read_by_its_owner_and_by_whom_they_meet(books: Books) -> None:
    with books() as records:
        grace, ada, tom, eve = (paper.person(records, one) for one in ("Grace", "Ada", "Tom", "Eve"))
        group = paper.pair(records, grace.id, ada.id, tom.id)
        other = paper.pair(records, grace.id, eve.id)
        hers = paper.goal(records, group.id, ada.id, "Lead")
        for one, words in ((tom, "Speak"), (grace, "Listen")):
            paper.goal(records, group.id, one.id, words)
        paper.goal(records, other.id, grace.id, "Elsewhere")

        read = {
            one.name: [goal.text for goal in records.goals.in_pair(one.id, group.id)]
            for one in (grace, ada, tom, eve)
        }
        assert read == {
            "Grace": ["Lead", "Speak", "Listen"],
            "Ada": ["Lead", "Listen"],
            "Tom": ["Speak", "Listen"],
            "Eve": [],
        }
        for one in (grace, tom, eve):
            with pytest.raises(NotYours):
                records.goals.of(one.id, hers.id)
        with pytest.raises(NotYours):
            records.goals.hold(eve.id, group.id)
        records.pairs.keep(replace(group, state=PairState.ENDED, ended_at=NOON))
        assert [goal.text for goal in records.goals.in_pair(grace.id, group.id)] == ["Listen"]
        assert [goal.text for goal in records.goals.by(ada.id)] == ["Lead"]


def test_words_moved_to_another_row_are_not_read(books: Books, engine: Engine) -> None:
    with books() as records:
        grace, ada = paper.person(records, "Grace"), paper.person(records, "Ada")
        pair = paper.pair(records, grace.id, ada.id)
        for one, words in ((ada, "Lead"), (grace, "Listen")):
            paper.goal(records, pair.id, one.id, words)
    with engine.begin() as connection:
        stolen = "UPDATE goals SET text = (SELECT text FROM goals WHERE person_id = :ada)"
        connection.execute(text(f"{stolen} WHERE person_id = :grace"), {"ada": ada.id, "grace": grace.id})

    with books() as records, pytest.raises(Tampered):
        records.goals.by(grace.id)


@pytest.mark.postgres
def test_two_at_the_same_moment_add_one_after_the_other(books: Books) -> None:
    with books() as records:
        grace, ada = paper.person(records, "Grace"), paper.person(records, "Ada")
        pair = paper.pair(records, grace.id, ada.id)

    def adds() -> int:
        with books() as records:
            records.goals.hold(ada.id, pair.id)
            before = len(records.goals.by(ada.id))
            paper.goal(records, pair.id, ada.id)
            return before

    assert sorted(at_once(adds, adds)) == [0, 1]


def test_a_figure_is_made_of_three_people_at_least_and_of_the_last_answer_of_each(books: Books) -> None:
    with books() as records:
        grace, ada, tom = (paper.person(records, one) for one in ("Grace", "Ada", "Tom"))
        group = paper.pair(records, grace.id, ada.id, tom.id)
        answered(records, group, (ada.id, 1, 1), (ada.id, 2, 2), (ada.id, 3, 3))
        assert records.pulses.figure(group.programme_id) is None, "three answers, but one person"
        answered(records, group, (tom.id, 1, 4), (grace.id, 1, 5))
        assert records.pulses.figure(group.programme_id) is None
        answered(records, group, (tom.id, 2, 1))
        assert records.pulses.figure(group.programme_id) == Figure(3, 9)
        assert records.pulses.figure(group.programme_id + 1) is None


def test_no_single_answer_moves_a_figure(books: Books) -> None:
    with books() as records:
        people = [paper.person(records, f"P{place}") for place in range(7)]
        group = paper.pair(records, *(one.id for one in people))
        seen = []
        for one in people:
            later = NOON + one.id * MINUTE
            records.pulses.give(Pulse(0, group.id, one.id, 1, 1 + one.id % 5, later))
            seen.append(records.pulses.figure(group.programme_id))

    assert [figure.people if figure else 0 for figure in seen] == [0, 0, 3, 3, 3, 6, 6]


def test_a_second_tap_takes_the_place_of_the_first(books: Books) -> None:
    with books() as records:
        grace, ada = paper.person(records, "Grace"), paper.person(records, "Ada")
        pair = paper.pair(records, grace.id, ada.id)
        for score in (2, 5):
            records.pulses.give(Pulse(0, pair.id, ada.id, 1, score, NOON))

        assert [one.score for one in records.pulses.by(ada.id)] == [5]
