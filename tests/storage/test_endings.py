"""Last words are sealed and their writer's alone; who has said so, what was asked, and the consent ledger."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from bot.endings import ClosingInterview, Consent, Extension, ExtensionState, Use
from bot.records import NotYours
from storage.records import Books
from storage.secrets import Tampered
from tests.storage import paper
from tests.storage.paper import MINUTE, NOON

LATER = NOON + timedelta(days=1)


def test_a_second_interview_replaces_the_first_and_a_bare_word_leaves_what_was_written(books: Books) -> None:
    with books() as records:
        ada, grace = paper.person(records, "Ada"), paper.person(records, "Grace")
        pair = paper.pair(records, grace.id, ada.id)
        for learned in ("First", "Second"):
            records.endings.keep(
                ClosingInterview(0, pair.id, ada.id, NOON, {"learned": learned}, ("clarity", "contact"))
            )
        records.endings.complete(pair.id, ada.id, LATER)
        records.endings.complete(pair.id, grace.id, NOON)

        [mine] = records.endings.interviews(ada.id)
        assert (mine.at, mine.answers, mine.brought) == (LATER, {"learned": "Second"}, ("clarity", "contact"))
        assert records.endings.said(pair.id) == {ada.id: LATER, grace.id: NOON}
        [hers] = records.endings.interviews(grace.id)
        assert (hers.answers, hers.brought) == ({}, ())
        assert records.endings.brought(pair.programme_id) == [("clarity", "contact")]


def test_what_was_written_lies_sealed_and_opens_nowhere_else(books: Books, engine: Engine) -> None:
    with books() as records:
        ada, grace = paper.person(records, "Ada"), paper.person(records, "Grace")
        pair = paper.pair(records, grace.id, ada.id)
        records.endings.keep(ClosingInterview(0, pair.id, ada.id, NOON, {"learned": "Penguins"}))
    with engine.begin() as connection:
        [kept] = connection.scalars(text("SELECT answers FROM closing_interviews"))
        assert "Penguins" not in kept
        connection.execute(text("UPDATE closing_interviews SET person_id = :other"), {"other": grace.id})

    with books() as records, pytest.raises(Tampered):
        records.endings.interviews(grace.id)


def test_only_those_in_the_pair_get_at_what_was_asked_there(books: Books) -> None:
    with books() as records:
        ada, grace, tom = (paper.person(records, name) for name in ("Ada", "Grace", "Tom"))
        pair = paper.pair(records, grace.id, ada.id)
        wish = records.endings.ask(Extension(0, pair.id, ada.id, 3, NOON))

        for one in (ada, grace):
            assert records.endings.extension(one.id, wish.id) == wish
        with pytest.raises(NotYours):
            records.endings.extension(tom.id, wish.id)
        records.endings.settle(Extension(wish.id, pair.id, ada.id, 3, NOON, ExtensionState.AGREED))
        assert [one.state for one in records.endings.extensions(pair.id)] == [ExtensionState.AGREED]


def test_a_consent_is_its_givers_and_stays_in_the_ledger_once_it_is_withdrawn(books: Books) -> None:
    with books() as records:
        ada, grace = paper.person(records, "Ada"), paper.person(records, "Grace")
        given = records.consents.give(Consent(0, ada.id, Use.NAMED_STORY, "story:7", NOON))
        with pytest.raises(NotYours):
            records.consents.of(grace.id, given.id)

        withdrawn = Consent(given.id, ada.id, Use.NAMED_STORY, "story:7", NOON, NOON + MINUTE)
        records.consents.keep(withdrawn)

        assert list(records.consents.by(ada.id)) == [withdrawn]
        assert list(records.consents.by(grace.id)) == []
