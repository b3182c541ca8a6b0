"""Announcements, what leaders were asked, conversations begun, and who did what."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from bot.asks import Ask, AskKind, AskState
from bot.message import Raw
from bot.model import Draft
from bot.post import Nudge, NudgeState
from bot.records import NotYours
from bot.trust import AuditEntry
from storage.records import Books
from storage.secrets import Secrets
from tests.storage.paper import NOON, campaign, person


def test_a_campaign_comes_back_as_it_was_sent(books: Books) -> None:
    with books() as records:
        sent = campaign(records, person(records).id)

        assert list(records.campaigns.campaigns()) == [sent]
        assert (sent.template, sent.recipients, sent.sent_at) == ("launch", 40, NOON)


def test_a_leader_is_asked_once_by_one_campaign(books: Books) -> None:
    with books() as records:
        carla, grace = person(records, "Carla"), person(records, "Grace")
        first = records.campaigns.ask(Ask(0, campaign(records, carla.id).id, grace.id, NOON))
        answered = replace(first, state=AskState.YES, kind=AskKind.CHAMPION, answered_at=NOON)
        records.campaigns.keep_ask(answered)

        assert records.campaigns.ask(replace(first, id=0)) == answered
        assert list(records.campaigns.asks()) == list(records.campaigns.asks_of(grace.id)) == [answered]
        assert list(records.campaigns.asks_of(carla.id)) == []


def test_only_whoever_was_asked_may_answer(books: Books) -> None:
    with books() as records:
        carla, grace = person(records, "Carla"), person(records, "Grace")
        asked = records.campaigns.ask(Ask(0, campaign(records, carla.id).id, grace.id, NOON))

        assert records.campaigns.asked(grace.id, asked.id) == asked
        with pytest.raises(NotYours):
            records.campaigns.asked(carla.id, asked.id)
        with pytest.raises(NotYours):
            records.campaigns.asked(grace.id, 77)


def test_letters_that_have_not_arrived_are_found_with_why(books: Books) -> None:
    with books() as records:
        carla, grace, tom = (person(records, name) for name in ("Carla", "Grace", "Tom"))
        wave = campaign(records, carla.id)
        mine = Ask(0, wave.id, grace.id, None, AskState.PLANNED, wave=1)
        in_wave, alone, arrived = (
            records.campaigns.begin_ask(ask)
            for ask in (mine, replace(mine, campaign_id=None), replace(mine, person_id=tom.id))
        )
        keys = (f"campaign:{wave.id}:{grace.id}", f"ask:{alone.id}:one", f"campaign:{wave.id}:{tom.id}")
        owed = [Nudge(key, "leaders/one", grace.id, NOON, key) for key in keys]
        records.outbox.owe(owed)
        for key in keys[:2]:
            records.outbox.cancel(key, reason="away")
        assert records.outbox.get(keys[2])

        lost = {one.id: (NudgeState.SKIPPED, "away") for one in (in_wave, alone)}
        assert records.campaigns.astray() == records.campaigns.astray(grace.id) == lost
        assert arrived.id not in lost
        assert records.campaigns.astray(tom.id) == {}
        records.campaigns.keep_ask(replace(in_wave, state=AskState.YES, answered_at=NOON))
        assert set(records.campaigns.astray()) == {alone.id}


def test_whoever_is_about_to_be_asked_counts_as_asked(books: Books) -> None:
    with books() as records:
        carla, grace, tom = (person(records, name) for name in ("Carla", "Grace", "Tom"))
        planned = Ask(0, None, grace.id, None, AskState.PLANNED, wave=1)
        records.campaigns.begin_ask(planned)
        sent = replace(planned, person_id=tom.id, campaign_id=campaign(records, carla.id).id)
        records.campaigns.begin_ask(sent)

        assert records.campaigns.ever_asked() == {tom.id}


def test_a_draft_begins_empty_and_is_found_again(books: Books) -> None:
    with books() as records:
        ada = person(records)
        draft = records.drafts.open(ada.id, "join", "")

        assert draft == Draft(draft.id, ada.id, "join", "")
        assert records.drafts.open(ada.id, "join", "") == records.drafts.of(ada.id, draft.id) == draft
        assert records.drafts.open(ada.id, "join", "meeting:1").id != draft.id


def test_answers_come_back_as_they_were_given(books: Books) -> None:
    with books() as records:
        ada = person(records)
        answers: dict[str, dict[str, Raw]] = {
            "join/role": {"role": "mentor", "offers": ("SQL", "Chess"), "wants": ()}
        }
        draft = replace(records.drafts.open(ada.id, "join", ""), answers=answers)
        records.drafts.keep(draft)

        assert records.drafts.open(ada.id, "join", "") == draft


def test_after_a_lost_key_a_form_is_begun_again(engine: Engine, books: Books) -> None:
    with books() as records:
        draft = records.drafts.open(person(records).id, "join", "")
        records.drafts.keep(replace(draft, answers={"join/role": {"role": "mentor"}}))

    with Books(engine, Secrets("another"))() as records:
        assert records.drafts.open(draft.person_id, "join", "") == draft
        assert records.drafts.of(draft.person_id, draft.id) == draft


def test_a_draft_is_nobody_elses(books: Books) -> None:
    with books() as records:
        draft = records.drafts.open(person(records, "Ada").id, "join", "")

        with pytest.raises(NotYours):
            records.drafts.of(person(records, "Eve").id, draft.id)


def test_a_draft_that_is_done_is_gone(books: Books) -> None:
    with books() as records:
        ada = person(records)
        draft = records.drafts.open(ada.id, "join", "")
        records.drafts.close(draft.id)
        records.drafts.close(draft.id)

        with pytest.raises(NotYours):
            records.drafts.of(ada.id, draft.id)
        with pytest.raises(NotYours):
            records.drafts.keep(draft)


def test_a_number_is_never_given_twice(books: Books) -> None:
    with books() as records:
        ada = person(records)
        done = records.drafts.open(ada.id, "join", "")
        records.drafts.close(done.id)

        assert records.drafts.open(ada.id, "join", "").id > done.id


def test_what_people_with_rights_did_is_told_in_order(books: Books) -> None:
    with books() as records:
        carla = person(records, "Carla")
        records.audit.note(AuditEntry(0, carla.id, "announce", "launch", NOON))
        records.audit.note(AuditEntry(0, carla.id, "publish", "programme:1", NOON))

        told = [(entry.by, entry.act, entry.on, entry.at) for entry in records.audit.entries()]
        assert told == [
            (carla.id, "announce", "launch", NOON),
            (carla.id, "publish", "programme:1", NOON),
        ]
