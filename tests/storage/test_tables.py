"""Rows and nouns have the same fields, and the database holds to what the enums say."""

from dataclasses import fields, replace

import pytest
from sqlalchemy import Engine, Enum, select, update
from sqlalchemy.exc import IntegrityError

from bot.asks import Ask, AskKind, AskStep, Campaign
from bot.endings import ClosingInterview, Consent, Extension, Use
from bot.model import (
    Draft,
    Enrolment,
    Meeting,
    Method,
    Pair,
    Programme,
    Proposal,
    Request,
    Role,
    Ruling,
    Verdict,
)
from bot.own_texts import OwnText, Version
from bot.people import Account, Organisation, Person, Platform, Prefill
from bot.places import Place, Post, Showcase
from bot.post import Nudge
from bot.progress import Goal, Pulse
from bot.report_records import Desk
from bot.thoughts import Question, Reflection
from bot.trust import AuditEntry, Concern, LinkCode, LinkTry
from bot.voices import Voice
from storage import tables
from storage.columns import Base, table_of
from storage.records import Books
from tests.storage import paper
from tests.storage.paper import NOON

# what an organisation lends its people is its own; the mentees of a pair have a table of their own; the outbox keeps its claims and looks to itself
ELSEWHERE: dict[type, set[str]] = {Pair: {"mentee_ids"}, Person: {"usual"}}
OWN: dict[type, set[str]] = {Person: {"sought"}, Nudge: {"token", "lease_until", "looks", "begun_at"}}
# these tables are no nouns
NOT_NOUNS: set[type[Base]] = {
    tables.PairMenteeRow,
    tables.HeardRow,
    tables.AvoidRow,
    tables.ForgottenRow,
    tables.UploadRow,
    tables.ViewRow,
    tables.WishRow,
}

NOUNS: dict[type, type[Base]] = {
    Organisation: tables.OrganisationRow,
    Person: tables.PersonRow,
    Prefill: tables.PrefillRow,
    Account: tables.AccountRow,
    Programme: tables.ProgrammeRow,
    Enrolment: tables.EnrolmentRow,
    Proposal: tables.ProposalRow,
    Pair: tables.PairRow,
    Meeting: tables.MeetingRow,
    Question: tables.QuestionRow,
    Reflection: tables.ReflectionRow,
    Goal: tables.GoalRow,
    Pulse: tables.PulseRow,
    Voice: tables.VoiceRow,
    ClosingInterview: tables.ClosingInterviewRow,
    Extension: tables.ExtensionRow,
    Consent: tables.ConsentRow,
    Place: tables.PlaceRow,
    Post: tables.PostRow,
    Showcase: tables.ShowcaseRow,
    Request: tables.RequestRow,
    Ruling: tables.RulingRow,
    Method: tables.MethodRow,
    Concern: tables.ConcernRow,
    Desk: tables.DeskRow,
    LinkCode: tables.LinkCodeRow,
    LinkTry: tables.LinkTryRow,
    Campaign: tables.CampaignRow,
    OwnText: tables.OwnTextRow,
    Version: tables.VersionRow,
    Ask: tables.AskRow,
    AskStep: tables.AskStepRow,
    Draft: tables.DraftRow,
    Nudge: tables.NudgeRow,
    AuditEntry: tables.AuditRow,
}
CHOICES = [
    (table, column.name)
    for table in Base.metadata.sorted_tables
    for column in table.c
    if isinstance(column.type, Enum)
]


@pytest.mark.parametrize("noun", NOUNS)
def test_a_row_has_its_nouns_fields(noun: type) -> None:
    columns = set(table_of(NOUNS[noun]).c.keys())

    assert columns - OWN.get(noun, set()) == {field.name for field in fields(noun)} - ELSEWHERE.get(
        noun, set()
    )


def test_every_table_is_somebodys() -> None:
    known = {table_of(row) for row in {*NOUNS.values(), *NOT_NOUNS}}

    assert known == set(Base.metadata.tables.values())


@pytest.fixture
def one_of_each(books: Books) -> None:
    with books() as records:
        ada, grace = paper.person(records, "Ada"), paper.person(records, "Grace")
        paper.account(records, ada.id, Platform.SLACK)
        records.people.keep(replace(ada, nudges_on=Platform.TEAMS))
        offered = paper.proposal(records, grace.id, ada.id)
        records.programmes.enrol(Enrolment(0, offered.programme_id, ada.id, Role.MENTEE, NOON))
        pair = paper.pair(records, grace.id, ada.id)
        records.voices.put(Voice(0, paper.meeting(records, pair.id).id, ada.id))
        paper.goal(records, pair.id, ada.id)
        records.endings.ask(Extension(0, pair.id, ada.id, 2, NOON))
        records.consents.give(Consent(0, ada.id, Use.NAMED_STORY, "story", NOON))
        place = records.places.learn(Place(0, Platform.SLACK, "T1", "C1", "#general"))
        records.showcases.ask(Showcase(0, ada.id, place.id, grace.id, NOON, "why", "words"))
        records.posts.add(Post(0, place.id, "announcements/launch", grace.id, NOON))
        asked = records.campaigns.ask(Ask(0, paper.campaign(records, ada.id).id, grace.id, NOON))
        records.campaigns.note(AskStep(0, asked.id, ada.id, AskKind.TAKE_PART, "ask", NOON))
        records.requests.add(Request(0, offered.programme_id, ada.id, grace.id, NOON))
        records.matching.rule(
            Ruling(0, offered.programme_id, grace.id, ada.id, Verdict.LOCKED, grace.id, NOON)
        )
        records.matching.keep_method(Method(0, offered.programme_id))
        records.outbox.owe([paper.nudge(ada.id)])


@pytest.mark.usefixtures("one_of_each")
def test_every_value_of_every_enum_is_accepted(engine: Engine) -> None:
    for table, column in CHOICES:
        kind = table.c[column].type
        assert isinstance(kind, Enum)
        assert kind.enum_class
        for value in kind.enum_class:
            with engine.begin() as connection:
                assert connection.execute(update(table).values({column: value})).rowcount > 0
                assert set(connection.scalars(select(table.c[column]))) == {value}


@pytest.mark.usefixtures("one_of_each")
def test_no_other_value_is_accepted(engine: Engine) -> None:
    quoted = engine.dialect.identifier_preparer.quote

    for table, column in CHOICES:
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE {quoted(table.name)} SET {quoted(column)} = 'nonsense'")
