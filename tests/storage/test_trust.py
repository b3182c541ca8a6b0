"""Requests, words in confidence, codes and files: each through its gate, and nothing of it in clear."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from bot.model import Request, RequestState
from bot.people import Platform
from bot.records import NotYours
from bot.trust import Concern, LinkCode, Upload
from storage.records import Books
from tests.storage.paper import MINUTE, NOON, account, person, programme


def test_a_request_comes_back_to_both_sides_and_to_nobody_else(books: Books, engine: Engine) -> None:
    with books() as records:
        ada, grace, tom = person(records, "Ada"), person(records, "Grace"), person(records, "Tom")
        spring = programme(records)
        kept = records.requests.add(Request(0, spring.id, ada.id, grace.id, NOON, line="You gave a talk"))

        assert records.requests.of(ada.id, kept.id) == records.requests.of(grace.id, kept.id) == kept
        assert [one.line for one in records.requests.of_mentee(ada.id)] == ["You gave a talk"]
        assert list(records.requests.to_mentor(grace.id)) == [kept]
        assert list(records.requests.in_programme(spring.id, RequestState.OPEN)) == [kept]
        assert list(records.requests.in_programme(spring.id, RequestState.WAITING)) == []
        with pytest.raises(NotYours):
            records.requests.of(tom.id, kept.id)

    with engine.connect() as connection:
        assert "talk" not in connection.execute(text("SELECT line FROM requests")).scalar_one()


def test_a_concern_is_read_by_the_one_it_was_said_to(books: Books, engine: Engine) -> None:
    with books() as records:
        ada, carla, tom = person(records, "Ada"), person(records, "Carla"), person(records, "Tom")
        kept = records.concerns.add(Concern(0, ada.id, carla.id, "He shouts", NOON))

        assert records.concerns.of(carla.id, kept.id).text == "He shouts"
        assert list(records.concerns.by(ada.id)) == [kept]
        for nobody in (ada.id, tom.id):
            with pytest.raises(NotYours):
                records.concerns.of(nobody, kept.id)

    with engine.connect() as connection:
        assert "shouts" not in connection.execute(text("SELECT text FROM concerns")).scalar_one()


def test_whom_somebody_avoids_is_kept_shut(books: Books, engine: Engine) -> None:
    with books() as records:
        ada = person(records)
        records.people.keep_avoids(ada.id, {7, 12})
        records.people.keep_avoids(ada.id, {7, 99_999})

        assert records.people.avoids(ada.id) == {7, 99_999}
        assert records.people.avoids(ada.id + 1) == frozenset()
        assert records.people.everybodys_avoids() == {ada.id: {7, 99_999}}

    with engine.connect() as connection:
        assert "99999" not in connection.execute(text("SELECT others FROM avoids")).scalar_one()


def test_a_code_is_good_once_for_a_while_and_only_the_newest(books: Books) -> None:
    with books() as records:
        hers = account(records, person(records).id, Platform.SLACK)
        records.links.add(LinkCode(0, hers.id, "old", NOON))
        records.links.add(LinkCode(0, hers.id, "new", NOON + MINUTE))

        assert records.links.unused("old", NOON - MINUTE) is None
        assert records.links.unused("new", NOON + 2 * MINUTE) is None
        found = records.links.unused("new", NOON)
        assert found
        records.links.keep(LinkCode(found.id, hers.id, "new", found.made_at, NOON + 2 * MINUTE))
        assert records.links.unused("new", NOON) is None


def test_tries_in_vain_are_counted_for_each_account(books: Books) -> None:
    with books() as records:
        hers = account(records, person(records).id, Platform.SLACK)
        records.links.try_in_vain(hers.id, NOON)
        records.links.try_in_vain(hers.id, NOON + timedelta(minutes=5))

        assert records.links.tries(hers.id, NOON - MINUTE) == 2
        assert records.links.tries(hers.id, NOON) == 1
        assert records.links.tries(hers.id + 1, NOON - MINUTE) == 0


def test_a_people_file_waits_shut_for_whoever_sent_it(books: Books, engine: Engine) -> None:
    content = "email,name\nada@example.org,Adaé\n".encode()
    with books() as records:
        carla, tom = person(records, "Carla"), person(records, "Tom")
        first = records.uploads.add(Upload(0, carla.id, "old.csv", b"", NOON))
        kept = records.uploads.add(Upload(0, carla.id, "people.csv", content, NOON))

        assert records.uploads.of(carla.id, kept.id) == kept
        assert kept.content == content
        for whose, which in ((tom.id, kept.id), (carla.id, first.id)):
            with pytest.raises(NotYours):
                records.uploads.of(whose, which)

    with engine.connect() as connection:
        assert "ada" not in str(connection.execute(text("SELECT * FROM uploads")).all())
    with books() as records:
        records.uploads.drop(kept.id)
        with pytest.raises(NotYours):
            records.uploads.of(carla.id, kept.id)
