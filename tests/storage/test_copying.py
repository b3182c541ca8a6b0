"""A copy to throw away: everything that is kept, sealed as it is, while somebody else writes."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select, text

from bot.people import Platform
from bot.records import NotYours
from bot.trust import Concern
from storage.columns import Base
from storage.copying import NoCopy, throw_away
from storage.records import Books
from storage.secrets import KeyMissing, Secrets
from tests.storage.paper import NOON, SECRET, account, nudge, pair, person


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.begin() as connection:
        tables = Base.metadata.sorted_tables
        return {
            one.name: [tuple(row) for row in connection.execute(select(one).order_by(*one.primary_key))]
            for one in tables
        }


@pytest.fixture
def filled(books: Books) -> Books:
    with books() as records:
        ada, grace = person(records, "Ada"), person(records, "Grace")
        account(records, ada.id, Platform.SLACK)
        pair(records, grace.id, ada.id)
        records.concerns.add(Concern(0, ada.id, grace.id, "He shouts", NOON))
        records.outbox.owe([nudge(ada.id)])
    return books


def test_everything_is_there_and_the_source_is_as_it_was(
    engine: Engine, migrated: str, filled: Books
) -> None:
    before = everything(engine)

    with throw_away(migrated) as copy:
        assert everything(copy) == before
        with Books(copy, Secrets(SECRET))() as records:
            [ada, _] = records.people.everybody()
            assert [one.text for one in records.concerns.by(ada.id)] == ["He shouts"]
            records.outbox.owe([nudge(ada.id, "nudge:2")])

    assert everything(engine) == before


def test_what_is_sealed_stays_sealed_without_the_key(migrated: str, filled: Books) -> None:
    with throw_away(migrated) as copy, Books(copy, Secrets("another key"))() as records:
        [ada, _] = records.people.everybody()
        with pytest.raises(KeyMissing):
            records.concerns.by(ada.id)


def test_a_number_that_was_given_is_not_given_again(engine: Engine, migrated: str, books: Books) -> None:
    """What is owed has it in its key: a draft of the same number would never have its answer owed."""
    with books() as records:
        ada = person(records)
        gone = records.drafts.open(ada.id, "pause", "", NOON)
        records.drafts.close(gone.id)

    with throw_away(migrated) as copy, Books(copy, Secrets(SECRET))() as records:
        fresh = records.drafts.open(ada.id, "pause", "", NOON)

    assert fresh.id > gone.id


def test_it_is_read_while_others_write(migrated: str, filled: Books, replica: Callable[[], Books]) -> None:
    with throw_away(migrated) as copy:
        with replica()() as records:
            added = person(records, "Tom")
        with Books(copy, Secrets(SECRET))() as records, pytest.raises(NotYours):
            records.people.get(added.id)


def test_an_older_and_a_newer_schema_are_refused_in_words(engine: Engine, migrated: str) -> None:
    for revision, word in (("0001", "migrate"), ("9999", "newer")):
        with engine.begin() as connection:
            [found] = connection.execute(text("SELECT version_num FROM alembic_version")).scalars()
            connection.execute(text("UPDATE alembic_version SET version_num = :one"), {"one": revision})
        with pytest.raises(NoCopy, match=word), throw_away(migrated):
            pass
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :one"), {"one": found})
