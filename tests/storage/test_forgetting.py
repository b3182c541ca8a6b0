"""Whoever asks to be forgotten is not to be found again: in no table, no column, and no byte of the file."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bot.asks import Ask, AskKind, AskStep, CampaignState
from bot.endings import ClosingInterview, Consent, Ending, Extension, Use
from bot.model import Enrolment, Met, PairState, ProposalState, Request, RequestState, Role
from bot.own_texts import OwnText, Version
from bot.people import Person, Platform, Prefill
from bot.post import OF_MANY, Nudge, NudgeState
from bot.progress import Pulse
from bot.records import NotYours, Records, Shut
from bot.thoughts import Question, Reflection
from bot.trust import AuditEntry, Concern, LinkCode, Upload
from bot.voices import Voice
from storage.columns import Base
from storage.database import sqlite_file
from storage.records import Books
from storage.secrets import KeyMissing, Secrets
from tests.storage import paper
from tests.storage.paper import NOON, SECRET

# every one of them is a word of hers that stands nowhere else
HERS = (
    "Adélie Quill adelie.quill QUILL Penguinologist Icefloe Southpole skuas krillcraft walrusmanship "
    "belugastic albatrosses orcaline puffinry guanofeat sealions otterly UQUILL77 homequill routequill "
    "kittiwake"
).split()


def adelie(records: Records) -> Person:  # noqa: PLR0915  # a whole life with us, read as one list
    """Somebody who has done everything there is to do."""
    organisation = records.people.organisation().id
    ada = records.people.add(
        Person(
            0,
            organisation,
            "Adélie Quill",
            "adelie.quill@example.org",
            "Penguinologist",
            "Icefloe",
            "Southpole",
            "AQ",
            "Antarctica/Troll",
            ("is",),
            3,
            leader=True,
            manager="grace@example.org",
            coordinator=True,
        )
    )
    grace, tom = (paper.person(records, one.title(), f"{one}@example.org") for one in ("grace", "tom"))
    hers = replace(
        paper.account(records, ada.id, Platform.SLACK), user="UQUILL77", home="homequill", route="routequill"
    )
    records.people.keep_account(hers)
    records.inbound.is_new("slack:T1:UQUILL77:1795.2", NOON)
    for report in (grace, tom):
        records.people.keep(replace(report, manager=ada.email))
        records.people.keep_prefill(Prefill(report.id, avoid=(ada.email, "x@example.org")))
    records.people.keep_prefill(
        Prefill(ada.id, "both", 2, ("krillcraft",), ("walrusmanship",), goals="belugastic")
    )
    records.people.keep_avoids(ada.id, {tom.id})
    told: dict[str, str] = {"name": ada.name, "first_name": "Adélie", "title": ada.title, "email": ada.email}
    offered = paper.proposal(records, grace.id, ada.id)
    records.pairs.keep_proposal(replace(offered, reasons=({"code": "skills", "skills": ("krillcraft",)},)))
    records.programmes.enrol(
        Enrolment(0, offered.programme_id, ada.id, Role.BOTH, NOON, 1, ("krillcraft",), goals="belugastic")
    )
    pair = paper.pair(records, grace.id, ada.id)
    hour = paper.meeting(records, pair.id)
    records.meetings.keep(replace(hour, at=NOON, booked_by=ada.id, mentee_said=Met.YES, mentor_said=Met.YES))
    records.voices.put(Voice(0, hour.id, ada.id, NOON, Met.YES))
    for writer, said in ((ada, "albatrosses"), (grace, "all well")):
        records.reflections.ask(Question(0, writer.id, hour.id, "mentee/start_clarity_1", NOON))
        records.reflections.keep(
            Reflection(0, writer.id, hour.id, "mentee/start_clarity_1", said, NOON, said, NOON)
        )
    for owner, words in ((ada, "sealions"), (grace, "all is well")):
        paper.goal(records, pair.id, owner.id, words, "otterly" if owner is ada else "")
        records.pulses.give(Pulse(0, pair.id, owner.id, 1, 4, NOON))
    records.endings.keep(ClosingInterview(0, pair.id, ada.id, NOON, {"learned": "guanofeat"}, ("clarity",)))
    records.endings.ask(Extension(0, pair.id, ada.id, 2, NOON))
    records.consents.give(Consent(0, ada.id, Use.NAMED_STORY, "story", NOON))
    records.requests.add(Request(0, offered.programme_id, ada.id, tom.id, NOON, line="skuas"))
    records.requests.add(Request(0, offered.programme_id, tom.id, ada.id, NOON, line="for Adélie Quill"))
    records.concerns.add(Concern(0, ada.id, grace.id, "orcaline", NOON))
    records.concerns.add(Concern(0, tom.id, ada.id, "in confidence", NOON))
    ask = records.campaigns.ask(Ask(0, paper.campaign(records, ada.id).id, ada.id, NOON))
    records.campaigns.note(AskStep(0, ask.id, ada.id, AskKind.TAKE_PART, "agree", NOON))
    for sent_by, line in ((ada.id, "kittiwake"), (tom.id, "As Adélie Quill says")):
        ahead = replace(paper.campaign(records, sent_by), line=line, state=CampaignState.SCHEDULED, due=NOON)
        records.campaigns.keep(ahead)
    evening = records.own_texts.add(OwnText(0, organisation, "Summer evening"))
    evenings = {"en": ("Summer evening", "Come on Thursday.")}
    records.own_texts.write(Version(0, evening.id, 1, evenings, "everybody", NOON, written_by=ada.id))
    draft = records.drafts.open(ada.id, "join", "", NOON)
    records.drafts.keep(replace(draft, answers={"join/details": {"goals": "puffinry"}}))
    records.links.add(LinkCode(0, hers.id, "digest", NOON))
    records.links.try_in_vain(hers.id, NOON)
    records.uploads.add(Upload(0, ada.id, "quill.csv", b"puffinry", NOON))
    records.audit.note(AuditEntry(0, ada.id, "announce", "announcements/launch", NOON))
    records.outbox.owe(
        [
            Nudge("hers", "pairs/begun", ada.id, NOON, f"pair:{pair.id}", facts={"to": told}),
            Nudge("later", "pairs/begun", ada.id, NOON + timedelta(days=9), facts={"to": told}),
            Nudge(
                "his", "pairs/begun", tom.id, NOON, facts={"partner": told, "line": "Ask Adélie Quill, Tom"}
            ),
        ]
    )
    return ada


@pytest.fixture
def forgotten(books: Books) -> Person:
    with books() as records:
        ada = adelie(records)
    with books() as records:
        records.people.forget(ada.id, NOON)
    return ada


def everything(engine: Engine) -> Iterator[tuple[str, str]]:
    """Every value of every column, and where it stands."""
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table.name}"').mappings():
                yield from ((f"{table.name}.{column}", str(value)) for column, value in row.items())


def test_before_that_she_stands_all_over_the_database(books: Books, engine: Engine) -> None:
    with books() as records:
        adelie(records)

    found = {word for word in HERS for _, value in everything(engine) if word.lower() in value.lower()}

    # the others are sealed
    assert set(HERS) - found == {
        "skuas",
        "albatrosses",
        "orcaline",
        "puffinry",
        "guanofeat",
        "sealions",
        "otterly",
    }
    sealed = {place for place, value in everything(engine) if value.startswith("1.")}
    assert sealed >= {
        "closing_interviews.answers",
        *("avoids.others", "concerns.text", "drafts.answers", "requests.line"),
        *("reflections.text", "reflections.shared"),
    }
    assert sealed >= {"goals.text", "goals.sign"}


@pytest.mark.usefixtures("forgotten")
def test_afterwards_no_column_of_any_table_has_a_word_of_hers(engine: Engine) -> None:
    found = {
        (place, word)
        for place, value in everything(engine)
        for word in (*HERS, "Ad\\u00e9lie")
        if word.lower() in value.lower()
    }

    assert found == set()


def test_nothing_sealed_of_hers_is_left_either(books: Books, engine: Engine, forgotten: Person) -> None:
    with books() as records:
        assert list(records.reflections.by(forgotten.id)) == []
        assert list(records.reflections.questions(forgotten.id)) == []
        assert not [*records.goals.by(forgotten.id), *records.pulses.by(forgotten.id)]
        assert list(records.concerns.by(forgotten.id)) == []
        assert records.people.avoids(forgotten.id) == frozenset()
        assert {one.line for one in records.requests.of_mentee(forgotten.id)} == {""}
        assert {one.line for one in records.requests.to_mentor(forgotten.id)} == {""}
    with engine.connect() as connection:
        for table in (
            "closing_interviews",
            "extensions",
            "consents",
            "drafts",
            "uploads",
            "asks",
            "ask_steps",
            "link_codes",
            "link_tries",
            "accounts",
            "voices",
            "enrolments",
        ):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0, table


def test_what_she_had_planned_to_announce_never_begins(books: Books, forgotten: Person) -> None:
    with books() as records:
        planned = {one.sent_by == forgotten.id: one for one in records.campaigns.newest(2)}

    assert planned[True].state is CampaignState.OFF
    assert planned[False].state is CampaignState.SCHEDULED
    assert planned[True].line == planned[False].line == ""


def test_no_byte_of_the_file_has_a_word_of_hers(engine: Engine, forgotten: Person) -> None:
    file = sqlite_file(engine.url)
    if file is None:
        pytest.skip("PostgreSQL keeps its files to itself")
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")

    left = b"".join(one.read_bytes() for one in (file, Path(f"{file}-wal")) if one.exists())

    assert [word for word in HERS if word.encode() in left] == []


def test_what_was_shared_has_ended_and_stays_for_the_other(books: Books, forgotten: Person) -> None:
    with books() as records:
        grace = records.people.by_email("grace@example.org")
        assert grace
        [pair] = records.pairs.pairs_of(grace.id)
        assert (pair.state, pair.ended_at, pair.mentee_ids) == (PairState.ENDED, NOON, (forgotten.id,))
        assert pair.ending is Ending.LEFT
        [hour] = records.meetings.of_pair(pair.id)
        assert (hour.booked_by, hour.mentee_said, hour.mentor_said) == (None, Met.UNSAID, Met.YES)
        assert [one.text for one in records.reflections.by(grace.id)] == ["all well"]
        assert [one.text for one in records.goals.by(grace.id)] == ["all is well"]
        assert len(records.pulses.by(grace.id)) == 1
        [proposal] = [one for each in records.programmes.all() for one in records.pairs.proposals(each.id)]
        assert (proposal.state, proposal.reasons) == (ProposalState.DECLINED, ())
        assert [one.state for one in records.requests.of_mentee(forgotten.id)] == [RequestState.CANCELLED]
        assert [one.state for one in records.requests.to_mentor(forgotten.id)] == [RequestState.CLOSED]
        assert grace.manager == ""
        prefill = records.people.prefill(grace.id)
        assert prefill
        assert prefill.avoid == ("x@example.org",)
        [act] = records.audit.by(forgotten.id)
        assert records.people.get(act.by).name == "Somebody"
        [his] = [records.outbox.get("his")]
        assert his
        assert his.facts["line"] == "Ask Somebody, Tom"


def test_nothing_is_owed_to_her_any_more(books: Books, forgotten: Person) -> None:
    with books() as records:
        for nudge in records.outbox.owed_to(forgotten.id):
            assert (nudge.state, nudge.facts) == (NudgeState.SKIPPED, {})


def test_a_line_to_a_leader_names_her_no_more_and_says_nothing_rather(books: Books) -> None:
    with books() as records:
        ada, grace = paper.person(records, "Ada Quill"), paper.person(records, "Grace")
        records.campaigns.begin_ask(Ask(0, None, grace.id, NOON, line="As Ada Quill said", by=ada.id))
        records.people.forget(ada.id, NOON)

        [ask] = records.campaigns.asks_of(grace.id)
        assert (ask.line, records.people.get(ada.id).name) == ("", "Somebody")


def test_a_table_of_many_in_which_she_may_stand_is_gone(books: Books) -> None:
    with books() as records:
        ada, carla = paper.person(records), paper.person(records, "Carla")
        records.outbox.owe([Nudge("table", OF_MANY, carla.id, NOON, facts={"table": "packed"})])
        records.people.forget(ada.id, NOON)
        kept = records.outbox.get("table")

    assert kept
    assert kept.facts == {}


def test_she_is_nobody_to_whoever_looks(books: Books, forgotten: Person) -> None:
    with books() as records:
        assert forgotten.id not in {one.id for one in records.people.everybody()}
        assert list(records.people.search("somebody", 5)) == []
        assert list(records.people.coordinators({forgotten.email})) == []
        assert records.people.by_email(forgotten.email) is None


def test_whoever_left_no_trace_leaves_no_row(books: Books) -> None:
    with books() as records:
        tom = paper.person(records, "Tom", "tom@example.org")
        paper.account(records, tom.id, Platform.TEAMS)
        records.people.forget(tom.id, NOON)

        with pytest.raises(NotYours):
            records.people.get(tom.id)
        with pytest.raises(NotYours):
            records.people.forget(tom.id, NOON)


def test_a_group_goes_on_without_one_of_its_mentees(books: Books) -> None:
    with books() as records:
        grace, ada, tom = (paper.person(records, one) for one in ("Grace", "Ada", "Tom"))
        group = paper.pair(records, grace.id, ada.id, tom.id)
        records.people.forget(ada.id, NOON)

        kept = records.pairs.of(grace.id, group.id)
        assert (kept.state, kept.mentee_ids) == (PairState.ACTIVE, (tom.id,))


def test_no_list_brings_her_back_before_she_comes_herself(books: Books, forgotten: Person) -> None:
    mention = "<@slack:T1:UQUILL77>"
    with books() as records:
        assert records.people.is_forgotten(" Adelie.Quill@example.org")
        assert not records.people.is_forgotten("grace@example.org")
        names = {forgotten.email, mention, "grace@example.org"}
        assert records.people.forgotten_among(names) == {forgotten.email, mention}

        records.people.let_back({forgotten.email})

        assert records.people.forgotten_among(names) == {mention}


@pytest.mark.usefixtures("forgotten")
def test_a_mark_leads_back_to_nobody_without_the_key(engine: Engine) -> None:
    with engine.connect() as connection:
        [mark, *_] = connection.scalars(text("SELECT mark FROM forgotten")).all()

    assert mark not in {Secrets("another key").mark(name) for name in ("adelie.quill@example.org",)}


def test_marks_outlive_a_new_key_and_a_missing_one_is_said(engine: Engine, forgotten: Person) -> None:
    with Books(engine, Secrets(f"new,{SECRET}"))() as records:
        assert records.people.is_forgotten(forgotten.email)
    with pytest.raises(KeyMissing, match="forgotten"), Books(engine, Secrets("new"))() as records:
        records.people.is_forgotten("tom@example.org")
    assert issubclass(KeyMissing, Shut)
